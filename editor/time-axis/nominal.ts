/**
 * Where the steps of a ladder stand on the time axis: the days on which an example invoice comes to them, counted from its
 * due date. Nothing is rolled off a day that is not worked; `real.ts` says what rolling makes of it.
 */
import { type CompiledLadder, compile, unrolled } from '../../ladder/compiled.ts';
import {
  type CallStep,
  DEBTOR_KINDS,
  DEFAULT_NOTICES,
  type DebtorKind,
  type Ladder,
  type Step,
  type StepId,
  type Timing,
} from '../../ladder/definition.ts';
import { nextOpening } from '../../ladder/schedule.ts';
import { dayOf, type EpochDay, localDay } from '../../ladder/time/civil.ts';
import {
  type Arrival,
  course,
  departureBy,
  type ExampleInvoice,
  type Mode,
  merged,
  type Run,
  registered,
  runOf,
  sent,
  type Visit,
} from './course.ts';
import { type Graph, graphOf } from './graph.ts';

/**
 * How a case comes to a step: on its course, when nobody answers; only by an answer; only by an event that leads there; or
 * not at all.
 */
export type ComesBy = 'course' | 'answer' | 'event' | 'nothing';

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

/** The runs of one kind of debtor. */
interface KindRuns {
  kind: DebtorKind;
  runs: Record<Mode, Run>;
  visits: Record<Mode, ReadonlyMap<StepId, Visit>>;
  /**
   * Of steps off the course: those to which an answer leads from it, given at the last moment; those to which only an event
   * leads; and those to which nothing does.
   */
  beside: Record<'answer' | 'event' | 'nothing', ReadonlyMap<StepId, Visit>>;
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
  for (const id of graph.order) if (reached.has(id)) for (const { target } of graph.ways(id)) reached.add(target);
  // What events lead to comes after a notice, whichever.
  for (const id of graph.order) if (graph.place.get(id)! >= graph.exceptionsFrom) reached.add(id);
  return reached;
}

const NOWHERE: ReadonlyMap<StepId, Visit> = new Map();

/** One of each set of kinds that a ladder treats alike. Consumers are always apart where costs are charged. */
export function kindsApart({ steps }: Ladder): DebtorKind[] {
  const asked = steps.flatMap((step) =>
    step.kind === 'decide' ? step.rows.flatMap(({ all }) => all.filter(({ field }) => field === 'debtorKind')) : [],
  );
  const charges = steps.some(({ kind }) => kind === 'charge');
  const alike = new Map<string, DebtorKind>();
  for (const kind of DEBTOR_KINDS) {
    const answers = asked.map((condition) => 'in' in condition && (condition.in as string[]).includes(kind));
    const key = [charges && kind === 'consumer', ...answers].join();
    if (!alike.has(key)) alike.set(key, kind);
  }
  return [...alike.values()];
}

interface RunOptions {
  kind: DebtorKind;
  modes: readonly Mode[];
  /** Runs of before, which hold for every step that is not touched. */
  known?: KindRuns;
  touched?: ReadonlySet<StepId>;
}

/** Runs the example of one kind of debtor over a ladder. */
export function runsOf(graph: Graph, compiled: CompiledLadder, example: ExampleInvoice, options: RunOptions): KindRuns {
  const { kind, modes, known, touched } = options;
  const quiet = runOf(graph, compiled, example, kind, 'quiet');
  const runs = {
    quiet,
    earliest: { ...quiet, mode: 'earliest' as const },
    latest: { ...quiet, mode: 'latest' as const },
  };
  const begin = registered(quiet);
  const starts = new Map([[graph.ladder.start, begin]]);
  const before = (visits?: ReadonlyMap<StepId, Visit>) => (id: StepId) =>
    touched?.has(id) ? undefined : visits?.get(id);
  const walk = (mode: Mode) =>
    modes.includes(mode) ? course(runs[mode], starts, { known: before(known?.visits[mode]) }) : NOWHERE;
  const visits = { quiet: walk('quiet'), earliest: walk('earliest'), latest: walk('latest') };

  const beside = (
    from: ReadonlyMap<StepId, Arrival>,
    among: (id: StepId) => boolean,
    visited?: ReadonlyMap<StepId, Visit>,
  ) => (from.size > 0 ? course(runs.latest, from, { among, known: before(visited) }) : NOWHERE);
  const answers = answered(runs.latest, visits.quiet);
  const answer = beside(answers, (id) => !visits.quiet.has(id), known?.beside.answer);
  const isRun = (id: StepId) => visits.quiet.has(id) || answer.has(id);
  const exceptional = afterNotice(runs.latest, visits.quiet) ?? begin;
  const entries = new Map(graph.entries.map(({ target }) => [target, exceptional]));
  const event = beside(entries, (id) => !isRun(id));
  const loose = new Map(graph.order.filter((id) => !isRun(id) && !event.has(id)).map((id) => [id, begin]));
  return { kind, runs, visits, beside: { answer, event, nothing: beside(loose, (id) => loose.has(id)) } };
}

/** Where answers lead from the course to steps beside it. */
function answered(run: Run, visits: ReadonlyMap<StepId, Visit>): Map<StepId, Arrival> {
  const arrivals = new Map<StepId, Arrival>();
  for (const [id, visit] of visits) {
    for (const way of run.graph.ways(id)) {
      if (visits.has(way.target)) continue;
      const departure = departureBy(run, run.graph.steps.get(id)!, visit, way);
      if (!departure) continue;
      const other = arrivals.get(way.target);
      arrivals.set(way.target, other ? merged(other, departure, true) : departure);
    }
  }
  return arrivals;
}

/** The case after the first notice of default: what events lead to comes no earlier. */
function afterNotice(run: Run, visits: ReadonlyMap<StepId, Visit>): Arrival | null {
  for (const [id, visit] of visits) {
    const step = run.graph.steps.get(id)!;
    if (step.kind !== 'send' || !DEFAULT_NOTICES.includes(step.notice) || visit.day === null) continue;
    return { ...sent(run, step, visit, visit.day), waited: true };
  }
  return null;
}

/** The visits, one for each kind of debtor that comes there, of which the latest gives a step its day. */
export function decidingVisits(
  kinds: readonly KindRuns[],
  id: StepId,
): { by: ComesBy; visits: { run: Run; visit: Visit }[] } {
  const found = (look: (kind: KindRuns) => { run: Run; visit: Visit | undefined }) =>
    kinds.map(look).flatMap(({ run, visit }) => (visit ? [{ run, visit }] : []));
  const ways: [ComesBy, (kind: KindRuns) => { run: Run; visit: Visit | undefined }][] = [
    ['course', ({ runs, visits }) => ({ run: runs.quiet, visit: visits.quiet.get(id) })],
    ['answer', ({ runs, beside }) => ({ run: runs.latest, visit: beside.answer.get(id) })],
    ['event', ({ runs, beside }) => ({ run: runs.latest, visit: beside.event.get(id) })],
    ['nothing', ({ runs, beside }) => ({ run: runs.latest, visit: beside.nothing.get(id) })],
  ];
  for (const [by, look] of ways) {
    const visits = found(look);
    if (visits.length > 0) return { by, visits };
  }
  return { by: 'nothing', visits: [] };
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

/** The visit on the latest day; null where none has one. */
export function latestOf<V extends Pick<Visit, 'day' | 'at'>>(visits: readonly V[]): V | null {
  let latest: V | null = null;
  for (const visit of visits) if (visit.day !== null && (!latest || visit.at > latest.at)) latest = visit;
  return latest;
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

/** True for a step that a person may move on the axis. */
export function isTimed(step: Step): step is Extract<Step, { when: object }> {
  return 'when' in step;
}
