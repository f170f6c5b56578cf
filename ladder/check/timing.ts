/** Rules of days: what cannot be met, and what is always moved. */
import type { Ladder, TimedStep } from '../definition.ts';
import { presupposesDelay } from '../schedule.ts';
import { type EarliestDays, gapOf } from './days.ts';
import type { Finding } from './findings.ts';
import type { Placed, Pointer } from './places.ts';

export function timing(ladder: Ladder, { step, at }: Placed, earliest: (step: TimedStep) => EarliestDays): Finding[] {
  if (!('when' in step)) return [];
  const timed = step as TimedStep;
  const days = earliest(timed);
  const place = `${at}/when`;
  const found = tooLate(timed, days, place);
  return found.length > 0 ? found : [...gapShifts(ladder, timed, days, place), ...termShifts(timed, days, place)];
}

/** A last day before the first on which the step can be planned. */
function tooLate(step: TimedStep, { before, anchor, floor }: EarliestDays, at: Pointer): Finding[] {
  const { latest } = step.when;
  if (latest === undefined) return [];
  const pointer = `${at}/latest`;
  if (presupposesDelay(step) && latest < 1) return [{ rule: 'notice-before-due', step: step.id, pointer, latest }];
  const earliest = Math.max(before.day, anchor, floor);
  return earliest > latest ? [{ rule: 'timing-impossible', step: step.id, pointer, earliest, latest }] : [];
}

/** A notice that is planned so close to the one before it that it always moves. */
function gapShifts(ladder: Ladder, step: TimedStep, { before }: EarliestDays, at: Pointer): Finding[] {
  const { after, unit, days, notBefore } = step.when;
  const gap = gapOf(ladder, step);
  if (step.kind !== 'send' || unit !== 'days' || notBefore || gap === 0) return [];
  const least = after === 'previous' && before.afterContact ? gap : after === 'due' ? before.contact + gap : days;
  if (days >= least) return [];
  return [{ rule: 'gap-shifts', step: step.id, pointer: `${at}/days`, gap, days: least, mend: setDays(at, least) }];
}

/** A handover that is planned before the term of the last notice can have passed, so that it always moves. */
function termShifts(step: TimedStep, { before }: EarliestDays, at: Pointer): Finding[] {
  const { after, unit, days, notBefore } = step.when;
  if (step.kind !== 'handover' || after !== 'due' || unit !== 'days' || notBefore) return [];
  const earliest = before.deadline + 1;
  if (days >= earliest) return [];
  return [{ rule: 'term-shifts', step: step.id, pointer: `${at}/days`, days, earliest, mend: setDays(at, earliest) }];
}

function setDays(at: Pointer, days: number) {
  return { does: 'set-days' as const, days, operations: [{ op: 'replace' as const, path: `${at}/days`, value: days }] };
}
