import type { Anchor, Ladder, SendStep, Step } from '../../../ladder/definition.ts';
import { goesBefore } from '../../document/anchors.ts';

/** The notices that a step can count from: those on every path to it; for a final payment date, those that set one. */
export function noticesFor(ladder: Ladder, step: Step, after: Anchor['after']): SendStep[] {
  if (after !== 'received' && after !== 'deadline') return [];
  const named = 'when' in step ? [step.when.ofStep, step.when.notBefore?.ofStep] : [];
  return ladder.steps.filter(
    (one): one is SendStep =>
      one.kind === 'send' &&
      one.id !== step.id &&
      (after === 'received' || one.termDays !== undefined) &&
      (named.includes(one.id) || goesBefore(ladder, one.id, step.id)),
  );
}
