/** Which step stands on which day, in which lane, and in which row of that day: all of a layout that is no pixel. */
import type { StepId } from '../../ladder/definition.ts';
import type { Way } from '../../ladder/edges.ts';
import type { Graph } from './graph.ts';
import type { Lanes } from './lanes.ts';
import type { StepDay } from './nominal.ts';

/** A step, or an end under the step that leads to it. */
export interface Placed {
  /** The step's id; of an end beside the main path that id and its source: "einde<betwisting". */
  id: string;
  step: StepId;
  /** The step under which an end is drawn; null for what stands on the axis itself. */
  endOf: StepId | null;
  lane: number;
  /** Its day; of a step that has none that of what comes before it. */
  day: number;
  dayless: boolean;
  /** The day on which it is left: when its call or task ends. */
  ends: number;
  /** Instant steps, and what else falls on one day in one lane, stand under each other: 0 is the upper row. */
  row: number;
}

export const endingId = ({ from, to }: Pick<Way, 'from' | 'to'>) => `${to}<${from}`;

/** Places every step of a draft. */
export function placesOf(graph: Graph, lanes: Lanes, days: ReadonlyMap<StepId, StepDay>): Map<string, Placed> {
  const placed = new Map<string, Placed>();
  const rows = new Map<string, number>();
  const into = Map.groupBy(
    graph.order.flatMap((id) => graph.ways(id)),
    ({ to }) => to,
  );
  const put = (one: Omit<Placed, 'row'>, sources: readonly Placed[]) => {
    const cell = `${one.lane}:${one.day}`;
    const sameDay = sources.filter(({ ends }) => ends === one.day);
    const row = Math.max(
      rows.get(cell) ?? 0,
      ...sameDay.map((source) => (source.day === one.day ? source.row + 1 : 0)),
    );
    rows.set(cell, row + 1);
    placed.set(one.id, { ...one, row });
  };
  for (const id of graph.order) {
    const lane = lanes.laneOf.get(id);
    const sources = (into.get(id) ?? []).flatMap(({ from }) => placed.get(from) ?? []);
    if (lane !== undefined) {
      const { day: own, until } = days.get(id)!;
      const day = own ?? sources.reduce((latest, { ends }) => Math.max(latest, ends), sources[0]?.ends ?? 0);
      put({ id, step: id, endOf: null, lane, day, dayless: own === null, ends: Math.max(day, until ?? day) }, sources);
    }
    const self = placed.get(id);
    if (!self) continue;
    for (const to of new Set(lanes.endings.filter(({ from }) => from === id).map((way) => way.to))) {
      const ending = { ...self, id: endingId({ from: id, to }), step: to, endOf: id };
      placed.set(ending.id, { ...ending, day: self.ends, dayless: false });
    }
  }
  return placed;
}
