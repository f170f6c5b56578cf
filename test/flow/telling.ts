/** What happened, in short lines that a test can be read by. */
import type { Reason } from '../../ladder/reasons.ts';

/** Entries that tell how a step came to be taken, rather than what happened. */
export const BOOKKEEPING: readonly string[] = ['registered', 'branch_taken', 'notice_intended'];

/** A reason in a few words, for the lines of `World.steps`. */
export function brief(reason: Reason): string {
  switch (reason.code) {
    case 'anchor':
    case 'not_before': {
      const { days, unit, after } = reason.anchor;
      return `${reason.code === 'not_before' ? 'from ' : ''}${after}${days < 0 ? '' : '+'}${days}${unit === 'workdays' ? 'w' : ''}`;
    }
    case 'rolled':
      return `not on ${reason.from} (${reason.because.join(', ')})`;
    case 'term_must_pass':
      return `term ends ${reason.deadline}`;
    case 'demanded':
      return `demanded ${reason.sentOn} until ${reason.deadline}`;
    case 'late':
      return `late for ${reason.planned}`;
    case 'latest':
      return `by day ${reason.day}`;
    case 'missed':
      return `${reason.next} is due since ${reason.nextOn}`;
    case 'registered_after_latest':
      return `registered after day ${reason.day}`;
    case 'latest_waived':
      return `day ${reason.day} waived (${reason.because})`;
    case 'gap':
      return `${reason.days} days after ${reason.since}`;
    default:
      return reason.code;
  }
}

/** An entry of a plan as far as the query and the API have it in common. */
export function planView(entry: unknown): object {
  const { at, what, step, why, reasons } = entry as Record<string, unknown>;
  return { at: new Date(at as number | string).toISOString(), what, step, why: reasons ?? why };
}
