/**
 * Moving a step along the time axis: the value of its `days` that brings it nearest to a day, what stops it there, and what
 * moves along. Its anchor, its unit and its place in the ladder stay as they are.
 */
import type { Ladder, Localised, StepId, TimedStep, Timing } from '../../ladder/definition.ts';
import type { EpochDay } from '../../ladder/time/civil.ts';
import { anchoredDay, type Deciding, daysFor, firstDay, isWorkday, lastDay, type Stop } from './bounds.ts';
import { isTimed } from './graph.ts';
import { type Nominal, retimed } from './nominal.ts';
import { decidingVisits } from './runs.ts';
import { followersWords, namesOf, type Shift, stopWords } from './words.ts';

/** A step that would have stayed and cannot: as near as it can be, with what stops it. */
export interface Stranded extends Shift {
  stop: Stop;
  sentence: Localised;
}

/** What becomes of a ladder when a step is moved. */
export interface Drag {
  step: StepId;
  /** The day at which the step stood, that was asked for, and at which it stands now; from the due date. */
  from: number;
  asked: number;
  day: number;
  /** Why it does not stand on the day asked; null where it does. */
  stop: (Stop & { sentence: Localised }) | null;
  /** The new timings, to be written into the document: of the step itself, and of followers that were made to stay. */
  timings: ReadonlyMap<StepId, Timing>;
  /** The ladder with them. */
  ladder: Ladder;
  /** Its nominal days; their ranges are those of before, moved along. */
  nominal: Nominal;
  /** The other steps that stand elsewhere now, in the order of the ladder; steps without a day of their own left out. */
  moved: readonly Shift[];
  /** "3 stappen mee; ‘Overdragen’ 60 → 65". */
  sentence: Localised;
  /** Followers whose last day can no longer be met. */
  missed: readonly StepId[];
  /** With followers kept: those that could not stay. */
  stranded: readonly Stranded[];
}

export interface DragOptions {
  /** Followers stay where they are, as far as they can, by other offsets of their own. */
  keepFollowers?: boolean;
}

/** Moves a step to a day, counted from the due date; null for a step that has no timing. */
export function drag(
  before: Nominal,
  id: StepId,
  asked: number,
  { keepFollowers = false }: DragOptions = {},
): Drag | null {
  const step = before.graph.steps.get(id);
  const from = before.days.get(id)?.day;
  if (!step || !isTimed(step) || from === undefined) return null;
  const nameOf = namesOf(before.graph.steps);
  const isOnCourse = (other: StepId) => before.days.get(other)?.by === 'course';
  const told = (stop: Stop) => ({ ...stop, sentence: stopWords(stop, nameOf) });
  const found = from === null ? null : reach(before, step, asked);
  if (from === null || !found) {
    const sentence = followersWords([], nameOf, isOnCourse);
    const still = {
      timings: new Map(),
      ladder: before.ladder,
      nominal: before,
      moved: [],
      missed: [],
      stranded: [],
      sentence,
    };
    return { step: id, from: from ?? 0, asked, day: from ?? 0, stop: told({ kind: 'no-day' }), ...still };
  }
  const timings = new Map<StepId, Timing>();
  if (found.days !== step.when.days) timings.set(id, { ...step.when, days: found.days });
  let nominal = timings.size === 0 ? before : retimed(before, timings);
  const stranded = keepFollowers ? new Map<StepId, Stop>() : null;
  if (stranded) nominal = keep(before, nominal, id, timings, stranded);

  const moved = shifts(before, nominal, id);
  const day = nominal.days.get(id)?.day ?? from;
  return {
    step: id,
    from,
    asked,
    day,
    stop: day === asked || !found.stop ? null : told(found.stop),
    timings,
    ladder: nominal.ladder,
    nominal,
    moved,
    sentence: followersWords(moved, nameOf, isOnCourse),
    missed: [...nominal.days.values()]
      .filter(({ id: other, missed }) => missed && !before.days.get(other)?.missed)
      .map((one) => one.id),
    stranded: moved.flatMap((shift) => {
      const stop = stranded?.get(shift.step);
      return stop ? [{ ...shift, stop, sentence: stopWords(stop, nameOf) }] : [];
    }),
  };
}

interface Reach {
  days: number;
  /** The day at which it then stands. */
  day: number;
  stop: Stop | null;
}

/** The `days` that bring a step nearest to a day, and what stops it from coming nearer; null where it has no anchor. */
function reach(nominal: Nominal, step: TimedStep, asked: number): Reach | null {
  const { due } = nominal;
  const deciding = decidingVisits(nominal.kinds, step.id).visits;
  const first = firstDay(step, deciding, due);
  if (!first) return null;
  const last = lastDay(step, due);
  const wanted = due + asked;
  // Where the last day lies before the first, nothing is right: a person decides then, on the first.
  const day = Math.max(first.day, Math.min(wanted, last ?? wanted));
  let best: { days: number; at: EpochDay; off: number; slack: number } | null = null;
  for (const days of daysFor(step, day, deciding)) {
    const anchored = anchoredDay(step, days, deciding);
    // What is planned after its last day would be brought forward each time: that is not what was asked.
    if (anchored === null || (last !== null && anchored > Math.max(first.day, last))) continue;
    const at = Math.max(first.day, anchored);
    // Of values that come equally near, the one whose own day is nearest: it says what it does.
    const off = Math.abs(at - day);
    const slack = Math.abs(anchored - day);
    if (!best || off < best.off || (off === best.off && slack < best.slack)) best = { days, at, off, slack };
  }
  if (!best) return null;
  const stop = wanted < first.day ? first.stop : last !== null && wanted > last ? latestStop(last, due) : null;
  return { days: best.days, day: best.at - due, stop: stop ?? offWorkday(step, deciding, best.off, wanted, due) };
}

function latestStop(last: EpochDay, due: EpochDay): Stop {
  return { kind: 'latest', day: last - due };
}

function offWorkday(step: TimedStep, deciding: Deciding, off: number, wanted: EpochDay, due: EpochDay): Stop | null {
  const run = deciding[0]?.run;
  if (off === 0 || step.when.unit === 'days' || !run || isWorkday(run, wanted)) return null;
  return { kind: 'workdays', day: wanted - due, on: wanted };
}

/** Gives followers back the days on which they stood, by other offsets, the first in the ladder first. */
function keep(
  before: Nominal,
  moved: Nominal,
  id: StepId,
  timings: Map<StepId, Timing>,
  stranded: Map<StepId, Stop>,
): Nominal {
  let nominal = moved;
  for (const { step: other } of shifts(before, moved, id)) {
    const stood = before.days.get(other)!.day!;
    if (nominal.days.get(other)?.day === stood) continue;
    const step = nominal.graph.steps.get(other) as TimedStep;
    const found = reach(nominal, step, stood);
    if (!found) continue;
    if (found.stop) stranded.set(other, found.stop);
    if (found.days === step.when.days) continue;
    // An offset that brings it no nearer is left as it was.
    const day = nominal.days.get(other)?.day ?? Number.POSITIVE_INFINITY;
    if (Math.abs(found.day - stood) >= Math.abs(day - stood)) continue;
    const timing = { ...step.when, days: found.days };
    timings.set(other, timing);
    nominal = retimed(nominal, new Map([[other, timing]]));
  }
  return nominal;
}

/** The timed steps, but one, that stand elsewhere than before. */
function shifts(before: Nominal, after: Nominal, but: StepId): Shift[] {
  return before.graph.order.flatMap((id) => {
    const from = before.days.get(id)!;
    const to = after.days.get(id)?.day ?? null;
    if (id === but || from.instant || from.day === null || to === null || from.day === to) return [];
    return [{ step: id, from: from.day, to }];
  });
}
