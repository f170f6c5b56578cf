/** Runs of the example for each kind of debtor that a ladder treats apart, with what lies beside its course. */
import type { CompiledLadder } from '../../ladder/compiled.ts';
import { DEBTOR_KINDS, DEFAULT_NOTICES, type DebtorKind, type Ladder, type StepId } from '../../ladder/definition.ts';
import {
  type Arrival,
  course,
  departureBy,
  type ExampleInvoice,
  type Mode,
  type Run,
  registered,
  runOf,
  sent,
  type Visit,
} from './course.ts';
import type { Graph } from './graph.ts';
import { merged } from './merge.ts';

/**
 * How a case comes to a step: on its course, when nobody answers; only by an answer; only by an event that leads there; or
 * not at all.
 */
export type ComesBy = 'course' | 'answer' | 'event' | 'nothing';

/** The runs of one kind of debtor. */
export interface KindRuns {
  kind: DebtorKind;
  runs: Record<Mode, Run>;
  visits: Record<Mode, ReadonlyMap<StepId, Visit>>;
  /**
   * Of steps off the course: those to which an answer leads from it, given at the last moment; those to which only an event
   * leads; and those to which nothing does.
   */
  beside: Record<'answer' | 'event' | 'nothing', ReadonlyMap<StepId, Visit>>;
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
      if (visits.has(way.to)) continue;
      const departure = departureBy(run, run.graph.steps.get(id)!, visit, way);
      if (!departure) continue;
      const other = arrivals.get(way.to);
      arrivals.set(way.to, other ? merged(other, departure, true) : departure);
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

/** The visit on the latest day; null where none has one. */
export function latestOf<V extends Pick<Visit, 'day' | 'at'>>(visits: readonly V[]): V | null {
  let latest: V | null = null;
  for (const visit of visits) if (visit.day !== null && (!latest || visit.at > latest.at)) latest = visit;
  return latest;
}
