/** The shape that no edit may break: references lead to steps, no path leads back, and every step can be reached. */
import { entriesOf } from '../../ladder/check/places.ts';
import { reachable } from '../../ladder/check/steps.ts';
import type { Ladder, Step, StepId } from '../../ladder/definition.ts';
import { type EdgeRef, edgesOf, followers, mainTarget, outcomeOf, waysOut, withWays } from '../../ladder/edges.ts';
import { EditRefused, REFUSALS } from './refusals.ts';

/** The step of an id. Throws an EditRefused where there is none. */
export function stepOf(ladder: Ladder, id: StepId): Step {
  const step = ladder.steps.find((candidate) => candidate.id === id);
  if (!step) throw new EditRefused(REFUSALS.unknownStep(id));
  return step;
}

/** The step of an id, where it is of a kind. Throws an EditRefused else. */
export function stepOfKind<K extends Step['kind']>(ladder: Ladder, id: StepId, kind: K): Extract<Step, { kind: K }> {
  const step = stepOf(ladder, id);
  if (step.kind !== kind) throw new EditRefused(REFUSALS.otherKind(step));
  return step as Extract<Step, { kind: K }>;
}

/** The ladder with one step in the place of the one of its id. */
export function withStep(ladder: Ladder, step: Step): Ladder {
  const index = ladder.steps.findIndex(({ id }) => id === step.id);
  return ladder.steps[index] === step ? ladder : { ...ladder, steps: ladder.steps.with(index, step) };
}

/**
 * Where an edge leads. An outcome of a call that has no way of its own leads where the others do. Throws an EditRefused
 * where there is no such edge.
 */
export function targetOf(ladder: Ladder, { from, port }: EdgeRef): StepId {
  if (from === null) return ladder.start;
  const step = stepOf(ladder, from);
  const target = waysOut(step).find((way) => way.port === port)?.to;
  if (target !== undefined) return target;
  if (step.kind === 'call' && outcomeOf(port) !== null) return step.next;
  throw new EditRefused(REFUSALS.unknownEdge());
}

/** The ladder with one edge led to another step. */
export function withEdge(ladder: Ladder, { from, port }: EdgeRef, to: StepId): Ladder {
  if (from === null) return ladder.start === to ? ladder : { ...ladder, start: to };
  const step = stepOf(ladder, from);
  const outcome = outcomeOf(port);
  const isNew = !waysOut(step).some((way) => way.port === port);
  if (isNew && step.kind === 'call' && outcome !== null) {
    return withStep(ladder, { ...step, outcomes: { ...step.outcomes, [outcome]: to } });
  }
  return withStep(
    ladder,
    withWays(step, (target, name) => (name === port ? to : target)),
  );
}

/** The ladder with steps added behind the one that leads to them, so that the document reads in its order. */
export function withStepsAfter(ladder: Ladder, from: StepId | null, added: readonly Step[]): Ladder {
  const index = ladder.steps.findIndex(({ id }) => id === from);
  return { ...ladder, steps: ladder.steps.toSpliced(index + 1, 0, ...added) };
}

/** The steps that a way led to and none does now, or that were added where none does. */
export function orphaned(before: Ladder, after: Ladder): Step[] {
  const [was, is] = [reachable(before), reachable(after)];
  const known = new Set(before.steps.map(({ id }) => id));
  return after.steps.filter(({ id }) => !is.has(id) && (was.has(id) || !known.has(id)));
}

/** Throws an EditRefused where a reference leads to no step, or a path back. */
export function checkShape(ladder: Ladder): void {
  const steps = new Map(ladder.steps.map((step) => [step.id, step]));
  const named = [...edgesOf(ladder).map(({ to }) => to), ...entriesOf(ladder).map(({ target }) => target)];
  for (const step of ladder.steps) if ('when' in step) named.push(...noticesOf(step));
  const missing = named.find((id) => !steps.has(id));
  if (missing !== undefined) throw new EditRefused(REFUSALS.unknownStep(missing));
  const done = new Set<StepId>();
  const onPath = new Set<StepId>();
  const visit = (step: Step): void => {
    onPath.add(step.id);
    for (const id of followers(step)) {
      if (onPath.has(id)) throw new EditRefused(REFUSALS.cycle(steps.get(id)!));
      if (!done.has(id)) visit(steps.get(id)!);
    }
    onPath.delete(step.id);
    done.add(step.id);
  };
  for (const step of ladder.steps) if (!done.has(step.id)) visit(step);
}

/** The notices from which a step counts. */
export function noticesOf(step: Step): StepId[] {
  if (!('when' in step)) return [];
  return [step.when.ofStep, step.when.notBefore?.ofStep].filter((id) => id !== undefined);
}

/** True for a step after which nothing comes. */
export const isEnd = (step: Step): boolean => mainTarget(step) === null;
