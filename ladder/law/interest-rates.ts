/** Statutory interest, per year (`dutch-law.md` §4). A new rate is a new row; nothing else has to change. */
import { type CivilDate, dayOf, type EpochDay } from '../time/civil.ts';
import type { HundredthsPercent } from './percent.ts';

/** `consumer`: art. 6:119 BW. `commercial`: art. 6:119a BW between businesses, 6:119b where a government body owes. */
export type StatutoryRate = 'consumer' | 'commercial';

/**
 * Both rates from a day on, in hundredths of a percent. Consumer: art. 6:120(1) BW, Besluit vaststelling wettelijke
 * rente. Commercial: art. 6:120(2) BW, the ECB's main refinancing rate plus eight points (seven until 15 March 2013).
 * Rows to 2025 are confirmed by two sources.
 */
const RATES: readonly { from: CivilDate; consumer: HundredthsPercent; commercial: HundredthsPercent }[] = [
  { from: '2012-01-01', consumer: 4_00, commercial: 8_00 },
  { from: '2012-07-01', consumer: 3_00, commercial: 8_00 },
  { from: '2013-01-01', consumer: 3_00, commercial: 7_75 },
  { from: '2013-03-16', consumer: 3_00, commercial: 8_75 },
  { from: '2013-07-01', consumer: 3_00, commercial: 8_50 },
  { from: '2014-01-01', consumer: 3_00, commercial: 8_25 },
  { from: '2014-07-01', consumer: 3_00, commercial: 8_15 },
  { from: '2015-01-01', consumer: 2_00, commercial: 8_05 },
  { from: '2016-07-01', consumer: 2_00, commercial: 8_00 },
  { from: '2023-01-01', consumer: 4_00, commercial: 10_50 },
  { from: '2023-07-01', consumer: 6_00, commercial: 12_00 },
  { from: '2024-01-01', consumer: 7_00, commercial: 12_50 },
  { from: '2024-07-01', consumer: 7_00, commercial: 12_25 },
  { from: '2025-01-01', consumer: 6_00, commercial: 11_15 },
  { from: '2025-07-01', consumer: 6_00, commercial: 10_15 },
  { from: '2026-01-01', consumer: 4_00, commercial: 10_15 },
  { from: '2026-07-01', consumer: 4_00, commercial: 10_40 },
];

/** The consumer rates from this day on rest on fewer than two sources: to confirm. */
const CONSUMER_TO_CONFIRM_FROM: CivilDate = '2026-01-01';
/** The end of the last half-year of which the rates are known. Later days take the last known rate, and say so. */
export const RATES_KNOWN_THROUGH: CivilDate = '2026-12-31';
/** The first day of which the rates are known. */
export const RATES_KNOWN_FROM: CivilDate = RATES[0]!.from;

/** `to_confirm`: the table is not sure of it. `assumed`: the last known rate, on a day of which the rate is not known. */
export type Certainty = 'known' | 'to_confirm' | 'assumed';

/** Days on which one rate applies, both ends included. */
export interface RatePeriod {
  from: EpochDay;
  to: EpochDay;
  rate: HundredthsPercent;
  certainty: Certainty;
}

const PERIODS: Record<StatutoryRate, readonly RatePeriod[]> = {
  consumer: periodsOf('consumer'),
  commercial: periodsOf('commercial'),
};

/** The table as periods that follow each other; neighbours that do not differ are one. */
function periodsOf(kind: StatutoryRate): RatePeriod[] {
  const assumedFrom = dayOf(RATES_KNOWN_THROUGH) + 1;
  const known = RATES.map((row): Omit<RatePeriod, 'to'> => {
    const toConfirm = kind === 'consumer' && row.from >= CONSUMER_TO_CONFIRM_FROM;
    return { from: dayOf(row.from), rate: row[kind], certainty: toConfirm ? 'to_confirm' : 'known' };
  });
  const all = [...known, { from: assumedFrom, rate: known.at(-1)!.rate, certainty: 'assumed' as const }];
  const distinct = all.filter(({ rate, certainty }, index) => {
    const before = all[index - 1];
    return before === undefined || before.rate !== rate || before.certainty !== certainty;
  });
  return distinct.map((period, index) => ({
    ...period,
    to: (distinct[index + 1]?.from ?? Number.POSITIVE_INFINITY) - 1,
  }));
}

/**
 * The statutory rates on the days `from` to `to`, both included, in order. Throws a RangeError for days before
 * `RATES_KNOWN_FROM`.
 */
export function statutoryRates(kind: StatutoryRate, from: EpochDay, to: EpochDay): RatePeriod[] {
  const periods = PERIODS[kind];
  if (from < periods[0]!.from) throw new RangeError(`Statutory rates are known from ${RATES_KNOWN_FROM} on.`);
  const found: RatePeriod[] = [];
  for (const period of periods) {
    if (period.to < from || period.from > to) continue;
    found.push({ ...period, from: Math.max(period.from, from), to: Math.min(period.to, to) });
  }
  return found;
}
