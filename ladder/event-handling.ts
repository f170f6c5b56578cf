/** What happens beside the steps of a ladder: fixed forms, each with the plain course as its default. */
import type { StepId } from './definition.ts';

export interface EventHandling {
  promise: {
    /** Bank days after the promised day in which the money may still be seen to have come. */
    graceDays: number;
    /** Civil days from the promise beyond which it is not waited for. */
    longestDays: number;
    /** Where the case goes when a promise is broken; on with the ladder when left out. */
    broken?: StepId;
  };
  /** Working days in which a person reads a reply before the ladder goes on; 0 does not wait. */
  reply: { pauseDays: number };
  /** Where the case goes after the decision on a dispute, if a notice of default went out before it; that notice when left out. */
  dispute: { reentry?: StepId };
  /** Where it goes when an arrangement is broken; that notice, or on from where it stood, when left out and for one that was not signed. */
  arrangement: { reentry?: StepId };
  partPayment: {
    /** Working days in which nothing goes out after a part payment; 0 does not wait. */
    restDays: number;
    /** The least that counts as a part payment, in percent of the invoice: cents do not hold a case up. */
    leastPercent: number;
  };
  /** Where the case goes when the bank takes back the payment that settled it; on from where it stood when left out. */
  reversal: { reentry?: StepId };
  bounce: {
    /** Whether a mail that came back is followed by a letter: where its step has one in its stead, always, or never. Else a person is asked. */
    byLetter: (typeof BOUNCES)[number];
  };
}

export const BOUNCES = ['where-allowed', 'always', 'never'] as const;

export const DEFAULT_EVENTS: EventHandling = {
  promise: { graceDays: 2, longestDays: 30 },
  reply: { pauseDays: 5 },
  dispute: {},
  arrangement: {},
  partPayment: { restDays: 0, leastPercent: 10 },
  reversal: {},
  bounce: { byLetter: 'where-allowed' },
};
