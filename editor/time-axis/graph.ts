/**
 * The steps of a draft and the ways between them, in an order in which every step comes after those that lead to it. A
 * draft may be momentarily wrong: ways to steps that there are not, ways back, and steps that stand twice are left out.
 */
import { entriesOf, type Pointer, waysOf } from '../../ladder/check/places.ts';
import type { Ladder, Step, StepId, TimedStep } from '../../ladder/definition.ts';

/** How a case leaves a step. */
export type WayKind =
  /** The one way on; of a call, also its deadline and every outcome without a way of its own. */
  | 'next'
  /** An answer: an outcome of a call or task. */
  | 'answer'
  /** Nobody answered the task in time. */
  | 'deadline'
  /** A row of conditions. */
  | 'row'
  | 'otherwise'
  | 'approved'
  | 'refused';

/** One way out of a step. */
export interface Way {
  source: StepId;
  target: StepId;
  kind: WayKind;
  /** The member of the step that names the target, from the step itself: "/outcomes/dispute". */
  member: Pointer;
  /** Of an answer its outcome, of a row its number from 1; null for others. */
  label: string | null;
}

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

const known = new WeakMap<Step, readonly Way[]>();

/** The ways out of a step as it states them, wherever they lead. */
export function statedWays(step: Step): readonly Way[] {
  let ways = known.get(step);
  if (!ways) {
    ways = waysOf({ step, at: '' }).map(({ target, at }) => ({
      source: step.id,
      target,
      member: at,
      ...said(step, at),
    }));
    known.set(step, ways);
  }
  return ways;
}

function said(step: Step, member: Pointer): Pick<Way, 'kind' | 'label'> {
  const [, first, second] = member.split('/');
  switch (first) {
    case 'outcomes':
      return { kind: 'answer', label: step.kind === 'task' ? (step.outcomes[Number(second)]?.id ?? null) : second! };
    case 'rows':
      return { kind: 'row', label: String(Number(second) + 1) };
    case 'deadline':
    case 'otherwise':
    case 'refused':
      return { kind: first, label: null };
    default:
      return { kind: step.kind === 'approve' ? 'approved' : 'next', label: null };
  }
}

/** The way that a case takes when nobody answers and no condition holds: the main way of a ladder. */
export function mainWay(ways: readonly Way[]): Way | undefined {
  const first = (kind: WayKind) => ways.find((way) => way.kind === kind);
  return first('next') ?? first('approved') ?? first('otherwise') ?? first('deadline') ?? ways[0];
}

/** Reads a ladder as a graph without cycles. */
export function graphOf(ladder: Ladder): Graph {
  const steps = new Map<StepId, Step>();
  for (const step of ladder.steps) if (!steps.has(step.id)) steps.set(step.id, step);
  const entries = entriesOf(ladder)
    .filter(({ at, target }) => at !== '/start' && steps.has(target))
    .map(({ at, target }) => ({ event: at.split('/')[2]!, target }));

  const open = new Set<StepId>();
  const done = new Map<StepId, readonly Way[]>();
  const visit = (id: StepId, postorder: StepId[]): void => {
    open.add(id);
    const kept: Way[] = [];
    const stated = statedWays(steps.get(id)!);
    const main = mainWay(stated);
    // The main way is followed last, so that it stands first in the order.
    for (const way of stated.filter((one) => one !== main).reverse()) follow(way, postorder, kept);
    if (main) follow(main, postorder, kept);
    open.delete(id);
    done.set(id, kept.length === stated.length ? stated : stated.filter((way) => kept.includes(way)));
    postorder.push(id);
  };
  const follow = (way: Way, postorder: StepId[], kept: Way[]): void => {
    if (!steps.has(way.target) || open.has(way.target)) return;
    kept.push(way);
    if (!done.has(way.target)) visit(way.target, postorder);
  };

  // What is reached from the start stands first; an exception leads into it, and is looked at on its own.
  const order: StepId[] = [];
  let exceptionsFrom = 0;
  const roots = [ladder.start, ...entries.map(({ target }) => target), ...steps.keys()];
  for (const root of roots) {
    if (!steps.has(root) || done.has(root)) continue;
    const postorder: StepId[] = [];
    visit(root, postorder);
    order.push(...postorder.reverse());
    if (root === ladder.start) exceptionsFrom = order.length;
  }
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
