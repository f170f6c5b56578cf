/**
 * Two versions of a ladder on one axis: all of the new one, and what it has no more where it stood in the old one. Nothing
 * of it is a ladder that runs: it is drawn, and no more.
 */
import type { Step, StepId } from '../../ladder/definition.ts';
import type { Way } from '../../ladder/edges.ts';
import { type Graph, ordered } from './graph.ts';
import { type Layout, type LayoutNode, type LayoutOptions, layout } from './layout.ts';
import type { Nominal } from './nominal.ts';
import { yOf } from './scale.ts';

export interface TwoVersions {
  before: Nominal;
  after: Nominal;
  /** The steps and ways of both. What both have is as it will be, at its new day; what went stands at its old one. */
  both: Nominal;
  /** Ways that the new version has not: from and to steps that went, and between steps that now follow others. */
  gone: ReadonlySet<Way>;
}

/** A step that stands at another day than it did. */
export interface MovedNode {
  id: StepId;
  /** Days since the due date. */
  was: number;
  becomes: number;
  /** The height of its old day. */
  y: number;
}

export interface TwoLayout extends Layout {
  /** Ids of the nodes and lines that went, and of those that came. */
  went: ReadonlySet<string>;
  came: ReadonlySet<string>;
  moved: readonly MovedNode[];
}

/** Puts two versions on one axis, by the same example invoice. */
export function twoVersions(before: Nominal, after: Nominal): TwoVersions {
  const [old, now] = [before.graph, after.graph];
  const isGone = (id: StepId) => !now.steps.has(id);
  const steps = new Map<StepId, Step>([...now.steps, ...[...old.steps].filter(([id]) => isGone(id))]);
  const ways = new Map<StepId, readonly Way[]>(now.order.map((id) => [id, now.ways(id)]));
  const gone = new Set<Way>();
  for (const id of old.order) {
    // What ends the ladder now leads nowhere, whatever followed it before.
    if (now.steps.get(id)?.kind === 'end') continue;
    for (const way of old.ways(id)) {
      if (now.ways(id).some(({ to }) => to === way.to) || crosses(now, way) || leads(ways, way.to, id)) continue;
      gone.add(way);
      ways.set(id, [...(ways.get(id) ?? []), way]);
    }
  }
  const graph = ordered({
    ladder: after.ladder,
    steps,
    entries: [...now.entries, ...old.entries.filter(({ target }) => isGone(target))],
    begins: [after.ladder.start, ...old.order.slice(0, old.exceptionsFrom).filter(isGone)],
    stated: (id) => ways.get(id) ?? [],
  });
  const days = new Map(graph.order.map((id) => [id, after.days.get(id) ?? before.days.get(id)!]));
  return { before, after, both: { ...after, graph, days }, gone };
}

/** A way of before between the ladder and what only an event leads to now: it belongs to neither any more. */
function crosses({ place, exceptionsFrom }: Graph, { from, to }: Way): boolean {
  const [source, target] = [place.get(from), place.get(to)];
  if (source === undefined || target === undefined) return false;
  return source < exceptionsFrom !== target < exceptionsFrom;
}

/** True where ways lead from one step to another. */
function leads(ways: ReadonlyMap<StepId, readonly Way[]>, from: StepId, to: StepId): boolean {
  const seen = new Set<StepId>();
  const next = [from];
  for (let id = next.pop(); id !== undefined; id = next.pop()) {
    if (id === to) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    next.push(...(ways.get(id) ?? []).map((way) => way.to));
  }
  return false;
}

/** The picture of two versions. */
export function layoutOfTwo({ before, after, both, gone }: TwoVersions, options: LayoutOptions = {}): TwoLayout {
  const drawn = layout(both, options);
  const isGone = (id: StepId) => !after.graph.steps.has(id);
  const [went, came] = [new Set<string>(), new Set<string>()];
  // A way that went to a step that comes earlier now would have to rise.
  const edges = drawn.edges.filter(({ ways, late }) => !(late && gone.has(ways[0]!)));
  for (const { id, ways } of edges) {
    const { from, to } = ways[0]!;
    if (gone.has(ways[0]!)) went.add(id);
    else if (!before.graph.ways(from).some((way) => way.to === to)) came.add(id);
  }
  const endings = new Map(drawn.edges.map(({ target, ways }) => [target, ways[0]!]));
  const nodes = drawn.nodes.map((node): LayoutNode => {
    const ending = node.endOf === null ? undefined : endings.get(node.id);
    if (isGone(node.step) || (ending && gone.has(ending))) went.add(node.id);
    else if (!before.graph.steps.has(node.step)) came.add(node.id);
    return isGone(node.step) ? { ...node, bar: null, tail: null, ticks: [] } : node;
  });
  const moved = nodes.flatMap(({ id, step, endOf }): MovedNode[] => {
    const [was, becomes] = [before.days.get(step)?.day, after.days.get(step)?.day];
    const stays = endOf !== null || was === becomes || typeof was !== 'number' || typeof becomes !== 'number';
    return stays ? [] : [{ id, was, becomes, y: yOf(drawn.scale, was) }];
  });
  return { ...drawn, nodes, edges, latest: drawn.latest.filter(({ step }) => !isGone(step)), went, came, moved };
}
