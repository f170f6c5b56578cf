/**
 * A book of invoices on a virtual clock: what every debtor would be written and called, day by day, when nobody pays or
 * answers. The same engine as for one invoice, with the contact planner between the invoices of a debtor.
 */
import { compile } from './compiled.ts';
import { together } from './contact.ts';
import type { Channel, Ladder, NoticeKind, SendStep, StepId } from './definition.ts';
import type { DeliveryEvent, InvoiceEvent } from './events.ts';
import { type Facts, withEvents } from './facts.ts';
import type { Command, DispatchIntent } from './invoice/commands.ts';
import { type Terms, verdict } from './invoice/delivery.ts';
import type { InvoiceState, StuckCause } from './invoice/state.ts';
import { transition } from './invoice/transition.ts';
import type { Cents } from './money.ts';
import { type CivilDate, type Instant, localDate } from './time/civil.ts';

/** An invoice of the book, where it stands. */
export interface BookInvoice {
  ladder: Ladder;
  facts: Facts;
  /** Null for one that is to be registered at the start. */
  state: InvoiceState | null;
}

/** One text to a debtor, about one invoice or several. */
export interface BookContact {
  on: CivilDate;
  debtorId: string;
  channel: Channel;
  kind: NoticeKind;
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

export interface BookRun {
  contacts: BookContact[];
  calls: BookCall[];
  handovers: BookHandover[];
  questions: BookQuestion[];
}

/** No debtor's ladders take as many turns; a defect that would spin is stopped here. */
const MAX_TURNS_OF_INVOICE = 2_000;

/** Runs a book from an instant up to and including another; debtors one after the other, for they do not meet. */
export function runBook(invoices: readonly BookInvoice[], from: Instant, until: Instant): BookRun {
  const run: BookRun = { contacts: [], calls: [], handovers: [], questions: [] };
  for (const ofDebtor of byDebtor(invoices).values()) new DebtorRun(ofDebtor, run).run(from, until);
  run.contacts.sort(byDay);
  run.calls.sort(byDay);
  run.handovers.sort(byDay);
  run.questions.sort(byDay);
  return run;
}

function byDay(a: { on: CivilDate }, b: { on: CivilDate }): number {
  return a.on < b.on ? -1 : a.on > b.on ? 1 : 0;
}

function byDebtor(invoices: readonly BookInvoice[]): Map<string, BookInvoice[]> {
  const found = new Map<string, BookInvoice[]>();
  for (const invoice of invoices) {
    const { id } = invoice.facts.debtor;
    const known = found.get(id);
    if (known) known.push(invoice);
    else found.set(id, [invoice]);
  }
  return found;
}

interface Running {
  ladder: Ladder;
  facts: Facts;
  state: InvoiceState | null;
  /** The contact that it intends now. */
  intent: DispatchIntent | null;
}

/** A notice that may leave now. */
interface Leaving {
  invoice: Running;
  intent: DispatchIntent;
  terms: Terms;
  channel: Channel;
}

class DebtorRun {
  readonly #invoices: Running[];
  readonly #book: BookRun;
  readonly #callsOf = new Map<CivilDate, BookCall>();

  constructor(invoices: readonly BookInvoice[], book: BookRun) {
    this.#invoices = invoices.map(({ ladder, facts, state }) => ({ ladder, facts, state, intent: null }));
    this.#book = book;
  }

  run(from: Instant, until: Instant): void {
    let now = from;
    const most = MAX_TURNS_OF_INVOICE * this.#invoices.length;
    for (let turns = 0; turns < most; turns++) {
      for (const invoice of this.#invoices) if (isDue(invoice, now)) this.#advance(invoice, [], now);
      this.#deliver(now);
      const wakes = this.#invoices.map(({ state }) => state?.wakeAt ?? Number.POSITIVE_INFINITY);
      now = Math.max(now, Math.min(...wakes));
      if (now > until || now === Number.POSITIVE_INFINITY) return;
    }
    throw new Error(`The book of debtor ${this.#invoices[0]?.facts.debtor.id} did not end within ${most} turns.`);
  }

  #advance(invoice: Running, events: readonly InvoiceEvent[], now: Instant): void {
    const { state, commands } = transition(invoice.ladder, invoice.state, events, invoice.facts, now);
    invoice.facts = withEvents(invoice.facts, events);
    invoice.state = state;
    for (const command of commands) this.#note(invoice, command, now);
  }

  #note(invoice: Running, command: Command, now: Instant): void {
    const on = localDate(now);
    const { id: invoiceId } = invoice.facts.invoice;
    if (command.type === 'intend') {
      invoice.intent = command.dispatch;
    } else if (command.type === 'open_task' && command.task.kind === 'call') {
      const known = this.#callsOf.get(on);
      const call = known ?? { on, debtorId: invoice.facts.debtor.id, calls: [] };
      call.calls.push({ invoiceId, step: command.task.step! });
      if (!known) this.#book.calls.push(call);
      this.#callsOf.set(on, call);
    } else if (command.type === 'open_task' && command.task.cause !== null) {
      this.#book.questions.push({ on, invoiceId, step: command.task.step!, cause: command.task.cause });
    }
  }

  /** Lets go what may leave, in one contact, until nothing is intended any more. */
  #deliver(now: Instant): void {
    const leaving: Leaving[] = [];
    for (const invoice of this.#invoices) {
      const { intent } = invoice;
      if (!intent) continue;
      invoice.intent = null;
      const judged = verdict(invoice.ladder, invoice.state!, invoice.facts, intent.id, now);
      if (judged.send) leaving.push({ invoice, intent, terms: judged.terms, channel: judged.channel });
      else this.#outcome(invoice, { type: 'notice_withdrawn', because: judged.because, ...about(intent, now) }, now);
    }
    const handovers = leaving.filter(({ intent }) => intent.kind === 'handover');
    const notices = leaving.filter(({ intent }) => intent.kind !== 'handover' && intent.kind !== 'agency-update');
    for (const { invoice, intent, terms } of handovers) {
      const { id: invoiceId } = invoice.facts.invoice;
      this.#book.handovers.push({ on: terms.on, invoiceId, amountCents: terms.amountCents });
      this.#outcome(invoice, { type: 'notice_sent', ...terms, ...about(intent, now) }, now);
    }
    const contact = together(notices.map((one) => ({ one, ...intendedOf(one) }))).map(({ one }) => one);
    if (contact.length > 0) this.#writeTo(contact, now);
    for (const { invoice, intent } of notices.filter((one) => !contact.includes(one))) {
      this.#outcome(invoice, { type: 'notice_withdrawn', because: 'other_contact', ...about(intent, now) }, now);
    }
    if (this.#invoices.some(({ intent }) => intent !== null)) this.#deliver(now);
  }

  #writeTo(contact: readonly Leaving[], now: Instant): void {
    const on = localDate(now);
    const [first] = contact as [Leaving];
    this.#book.contacts.push({
      on,
      debtorId: first.invoice.facts.debtor.id,
      channel: first.channel,
      kind: first.intent.kind as NoticeKind,
      notices: contact.map(({ invoice, intent, terms }) => ({
        invoiceId: invoice.facts.invoice.id,
        step: intent.step,
        amountCents: terms.amountCents,
      })),
    });
    const written = new Set(contact.map(({ invoice }) => invoice));
    for (const invoice of this.#invoices) {
      if (!written.has(invoice) || written.size > 1) invoice.facts = { ...invoice.facts, otherContactOn: on };
    }
    for (const { invoice, intent, terms, channel } of contact) {
      // A letter is taken to be printed and posted at once.
      const type = channel === 'letter' ? ('notice_posted' as const) : ('notice_sent' as const);
      this.#outcome(invoice, { type, by: '', ...terms, ...about(intent, now) }, now);
    }
  }

  #outcome(invoice: Running, event: DeliveryEvent | Extract<InvoiceEvent, { type: 'notice_posted' }>, now: Instant) {
    this.#advance(invoice, [event], now);
  }
}

function isDue({ state }: Running, now: Instant): boolean {
  return state === null || (state.wakeAt !== null && state.wakeAt <= now);
}

const about = ({ id }: DispatchIntent, now: Instant) => ({ id: `${id}:${now}`, at: now, dispatchId: id });

function intendedOf({ invoice, intent, channel }: Leaving) {
  const { facts, ladder } = invoice;
  return {
    id: intent.id,
    dueOn: facts.invoice.dueOn,
    step: compile(ladder).step(intent.step) as SendStep,
    channel,
    currency: facts.invoice.currency,
    account: null,
    takesInOthers: ladder.texts[facts.debtor.language][intent.step]?.several !== undefined,
  };
}
