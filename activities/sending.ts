/** What the sending of contacts has in common, of invoices and of arrangements. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '../ladder/time/civil.ts';
import { virtualTime } from '../ladder/time/clock.ts';
import { isPassing } from '../store/passing.ts';
import type { DeliveryRequest } from '../workflows/messages.ts';

/** The last wait for a database that is away, after about 15 seconds in all. */
const LONGEST_OUTAGE_WAIT_MS = 8_000;

/**
 * The time at which a contact leaves: taken under the locks, since a retry may come much later than the workflow asked,
 * and not before any fact that was accepted by then.
 */
export function leavesAt({ now, clock }: DeliveryRequest, lastKnown: Instant | null): Instant {
  return Math.max(now, virtualTime(clock, Date.now()), lastKnown ?? 0);
}

/** The mail has left: a database that is away for a moment must not put that in doubt. */
export async function throughOutage<T>(attempt: () => Promise<T>): Promise<T> {
  for (let waitMs = 250; ; waitMs *= 2) {
    try {
      return await attempt();
    } catch (error) {
      if (!isPassing(error) || waitMs > LONGEST_OUTAGE_WAIT_MS) throw error;
      await sleep(waitMs);
    }
  }
}
