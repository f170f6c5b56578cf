import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEBTOR_KINDS } from '../definition.ts';
import { addDays, dateOf, daysBetween, epochDay } from '../time/civil.ts';
import { mayBeBarredFrom } from './limitation.ts';

test.each([
  ['a consumer after two years', '2024-03-03', 'consumer', '2026-03-04'],
  ['a company after five years', '2021-03-03', 'company', '2026-03-04'],
  ['a sole trader after five years', '2021-03-03', 'sole-trader', '2026-03-04'],
  ['a government body after five years', '2021-03-03', 'government', '2026-03-04'],
  ['a consumer from 1 January, where it was due on New Year’s Eve', '2023-12-31', 'consumer', '2026-01-01'],
  ['a consumer whose invoice was due on 29 February', '2024-02-29', 'consumer', '2026-03-01'],
  ['a company whose invoice was due on 29 February', '2024-02-29', 'company', '2029-03-01'],
  ['a consumer whose invoice was due on 28 February', '2023-02-28', 'consumer', '2025-03-01'],
  ['a consumer whose term runs over a 29 February', '2022-02-28', 'consumer', '2024-03-01'],
] as const)('a claim may be barred against %s', (_, dueOn, debtor, from) => {
  expect(mayBeBarredFrom(dueOn, debtor)).toBe(from);
});

test('a term that begins on 29 February is never taken for longer than it is', () => {
  // Two years from 29 February 2024 are over at the end of 28 February 2026.
  expect(mayBeBarredFrom('2024-02-28', 'consumer') <= '2026-03-01').toBe(true);
  expect(mayBeBarredFrom('2024-02-28', 'company') <= '2029-03-01').toBe(true);
});

test('a consumer is asked about three years before the others, and a later due date never comes earlier', () => {
  const anyDate = fc.integer({ min: epochDay(2015, 1, 1), max: epochDay(2040, 12, 31) }).map(dateOf);
  fc.assert(
    fc.property(anyDate, (dueOn) => {
      for (const debtor of DEBTOR_KINDS) {
        const from = mayBeBarredFrom(dueOn, debtor);
        const years = debtor === 'consumer' ? 2 : 5;
        const days = daysBetween(dueOn, from);
        expect(days).toBeGreaterThanOrEqual(365 * years);
        expect(days).toBeLessThanOrEqual(365 * years + 3);
        expect(mayBeBarredFrom(addDays(dueOn, 1), debtor) >= from).toBe(true);
      }
    }),
  );
});
