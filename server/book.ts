/** The book of today under a draft: every open invoice run ahead, a page of debtors at a time. */
import { setImmediate as whenOthersRan } from 'node:timers/promises';
import { type BookInvoice, type BookStay, bothRuns, byDebtor } from '../ladder/book/book.ts';
import { type BookEntry, withoutWords } from '../ladder/book/entry.ts';
import { compareBooks, firstContactDay } from '../ladder/book/report.ts';
import { BookTally, type BookTotals } from '../ladder/book/tally.ts';
import type { Change } from '../ladder/change/change.ts';
import { completeMapping, type GivenMapping, goingOn } from '../ladder/change/mapping.ts';
import type { Ladder, StepId } from '../ladder/definition.ts';
import { type CivilDate, dateOf, type Instant, instantOf, localDay } from '../ladder/time/civil.ts';
import { type Climber, climbingOf, type OpenDebtor, openDebtors, pageOfDebtors } from '../store/climbing.ts';
import type { Db } from '../store/database.ts';
import { numbersOf } from '../store/invoices.ts';
import { ApiError } from './errors.ts';
import { versionOf } from './ladder-documents.ts';

/** Open invoices that are simulated at most: about twenty seconds of one core. */
export const MAX_BOOK_INVOICES = 50_000;
/** Of what changes, so many are named. */
const EXAMPLES = 50;
/** What moves beyond the days that are asked for has not gone: so many more are run. */
const DAYS_BEYOND = 60;
/** Invoices that are read in one go. */
const PAGE = 50;
/** How long other requests wait at most, but for a debtor with very many invoices. Milliseconds. */
const SLICE_MS = 20;

export interface BookRequest {
  /** The version that invoices run on. */
  from: Ladder;
  /** The draft, or a later version. */
  to: Ladder;
  mapping: GivenMapping;
  choice: Change['choice'];
  /** How many days are told, today included. */
  days: number;
}

export interface SimulatedBook extends BookTotals {
  firstDay: CivilDate;
  lastDay: CivilDate;
  /** Open invoices, and of them those on the version that changes. */
  invoices: number;
  concerned: number;
  /** Of those, the ones that keep their version, and why. */
  stayed: (Pick<BookStay, 'because' | 'step'> & { count: number })[];
  /** The numbers of the invoices that are named. */
  numbers: ReadonlyMap<string, string>;
}

/**
 * What a draft does to the open invoices, from now on. Nothing is written; invoices on other ladders go along, as they share
 * debtors with those that change.
 */
export async function simulateBook(db: Db, request: BookRequest, now: Instant): Promise<SimulatedBook> {
  const { from, to, choice, days } = request;
  const debtors = await openDebtors(db);
  const count = countOf(debtors);
  if (count > MAX_BOOK_INVOICES) {
    const message = `There are ${count} open invoices, and at most ${MAX_BOOK_INVOICES} are simulated here; fetch them from GET /api/book, a page at a time, and simulate those that matter.`;
    throw new ApiError('too_large', 'book_too_large', message);
  }
  const mapping = completeMapping(from, to, request.mapping);
  const change: Change = { from, to, mapping, choice, notBefore: null };
  const lastDay = dateOf(localDay(now) + days - 1);
  const until = instantOf(localDay(now) + days + DAYS_BEYOND, 0);
  const names = goingOn(change);
  const scope = { firstDay: firstContactDay(to, now), lastDay, stepOf: (step: StepId) => names.get(step) ?? null };
  const tally = new BookTally(EXAMPLES);
  const result = { firstDay: scope.firstDay, lastDay, invoices: 0, concerned: 0 };
  const stayed: SimulatedBook['stayed'] = [];
  let since = performance.now();
  for (let first = 0; first < debtors.length; ) {
    const page = pageOfDebtors(debtors, first, PAGE);
    first += page.length;
    const invoices: BookInvoice[] = [];
    for (const climber of await climbingOf(db, page)) invoices.push(await bookInvoice(db, climber));
    for (const ofDebtor of byDebtor(invoices)) {
      const concerned = ofDebtor.filter(({ ladder }) => ladder.id === from.id && ladder.version === from.version);
      result.invoices += ofDebtor.length;
      result.concerned += concerned.length;
      const changing = ofDebtor.map((one) => (concerned.includes(one) ? { ...one, change } : one));
      const { before, after } = bothRuns(changing, now, until);
      tally.add(compareBooks(before, after, scope));
      for (const stay of after.stayed) note(stayed, stay);
      if (performance.now() - since > SLICE_MS) {
        await whenOthersRan();
        since = performance.now();
      }
    }
  }
  const totals = tally.report();
  return {
    ...result,
    ...totals,
    stayed,
    numbers: await numbersOf(db, named(totals)),
  };
}

function note(stayed: SimulatedBook['stayed'], { because, step }: BookStay): void {
  const known = stayed.find((one) => one.because === because && one.step === step);
  if (known) known.count++;
  else stayed.push({ because, step, count: 1 });
}

function named({ atOnce, shifted, dropped, added, handovers }: BookTotals): string[] {
  const lists: readonly { examples: readonly { invoiceId: string }[] }[] = [atOnce, shifted, dropped, added, handovers];
  return [...new Set(lists.flatMap(({ examples }) => examples.map(({ invoiceId }) => invoiceId)))];
}

const countOf = (debtors: readonly OpenDebtor[]) => debtors.reduce((sum, { invoices }) => sum + invoices, 0);

/** Versions are read once a process: invoices of one version hold the same ladder. */
async function bookInvoice(db: Db, climber: Climber): Promise<BookInvoice> {
  const { invoice, facts, state, fresh, account } = climber;
  const { id, version } = invoice.ladder;
  return { ladder: await versionOf(db, id, version), facts, state, fresh, account };
}

/**
 * Open invoices as they are handed out: by whole debtors, about as many as asked for, without what persons wrote. The first
 * page says how many there are in all.
 */
export async function bookPage(
  db: Db,
  { after, limit }: { after: string; limit: number },
): Promise<{ data: BookEntry[]; next: string | null; total: number | null }> {
  const total = after === '' ? countOf(await openDebtors(db)) : null;
  const debtors = await openDebtors(db, { after, limit: limit + 1 });
  const page = pageOfDebtors(debtors, 0, limit);
  const climbers = await climbingOf(db, page);
  return {
    data: climbers.map(({ invoice, facts, state, fresh, account }) =>
      withoutWords({ ladder: invoice.ladder, facts, state, fresh, account }),
    ),
    next: page.length < debtors.length ? page.at(-1)!.id : null,
    total,
  };
}
