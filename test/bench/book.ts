/**
 * How long a simulation of the whole book takes on one core: open invoices at all ages of the shipped ladder, under the
 * published version and under a draft, day by day to the end of their ladders. Half of the debtors have one invoice, the
 * others up to twelve.
 */
import { type BookInvoice, runBook } from '../../ladder/book/book.ts';
import { compareBooks, firstContactDay } from '../../ladder/book/report.ts';
import type { Change } from '../../ladder/change/change.ts';
import { completeMapping } from '../../ladder/change/mapping.ts';
import type { Ladder } from '../../ladder/definition.ts';
import { noFacts } from '../../ladder/facts.ts';
import { simulate } from '../../ladder/simulate.ts';
import { addDays, DAY_MS, type Instant, localDate, parseInstant } from '../../ladder/time/civil.ts';
import { shippedLadder } from './portfolio.ts';
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
  seconds: number;
  rounds: number[];
  goalSeconds: number;
  goalMet: boolean;
}

export function benchBook(): BookResult {
  const ladder = shippedLadder();
  const draft = withDemandSooner(ladder);
  const mapping = completeMapping(ladder, draft, {});
  const change: Change = { from: ladder, to: draft, mapping, choice: 'replan', notBefore: null };
  const book = openBook(ladder);
  const until = TODAY + DAYS * DAY_MS;
  const rounds: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const began = performance.now();
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
    if (round > 0) rounds.push(rounded((performance.now() - began) / 1000));
  }
  const seconds = median(rounds);
  return {
    what: `seconds on one core for ${INVOICES} open invoices under two versions of a ladder, ${DAYS} days ahead`,
    invoices: INVOICES,
    debtors: new Set(book.map(({ facts }) => facts.debtor.id)).size,
    seconds,
    rounds,
    goalSeconds: GOAL_SECONDS,
    goalMet: seconds <= GOAL_SECONDS,
  };
}

function withDemandSooner(ladder: Ladder): Ladder {
  const sooner = (step: Ladder['steps'][number]) =>
    step.kind === 'send' && step.notice === 'second-reminder'
      ? { ...step, when: { ...step.when, days: step.when.days - 5 } }
      : step;
  return { ...ladder, version: ladder.version + 1, steps: ladder.steps.map(sooner) };
}

/** Invoices where their own past brought them, each alone: nobody paid or answered. */
export function openBook(ladder: Ladder): BookInvoice[] {
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
