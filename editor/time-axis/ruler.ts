/** The ruler beside the lanes: days counted from the due date, with the dates of the example. */
import type { Localised } from '../../ladder/definition.ts';
import { legalHolidays } from '../../ladder/time/calendar.ts';
import { type CivilDate, civilParts, dateOf, type EpochDay, weekday } from '../../ladder/time/civil.ts';
import type { Nominal } from './nominal.ts';
import { type Scale, yOf } from './scale.ts';
import { closedWords, shortDate } from './words.ts';

/** A line of the ruler. */
export interface Tick {
  id: string;
  day: number;
  y: number;
  on: CivilDate;
  /** `invoice` and `due` are the dates of the example; `step` a day on which a step stands; `week` a Monday. */
  kind: 'invoice' | 'due' | 'step' | 'holiday' | 'week';
  /** "di 28 april". */
  date: Localised;
  /** "Koningsdag"; null on other days. */
  holiday: Localised | null;
  /** False where there is no room for its words. */
  labelled: boolean;
}

/** The least distance between two lines with words. */
const LABEL_PX = 18;
const WEIGHT: Record<Tick['kind'], number> = { due: 0, invoice: 1, step: 2, holiday: 3, week: 4 };

export function rulerOf({ due, issued }: Nominal, scale: Scale, stepDays: readonly number[]): Tick[] {
  const first = scale.points[0]!.day;
  const last = scale.points.at(-1)!.day;
  const steps = new Set(stepDays);
  const ticks: Tick[] = [];
  for (let day = first; day <= last; day++) {
    const holiday = holidayOn(due + day);
    const folded = scale.folds.some(({ from, to }) => day > from && day < to);
    const kind = kindOf(day, { issued, steps, holiday: holiday !== null, due });
    if (kind === null || (folded && kind !== 'step')) continue;
    const place = { id: `day:${day}`, day, y: yOf(scale, day), on: dateOf(due + day) };
    ticks.push({ ...place, kind, date: shortDate(due + day), holiday, labelled: false });
  }
  // A fold says its own days.
  const told = scale.folds.flatMap(({ y, height }) => [y, y + height]);
  for (const tick of ticks.toSorted((a, b) => WEIGHT[a.kind] - WEIGHT[b.kind] || a.day - b.day)) {
    if (told.some((y) => Math.abs(y - tick.y) < LABEL_PX)) continue;
    told.push(tick.y);
    tick.labelled = true;
  }
  return ticks;
}

interface Days {
  issued: number;
  steps: ReadonlySet<number>;
  holiday: boolean;
  due: EpochDay;
}

function kindOf(day: number, { issued, steps, holiday, due }: Days): Tick['kind'] | null {
  if (day === 0) return 'due';
  if (day === issued) return 'invoice';
  if (steps.has(day)) return 'step';
  if (holiday) return 'holiday';
  return weekday(due + day) === 1 ? 'week' : null;
}

function holidayOn(day: EpochDay): Localised | null {
  const name = legalHolidays(civilParts(day).year).get(day);
  return name ? closedWords([name]) : null;
}
