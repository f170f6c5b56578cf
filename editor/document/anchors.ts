/** What a step counts from when the notice that it named is gone. */
import { everyPathPasses, reachedFrom } from '../../ladder/check/paths.ts';
import { entriesOf } from '../../ladder/check/places.ts';
import type { Anchor, Ladder, Step, StepId } from '../../ladder/definition.ts';
import { noticesOf, withStep } from './shape.ts';

/**
 * The last notice that went out on every path to a step, for one that counts from receipt or from a final payment date; null
 * where there is none. `with-it`: the step itself counts as one.
 */
export function noticeBefore(
  ladder: Ladder,
  id: StepId,
  after: 'received' | 'deadline',
  withIt?: 'with-it',
): StepId | null {
  const fit = ladder.steps.filter(
    (step) =>
      step.kind === 'send' &&
      (after === 'received' || step.termDays !== undefined) &&
      (step.id === id ? withIt !== undefined : goesBefore(ladder, step.id, id)),
  );
  const last = fit.find((notice) => {
    const ahead = reachedFrom(ladder, [notice.id]);
    return fit.every((other) => other === notice || !ahead.has(other.id));
  });
  return last?.id ?? null;
}

/** True where every path to a step passes another before it. */
export function goesBefore(ladder: Ladder, id: StepId, step: StepId): boolean {
  const entries = entriesOf(ladder).map(({ target }) => target);
  return everyPathPasses(ladder, entries, step, (passed) => passed.id === id);
}

/**
 * Lets steps count from another notice where the one they name is `gone`: from the last one before them, else from the step
 * before. What they must wait for besides (`notBefore`) is then left out.
 */
export function reanchored(ladder: Ladder, gone: (ofStep: StepId, step: Step) => boolean): Ladder {
  return ladder.steps
    .filter((step) => noticesOf(step).some((notice) => gone(notice, step)))
    .reduce((result, step) => withStep(result, counting(ladder, step, gone)), ladder);
}

function counting(ladder: Ladder, step: Step, gone: (ofStep: StepId, step: Step) => boolean): Step {
  if (!('when' in step)) return step;
  const isGone = ({ ofStep }: Anchor) => ofStep !== undefined && gone(ofStep, step);
  const instead = ({ after }: Anchor) =>
    after === 'received' || after === 'deadline' ? noticeBefore(ladder, step.id, after) : null;
  const { notBefore, ...own } = step.when;
  const { ofStep: _, ...unnamed } = own;
  const notice = isGone(own) ? instead(own) : null;
  const when = !isGone(own)
    ? own
    : notice === null
      ? { ...unnamed, after: 'previous' as const }
      : { ...own, ofStep: notice };
  const wait = notBefore && isGone(notBefore) ? instead(notBefore) : undefined;
  const waits = wait === undefined ? notBefore : wait === null ? undefined : { ...notBefore!, ofStep: wait };
  return { ...step, when: { ...when, ...(waits && { notBefore: waits }) } };
}
