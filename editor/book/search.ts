/** What is asked of the book, as the address says it. */
import { RUNNING_CHOICES, type RunningChoice } from '../../ladder/change/event.ts';
import { HORIZONS, type Horizon } from './report/horizons.ts';

export const MOST_PER_DAY = 10_000;

export interface BookSearch {
  /** An older version that would be published again; the draft where it is left out. */
  version?: number;
  days?: Horizon;
  choice?: RunningChoice;
  /** Invoices a day of what is due at once; it comes at once where it is left out. */
  per_day?: number;
}

export function bookSearch({ version, days, choice, per_day }: Record<string, unknown>): BookSearch {
  const whole = (value: unknown, most: number): value is number =>
    Number.isInteger(value) && 1 <= (value as number) && (value as number) <= most;
  const horizon = HORIZONS.find((one) => one === days);
  const chosen = RUNNING_CHOICES.find((one) => one === choice);
  return {
    ...(whole(version, Number.MAX_SAFE_INTEGER) && { version }),
    ...(horizon && { days: horizon }),
    ...(chosen && { choice: chosen }),
    ...(whole(per_day, MOST_PER_DAY) && { per_day }),
  };
}
