/** Rules of law: terms of notices, and what must go before a handover. */

import { DEFAULT_NOTICES, type Ladder, type Step } from '../definition.ts';
import { FOURTEEN_DAY_TERM } from '../law/terms.ts';
import type { Finding } from './findings.ts';
import { everyPathPasses } from './paths.ts';
import type { Placed, Pointer } from './places.ts';

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
  // Where events lead is judged by the rules of events.
  if (step.kind !== 'handover' || everyPathPasses(ladder, [ladder.start], step.id, demands)) return [];
  return [{ rule: 'handover-without-notice', step: step.id, pointer: at }];
}

function setTerm(path: Pointer, days: number) {
  return { does: 'set-term' as const, days, operations: [{ op: 'add' as const, path, value: days }] };
}
