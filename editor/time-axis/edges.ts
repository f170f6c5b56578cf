/** Ways as lines: from where they leave a node to where they enter another, never upwards. */
import type { StepId } from '../../ladder/definition.ts';
import type { Way } from '../../ladder/edges.ts';
import type { Graph } from './graph.ts';
import type { Lanes } from './lanes.ts';
import type { LayoutNode } from './layout.ts';
import { endingId, type Placed } from './place.ts';
import type { Distance } from './scale.ts';

export interface Point {
  x: number;
  y: number;
}

/** A line between two nodes; ways with the same two ends share one. */
export interface Edge {
  id: string;
  /** Ids of nodes: an end beside the main path has one of its own. */
  source: string;
  target: string;
  /** The ways that it stands for. */
  ways: readonly Way[];
  /**
   * `spine`: straight down, in one lane. `branch`: out of a right side and into a top. `join`: out of a left side and into
   * a right one. `bypass`: past other nodes of its lane. `ending`: to an end that hangs under the step.
   */
  route: 'spine' | 'branch' | 'join' | 'bypass' | 'ending';
  /** It comes later than its target stands: it enters the tail of days under that. */
  late: boolean;
  /** Corners, from where it leaves to where it enters; straight across or straight down between two. */
  points: readonly Point[];
  /** Where its `+` stands. */
  plus: Point;
}

/** Lines leave and enter at this distance from the left of a node, above and below. */
const SPINE_PX = 28;
/** The first line out of a side, and the distance to each further one. */
const SIDE_PX = 22;
const SIDE_STEP_PX = 14;
/** Where a line goes down between two lanes, before the left of the right one. */
const GUTTER_PX = 26;
/** How far the bar of days stands beside its node. */
export const BAR_OFFSET_PX = 8;
const PLUS_PX = 14;
/** What a line keeps from nodes that it passes. */
const CLEAR_PX = 10;

/** Distances that keep every branch from pointing upwards. */
export function leaving(
  graph: Graph,
  lanes: Lanes,
  placed: readonly Placed[],
  topOf: (one: Placed) => number,
): Distance[] {
  const found = new Map(placed.map((one) => [one.id, one]));
  return placed.flatMap((source) => {
    const sides = sidesOf(graph, lanes, source.step);
    return graph.ways(source.step).flatMap(({ to: id }): Distance[] => {
      const target = found.get(id);
      if (!target || target.day <= source.day || target.lane === source.lane) return [];
      const px = topOf(source) + SIDE_PX + SIDE_STEP_PX * Math.max(1, sides.indexOf(id) + 1) - topOf(target);
      return [{ from: source.day, to: target.day, px }];
    });
  });
}

/** Targets to the right of a step, in the order in which their lines leave it. */
function sidesOf(graph: Graph, lanes: Lanes, id: StepId): StepId[] {
  const lane = lanes.laneOf.get(id) ?? 0;
  const right = graph.ways(id).flatMap(({ to }) => ((lanes.laneOf.get(to) ?? lane) > lane ? [to] : []));
  // The farthest leaves first, so that lines do not cross.
  return [...new Set(right)].sort((a, b) => lanes.laneOf.get(b)! - lanes.laneOf.get(a)!);
}

/** The lines of a layout. */
export function edgesOf(graph: Graph, lanes: Lanes, nodes: readonly LayoutNode[]): Edge[] {
  const found = new Map(nodes.map((node) => [node.id, node]));
  const inLane = Map.groupBy(
    nodes.filter(({ endOf }) => endOf === null),
    ({ lane }) => lane,
  );
  return nodes.flatMap((source) => {
    if (source.endOf !== null) return [];
    const sides = sidesOf(graph, lanes, source.step);
    const bundles = Map.groupBy(graph.ways(source.step), (way) =>
      lanes.endings.includes(way) ? endingId(way) : way.to,
    );
    return [...bundles].flatMap(([id, ways]): Edge[] => {
      const target = found.get(id);
      if (!target) return [];
      const ends = { id: `${source.id}>${target.id}`, source: source.id, target: target.id, ways };
      return [{ ...ends, ...lineOf(source, target, sides.indexOf(target.step), inLane) }];
    });
  });
}

type Line = Pick<Edge, 'route' | 'late' | 'points' | 'plus'>;
type InLane = ReadonlyMap<number, readonly LayoutNode[]>;

function lineOf(source: LayoutNode, target: LayoutNode, side: number, inLane: InLane): Line {
  if (target.endOf !== null) {
    const at = { x: target.x, y: target.y + target.height / 2 };
    return { route: 'ending', late: false, points: [at, at], plus: { x: at.x - PLUS_PX, y: at.y } };
  }
  if (target.lane > source.lane) return branch(source, target, side, inLane);
  return target.lane === source.lane ? down(source, target, inLane) : join(source, target, inLane);
}

const bottomOf = ({ y, height }: LayoutNode) => y + height;

/** Straight down, or past what stands between. */
function down(source: LayoutNode, target: LayoutNode, inLane: InLane): Line {
  const from = { x: source.x + SPINE_PX, y: bottomOf(source) };
  const to = { x: target.x + SPINE_PX, y: target.y };
  const passed = (inLane.get(source.lane) ?? []).some(({ y }) => y > source.y && y < target.y);
  if (!passed && to.y >= from.y) {
    return { route: 'spine', late: false, points: [from, to], plus: { x: from.x, y: (from.y + to.y) / 2 } };
  }
  const right = source.x + source.width;
  const x = right + GUTTER_PX;
  const leaves = Math.max(source.y + SIDE_PX, bottomOf(source) - SIDE_STEP_PX);
  const level = target.y + SIDE_PX;
  const late = leaves > level;
  const enters = Math.max(leaves, level);
  const points = [
    { x: right, y: leaves },
    { x, y: leaves },
    { x, y: enters },
    { x: right + (late ? BAR_OFFSET_PX : 0), y: enters },
  ];
  return { route: 'bypass', late, points, plus: { x, y: (leaves + enters) / 2 } };
}

/** To a lane on the right: across above what stands between, then down into the top. */
function branch(source: LayoutNode, target: LayoutNode, side: number, inLane: InLane): Line {
  const leaves = Math.min(source.y + SIDE_PX + SIDE_STEP_PX * Math.max(0, side), bottomOf(source));
  const from = { x: source.x + source.width, y: leaves };
  if (target.y < leaves) {
    const to = { x: target.x, y: leaves };
    return { route: 'branch', late: true, points: [from, to], plus: { x: to.x - PLUS_PX, y: leaves } };
  }
  const x = target.x + SPINE_PX;
  const y = channel(source.lane + 1, target.lane - 1, leaves, target.y, inLane);
  const gutter = from.x + GUTTER_PX;
  const across = y === leaves ? [from] : [from, { x: gutter, y: leaves }, { x: gutter, y }];
  const points = [...across, { x, y }, { x, y: target.y }];
  return { route: 'branch', late: false, points, plus: { x, y: Math.max(y, target.y - PLUS_PX) } };
}

/**
 * Back to a lane on the left. A task is left for good when its time ends, but may be answered before: the line leaves where
 * it does not have to rise, and goes across where nothing stands in the way.
 */
function join(source: LayoutNode, target: LayoutNode, inLane: InLane): Line {
  const highest = source.y + SIDE_PX;
  const lowest = Math.max(highest, bottomOf(source) - SIDE_STEP_PX);
  const level = Math.max(target.y + SIDE_PX, highest);
  const last = target.tail ? Math.min(lowest, target.tail.y + target.tail.height) : level;
  const across = channel(target.lane + 1, source.lane - 1, highest, Math.max(level, last), inLane, level);
  const leaves = Math.min(lowest, across);
  const enters = Math.max(target.y + SIDE_PX, across);
  const late = enters > bottomOf(target) - CLEAR_PX;
  const right = target.x + target.width;
  const [near, far] = [source.x - GUTTER_PX, right + GUTTER_PX];
  const corners = [
    { x: source.x, y: leaves },
    ...(leaves === across
      ? []
      : [
          { x: near, y: leaves },
          { x: near, y: across },
        ]),
    ...(enters === across
      ? []
      : [
          { x: far, y: across },
          { x: far, y: enters },
        ]),
    { x: right + (late ? BAR_OFFSET_PX : 0), y: enters },
  ];
  return { route: 'join', late, points: corners, plus: { x: source.x - PLUS_PX, y: leaves } };
}

/**
 * The height between two at which a line crosses lanes without running behind a node, nearest to the one preferred; that
 * one where there is none.
 */
function channel(first: number, last: number, top: number, bottom: number, inLane: InLane, preferred = top): number {
  const between: LayoutNode[] = [];
  for (let lane = first; lane <= last; lane++) between.push(...(inLane.get(lane) ?? []));
  const isFree = (at: number) => between.every((node) => at < node.y - CLEAR_PX || at > bottomOf(node) + CLEAR_PX);
  const heights = [preferred, ...between.flatMap((node) => [node.y - CLEAR_PX - 1, bottomOf(node) + CLEAR_PX + 1])];
  const free = heights.filter((at) => at >= top && at <= bottom && isFree(at));
  return (
    free.reduce<number | null>(
      (a, b) => (a === null || Math.abs(b - preferred) < Math.abs(a - preferred) ? b : a),
      null,
    ) ?? preferred
  );
}
