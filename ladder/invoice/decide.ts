/** Which way a choice leads. */

import { holds } from '../conditions.ts';
import type { DecideStep, StepId } from '../definition.ts';
import { brokenPromises } from '../pauses.ts';
import type { Turn } from './turn.ts';

/** Takes the branch whose conditions hold now. */
export function decide(turn: Turn, step: DecideStep): void {
  const next = branchOf(turn, step);
  const row = step.rows.find((candidate) => candidate.next === next && rowHolds(turn, candidate));
  turn.record('branch_taken', step.id, [
    row ? { code: 'conditions_met', conditions: row.all, next } : { code: 'otherwise', next },
  ]);
  turn.plan(next);
}

/** The step to which a choice leads on what is known now. */
export function branchOf(turn: Turn, step: DecideStep): StepId {
  return step.rows.find((row) => rowHolds(turn, row))?.next ?? step.otherwise;
}

function rowHolds(turn: Turn, row: DecideStep['rows'][number]): boolean {
  const { facts, today, state } = turn;
  const brokenCount = brokenPromises(turn.pauseInput).length;
  const context = { facts, today, state, brokenPromises: brokenCount };
  return row.all.every((condition) => holds(condition, context));
}
