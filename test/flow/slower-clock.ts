/** The clock as it would be after a careless change: every wait is an hour longer. */
import { realDelayMs as realDelay } from '../../ladder/time/clock.ts';

export * from '../../ladder/time/clock.ts';

export const realDelayMs: typeof realDelay = (...delay) => realDelay(...delay) + 3_600_000;
