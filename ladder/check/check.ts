/**
 * Judges a ladder that is well formed: named rules, each with the very place, a sentence that says what is wrong and how
 * to mend it, and a fix where one is beyond doubt. A ladder with an error is not published; a warning asks.
 *
 * One file for each family of rules; `findings.ts` names them all, `nl.ts` and `en.ts` hold their words.
 */
import type { Ladder } from '../definition.ts';
import { anchors } from './anchors.ts';
import { approvals, kinds, rows } from './branches.ts';
import { earliestDays } from './days.ts';
import { disputedCall, eventTargets, heldBefore } from './events.ts';
import type { Finding, Problem } from './findings.ts';
import { applyFix } from './fix.ts';
import { hours, ladderHours, officeDays } from './hours.ts';
import { law } from './law.ts';
import { placedSteps } from './places.ts';
import { cycles, duplicates, reachability, unknownSteps } from './steps.ts';
import { strayTexts, texts } from './texts.ts';
import { timing } from './timing.ts';
import { problemOf } from './words.ts';

export type { Problem, Rule, Severity } from './findings.ts';
export { applyFix, type Fix } from './fix.ts';

/** Every problem of a ladder, in the order of its steps; none for one in order. */
export function check(ladder: Ladder): Problem[] {
  for (const [index, judge] of STAGES.entries()) {
    const found = judge(ladder);
    if (found.length > 0) return found.map((finding) => problemOf(withSureMend(ladder, finding, found, index)));
  }
  return [];
}

/** The problems that keep a ladder from being published. */
export function errorsOf(ladder: Ladder): Problem[] {
  return check(ladder).filter(({ severity }) => severity === 'error');
}

/**
 * Paths mean nothing while steps are missing, have no end while there is a cycle, and no days while the office is closed:
 * the problems of a stage are told alone.
 */
const STAGES: readonly ((ladder: Ladder) => Finding[])[] = [
  (ladder) => [...duplicates(ladder), ...unknownSteps(ladder)],
  cycles,
  officeDays,
  wholeLadder,
];

function wholeLadder(ladder: Ladder): Finding[] {
  const earliest = earliestDays(ladder);
  return [
    ...reachability(ladder),
    ...eventTargets(ladder),
    ...kinds(ladder),
    ...ladderHours(ladder),
    ...placedSteps(ladder).flatMap((placed) => [
      ...texts(ladder, placed.step),
      ...hours(ladder, placed),
      ...timing(ladder, placed, earliest),
      ...anchors(ladder, placed),
      ...law(ladder, placed),
      ...rows(placed),
      ...approvals(placed),
      ...disputedCall(ladder, placed),
      ...heldBefore(ladder, placed),
    ]),
    ...strayTexts(ladder),
  ];
}

/** A fix is offered only where it takes its problem away and brings no other: tried, not believed. */
function withSureMend(ladder: Ladder, finding: Finding, found: readonly Finding[], stage: number): Finding {
  const { mend, ...rest } = finding;
  if (!mend) return finding;
  const mended = applyFix(ladder, mend);
  const left = STAGES.slice(0, stage + 1).flatMap((judge) => judge(mended));
  const others = new Set(found.filter((other) => other !== finding).map(identity));
  return left.every((one) => others.has(identity(one))) ? finding : rest;
}

/** What a finding tells, whatever its mend. */
function identity({ mend: _, ...told }: Finding): string {
  return JSON.stringify(told);
}
