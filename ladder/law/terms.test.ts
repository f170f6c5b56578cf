import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { legalCalendar } from '../time/calendar.ts';
import { addDays, dateOf, dayOf, daysBetween, epochDay } from '../time/civil.ts';
import { receivedByEmail, termEnd } from './terms.ts';

const anyDate = fc.integer({ min: epochDay(2024, 1, 1), max: epochDay(2030, 12, 31) }).map(dateOf);

test('an e-mail counts as received on the day on which it was accepted', () => {
  expect(receivedByEmail('2026-05-02')).toBe('2026-05-02');
});

describe('a term ends', () => {
  test.each([
    ['on its last day, counted from the day after receipt', '2026-03-03', 14, '2026-03-17'],
    ['on Monday where its last day is a Saturday', '2026-03-07', 14, '2026-03-23'],
    ['on Monday where its last day is a Sunday', '2026-03-08', 14, '2026-03-23'],
    ['after Christmas and the weekend behind it', '2026-12-11', 14, '2026-12-28'],
    ['after Christmas in the middle of a week', '2024-12-11', 14, '2024-12-27'],
    ['after New Year, its decree day and the weekend', '2025-12-18', 14, '2026-01-05'],
    ['after Easter, where its last day is Good Friday', '2026-03-20', 14, '2026-04-07'],
    ['after Easter, where its last day is Easter Monday', '2026-03-23', 14, '2026-04-07'],
    ["after King's Day", '2026-04-13', 14, '2026-04-28'],
    ["after a King's Day kept on Saturday", '2025-04-12', 14, '2025-04-28'],
    ['after 5 May, in every year', '2026-04-21', 14, '2026-05-06'],
    ['after Ascension Day, its decree day and the weekend', '2026-04-30', 14, '2026-05-18'],
    ['after Whit Monday', '2026-05-11', 14, '2026-05-26'],
    ['on 29 February', '2028-02-15', 14, '2028-02-29'],
    ['on 1 March where there is no 29 February', '2027-02-15', 14, '2027-03-01'],
    ['after a receipt on 29 February', '2024-02-29', 14, '2024-03-14'],
  ])('%s', (_, received, days, end) => {
    expect(termEnd(received, days)).toBe(end);
  });
});

describe('a short term', () => {
  test.each([
    ['of 3 days from Friday holds Monday and Tuesday', '2026-03-06', 3, '2026-03-10'],
    ['of 3 days in the middle of a week is not extended', '2026-03-02', 3, '2026-03-05'],
    ['of 3 days from Thursday holds Friday and Monday', '2026-03-05', 3, '2026-03-09'],
    ['of 3 days over Easter holds Tuesday and Wednesday', '2026-04-02', 3, '2026-04-08'],
    ['of 4 days over Easter holds Tuesday and Wednesday', '2026-04-02', 4, '2026-04-08'],
    ['of 3 days over Christmas holds Monday and Tuesday', '2026-12-24', 3, '2026-12-29'],
    ['of 5 days over Christmas is long enough by itself', '2026-12-24', 5, '2026-12-29'],
    ['of 2 days is only rolled', '2026-03-06', 2, '2026-03-09'],
    ['of 1 day is only rolled', '2026-04-02', 1, '2026-04-07'],
  ])('%s', (_, received, days, end) => {
    expect(termEnd(received, days)).toBe(end);
  });
});

test('a term is never shorter than stated, ends on a working day, and is no longer than it must be', () => {
  fc.assert(
    fc.property(anyDate, fc.integer({ min: 1, max: 60 }), (received, days) => {
      const end = termEnd(received, days);
      const lawful = (candidate: string) => {
        if (legalCalendar(dayOf(candidate)) !== null) return false;
        return days < 3 || workingDays(received, candidate) >= 2;
      };
      expect(lawful(end)).toBe(true);
      expect(daysBetween(received, end)).toBeGreaterThanOrEqual(days);
      for (let earlier = addDays(received, days); earlier < end; earlier = addDays(earlier, 1)) {
        expect(lawful(earlier)).toBe(false);
      }
    }),
    { numRuns: 3000 },
  );
});

function workingDays(after: string, until: string): number {
  let count = 0;
  for (let day = dayOf(after) + 1; day <= dayOf(until); day++) if (legalCalendar(day) === null) count++;
  return count;
}

test('a later receipt or a longer term never ends earlier', () => {
  fc.assert(
    fc.property(anyDate, fc.integer({ min: 1, max: 60 }), (received, days) => {
      expect(termEnd(addDays(received, 1), days) >= termEnd(received, days)).toBe(true);
      expect(termEnd(received, days + 1) >= termEnd(received, days)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
