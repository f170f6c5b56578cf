/** What became of a contact, as the event that its invoice takes in and as the change of its row. */
import type { ArrangementDelivery } from '../ladder/arrangement/events.ts';
import type { DeliveryEvent } from '../ladder/events.ts';
import type { Terms } from '../ladder/invoice/delivery.ts';
import type { Instant } from '../ladder/time/civil.ts';
import type { DispatchChange } from '../store/dispatches.ts';
import type { MailOutcome } from './mail/transport.ts';

/** The first wait after a mail server could not be reached; it doubles with each try, up to a day. */
const FIRST_RETRY_MS = 15 * 60_000;
const LONGEST_RETRY_MS = 24 * 60 * 60_000;

export const eventId = (dispatchId: string, what: string, now: Instant) => `${dispatchId}:${what}:${now}`;

/** What came of a mail that was handed over. */
export type Outcome = Exclude<DeliveryEvent, { type: 'notice_withdrawn' | 'letter_queued' }>;

/** A contact that was tried, and how often before. */
export interface Tried {
  dispatchId: string;
  terms: Terms;
  tries: number;
}

export function outcomeEvent({ dispatchId, terms, tries }: Tried, outcome: MailOutcome, now: Instant): Outcome {
  const about = (what: string) => ({ id: eventId(dispatchId, what, now), at: now, dispatchId });
  switch (outcome.status) {
    case 'accepted':
      return { type: 'notice_sent', ...about('sent'), ...terms };
    case 'refused':
      return { type: 'notice_refused', ...about('refused'), problem: outcome.problem };
    case 'deferred': {
      const until = now + Math.min(FIRST_RETRY_MS * 2 ** tries, LONGEST_RETRY_MS);
      return { type: 'notice_deferred', ...about('deferred'), until, problem: outcome.problem };
    }
    case 'in_doubt':
      return inDoubt(dispatchId, terms, outcome.problem, now);
  }
}

export function inDoubt(
  dispatchId: string,
  { receivedOn: _, ...stated }: Terms,
  problem: string,
  now: Instant,
): Outcome {
  const id = eventId(dispatchId, 'in-doubt', now);
  return { type: 'notice_in_doubt', id, at: now, dispatchId, problem, ...stated };
}

export function changeOf(event: DeliveryEvent | ArrangementDelivery): DispatchChange {
  switch (event.type) {
    case 'notice_sent':
      return { status: 'sent', sentOn: event.on };
    case 'notice_withdrawn':
      return { status: 'withdrawn' };
    case 'notice_deferred':
      return { status: 'deferred', problem: event.problem };
    case 'notice_refused':
      return { status: 'refused', problem: event.problem };
    case 'notice_in_doubt':
      return { status: 'in_doubt', problem: event.problem };
    case 'letter_queued':
      return { status: 'queued', channel: 'letter' };
  }
}
