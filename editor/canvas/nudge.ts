/** Moves a step by keyboard: a day or a week, to the next day that it can have. */
import type { StepId } from '../../ladder/definition.ts';
import { type Drag, drag } from '../time-axis/drag.ts';
import type { Nominal } from '../time-axis/nominal.ts';

/** Days without work that are passed over: a long weekend, and no more. */
const MOST_PASSED_OVER = 6;

/**
 * The move of a step by some days, or a little further where it counts working days and would stay; what stops it where it
 * cannot move. Null for a step without timing.
 */
export function nudge(nominal: Nominal, id: StepId, by: number): Drag | null {
  const from = nominal.days.get(id)?.day;
  if (from === undefined || from === null) return drag(nominal, id, 0);
  const way = Math.sign(by);
  let first: Drag | null = null;
  for (let further = 0; further <= MOST_PASSED_OVER; further++) {
    const found = drag(nominal, id, from + by + further * way);
    if (!found || (found.day - from) * way > 0) return found;
    first ??= found;
    if (found.stop?.kind !== 'workdays') break;
  }
  return first;
}
