/**
 * Where the steps of a ladder stand on the time axis: the days on which an example invoice comes to them, counted from its
 * due date. Nothing is rolled off a day that is not worked; `real.ts` says what rolling makes of it.
 */
import { type CompiledLadder, compile, unrolled } from '../../ladder/compiled.ts';
import type { CallStep, Ladder, Step, StepId, Timing } from '../../ladder/definition.ts';
import { nextOpening } from '../../ladder/schedule.ts';
import { dayOf, type EpochDay, localDay } from '../../ladder/time/civil.ts';
import type { ExampleInvoice, Mode, Visit } from './course.ts';
import { type Graph, graphOf, isTimed } from './graph.ts';
import { type ComesBy, decidingVisits, type KindRuns, kindsApart, latestOf, runsOf } from './runs.ts';

/** A step on the time axis. Days are counted from the due date, negative before it. */
export interface StepDay {
  id: StepId;
  by: ComesBy;
  /** The day at which it stands: the latest on which the course comes to it. Null where it has none. */
  day: number | null;
  /** The first and the last day on which a case can come to it, with answers given at once or at the last moment. */
  from: number;
  to: number;
  /** The day on which the time of its call or task ends, for a case that comes to it on `day`; null for other steps. */
  until: number | null;
  /** Days of the attempts of a call, the first of them `day`; empty for other steps. */
  attempts: readonly number[];
  /** A person may take any time before it: `to` is no bound. */
  openEnded: boolean;
  /** Its `latest` cannot be met on its own day. */
  missed: boolean;
  /** It has no day of its own: it happens as the case comes to it. */
  instant: boolean;
}

export interface Nominal {
  ladder: Ladder;
  example: ExampleInvoice;
  graph: Graph;
  /** The due date of the example, from which days are counted. */
  due: EpochDay;
  /** The day of the invoice itself, counted from the due date. */
  issued: number;
  /** Of every step, in the order of the graph. */
  days: ReadonlyMap<StepId, StepDay>;
  kinds: readonly KindRuns[];
}

/** The nominal days of every step of a draft, however wrong the draft may be for the moment. */
export function nominalDays(ladder: Ladder, example: ExampleInvoice): Nominal {
  const graph = graphOf(ladder);
  const compiled = compile(ladder);
  const modes: Mode[] = ['quiet', 'earliest', 'latest'];
  const kinds = kindsApart(ladder).map((kind) => runsOf(graph, unrolled(compiled), example, { kind, modes }));
  const due = dayOf(example.dueOn);
  const days = new Map(graph.order.map((id) => [id, stepDay({ graph, kinds, due, compiled }, id)]));
  return { ladder, example, graph, due, issued: dayOf(example.issuedOn) - due, days, kinds };
}

/**
 * The days at which steps stand once some have another timing, for use while one is dragged: the ranges of before move along
 * with their steps, and are worked out anew by `nominalDays` when it is dropped.
 */
export function retimed(before: Nominal, timings: ReadonlyMap<StepId, Timing>): Nominal {
  const { example, due } = before;
  const timed = (step: Step): Step => {
    const when = timings.get(step.id);
    return when && isTimed(step) ? { ...step, when } : step;
  };
  const ladder = { ...before.ladder, steps: before.ladder.steps.map(timed) };
  const steps = new Map(before.graph.steps);
  for (const id of timings.keys()) steps.set(id, timed(steps.get(id)!));
  const graph = { ...before.graph, ladder, steps };
  const compiled = compile(ladder);
  const touched = reachedFrom(graph, timings.keys());
  const kinds = before.kinds.map((known) =>
    runsOf(graph, unrolled(compiled), example, { kind: known.kind, modes: ['quiet'], known, touched }),
  );
  const days = new Map(before.days);
  for (const id of graph.order)
    if (touched.has(id)) days.set(id, moved(stepDay({ graph, kinds, due, compiled }, id), before.days.get(id)!));
  return { ...before, ladder, graph, days, kinds };
}

function moved(now: StepDay, was: StepDay): StepDay {
  if (now.day === null || was.day === null) return now;
  const by = now.day - was.day;
  return { ...now, from: was.from + by, to: was.to + by, openEnded: was.openEnded };
}

/** Some steps, and all that come after them. */
function reachedFrom(graph: Graph, ids: Iterable<StepId>): Set<StepId> {
  const reached = new Set(ids);
  for (const id of graph.order) if (reached.has(id)) for (const { to } of graph.ways(id)) reached.add(to);
  // What events lead to comes after a notice, whichever.
  for (const id of graph.order) if (graph.place.get(id)! >= graph.exceptionsFrom) reached.add(id);
  return reached;
}

interface Context {
  graph: Graph;
  kinds: readonly KindRuns[];
  due: EpochDay;
  compiled: CompiledLadder;
}

function stepDay({ graph, kinds, due, compiled }: Context, id: StepId): StepDay {
  const step = graph.steps.get(id)!;
  const instant = !('when' in step);
  const { by, visits } = decidingVisits(kinds, id);
  const decisive = latestOf(visits.map(({ visit }) => visit));
  const none = {
    id,
    by,
    day: null,
    from: 0,
    to: 0,
    until: null,
    attempts: [],
    openEnded: false,
    missed: false,
    instant,
  };
  if (!decisive || decisive.day === null) return none;
  const day = decisive.day - due;
  const bound = (mode: 'earliest' | 'latest') =>
    kinds.flatMap(({ visits: ofKind }) => ofKind[mode].get(id)?.day ?? []).map((found) => found - due);
  return {
    ...none,
    day,
    from: Math.min(day, ...bound('earliest')),
    to: Math.max(day, ...bound('latest')),
    until: decisive.endsAt === null ? null : localDay(decisive.endsAt) - due,
    attempts: step.kind === 'call' ? attemptDays(compiled, step, decisive).map((found) => found - due) : [],
    openEnded: kinds.some(({ visits: ofKind }) => ofKind.latest.get(id)?.arrival.waited),
    missed: decisive.missed,
  };
}

/** Attempts keep to the days on which their windows open: an evening, a Saturday. */
function attemptDays(compiled: CompiledLadder, step: CallStep, { at, day, endsAt }: Visit): EpochDay[] {
  const days = [day!];
  try {
    let last = at;
    for (let number = 2; number <= (step.attempts?.length ?? 1); number++) {
      last = nextOpening(compiled.hours(step, number), last);
      if (endsAt === null || !(last < endsAt)) break;
      days.push(localDay(last));
    }
  } catch (error) {
    // A window that never opens has no attempt.
    if (!(error instanceof RangeError)) throw error;
  }
  return days;
}
