/** The days that the small calendar of a step shows: whole weeks around the month in which the step really happens. */

import type { OfficeDays } from '../../../ladder/time/calendar.ts';
import { type ClosedBecause, officeCalendar } from '../../../ladder/time/calendar.ts';
import { civilParts, type EpochDay, epochDay, weekday } from '../../../ladder/time/civil.ts';

export interface MonthDay {
  day: EpochDay;
  /** The number on the leaf. */
  number: number;
  isInMonth: boolean;
  /** Why the office is closed; null where it works. */
  closed: ClosedBecause | null;
}

/** Weeks from Monday: the month of `real`, and from the week of `nominal` where that lies before it or after. */
export function weeksAround(nominal: EpochDay, real: EpochDay, office: OfficeDays): MonthDay[][] {
  const { year, month } = civilParts(real);
  const first = epochDay(year, month, 1);
  const last = (month === 12 ? epochDay(year + 1, 1, 1) : epochDay(year, month + 1, 1)) - 1;
  // A nominal day far away is told in words alone.
  const near = Math.abs(nominal - real) <= MOST_DAYS_APART ? nominal : real;
  const from = Math.min(first, near);
  const to = Math.max(last, near);
  const monday = from - (weekday(from) - 1);
  const calendar = officeCalendar(office);
  const weeks: MonthDay[][] = [];
  for (let start = monday; start <= to; start += 7) {
    weeks.push(
      [0, 1, 2, 3, 4, 5, 6].map((place) => {
        const day = start + place;
        const isInMonth = first <= day && day <= last;
        return { day, number: civilParts(day).day, isInMonth, closed: calendar(day) };
      }),
    );
  }
  return weeks;
}

const MOST_DAYS_APART = 14;

/** Days with a name on which the office is closed: weekends have none. */
export const holidaysIn = (weeks: readonly MonthDay[][]): MonthDay[] =>
  weeks.flat().filter(({ closed, isInMonth }) => isInMonth && closed !== null && closed !== 'weekend');
