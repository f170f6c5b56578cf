/**
 * Where the steps of a ladder stand on the time axis: the days on which an example invoice comes to them, counted from its
 * due date. Nothing is rolled off a day that is not worked; `real.ts` says what rolling makes of it.
 */
import { type CompiledLadder, compile, unrolled } from '../../ladder/compiled.ts';
import { type CallStep, DEBTOR_KINDS, DEFAULT_NOTICES, type DebtorKind, type Ladder, type Step, type StepId } from '../../ladder/definition.ts';
import { nextOpening } from '../../ladder/schedule.ts';
import { dayOf, type EpochDay, localDay } from '../../ladder/time/civil.ts';
import { type Arrival, course, departureBy, type ExampleInvoice, merged, type Mode, type Run, registered, runOf, sent, type Visit } from './course.ts';
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
  /** Of every step, in the order of the graph. */
  days: ReadonlyMap<StepId, StepDay>;
  kinds: readonly KindRuns[];
}

/** The nominal days of every step of a draft, however wrong the draft may be for the moment. */
export function nominalDays(ladder: Ladder, example: ExampleInvoice): Nominal {
  const graph = graphOf(ladder);
  const compiled = compile(ladder);
  const kinds = kindsApart(ladder).map((kind) => runsOf(graph, unrolled(compiled), example, kind, MODES));
  const due = dayOf(example.dueOn);
  const days = new Map(graph.order.map((id) => [id, stepDay({ graph, kinds, due, compiled }, id)]));
  return { ladder, example, graph, due, days, kinds };
}

const MODES: readonly Mode[] = ['quiet', 'earliest', 'latest'];
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

/** Runs the example of one kind of debtor over a ladder. */
export function runsOf(graph: Graph, compiled: CompiledLadder, example: ExampleInvoice, kind: DebtorKind, modes: readonly Mode[]): KindRuns {
  const quiet = runOf(graph, compiled, example, kind, 'quiet');
  const runs = { quiet, earliest: { ...quiet, mode: 'earliest' as const }, latest: { ...quiet, mode: 'latest' as const } };
  const begin = registered(quiet);
  const starts = new Map([[graph.ladder.start, begin]]);
  const walk = (mode: Mode) => (modes.includes(mode) ? course(runs[mode], starts) : NOWHERE);
  const visits = { quiet: walk('quiet'), earliest: walk('earliest'), latest: walk('latest') };

  const answers = answered(runs.latest, visits.quiet);
  const answer = answers.size > 0 ? course(runs.latest, answers, (id) => !visits.quiet.has(id)) : NOWHERE;
  const known = (id: StepId) => visits.quiet.has(id) || answer.has(id);
  const exceptional = afterNotice(runs.latest, visits.quiet) ?? begin;
  const entries = new Map(graph.entries.map(({ target }) => [target, exceptional]));
  const event = entries.size > 0 ? course(runs.latest, entries, (id) => !known(id)) : NOWHERE;
  const others = graph.order.filter((id) => !known(id) && !event.has(id));
  const loose = new Map(others.map((id): [StepId, Arrival] => [id, begin]));
  const nothing = others.length > 0 ? course(runs.latest, loose, (id) => loose.has(id)) : NOWHERE;
  return { kind, runs, visits, beside: { answer, event, nothing } };
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
export function decidingVisits(kinds: readonly KindRuns[], id: StepId): { by: ComesBy; visits: { run: Run; visit: Visit }[] } {
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
  const none = { id, by, day: null, from: 0, to: 0, until: null, attempts: [], openEnded: false, missed: false, instant };
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
