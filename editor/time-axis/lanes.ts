/**
 * Lanes: branches stand side by side. They follow from how steps lead to each other and from nothing else, so that editing a
 * day never reshuffles them.
 */
import type { StepId } from '../../ladder/definition.ts';
import { mainWay, type Way } from '../../ladder/edges.ts';
import type { Graph } from './graph.ts';

export interface Lanes {
  /** Of every step that stands on the axis itself; 0 is the main path. */
  laneOf: ReadonlyMap<StepId, number>;
  /** How many lanes there are. */
  count: number;
  /** The first lane of exceptions: steps to which only events lead, and those to which nothing does. */
  exceptionsFrom: number;
  /** Ways to an end beside the main path: each is drawn as an end of its own, under the step that it leaves. */
  endings: readonly Way[];
}

/** Steps that follow each other in one lane. Depths are counted in steps from the start. */
interface Chain {
  steps: StepId[];
  /** Of the step that it leaves, and of the one that it comes back to; infinite where it does not come back. */
  after: number;
  before: number;
}

/** Parts a ladder into lanes. */
export function lanesOf(graph: Graph): Lanes {
  const depth = depths(graph);
  const laneOf = new Map<StepId, number>();
  const taken: Chain[][] = [];
  const endings: Way[] = [];
  const isEnd = (id: StepId) => graph.steps.get(id)?.kind === 'end';

  const place = (chain: Chain, lane: number) => {
    for (const id of chain.steps) laneOf.set(id, lane);
    taken[lane] = [...(taken[lane] ?? []), chain];
  };
  /** From a step on, as long as the way leads to what has no lane yet. */
  const chainFrom = (first: StepId, after: number, claimed: Set<StepId>): Chain => {
    const steps = [first];
    claimed.add(first);
    let before = Number.POSITIVE_INFINITY;
    for (let id = first; ; ) {
      const ways = graph.ways(id).filter(({ to }) => !isEnd(to));
      const isFree = ({ to }: Way) => !laneOf.has(to) && !claimed.has(to);
      const next = [mainWay(ways), ...ways].find((way) => way !== undefined && isFree(way));
      for (const { to } of ways) if (laneOf.has(to)) before = Math.min(before, depth.get(to)!);
      if (!next) return { steps, after, before };
      id = next.to;
      steps.push(id);
      claimed.add(id);
    }
  };
  /** Gives each branch of the steps that have a lane one of its own, those that come back first nearest by. */
  const branch = (sources: readonly StepId[], from: number) => {
    for (const source of sources) {
      const lane = laneOf.get(source);
      if (lane === undefined) continue;
      const claimed = new Set<StepId>();
      const chains: Chain[] = [];
      for (const { to } of graph.ways(source)) {
        if (isEnd(to) || laneOf.has(to) || claimed.has(to)) continue;
        chains.push(chainFrom(to, depth.get(source)!, claimed));
      }
      for (const chain of chains.toSorted((a, b) => lengthOf(a) - lengthOf(b))) {
        place(chain, freeLane(taken, chain, Math.max(lane + 1, from)));
      }
    }
  };

  const main = mainPath(graph);
  for (const id of main) laneOf.set(id, 0);
  taken[0] = [{ steps: main, after: 0, before: Number.POSITIVE_INFINITY }];
  /** Those of some steps that have no lane yet, but for ends that hang under others. */
  const loose = (ids: readonly StepId[]) =>
    ids.filter(
      (id) =>
        !laneOf.has(id) && !(isEnd(id) && graph.order.some((from) => graph.ways(from).some(({ to }) => to === id))),
    );
  const [ofLadder, others] = [graph.order.slice(0, graph.exceptionsFrom), graph.order.slice(graph.exceptionsFrom)];
  branch(ofLadder, 1);
  // What leads into the ladder and nothing to it: a beginning that an older version had.
  for (const id of loose(ofLadder)) {
    if (laneOf.has(id)) continue;
    const chain = chainFrom(id, Number.NEGATIVE_INFINITY, new Set());
    place(chain, freeLane(taken, chain, 1));
    branch(chain.steps, 1);
  }

  const exceptionsFrom = Math.max(1, taken.length);
  for (const id of loose(others)) {
    if (laneOf.has(id)) continue;
    const chain = chainFrom(id, Number.NEGATIVE_INFINITY, new Set());
    place(chain, taken.length);
    branch(chain.steps, taken.length);
  }
  for (const id of graph.order) {
    for (const way of graph.ways(id)) if (isEnd(way.to) && !continues(way, laneOf, main)) endings.push(way);
  }
  return { laneOf, count: taken.length, exceptionsFrom, endings };
}

/** A way to the end that stands on the main path, from the step before it there. */
function continues({ from, to }: Way, laneOf: ReadonlyMap<StepId, number>, main: readonly StepId[]): boolean {
  return laneOf.has(to) && main[main.indexOf(to) - 1] === from;
}

function mainPath(graph: Graph): StepId[] {
  const path: StepId[] = [];
  for (let id: StepId | undefined = graph.ladder.start; id !== undefined && graph.steps.has(id); ) {
    path.push(id);
    id = mainWay(graph.ways(id))?.to;
  }
  return path;
}

/** The longest way to each step, in steps. */
function depths(graph: Graph): Map<StepId, number> {
  const depth = new Map<StepId, number>();
  for (const id of graph.order) {
    const here = depth.get(id) ?? 0;
    depth.set(id, here);
    for (const { to } of graph.ways(id)) depth.set(to, Math.max(depth.get(to) ?? 0, here + 1));
  }
  return depth;
}

/** Short branches that come back stand nearest to the path that they leave. */
function lengthOf({ steps, after, before }: Chain): number {
  return steps.length * 1_000 + (Number.isFinite(before) ? before - after : 999);
}

function freeLane(taken: readonly Chain[][], chain: Chain, from: number): number {
  for (let lane = from; ; lane++) {
    const meets = (other: Chain) => chain.after < other.before && other.after < chain.before;
    if (!(taken[lane] ?? []).some(meets)) return lane;
  }
}
