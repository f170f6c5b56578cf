/** The ways through a ladder whose references all lead to a step, and none back. */

import type { DebtorKind, DecideStep, Ladder, Step, StepId } from '../definition.ts';
import { followers } from '../edges.ts';

export const stepsById = (ladder: Ladder) => new Map(ladder.steps.map((step) => [step.id, step]));

type Ways = (step: Step) => readonly StepId[];

/** Every step that can be reached from some, themselves among them. */
export function reachedFrom(ladder: Ladder, from: readonly StepId[], ways: Ways = followers): Set<StepId> {
  const steps = stepsById(ladder);
  const reached = new Set<StepId>();
  const queue = [...from];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    queue.push(...ways(steps.get(id)!));
  }
  return reached;
}

/** True when every path from some steps to a target passes, before it, a step that the test accepts. */
export function everyPathPasses(
  ladder: Ladder,
  from: readonly StepId[],
  target: StepId,
  passes: (step: Step) => boolean,
  ways: Ways = followers,
): boolean {
  const steps = stepsById(ladder);
  const seen = new Set<StepId>();
  const queue = [...from];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (id === target) return false;
    const step = steps.get(id)!;
    if (seen.has(id) || passes(step)) continue;
    seen.add(id);
    queue.push(...ways(step));
  }
  return true;
}

/** Where a step can lead a debtor of one kind: rows that ask for another kind never do. */
export const waysFor =
  (kind: DebtorKind): Ways =>
  (step) =>
    step.kind === 'decide' ? branchesFor(kind, step) : followers(step);

function branchesFor(kind: DebtorKind, { rows, otherwise }: DecideStep): StepId[] {
  const ways: StepId[] = [];
  for (const { all, next } of rows) {
    const kinds = all.filter((condition) => condition.field === 'debtorKind');
    if (!kinds.every((condition) => condition.in.includes(kind))) continue;
    ways.push(next);
    // A row that asks for nothing else takes every debtor of the kind.
    if (kinds.length === all.length) return ways;
  }
  return [...ways, otherwise];
}
