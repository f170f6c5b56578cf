/**
 * How long a simulation of the whole book takes, by the engine alone, in a worker as the screen runs it, and through the
 * server: open invoices at all ages of the shipped ladder, under the
 * published version and under a draft, day by day to the end of their ladders. Half of the debtors have one invoice, the
 * others up to twelve.
 */
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import type { LoadedBook, Order } from '../../editor/book/report/comparison.ts';
import type { Figures } from '../../editor/book/report/figures.ts';
import { type BookInvoice, runBook } from '../../ladder/book/book.ts';
import type { BookEntry } from '../../ladder/book/entry.ts';
import { compareBooks, firstContactDay } from '../../ladder/book/report.ts';
import type { Change } from '../../ladder/change/change.ts';
import { completeMapping } from '../../ladder/change/mapping.ts';
import { DEFAULT_PER_DAY } from '../../ladder/change/preview.ts';
import type { Ladder } from '../../ladder/definition.ts';
import { noFacts } from '../../ladder/facts.ts';
import { simulate } from '../../ladder/simulate.ts';
import { addDays, DAY_MS, type Instant, localDate, parseInstant } from '../../ladder/time/civil.ts';
import { simulateBook } from '../../server/book.ts';
import { type Db, openDatabase } from '../../store/database.ts';
import { DEFAULT_CREDITOR_ID } from '../../store/parties.ts';
import type { BookWork } from './book-worker.ts';
import { seedPortfolio, shippedLadder } from './portfolio.ts';
import { median, rounded } from './rounds.ts';

const INVOICES = 10_000;
const TODAY: Instant = parseInstant('2026-09-14T08:00')!;
const DAYS = 90;
const TERM_DAYS = 30;
/** Due dates lie between so many days ago and as many to come. */
const AGES = 60;
const ROUNDS = 5;
const GOAL_SECONDS = 2;

export interface BookResult {
  what: string;
  invoices: number;
  debtors: number;
  /** The engine alone, in one process that does nothing else. */
  seconds: number;
  rounds: number[];
  goalSeconds: number;
  goalMet: boolean;
  /** In a worker thread, from the loaded facts to the report as the screen shows it. */
  inWorker: { seconds: number; rounds: number[]; spreadSeconds: number; goalSeconds: number; goalMet: boolean };
  /** Through the server, from PGlite in memory. */
  served: {
    seconds: number;
    /** How long another request may have had to wait, at most and at the 99th percentile. */
    heldUpMs: { most: number; p99: number };
    /** What the process held besides, at its most. */
    heapMb: number;
  };
}

export async function benchBook(progress: (line: string) => void): Promise<BookResult> {
  const ladder = shippedLadder();
  const draft = withReminderSooner(ladder);
  const book = openBook(ladder);
  const rounds = engineAlone(ladder, draft, book);
  const seconds = median(rounds);
  progress(`book: ${seconds} s by the engine alone; in a worker …`);
  const inWorker = await benchWorker(ladder, draft, book);
  progress(`book: ${inWorker.seconds} s in a worker; filling a database …`);
  return {
    what: `CPU seconds for ${INVOICES} open invoices under two versions of a ladder, ${DAYS} days ahead`,
    invoices: INVOICES,
    debtors: new Set(book.map(({ facts }) => facts.debtor.id)).size,
    seconds,
    rounds,
    goalSeconds: GOAL_SECONDS,
    goalMet: seconds <= GOAL_SECONDS,
    inWorker,
    served: await served(ladder, draft, book),
  };
}

function engineAlone(ladder: Ladder, draft: Ladder, book: readonly BookInvoice[]): number[] {
  const mapping = completeMapping(ladder, draft, {});
  const change: Change = { from: ladder, to: draft, mapping, choice: 'replan', notBefore: null };
  const until = TODAY + DAYS * DAY_MS;
  const rounds: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const began = cpuSeconds();
    const before = runBook(book, TODAY, until);
    const after = runBook(
      book.map((invoice) => ({ ...invoice, change })),
      TODAY,
      until,
    );
    const { shifted } = compareBooks(before, after, {
      firstDay: firstContactDay(draft, TODAY),
      lastDay: localDate(until),
      stepOf: (step) => mapping.get(step) ?? null,
    });
    if (shifted.length === 0) throw new Error('The draft moves nothing.');
    // The first warms up.
    if (round > 0) rounds.push(rounded(cpuSeconds() - began));
  }
  return rounds;
}

/** The facts are handed over before the clock starts; all else stands still meanwhile. */
async function benchWorker(
  ladder: Ladder,
  draft: Ladder,
  book: readonly BookInvoice[],
): Promise<BookResult['inWorker']> {
  const entries = book.map(({ facts, state }): BookEntry => {
    return { ladder: { id: ladder.id, version: ladder.version }, facts, state, fresh: [], account: null };
  });
  const worker = new Worker(new URL('./book-worker.ts', import.meta.url), {
    workerData: { now: TODAY, entries, ladders: [ladder] } satisfies LoadedBook,
  });
  try {
    await once(worker, 'message');
    const run = async (perDay: number | null): Promise<number> => {
      const order: Order = { ladder: draft, as: 'change', choice: 'replan', perDay };
      const began = cpuSeconds();
      worker.postMessage({ order, days: DAYS } satisfies BookWork);
      const [{ earlier, concerned }] = (await once(worker, 'message')) as [Figures];
      if (earlier === 0 || concerned !== INVOICES) throw new Error('The book was not run.');
      return rounded(cpuSeconds() - began);
    };
    const rounds: number[] = [];
    // The first warms up.
    await run(null);
    for (let round = 0; round < ROUNDS; round++) rounds.push(await run(null));
    const seconds = median(rounds);
    const spreadSeconds = await run(DEFAULT_PER_DAY);
    return { seconds, rounds, spreadSeconds, goalSeconds: GOAL_SECONDS, goalMet: seconds <= GOAL_SECONDS };
  } finally {
    await worker.terminate();
  }
}

async function served(from: Ladder, to: Ladder, book: readonly BookInvoice[]): Promise<BookResult['served']> {
  const db = await openDatabase({ memory: true });
  try {
    await seedPortfolio(db);
    await keep(db, book);
    const request = { from, to, mapping: {}, choice: 'replan', days: DAYS } as const;
    await simulateBook(db, request, TODAY);
    const held = monitorEventLoopDelay({ resolution: 1 });
    const heapBefore = process.memoryUsage().heapUsed;
    let heapMost = heapBefore;
    const look = setInterval(() => {
      heapMost = Math.max(heapMost, process.memoryUsage().heapUsed);
    }, 50);
    const began = cpuSeconds();
    held.enable();
    const { concerned, shifted } = await simulateBook(db, request, TODAY);
    const seconds = rounded(cpuSeconds() - began);
    held.disable();
    clearInterval(look);
    if (concerned !== INVOICES || shifted.count === 0) throw new Error('The book was not simulated.');
    const heldUpMs = { most: rounded(held.max / 1e6, 0), p99: rounded(held.percentile(99) / 1e6, 0) };
    return { seconds, heldUpMs, heapMb: rounded((heapMost - heapBefore) / 2 ** 20, 0) };
  } finally {
    await db.destroy();
  }
}

/** What this process has cost in seconds of one core, whatever else the machine does. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Rows written in one statement. */
const BATCH = 500;

/** Writes the book as it stands; what the simulation does not read is left out. */
async function keep(db: Db, book: readonly BookInvoice[]): Promise<void> {
  const debtors = Map.groupBy(book, ({ facts }) => facts.debtor.id);
  const parts = <T>(all: readonly T[]) =>
    Array.from({ length: Math.ceil(all.length / BATCH) }, (_, n) => all.slice(n * BATCH, (n + 1) * BATCH));
  for (const some of parts([...debtors.keys()])) {
    const rows = some.map((id) => ({
      id: `book-${id}`,
      creditor_id: DEFAULT_CREDITOR_ID,
      kind: 'company' as const,
      name: id,
      address_lines: JSON.stringify(['Kerkstraat 1', '1234 AB  Voorbeeldstad']),
      country: 'NL',
      language: 'nl' as const,
    }));
    await db.insertInto('debtors').values(rows).execute();
  }
  for (const some of parts(book)) {
    await db
      .insertInto('invoices')
      .values(
        some.map(({ ladder, facts: { invoice, debtor } }) => ({
          id: invoice.id,
          creditor_id: DEFAULT_CREDITOR_ID,
          debtor_id: `book-${debtor.id}`,
          number: invoice.number,
          issued_on: invoice.issuedOn,
          due_on: invoice.dueOn,
          amount_cents: invoice.claimedCents,
          claimed_cents: invoice.claimedCents,
          currency: invoice.currency,
          ladder_id: ladder.id,
          ladder_version: ladder.version,
          registered_at: new Date(TODAY),
        })),
      )
      .execute();
    await db
      .insertInto('invoice_states')
      .values(
        some.map(({ facts, state }) => ({
          invoice_id: facts.invoice.id,
          sequence: 1,
          phase: state!.phase,
          wake_at: null,
          state: JSON.stringify(state),
          deliveries: '[]',
        })),
      )
      .execute();
  }
}

function withReminderSooner(ladder: Ladder): Ladder {
  const sooner = (step: Ladder['steps'][number]) =>
    step.kind === 'send' && step.notice === 'second-reminder'
      ? { ...step, when: { ...step.when, days: step.when.days - 5 } }
      : step;
  return { ...ladder, version: ladder.version + 1, steps: ladder.steps.map(sooner) };
}

/** Invoices where their own past brought them, each alone: nobody paid or answered. */
function openBook(ladder: Ladder): BookInvoice[] {
  const book: BookInvoice[] = [];
  for (let debtor = 0; book.length < INVOICES; debtor++) {
    const size = debtor % 2 === 0 ? 1 : 2 + (debtor % 11);
    for (let nth = 0; nth < size && book.length < INVOICES; nth++) {
      const invoice = openInvoice(ladder, book.length, debtor);
      if (invoice.state?.phase === 'climbing') book.push(invoice);
    }
  }
  return book;
}

function openInvoice(ladder: Ladder, index: number, debtor: number): BookInvoice {
  const dueOn = addDays(localDate(TODAY), ((index * 37) % (2 * AGES)) - AGES);
  const issuedOn = addDays(dueOn, -TERM_DAYS);
  const invoice = { id: `invoice-${index}`, number: `F-${index}`, issuedOn, dueOn };
  const facts = noFacts(
    { ...invoice, claimedCents: 100_000 + index, currency: 'EUR' },
    { id: `debtor-${debtor}`, kind: 'company', country: 'NL', language: 'nl' },
  );
  const from = Math.min(TODAY - DAY_MS, parseInstant(`${issuedOn}T10:00`)!);
  const { state } = simulate({ ladder, facts, state: null, from, until: TODAY - 1 });
  return { ladder, facts, state };
}
