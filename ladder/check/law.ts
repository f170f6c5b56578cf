/** Rules of law: terms of notices, and what must go before a handover. */

import { DEFAULT_NOTICES, type Ladder, type Step } from '../definition.ts';
import { FOURTEEN_DAY_TERM } from '../law/terms.ts';
import type { Finding } from './findings.ts';
import { everyPathPasses, waysFor } from './paths.ts';
import { BROKEN_PROMISE, entriesOf, type Placed, type Pointer } from './places.ts';

/** What a notice of default usually gives (art. 6:82 BW asks for a reasonable term). */
const USUAL_TERM = 14;

/** A notice that puts the debtor in default. */
export const demands = (step: Step): boolean => step.kind === 'send' && DEFAULT_NOTICES.includes(step.notice);

export function law(ladder: Ladder, { step, at }: Placed): Finding[] {
  const pointer = `${at}/termDays`;
  if (step.kind === 'send' && demands(step) && step.termDays === undefined) {
    return [{ rule: 'notice-without-term', step: step.id, pointer, mend: setTerm(pointer, USUAL_TERM) }];
  }
  if (step.kind === 'send' && step.notice === 'fourteen-day-letter' && (step.termDays ?? 0) < FOURTEEN_DAY_TERM) {
    const mend = setTerm(pointer, FOURTEEN_DAY_TERM);
    return [{ rule: 'term-too-short', step: step.id, pointer, least: FOURTEEN_DAY_TERM, mend }];
  }
  if (step.kind === 'charge' && step.charge === 'collection-costs' && !letterComesBefore(ladder, step)) {
    return [{ rule: 'costs-without-letter', step: step.id, pointer: at }];
  }
  // Where events lead is judged by the rules of events.
  if (step.kind !== 'handover' || everyPathPasses(ladder, [ladder.start], step.id, demands)) return [];
  return [{ rule: 'handover-without-notice', step: step.id, pointer: at }];
}

const isLetter = (step: Step) => step.kind === 'send' && step.notice === 'fourteen-day-letter';

/**
 * True when a consumer gets a fourteen-day letter on every way to a step. After a decision on a dispute, or an arrangement,
 * one that went out before no longer counts. That its term passes is seen to when the step is planned.
 */
function letterComesBefore(ladder: Ladder, { id }: Step): boolean {
  // A broken promise only shortens a way that the ladder has, and never past such a letter.
  const entries = entriesOf(ladder).filter(({ at }) => at !== BROKEN_PROMISE);
  return everyPathPasses(
    ladder,
    entries.map(({ target }) => target),
    id,
    isLetter,
    waysFor('consumer'),
  );
}

function setTerm(path: Pointer, days: number) {
  return { does: 'set-term' as const, days, operations: [{ op: 'add' as const, path, value: days }] };
}
