/** One letter of a batch, whatever it is about. */
import type { Instant } from '../../ladder/time/civil.ts';
import type { Tx } from '../../store/database.ts';
import type { DebtorRecord } from '../../store/parties.ts';

export interface Sheet {
  pdf: Buffer;
  /** The end of the last day on which it may be posted. */
  cutOffAt: Instant;
  /** True while it may go out as it was printed. Takes the locks under which that is written. */
  standsStill(tx: Tx): Promise<boolean>;
  write(tx: Tx, place: Place): Promise<void>;
}

/** Where a letter stands in its batch; pages are counted from 1. */
export interface Place {
  batchId: string;
  cutOffAt: Instant;
  now: Instant;
  firstPage: number;
  pages: number;
}

/** The country as it is written on an envelope; null for a letter within the country. */
export function countryOf({ country, language }: DebtorRecord): string | null {
  if (country === 'NL') return null;
  return new Intl.DisplayNames(language, { type: 'region' }).of(country)?.toUpperCase() ?? country;
}
