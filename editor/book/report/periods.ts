/** The days of a report put together by day, by week or by weekday. */
import { addCounts, type BookCounts, noCounts } from '../../../ladder/book/report.ts';
import { dateOf, dayOf, type EpochDay, weekday } from '../../../ladder/time/civil.ts';
import type { Days, Figures } from './figures.ts';

export const GROUPINGS = ['day', 'week', 'weekday'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** What happens in a period, in both runs. */
export interface Period {
  days: Days;
  before: BookCounts;
  after: BookCounts;
}

type Told = Pick<Figures, 'first' | 'last' | 'days'>;

const SATURDAY = 6;

/** Every period between the first day and the last, also one in which nothing happens; weekends only where something does. */
export function periodsOf(told: Told, grouping: Grouping): Period[] {
  const periods = new Map<string, Period>();
  const worksOnWeekends = told.days.some(({ on }) => weekday(dayOf(on)) >= SATURDAY);
  const counted = new Map(told.days.map((day) => [day.on, day]));
  for (let day = dayOf(told.first); day <= dayOf(told.last); day++) {
    const here = weekday(day);
    if (here >= SATURDAY && !worksOnWeekends && grouping !== 'week') continue;
    const days = daysOf(told, grouping, day);
    const name = JSON.stringify(days);
    const known = periods.get(name) ?? { days, before: noCounts(), after: noCounts() };
    const found = counted.get(dateOf(day));
    if (found) {
      known.before = addCounts(known.before, found.before);
      known.after = addCounts(known.after, found.after);
    }
    periods.set(name, known);
  }
  const all = [...periods.values()];
  return grouping === 'weekday' ? all.sort((a, b) => a.days.weekday! - b.days.weekday!) : all;
}

/** The period in which a day lies. */
function daysOf({ first, last }: Told, grouping: Grouping, day: EpochDay): Days {
  const here = weekday(day);
  if (grouping === 'weekday') return { first, last, weekday: here };
  const [begin, end] = grouping === 'day' ? [day, day] : [day - here + 1, day - here + 7];
  return { first: dateOf(Math.max(begin, dayOf(first))), last: dateOf(Math.min(end, dayOf(last))) };
}

/** The largest number of one kind in any period, of both runs. */
export const mostOf = (periods: readonly Period[], what: keyof BookCounts): number =>
  periods.reduce((most, { before, after }) => Math.max(most, before[what], after[what]), 0);
