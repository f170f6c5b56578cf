/**
 * The picture of a ladder on the time axis, in pixels: nothing of it is stored, all of it follows from the document. Heights
 * are times: a node stands at its day.
 */
import type { Step, StepId } from '../../ladder/definition.ts';
import { type Edge, edgesOf, leaving } from './edges.ts';
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
  /** The days on which a case can come to it: "dag 31–38"; null where there is one. */
  bar: { from: number; to: number; y: number; height: number } | null;
  /** Attempts of a call. */
  ticks: readonly { day: number; y: number }[];
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
  const placed = [...placesOf(graph, lanes, days).values()];
  const kindOf = (id: StepId) => graph.steps.get(id)!.kind;
  const rows = rowTops(placed, kindOf);
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
  for (const one of placed) if (one.day === last) distances.push({ from: last, to: last + MARGIN_DAYS, px: topOf(one) + NODE_HEIGHT.send + NODE_GAP });
  const scale = scaleOf(stops, distances, unfolded);

  const laneX = (lane: number) => RULER_WIDTH + lane * LANE_PITCH + (lane >= lanes.exceptionsFrom ? ASIDE_PX : 0);
  const nodes = byLane.flatMap((inLane) =>
    inLane.map((one, index): LayoutNode => {
      const kind = kindOf(one.step);
      const y = yOf(scale, one.day) + topOf(one);
      const next = inLane[index + 1];
      const free = next ? yOf(scale, next.day) + topOf(next) - NODE_GAP : Number.POSITIVE_INFINITY;
      const wanted = one.ends > one.day ? yOf(scale, one.ends) : y;
      const bottom = Math.max(y + NODE_HEIGHT[kind], Math.min(wanted, free));
      const { from, to, attempts } = days.get(one.step)!;
      const ranged = one.endOf === null && !one.dayless && from < to;
      const top = yOf(scale, from);
      return {
        ...one,
        kind,
        x: laneX(one.lane),
        y,
        width: NODE_WIDTH,
        height: bottom - y,
        clipped: wanted > bottom,
        bar: ranged ? { from, to, y: top, height: yOf(scale, to) - top } : null,
        ticks: one.endOf === null && attempts.length > 1 ? attempts.map((day) => ({ day, y: yOf(scale, day) })) : [],
      };
    }),
  );
  const lastLane = laneX(lanes.count - 1) + NODE_WIDTH;
  const strip = stripOf(nominal, lastLane + ASIDE_PX);
  const height = yOf(scale, last + MARGIN_DAYS) - (scale.points[0]?.y ?? 0);
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

/** Where the rows of each day begin, below the beginning of the day; the same in every lane. */
function rowTops(placed: readonly Placed[], kindOf: (id: StepId) => Step['kind']): Map<number, number[]> {
  const tops = new Map<number, number[]>();
  // Under a call or task that ends on a day there is room for the way that leaves it.
  const after = new Set(placed.filter(({ day, ends }) => ends > day).map(({ ends }) => ends));
  for (const [day, ofDay] of Map.groupBy(placed, (one) => one.day)) {
    let top = after.has(day) ? NODE_GAP : 0;
    const found: number[] = [];
    const last = Math.max(...ofDay.map(({ row }) => row));
    for (let row = 0; row <= last; row++) {
      found.push(top);
      const heights = ofDay.filter((one) => one.row === row).map(({ step }) => NODE_HEIGHT[kindOf(step)]);
      top += Math.max(0, ...heights) + NODE_GAP;
    }
    tops.set(day, found);
  }
  return tops;
}

function laneByLane(placed: readonly Placed[]): Placed[][] {
  const lanes: Placed[][] = [];
  for (const one of placed) {
    lanes[one.lane] ??= [];
    lanes[one.lane]!.push(one);
  }
  return Array.from(lanes, (inLane = []) => inLane.toSorted((a, b) => a.day - b.day || a.row - b.row));
}
