import { describe, expect, test } from 'vitest';
import { dayOf } from '../../../ladder/time/civil.ts';
import { holidaysIn, weeksAround } from './month.ts';

const OFFICE = { worked: [], closed: ['2026-04-10'] };
const numbers = (weeks: ReturnType<typeof weeksAround>) =>
  weeks.map((week) => week.map(({ number, isInMonth }) => (isInMonth ? number : 0)));

describe('the small calendar of a step', () => {
  test('shows the month of the real day in whole weeks from Monday', () => {
    const weeks = weeksAround(dayOf('2026-04-27'), dayOf('2026-04-28'), OFFICE);
    expect(numbers(weeks)).toEqual([
      [0, 0, 1, 2, 3, 4, 5],
      [6, 7, 8, 9, 10, 11, 12],
      [13, 14, 15, 16, 17, 18, 19],
      [20, 21, 22, 23, 24, 25, 26],
      [27, 28, 29, 30, 0, 0, 0],
    ]);
  });

  test('begins earlier where the nominal day lies in the month before', () => {
    const weeks = weeksAround(dayOf('2026-05-31'), dayOf('2026-06-01'), OFFICE);
    expect(weeks[0]!.map(({ number }) => number)).toEqual([25, 26, 27, 28, 29, 30, 31]);
    expect(numbers(weeks)[1]).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('names the holidays and the days of the office’s own, not the weekends', () => {
    const weeks = weeksAround(dayOf('2026-04-01'), dayOf('2026-04-01'), OFFICE);
    expect(holidaysIn(weeks).map(({ number, closed }) => [number, closed])).toEqual([
      [3, 'good-friday'],
      [5, 'easter-sunday'],
      [6, 'easter-monday'],
      [10, 'closed'],
      [27, 'kings-day'],
    ]);
  });
});
