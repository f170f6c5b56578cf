/** What the turns of invoices and of arrangements have in common. */
import type { Instant } from '../ladder/time/civil.ts';
import { virtualTime } from '../ladder/time/clock.ts';
import type { TurnRequest } from '../workflows/messages.ts';

/** After an outage a turn is taken later than it was asked for; and not before anything that was accepted by then. */
export function turnTime({ now, clock }: TurnRequest, fresh: readonly { at: Instant }[]): Instant {
  return Math.max(now, virtualTime(clock, Date.now()), ...fresh.map(({ at }) => at));
}

/** True when a turn was taken already, and nothing has come in since. */
export function isAnswered(
  { sequence }: TurnRequest,
  locked: { sequence: number; fresh: readonly object[] },
  events: readonly object[],
): boolean {
  return sequence !== null && locked.sequence > sequence && locked.fresh.length === 0 && events.length === 0;
}
