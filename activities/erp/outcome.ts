/** What became of a notice to an ERP. */

/**
 * A notice carries an id that stays the same over all tries, so that a receiver takes it once: other than with mail, no
 * outcome is in doubt, and what was deferred may be tried again.
 */
export type WebhookOutcome =
  /** The receiver answered 2xx. */
  | { status: 'accepted' }
  /** The receiver answered 410 and wants no more notices: stop sending there. */
  | { status: 'gone'; problem: string }
  /** It will not be taken as it is, or may not be sent there: a person mends the address or the receiver. */
  | { status: 'refused'; problem: string }
  /** A later try may succeed; not sooner than `retryAfterMs`, where the receiver says so. */
  | { status: 'deferred'; problem: string; retryAfterMs: number | null };

/** What a server answered. */
export interface Answer {
  status: number;
  retryAfter: string | null;
  location: string | null;
  /** The beginning of the body; whatever the server sent. */
  body: string;
}

/** Longer waits are cut short: a receiver does not put a notice off for good. */
export const MAX_RETRY_AFTER_MS = 24 * 60 * 60 * 1000;
const MAX_EXCERPT_CHARS = 200;
/** Besides 429 and 5xx: answers by which a server asks to repeat the same request (RFC 9110, RFC 8470). */
const TRY_AGAIN: readonly number[] = [408, 425, 429];

/** The outcome that an answer means; `sentAt` in milliseconds, for a `Retry-After` that names a date. */
export function outcomeOf(answer: Answer, sentAt: number): WebhookOutcome {
  const { status } = answer;
  if (status >= 200 && status <= 299) return { status: 'accepted' };
  const said = excerpt(answer.body);
  const problem = `the receiver answered ${status}${said === '' ? '' : `: ${said}`}`;
  if (status === 410) return { status: 'gone', problem };
  if (status >= 300 && status <= 399) {
    const to = answer.location === null ? '' : ` to ${excerpt(answer.location)}`;
    return { status: 'refused', problem: `the receiver answered ${status}, a redirect${to}, which is not followed` };
  }
  if (status >= 400 && status <= 499 && !TRY_AGAIN.includes(status)) return { status: 'refused', problem };
  return { status: 'deferred', problem, retryAfterMs: retryAfterMs(answer.retryAfter, sentAt) };
}

/** `Retry-After` in seconds or as a date (RFC 9110 §10.2.3); null when there is none that can be read. */
function retryAfterMs(text: string | null, sentAt: number): number | null {
  if (text === null) return null;
  const waitMs = /^\d{1,9}$/.test(text.trim()) ? Number(text) * 1000 : Date.parse(text) - sentAt;
  if (Number.isNaN(waitMs)) return null;
  return Math.min(Math.max(waitMs, 0), MAX_RETRY_AFTER_MS);
}

/** What a stranger wrote, on one line and cut short. */
export function excerpt(text: string): string {
  const line = text.replace(/[\s\p{Cc}\p{Cf}\p{Cs}]+/gu, ' ').trim();
  const chars = Array.from(line);
  return chars.length <= MAX_EXCERPT_CHARS ? line : `${chars.slice(0, MAX_EXCERPT_CHARS).join('')}…`;
}
