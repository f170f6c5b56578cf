/**
 * The steps of a draft and the ways between them, in an order in which every step comes after those that lead to it. A
 * draft may be momentarily wrong: ways to steps that there are not, ways back, and steps that stand twice are left out.
 */
import { entriesOf } from '../../ladder/check/places.ts';
import type { Ladder, Step, StepId, TimedStep } from '../../ladder/definition.ts';
import { mainWay, type Way, waysOut } from '../../ladder/edges.ts';

/** A ladder as steps and ways. */
export interface Graph {
  ladder: Ladder;
  steps: ReadonlyMap<StepId, Step>;
  /** Every step after those that lead to it: first the main way, then branches, exceptions, and what nothing leads to. */
  order: readonly StepId[];
  /** The place of each step in `order`. */
  place: ReadonlyMap<StepId, number>;
  /** The ways out of a step, as they stand in it, less those that lead back or to nothing. */
  ways(id: StepId): readonly Way[];
  /** The place from which on nothing is reached from the start: what only events lead to, and what nothing does. */
  exceptionsFrom: number;
  /** Steps to which events lead, in the order of the document. */
  entries: readonly { event: string; target: StepId }[];
}

/** Reads a ladder as a graph without cycles. */
export function graphOf(ladder: Ladder): Graph {
  const steps = new Map<StepId, Step>();
  for (const step of ladder.steps) if (!steps.has(step.id)) steps.set(step.id, step);
  const entries = entriesOf(ladder)
    .filter(({ at, target }) => at !== '/start' && steps.has(target))
    .map(({ at, target }) => ({ event: at.split('/')[2]!, target }));
  return ordered({ ladder, steps, entries, begins: [ladder.start], stated: (id) => waysOut(steps.get(id)!) });
}

/** What is put in order. */
export interface Unordered extends Pick<Graph, 'ladder' | 'steps' | 'entries'> {
  /** The steps from which all that is no exception is reached; the start of the ladder first. */
  begins: readonly StepId[];
  /** The ways out of a step, wherever they lead. */
  stated: (id: StepId) => readonly Way[];
}

/** Puts steps in their order, and leaves out ways that lead back or to nothing. */
export function ordered({ ladder, steps, entries, begins, stated: statedBy }: Unordered): Graph {
  const open = new Set<StepId>();
  const done = new Map<StepId, readonly Way[]>();
  const visit = (id: StepId, postorder: StepId[]): void => {
    open.add(id);
    const kept: Way[] = [];
    const stated = statedBy(id);
    const main = mainWay(stated);
    // The main way is followed last, so that it stands first in the order.
    for (const way of stated.filter((one) => one !== main).reverse()) follow(way, postorder, kept);
    if (main) follow(main, postorder, kept);
    open.delete(id);
    done.set(id, kept.length === stated.length ? stated : stated.filter((way) => kept.includes(way)));
    postorder.push(id);
  };
  const follow = (way: Way, postorder: StepId[], kept: Way[]): void => {
    if (!steps.has(way.to) || open.has(way.to)) return;
    kept.push(way);
    if (!done.has(way.to)) visit(way.to, postorder);
  };

  // What is reached from the start stands first; an exception leads into it, and is looked at on its own.
  const order: StepId[] = [];
  const reach = (roots: Iterable<StepId>): void => {
    for (const root of roots) {
      if (!steps.has(root) || done.has(root)) continue;
      const postorder: StepId[] = [];
      visit(root, postorder);
      order.push(...postorder.reverse());
    }
  };
  reach(begins);
  const exceptionsFrom = order.length;
  reach([...entries.map(({ target }) => target), ...steps.keys()]);
  return {
    ladder,
    steps,
    order,
    place: new Map(order.map((id, index) => [id, index])),
    ways: (id) => done.get(id) ?? [],
    exceptionsFrom,
    entries,
  };
}

/** True for a step that a person may move on the axis. */
export function isTimed(step: Step): step is TimedStep {
  return 'when' in step;
}
