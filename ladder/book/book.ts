/**
 * A book of invoices on a virtual clock: what every debtor would be written and called, day by day, when nobody pays or
 * answers. The same engine as for one invoice, with the contact planner between the invoices of a debtor.
 */
import type { Change } from '../change/change.ts';
import type { Channel, Ladder, NoticeKind, StepId } from '../definition.ts';
import type { InvoiceEvent } from '../events.ts';
import type { Facts } from '../facts.ts';
import type { InvoiceState, StuckCause } from '../invoice/state.ts';
import type { Cents } from '../money.ts';
import type { ChangeRefusal } from '../reasons.ts';
import type { CivilDate, Instant } from '../time/civil.ts';
import { DebtorRun } from './debtor-run.ts';

/** An invoice of the book, where it stands. */
export interface BookInvoice {
  ladder: Ladder;
  facts: Facts;
  /** Null for one that is to be registered at the start. */
  state: InvoiceState | null;
  /** Those of the facts and answers that no transition has taken in yet. */
  fresh?: readonly InvoiceEvent[];
  /** The account on which it is to be paid, where it names one of its own. */
  account?: string | null;
  /** A change of ladder that it is to take as soon as it may; it starts from the ladder above. */
  change?: Change;
}

/** One text to a debtor, about one invoice or several. */
export interface BookContact {
  on: CivilDate;
  debtorId: string;
  channel: Channel;
  kind: NoticeKind | 'correction';
  notices: { invoiceId: string; step: StepId; amountCents: Cents }[];
}

/** A debtor is called once a day, about all that is open with them. */
export interface BookCall {
  on: CivilDate;
  debtorId: string;
  calls: { invoiceId: string; step: StepId }[];
}

export interface BookHandover {
  on: CivilDate;
  invoiceId: string;
  amountCents: Cents;
}

/** Where a person has to say how to go on. */
export interface BookQuestion {
  on: CivilDate;
  invoiceId: string;
  step: StepId;
  cause: StuckCause;
}

/** An invoice that did not take the change that it was to take: `waits`, for a person's answer about a contact. */
export interface BookStay {
  invoiceId: string;
  because: ChangeRefusal | 'waits';
  /** The step that stands in the way, where one does. */
  step: StepId | null;
}

export interface BookRun {
  contacts: BookContact[];
  calls: BookCall[];
  handovers: BookHandover[];
  questions: BookQuestion[];
  stayed: BookStay[];
}

/**
 * Runs a book from an instant up to and including another; debtors one after the other, for they do not meet. Nobody pays,
 * calls and tasks run out, letters are posted on their day, approvals are given when they are asked, and bank data come in
 * time.
 */
export function runBook(invoices: readonly BookInvoice[], from: Instant, until: Instant): BookRun {
  const run: BookRun = { contacts: [], calls: [], handovers: [], questions: [], stayed: [] };
  for (const ofDebtor of byDebtor(invoices)) new DebtorRun(ofDebtor, run).run(from, until);
  run.contacts.sort(byDay);
  run.calls.sort(byDay);
  run.handovers.sort(byDay);
  run.questions.sort(byDay);
  return run;
}

/** The book as it stands, and under the changes of ladder that its invoices are to take: the same run where none does. */
export function bothRuns(
  invoices: readonly BookInvoice[],
  from: Instant,
  until: Instant,
): { before: BookRun; after: BookRun } {
  const before = runBook(
    invoices.map(({ change: _, ...asItIs }) => asItIs),
    from,
    until,
  );
  const changes = invoices.some(({ change }) => change !== undefined);
  return { before, after: changes ? runBook(invoices, from, until) : before };
}

/** The invoices of each debtor, in the order given. */
export function byDebtor<T extends BookInvoice>(invoices: readonly T[]): Iterable<T[]> {
  return Map.groupBy(invoices, ({ facts }) => facts.debtor.id).values();
}

export function byDay(a: { on: CivilDate }, b: { on: CivilDate }): number {
  return a.on < b.on ? -1 : a.on > b.on ? 1 : 0;
}
