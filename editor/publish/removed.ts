/** Steps of an older version that the new one has not, and which steps may take their place. */
import { completeMapping, type GivenMapping, mayStandFor } from '../../ladder/change/mapping.ts';
import type { Ladder, Step, StepId } from '../../ladder/definition.ts';
import { mainTarget } from '../../ladder/edges.ts';

export const removedSteps = (from: Ladder, to: Ladder): Step[] =>
  from.steps.filter(({ id }) => !to.steps.some((step) => step.id === id));

/** The steps that may take the place of a removed one: a notice on which the law relies is followed by one of its sort. */
export const standIns = (removed: Step, to: Ladder): Step[] => to.steps.filter((step) => mayStandFor(removed, step));

/**
 * What is proposed for each removed step: the added notice of its kind; else the first step after it that stayed and may
 * take its place; else, for a legal notice, the one of its sort. Without a proposal a person has to say it.
 */
export function proposedMapping(from: Ladder, to: Ladder): GivenMapping {
  const plain = completeMapping(from, to, {});
  const proposed: Record<StepId, StepId> = {};
  for (const step of removedSteps(from, to)) {
    const candidates = standIns(step, to);
    const found =
      plain.get(step.id) ?? keptAfter(from, step, candidates) ?? (candidates.length === 1 ? candidates[0]!.id : null);
    if (found !== null) proposed[step.id] = found;
  }
  return proposed;
}

/** The first step on the main way after a removed one that is among the candidates. */
function keptAfter(from: Ladder, removed: Step, candidates: readonly Step[]): StepId | null {
  const seen = new Set<StepId>();
  for (let at: Step | undefined = removed; at && !seen.has(at.id); ) {
    seen.add(at.id);
    const next: StepId | null = mainTarget(at);
    if (candidates.some(({ id }) => id === next)) return next;
    at = from.steps.find(({ id }) => id === next);
  }
  return null;
}
