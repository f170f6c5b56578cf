import { describe, expect, test } from 'vitest';
import { dateOf, dayOf } from '../time/civil.ts';
import { RATES_KNOWN_FROM, type StatutoryRate, statutoryRates } from './interest-rates.ts';

const rateOn = (kind: StatutoryRate, date: string) => statutoryRates(kind, dayOf(date), dayOf(date))[0]!;
const periods = (kind: StatutoryRate, from: string, to: string) =>
  statutoryRates(kind, dayOf(from), dayOf(to)).map(
    (period) => `${dateOf(period.from)} ${dateOf(period.to)} ${period.rate} ${period.certainty}`,
  );

describe('the statutory rates', () => {
  test.each([
    ['2012-01-01', 4_00, 8_00],
    ['2012-06-30', 4_00, 8_00],
    ['2012-07-01', 3_00, 8_00],
    ['2013-01-01', 3_00, 7_75],
    ['2013-03-15', 3_00, 7_75],
    ['2013-03-16', 3_00, 8_75],
    ['2013-07-01', 3_00, 8_50],
    ['2014-01-01', 3_00, 8_25],
    ['2014-07-01', 3_00, 8_15],
    ['2015-01-01', 2_00, 8_05],
    ['2016-06-30', 2_00, 8_05],
    ['2016-07-01', 2_00, 8_00],
    ['2022-12-31', 2_00, 8_00],
    ['2023-01-01', 4_00, 10_50],
    ['2023-07-01', 6_00, 12_00],
    ['2024-01-01', 7_00, 12_50],
    ['2024-07-01', 7_00, 12_25],
    ['2025-01-01', 6_00, 11_15],
    ['2025-07-01', 6_00, 10_15],
    ['2026-01-01', 4_00, 10_15],
    ['2026-07-01', 4_00, 10_40],
    ['2026-12-31', 4_00, 10_40],
  ])('on %s', (date, consumer, commercial) => {
    expect(rateOn('consumer', date).rate).toBe(consumer);
    expect(rateOn('commercial', date).rate).toBe(commercial);
  });

  test('say when the table is not sure, and when the last known rate stands in', () => {
    expect(periods('consumer', '2025-12-31', '2030-01-01')).toEqual([
      '2025-12-31 2025-12-31 600 known',
      '2026-01-01 2026-12-31 400 to_confirm',
      '2027-01-01 2030-01-01 400 assumed',
    ]);
    expect(periods('commercial', '2025-12-31', '2027-01-01')).toEqual([
      '2025-12-31 2026-06-30 1015 known',
      '2026-07-01 2026-12-31 1040 known',
      '2027-01-01 2027-01-01 1040 assumed',
    ]);
  });

  test('follow each other without a gap', () => {
    for (const kind of ['consumer', 'commercial'] as const) {
      const all = statutoryRates(kind, dayOf(RATES_KNOWN_FROM), dayOf('2040-01-01'));
      expect(all[0]!.from).toBe(dayOf(RATES_KNOWN_FROM));
      expect(all.at(-1)!.to).toBe(dayOf('2040-01-01'));
      for (const [index, period] of all.entries()) if (index > 0) expect(period.from).toBe(all[index - 1]!.to + 1);
    }
  });

  test('before the table begins are refused', () => {
    expect(() => rateOn('consumer', '2011-12-31')).toThrow(RangeError);
  });
});
