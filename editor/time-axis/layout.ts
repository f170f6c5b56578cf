/**
 * The picture of a ladder on the time axis, in pixels: nothing of it is stored, all of it follows from the document. Heights
 * are times: a node stands at its day.
 */
import type { Step, StepId } from '../../ladder/definition.ts';
import { type Edge, edgesOf, leaving } from './edges.ts';
import type { Graph } from './graph.ts';
import { lanesOf } from './lanes.ts';
import { type LatestMark, latestMarks, type Zone, zonesOf } from './marks.ts';
import type { Nominal } from './nominal.ts';
import { type Placed, placesOf } from './place.ts';
import { rulerOf, type Tick } from './ruler.ts';
import { type DayRange, type Distance, type Scale, scaleOf, yOf } from './scale.ts';
import { shared } from './share.ts';
import { type EventForm, stripOf } from './strip.ts';

export const NODE_WIDTH = 232;
export const LANE_PITCH = 296;
/** Between two nodes in a lane: room for the way between them and its `+`. */
export const NODE_GAP = 28;
/** Room for the ruler, left of the first lane. */
export const RULER_WIDTH = 152;
/** Between the lanes of the ladder and those of exceptions, and between all lanes and the strip of events. */
const ASIDE_PX = 56;
const MARGIN_DAYS = 3;
/** A day with rows leaves this much under the top of its last one, so that what stands there is not taken for the next day. */
const LAST_ROW_PX = 20;

/** A node of the canvas. */
export interface LayoutNode extends Placed {
  kind: Step['kind'];
  x: number;
  y: number;
  width: number;
  /** Of a call or task until its time ends; of others that of a card. */
  height: number;
  /** Its time lasts longer than it can be drawn. */
  clipped: boolean;
  /** The days on which a case can come to it, up to the one at which it stands: "dag 31–38"; null where there is one. */
  bar: DayBar | null;
  /** Later days, on which only a case comes to it that was held up by an answer; null where there are none. */
  tail: DayBar | null;
  /** Attempts of a call. */
  ticks: readonly { day: number; y: number }[];
}

/** Days beside a node. */
export interface DayBar {
  from: number;
  to: number;
  y: number;
  height: number;
  /** Bars that overlap in a lane stand beside each other: 0 is next to the nodes. */
  column: number;
}

export interface Lane {
  index: number;
  x: number;
  exception: boolean;
}

export interface Layout {
  width: number;
  height: number;
  scale: Scale;
  lanes: readonly Lane[];
  nodes: readonly LayoutNode[];
  edges: readonly Edge[];
  zones: readonly Zone[];
  latest: readonly LatestMark[];
  ruler: readonly Tick[];
  strip: readonly EventForm[];
}

/** How high a step is drawn, at least. */
export const NODE_HEIGHT: Record<Step['kind'], number> = {
  send: 64,
  call: 64,
  task: 64,
  approve: 64,
  charge: 64,
  deliveries: 64,
  handover: 64,
  decide: 44,
  end: 28,
};
/** An end under the step that leads to it hangs from the lower edge of that step, and covers little of it. */
const ENDING = { width: 84, height: 20, inset: 10, over: 5 };

export interface LayoutOptions {
  /** Ranges of days in which nothing is folded. */
  unfolded?: readonly DayRange[];
}

/** Lays out a ladder; what did not change since a layout before is the very same object. */
export function relayout(previous: Layout | null, nominal: Nominal, options: LayoutOptions = {}): Layout {
  const next = layout(nominal, options);
  return previous ? shared(previous, next) : next;
}

/** Lays out a ladder. */
export function layout(nominal: Nominal, { unfolded = [] }: LayoutOptions = {}): Layout {
  const { graph, days } = nominal;
  const lanes = lanesOf(graph);
  const all = [...placesOf(graph, lanes, days).values()];
  const placed = all.filter(({ endOf }) => endOf === null);
  const kindOf = (id: StepId) => graph.steps.get(id)!.kind;
  const rows = rowTops(graph, placed);
  const topOf = ({ day, row }: Placed) => rows.get(day)![row]!;
  const zones = zonesOf(nominal);

  const issued = nominal.issued;
  const stops = new Set<number>([issued, 0]);
  const distances: Distance[] = [];
  for (const one of placed) {
    stops.add(one.day).add(one.ends);
    const bottom = topOf(one) + NODE_HEIGHT[kindOf(one.step)];
    if (one.ends > one.day) distances.push({ from: one.day, to: one.ends, px: bottom });
    if (topOf(one) > 0) {
      stops.add(one.day + 1);
      distances.push({ from: one.day, to: one.day + 1, px: topOf(one) + LAST_ROW_PX });
    }
  }
  for (const { to } of zones) stops.add(to + 1);
  const byLane = laneByLane(placed);
  for (const inLane of byLane) {
    for (const [index, one] of inLane.entries()) {
      const next = inLane[index + 1];
      if (next && next.day > one.day) {
        const bottom = topOf(one) + NODE_HEIGHT[kindOf(one.step)] + NODE_GAP;
        distances.push({ from: one.day, to: next.day, px: bottom - topOf(next) });
      }
    }
  }
  distances.push(...leaving(graph, lanes, placed, topOf));
  const last = Math.max(...stops);
  stops.add(Math.min(...stops) - MARGIN_DAYS).add(last + MARGIN_DAYS);
  for (const one of placed)
    if (one.day === last)
      distances.push({ from: last, to: last + MARGIN_DAYS, px: topOf(one) + NODE_HEIGHT.send + NODE_GAP });
  const scale = scaleOf(stops, distances, unfolded);

  const laneX = (lane: number) => RULER_WIDTH + lane * LANE_PITCH + (lane >= lanes.exceptionsFrom ? ASIDE_PX : 0);
  const floor = yOf(scale, last + MARGIN_DAYS);
  const standing = byLane.flatMap((inLane) =>
    besideEachOther(
      inLane.map((one, index): LayoutNode => {
        const kind = kindOf(one.step);
        const y = yOf(scale, one.day) + topOf(one);
        const next = inLane[index + 1];
        const free = next ? yOf(scale, next.day) + topOf(next) - NODE_GAP : Number.POSITIVE_INFINITY;
        const wanted = one.ends > one.day ? yOf(scale, one.ends) : y;
        const bottom = Math.max(y + NODE_HEIGHT[kind], Math.min(wanted, free));
        const within = (day: number) => Math.max(y, Math.min(bottom, yOf(scale, day)));
        const { from, to, attempts } = days.get(one.step)!;
        const bar = (first: number, last: number, top: number, end: number): DayBar | null =>
          one.dayless || first >= last ? null : { from: first, to: last, y: top, height: end - top, column: 0 };
        const middle = y + NODE_HEIGHT[kind] / 2;
        return {
          ...one,
          kind,
          x: laneX(one.lane),
          y,
          width: NODE_WIDTH,
          height: bottom - y,
          clipped: wanted > bottom,
          bar: bar(from, one.day, yOf(scale, from), middle),
          tail: bar(one.day, to, middle, Math.max(middle, Math.min(yOf(scale, to), floor))),
          ticks: attempts.length > 1 ? attempts.map((day) => ({ day, y: within(day) })) : [],
        };
      }),
    ),
  );
  const nodes = [...standing, ...endingsOf(all, standing)];
  const lastLane = laneX(lanes.count - 1) + NODE_WIDTH;
  const strip = stripOf(nominal, lastLane + ASIDE_PX);
  const height = floor;
  return {
    width: strip.reduce((right, { x, width }) => Math.max(right, x + width), lastLane),
    height: strip.reduce((bottom, form) => Math.max(bottom, form.y + form.height), height),
    scale,
    lanes: Array.from({ length: lanes.count }, (_, index) => ({
      index,
      x: laneX(index),
      exception: index >= lanes.exceptionsFrom,
    })),
    nodes,
    edges: edgesOf(graph, lanes, nodes),
    zones: zones.map((zone) => {
      const lane = lanes.laneOf.get(zone.step) ?? 0;
      const y = yOf(scale, zone.from);
      return { ...zone, x: laneX(lane), y, width: NODE_WIDTH, height: yOf(scale, zone.to + 1) - y };
    }),
    latest: latestMarks(nominal).map((mark) => ({
      ...mark,
      x: laneX(lanes.laneOf.get(mark.step) ?? 0),
      y: yOf(scale, mark.day),
      width: NODE_WIDTH,
    })),
    ruler: rulerOf(nominal, scale, [...new Set(placed.map(({ day }) => day))]),
    strip,
  };
}

/** Gives the bars of a lane their columns, the first day first. */
function besideEachOther(nodes: LayoutNode[]): LayoutNode[] {
  const ends: number[] = [];
  const columns = new Map<string, number>();
  const spanOf = ({ bar, tail }: LayoutNode) => {
    const top = bar ?? tail;
    const low = tail ?? bar;
    return top && low ? { top: top.y, bottom: low.y + low.height } : null;
  };
  const spans = nodes.flatMap((node) => {
    const span = spanOf(node);
    return span ? [{ id: node.id, ...span }] : [];
  });
  for (const { id, top, bottom } of spans.toSorted((a, b) => a.top - b.top)) {
    const free = ends.findIndex((end) => end < top);
    const column = free < 0 ? ends.length : free;
    ends[column] = bottom;
    columns.set(id, column);
  }
  return nodes.map((node) => {
    const column = columns.get(node.id) ?? 0;
    return { ...node, bar: node.bar && { ...node.bar, column }, tail: node.tail && { ...node.tail, column } };
  });
}

/** Ends that hang under the steps that lead to them, side by side. */
function endingsOf(all: readonly Placed[], standing: readonly LayoutNode[]): LayoutNode[] {
  const found = new Map(standing.map((node) => [node.id, node]));
  return [...Map.groupBy(all, ({ endOf }) => endOf)].flatMap(([endOf, endings]) => {
    const over = endOf === null ? undefined : found.get(endOf);
    if (!over) return [];
    const { width, height, inset, over: covers } = ENDING;
    return endings.map((one, index): LayoutNode => {
      const x = over.x + over.width - (index + 1) * (width + inset);
      const y = over.y + over.height - covers;
      return { ...one, kind: 'end', x, y, width, height, clipped: false, bar: null, tail: null, ticks: [] };
    });
  });
}

/** Where the rows of each day begin, below the beginning of the day; the same in every lane. */
function rowTops(graph: Graph, placed: readonly Placed[]): Map<number, number[]> {
  const tops = new Map<number, number[]>();
  // Under a call or task that ends on a day there is room for the ways that leave it.
  const after = new Set(
    placed.flatMap((one) => (one.ends > one.day && isFollowed(graph, one, placed) ? [one.ends] : [])),
  );
  for (const [day, ofDay] of Map.groupBy(placed, (one) => one.day)) {
    let top = after.has(day) ? NODE_GAP : 0;
    const found: number[] = [];
    const last = Math.max(...ofDay.map(({ row }) => row));
    for (let row = 0; row <= last; row++) {
      found.push(top);
      const heights = ofDay
        .filter((one) => one.row === row)
        .map(({ step }) => NODE_HEIGHT[graph.steps.get(step)!.kind]);
      top += Math.max(0, ...heights) + NODE_GAP;
    }
    tops.set(day, found);
  }
  return tops;
}

/** True where, on the day on which a step ends, another stands under it or follows it. */
function isFollowed(graph: Graph, { id, lane, ends }: Placed, placed: readonly Placed[]): boolean {
  const next = new Set(graph.ways(id).map(({ to }) => to));
  return placed.some((other) => other.day === ends && (other.lane === lane || next.has(other.step)));
}

function laneByLane(placed: readonly Placed[]): Placed[][] {
  const lanes: Placed[][] = [];
  for (const one of placed) {
    lanes[one.lane] ??= [];
    lanes[one.lane]!.push(one);
  }
  return Array.from(lanes, (inLane = []) => inLane.toSorted((a, b) => a.day - b.day || a.row - b.row));
}
