/**
 * What keeps a step from a day: the step before it, the gap, what it must wait for, a term of law, its last day. All of it
 * is asked of the engine's schedule; nothing of that arithmetic stands here.
 */
import type { Anchor, StepId, TimedStep, Timing } from '../../ladder/definition.ts';
import type { TimingReason } from '../../ladder/reasons.ts';
import { anchorDay } from '../../ladder/schedule.ts';
import { addOpenDays } from '../../ladder/time/calendar.ts';
import { dayOf, type EpochDay } from '../../ladder/time/civil.ts';
import { type Run, scheduled, stateOf, type Visit } from './course.ts';

/** What stops a step from being moved further; `day` is the day, counted from the due date, on which it stops. */
export type Stop =
  /** `step` is null where the invoice itself comes first; `ends` where the time of a call or task must be over. */
  | { kind: 'predecessor'; day: number; step: StepId | null; ends: boolean }
  | { kind: 'gap'; day: number; gap: number; step: StepId | null }
  | { kind: 'due'; day: number }
  | { kind: 'not-before'; day: number; anchor: Anchor }
  | { kind: 'term'; day: number; step: StepId }
  | { kind: 'latest'; day: number }
  /** It counts working days, and the day `on` is none. */
  | { kind: 'workdays'; day: number; on: EpochDay }
  | { kind: 'no-day' };

/** The runs in which a step gets its day: one for each kind of debtor that comes to it. */
export type Deciding = readonly { run: Run; visit: Visit }[];

/** A step with nothing but its bounds: its own day lies long before all of them. */
const LONG_BEFORE_DAYS = -10_000;

/** The first day on which a step can stand whatever its `days`, and what keeps it from an earlier one. */
export function firstDay(step: TimedStep, deciding: Deciding, due: EpochDay): { day: EpochDay; stop: Stop } | null {
  let first: { day: EpochDay; stop: Stop } | null = null;
  for (const { run, visit } of deciding) {
    const { latest: _, ...timing } = step.when;
    const bare = { ...step, when: { ...timing, days: LONG_BEFORE_DAYS, unit: 'days' } } as TimedStep;
    const planned = scheduled(run, bare, visit.arrival);
    if (!planned?.met) continue;
    const term = afterTerm(step, run, visit);
    const day = Math.max(planned.day, term ?? planned.day);
    if (first && day <= first.day) continue;
    const stop: Stop =
      day === planned.day
        ? stopOf(planned.why, day, step.when, run, visit, due)
        : { kind: 'term', day: day - due, step: step.when.ofStep! };
    first = { day, stop };
  }
  return first;
}

/** The day after a term, for a step that counts forward from its end: moving it does not bring it within the term. */
function afterTerm(step: TimedStep, run: Run, visit: Visit): EpochDay | null {
  if (step.when.after !== 'deadline' || step.when.days <= 0) return null;
  const base = anchorOf(step, 0, run, visit)?.base;
  return base === undefined ? null : base + 1;
}

function stopOf(
  why: readonly TimingReason[],
  day: EpochDay,
  timing: Timing,
  run: Run,
  { arrival }: Visit,
  due: EpochDay,
): Stop {
  const at = day - due;
  // Of bounds on one day the last is told: those of law come after those of the ladder.
  const binding = why.findLast((reason) => reason.code !== 'anchor' && 'on' in reason && dayOf(reason.on) === day);
  switch (binding?.code) {
    case 'gap': {
      const since = arrival.notices.findLast(({ sentOn }) => sentOn === binding.since);
      return { kind: 'gap', day: at, gap: binding.days, step: since?.step ?? null };
    }
    case 'not_before':
      return binding.anchor === timing.notBefore
        ? { kind: 'not-before', day: at, anchor: timing.notBefore }
        : { kind: 'due', day: at };
    case 'term_must_pass': {
      const notice = arrival.notices.findLast(({ deadline }) => deadline === binding.deadline);
      return notice ? { kind: 'term', day: at, step: notice.step } : { kind: 'due', day: at };
    }
    default: {
      const before = arrival.from === null ? undefined : run.graph.steps.get(arrival.from);
      const ends = before !== undefined && 'deadline' in before && before.deadline !== undefined;
      return { kind: 'predecessor', day: at, step: arrival.from, ends };
    }
  }
}

/** The last day on which a step can stand; null where it has none. */
export function lastDay({ when }: TimedStep, due: EpochDay): EpochDay | null {
  return when.latest === undefined ? null : due + when.latest;
}

/** The day of a step's anchor alone if it counted so many `days`, the latest of several; null where it has none. */
export function anchoredDay(step: TimedStep, days: number, deciding: Deciding): EpochDay | null {
  let latest: EpochDay | null = null;
  for (const { run, visit } of deciding) {
    const day = anchorOf(step, days, run, visit)?.day;
    if (day !== undefined && (latest === null || day > latest)) latest = day;
  }
  return latest;
}

function anchorOf({ when }: TimedStep, days: number, run: Run, { arrival }: Visit) {
  const { compiled, facts } = run;
  try {
    return anchorDay({ compiled, facts, state: stateOf(run, arrival), now: arrival.at }, { ...when, days });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/**
 * Values of `days` by which the anchor alone falls on a day, or just before and after it where it counts working days.
 */
export function daysFor(step: TimedStep, day: EpochDay, deciding: Deciding): number[] {
  const found = new Set<number>();
  for (const { run, visit } of deciding) {
    const base = anchorOf(step, 0, run, visit)?.base;
    if (base === undefined) continue;
    if (step.when.unit === 'days') {
      found.add(day - base);
      continue;
    }
    const count = openDaysBetween(run, base, day);
    for (const days of [count - 1, count, count + 1]) found.add(days);
  }
  return [...found];
}

/** How many working days lead from a day to the last one before or on another; negative where it lies before. */
function openDaysBetween({ compiled: { office } }: Run, from: EpochDay, to: EpochDay): number {
  const step = to < from ? -1 : 1;
  let count = 0;
  for (let day = from + step; step > 0 ? day <= to : day >= to; day += step) if (office(day) === null) count += step;
  return count;
}

/** Whether so many working days end on a day; used where a step cannot stand on the day that was asked. */
export function isWorkday({ compiled: { office } }: Run, day: EpochDay): boolean {
  return addOpenDays(office, day - 1, 1) === day;
}
