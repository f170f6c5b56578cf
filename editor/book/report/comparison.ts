/** The book of open invoices as it stands, and as it would be under another version of a ladder; debtor by debtor. */
import { type BookInvoice, type BookRun, bothRuns, byDebtor } from '../../../ladder/book/book.ts';
import type { BookEntry } from '../../../ladder/book/entry.ts';
import { firstContactDay } from '../../../ladder/book/report.ts';
import { type DueAtOnce, dueAtOnce, spreadBook } from '../../../ladder/book/spread.ts';
import type { Change } from '../../../ladder/change/change.ts';
import type { RunningChoice } from '../../../ladder/change/event.ts';
import { completeMapping, goingOn } from '../../../ladder/change/mapping.ts';
import type { Ladder, LadderRef, Localised, StepId } from '../../../ladder/definition.ts';
import { type CivilDate, type Instant, instantOf, localDay } from '../../../ladder/time/civil.ts';
import { proposedMapping, removedSteps } from '../../publish/removed.ts';
import { MOST_DAYS } from './horizons.ts';

/** What moves beyond the days that are told has not gone: so many more are run. */
const DAYS_BEYOND = 60;

/** What is held against the book. */
export interface Order {
  /** A draft, or a version that was published: it takes the place of what invoices of the ladder run on. */
  ladder: Ladder;
  /**
   * `change`: the invoices of the ladder take it. `published`: it is what they run on; the book is run as it is. `new`:
   * nothing of the ladder was published; every open invoice begins on it.
   */
  as: 'change' | 'published' | 'new';
  choice: RunningChoice;
  /** So many invoices a day take what is due at once; null where it comes at once. */
  perDay: number | null;
}

/** The book as it was read. */
export interface LoadedBook {
  /** The instant of the server's clock from which it is run. */
  now: Instant;
  entries: readonly BookEntry[];
  /** Every version on which one of them runs. */
  ladders: readonly Ladder[];
}

export interface Comparison {
  order: Order;
  now: Instant;
  /** The first day on which anything may leave. */
  firstDay: CivilDate;
  /** The invoices, by their ids. */
  entries: ReadonlyMap<string, BookEntry>;
  /** Of them, those that take what is tried, or run on it. */
  concerned: number;
  /** Empty where there is nothing to hold it against. */
  before: BookRun;
  after: BookRun;
  /** The step that a step has become in the second run. */
  stepOf: (step: StepId, invoiceId: string) => StepId | null;
  /** What a step is called; by the invoice that has it, where one is given. */
  nameOf: (step: StepId, invoiceId?: string) => Localised | null;
  /** The version on which an invoice runs now. */
  ladderOf: (invoiceId: string) => Ladder;
  /** Steps of older versions that the new one has not, and what takes their place; null where nothing does. */
  replaced: Replaced[];
}

export interface Replaced {
  version: number;
  step: Localised;
  by: Localised | null;
}

const key = ({ id, version }: LadderRef) => `${id} ${version}`;
const emptyRun = (): BookRun => ({ contacts: [], calls: [], handovers: [], questions: [], stayed: [] });

/** Runs the book; yields how much of the work is done, from 0 to 1, after each debtor. */
export function* compareBook(book: LoadedBook, order: Order): Generator<number, Comparison> {
  const { now, entries } = book;
  const changes = changesOf(book, order);
  let invoices = invoicesOf(book, order, changes);
  const rounds = order.perDay !== null && changes.size > 0 ? 2 : 1;
  let done = 0;
  const share = (count: number) => {
    done += count;
    return done / (rounds * Math.max(1, invoices.length));
  };
  if (order.perDay !== null && changes.size > 0) {
    const due: DueAtOnce[] = [];
    for (const ofDebtor of byDebtor(invoices)) {
      due.push(...dueAtOnce(ofDebtor, now));
      yield share(ofDebtor.length);
    }
    invoices = spreadBook(invoices, due, order.perDay);
  }
  const until = instantOf(localDay(now) + MOST_DAYS + DAYS_BEYOND, 0);
  const [before, after] = [emptyRun(), emptyRun()];
  for (const ofDebtor of byDebtor(invoices)) {
    const runs = bothRuns(ofDebtor, now, until);
    if (order.as === 'change') append(before, runs.before);
    append(after, runs.after);
    yield share(ofDebtor.length);
  }
  const known = new Map(entries.map((entry) => [entry.facts.invoice.id, entry]));
  const names = new Map([...changes].map(([version, change]) => [version, goingOn(change)]));
  const isConcerned = ({ ladder }: BookEntry) => order.as === 'new' || ladder.id === order.ladder.id;
  const versions = new Map(book.ladders.map((ladder) => [key(ladder), ladder]));
  const ladderOf = (invoiceId: string) => versions.get(key(known.get(invoiceId)!.ladder))!;
  return {
    order,
    now,
    firstDay: firstContactDay(order.ladder, now),
    entries: known,
    concerned: entries.filter(isConcerned).length,
    before,
    after,
    stepOf: (step, invoiceId) => {
      const named = names.get(key(known.get(invoiceId)!.ladder));
      return named ? (named.get(step) ?? null) : step;
    },
    nameOf: (step, invoiceId) => {
      const isOther = invoiceId !== undefined && !isConcerned(known.get(invoiceId)!);
      const all = isOther ? [ladderOf(invoiceId)] : [order.ladder, ...book.ladders];
      return all.flatMap(({ steps }) => steps).find(({ id }) => id === step)?.name ?? null;
    },
    ladderOf,
    replaced: [...changes.values()].flatMap(replacedIn),
  };
}

/** The change that invoices on each version are to take. */
function changesOf({ ladders }: LoadedBook, { ladder: to, as, choice }: Order): Map<string, Change> {
  const froms = as === 'change' ? ladders.filter(({ id }) => id === to.id) : [];
  return new Map(
    froms.map((from) => {
      const mapping = completeMapping(from, to, proposedMapping(from, to));
      return [key(from), { from, to, mapping, choice, notBefore: null }];
    }),
  );
}

/** The invoices as the engine takes them, each with the change that it is to take. */
function invoicesOf(
  { entries, ladders }: LoadedBook,
  { ladder: to, as }: Order,
  changes: ReadonlyMap<string, Change>,
): readonly BookInvoice[] {
  const versions = new Map(ladders.map((ladder) => [key(ladder), ladder]));
  return entries.map(({ ladder, facts, state, fresh, account }): BookInvoice => {
    if (as === 'new') return { ladder: to, facts, state: null, account };
    const change = changes.get(key(ladder));
    return { ladder: versions.get(key(ladder))!, facts, state, fresh, account, ...(change && { change }) };
  });
}

const replacedIn = ({ from, to, mapping }: Change): Replaced[] =>
  removedSteps(from, to).map(({ id, name }) => {
    const by = to.steps.find((step) => step.id === mapping.get(id))?.name ?? null;
    return { version: from.version, step: name, by };
  });

function append(whole: BookRun, part: BookRun): void {
  whole.contacts.push(...part.contacts);
  whole.calls.push(...part.calls);
  whole.handovers.push(...part.handovers);
  whole.questions.push(...part.questions);
  whole.stayed.push(...part.stayed);
}
