/** Open invoices for tests of the book, as the API hands them out. */
import type { BookEntry } from '../../../ladder/book/entry.ts';
import type { Ladder } from '../../../ladder/definition.ts';
import { noFacts } from '../../../ladder/facts.ts';
import { shippedLadders } from '../../../ladder/library/library.ts';
import { simulate } from '../../../ladder/simulate.ts';
import { addDays, type Instant, parseInstant } from '../../../ladder/time/civil.ts';
import { type Comparison, compareBook, type LoadedBook, type Order } from './comparison.ts';

export const SEVEN: Ladder = shippedLadders().find(({ id }) => id === 'zeven-stappen')!;
export const NOW: Instant = parseInstant('2026-04-13T08:00')!;

/** An open invoice where its ladder brought it by now, alone, with nobody paying. */
export function anEntry(number: string, due: string, { debtor = `d-${number}`, ladder = SEVEN } = {}): BookEntry {
  const issuedOn = addDays(due, -30);
  const facts = noFacts(
    { id: `i-${number}`, number, issuedOn, dueOn: due, claimedCents: 100_000, currency: 'EUR' },
    { id: debtor, kind: 'company', country: 'NL', language: 'nl' },
  );
  const { state } = simulate({ ladder, facts, state: null, from: parseInstant(`${issuedOn}T10:00`)!, until: NOW - 1 });
  return { ladder: { id: ladder.id, version: ladder.version }, facts, state, fresh: [], account: null };
}

export const aBook = (entries: readonly BookEntry[], ladders: readonly Ladder[] = [SEVEN]): LoadedBook => ({
  now: NOW,
  entries,
  ladders,
});

/** The ladder with steps on other days, as its next version. */
export function withDays(days: Record<string, number>): Ladder {
  const steps = SEVEN.steps.map((step) =>
    'when' in step && days[step.id] !== undefined ? { ...step, when: { ...step.when, days: days[step.id]! } } : step,
  );
  return { ...SEVEN, version: SEVEN.version + 1, steps };
}

export function compared(book: LoadedBook, order: Partial<Order> & Pick<Order, 'ladder'>): Comparison {
  const work = compareBook(book, { as: 'change', choice: 'replan', perDay: null, ...order });
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
}
