/** Ways as lines: from where they leave a node to where they enter another, never upwards. */
import type { StepId } from '../../ladder/definition.ts';
import type { Graph, Way } from './graph.ts';
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
  /** The ways that it stands for, with the members of the source that name its target. */
  ways: readonly Way[];
  /**
   * `spine`: straight down, in one lane. `branch`: out of a side and into a top. `join`: into the right side, or, for a case
   * that comes `late`, into the bar of days under it.
   */
  route: 'spine' | 'branch' | 'join';
  late: boolean;
  from: Point;
  to: Point;
  /** Where its `+` stands. */
  plus: Point;
}

/** Lines leave and enter at this distance from the left of a node, above and below. */
const SPINE_PX = 28;
/** The first line out of a side, and the distance to each further one. */
const SIDE_PX = 22;
const SIDE_STEP_PX = 14;
/** How far the bar of days stands beside its node. */
export const BAR_OFFSET_PX = 8;
const PLUS_PX = 18;

/** Distances that keep every branch from pointing upwards. */
export function leaving(
  graph: Graph,
  lanes: Lanes,
  placed: readonly Placed[],
  topOf: (one: Placed) => number,
): Distance[] {
  const found = new Map(placed.map((one) => [one.id, one]));
  return placed.flatMap((source) => {
    if (source.endOf !== null) return [];
    const sides = sidesOf(graph, lanes, source.step);
    return graph.ways(source.step).flatMap(({ target: id }): Distance[] => {
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
  const right = graph.ways(id).flatMap(({ target }) => ((lanes.laneOf.get(target) ?? lane) > lane ? [target] : []));
  // The farthest leaves first, so that lines do not cross.
  return [...new Set(right)].sort((a, b) => lanes.laneOf.get(b)! - lanes.laneOf.get(a)!);
}

/** The lines of a layout. */
export function edgesOf(graph: Graph, lanes: Lanes, nodes: readonly LayoutNode[]): Edge[] {
  const found = new Map(nodes.map((node) => [node.id, node]));
  return nodes.flatMap((source) => {
    if (source.endOf !== null) return [];
    const sides = sidesOf(graph, lanes, source.step);
    const bundles = Map.groupBy(graph.ways(source.step), (way) => (lanes.endings.includes(way) ? endingId(way) : way.target));
    return [...bundles].flatMap(([id, ways]): Edge[] => {
      const target = found.get(id);
      return target ? [edge(source, target, ways, sides.indexOf(target.step))] : [];
    });
  });
}

function edge(source: LayoutNode, target: LayoutNode, ways: readonly Way[], side: number): Edge {
  const ends = { id: `${source.id}>${target.id}`, source: source.id, target: target.id, ways };
  const bottom = source.y + source.height;
  const entry = { x: target.x + SPINE_PX, y: target.y };
  if (target.endOf !== null || (target.lane === source.lane && target.y >= bottom)) {
    const from = { x: source.x + SPINE_PX, y: bottom };
    return { ...ends, route: 'spine', late: false, from, to: entry, plus: between(from, entry) };
  }
  if (target.lane > source.lane) {
    const y = Math.min(source.y + SIDE_PX + SIDE_STEP_PX * Math.max(0, side), bottom);
    const from = { x: source.x + source.width, y };
    const late = entry.y < y;
    const to = late ? { x: target.x, y } : entry;
    return { ...ends, route: late ? 'join' : 'branch', late, from, to, plus: { x: to.x, y: Math.max(y, to.y - PLUS_PX) } };
  }
  // A task is left for good when its time ends, but may be answered before: the line leaves where it does not have to rise.
  const least = source.y + SIDE_PX;
  const level = target.y + SIDE_PX;
  const y = Math.max(least, Math.min(bottom - SIDE_STEP_PX, level));
  const late = y > level;
  const from = { x: source.x, y };
  const to = { x: target.x + target.width + (late ? BAR_OFFSET_PX : 0), y: Math.max(y, level) };
  return { ...ends, route: 'join', late, from, to, plus: { x: from.x - PLUS_PX, y } };
}

const between = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
