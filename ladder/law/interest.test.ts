import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateOf, dayOf, epochDay } from '../time/civil.ts';
import {
  accrue,
  afterPayment,
  exactInterest,
  type InterestRate,
  interestCents,
  interestFrom,
  interestOver,
} from './interest.ts';

describe('interest to the cent', () => {
  test.each<[string, number, string, string, InterestRate, number]>([
    ['commercial, over one change of rate', 1_000_00, '2026-01-15', '2026-11-22', 'commercial', 87_75],
    ['commercial, with one capitalisation', 10_000_00, '2025-02-01', '2026-09-30', 'commercial', 1_807_09],
    ['consumer, over one change of rate', 500_00, '2025-10-01', '2026-03-31', 'consumer', 12_49],
    // 1,000.00 × 10.15% / 365 = 0.27808
    ['one day', 1_000_00, '2026-01-15', '2026-01-15', 'commercial', 28],
    ['a whole year is the percentage', 1_000_00, '2023-01-01', '2023-12-31', 10_00, 100_00],
    // 366 / 365 × 100.00 = 100.27: the day count is actual over 365 in every year.
    ['a leap year has a day more', 1_000_00, '2024-01-01', '2024-12-31', 10_00, 100_27],
    // 1 March 2024 to 28 February 2025: 306 days at 7% and 59 at 6% of 1,000.00 are 58.6849 + 9.6986 = 68.3836; then a day
    // at 6% of 1,068.3836 is 0.1756.
    ['a day after the first year, on the interest too', 1_000_00, '2024-03-01', '2025-03-01', 'consumer', 68_56],
    // A year from 29 February 2024 ends with 28 February 2025: 366 days.
    ['a year that began on 29 February', 1_000_00, '2024-02-29', '2025-02-28', 10_00, 100_27],
    // And a day at 10% of 1,100.2740 is 0.3014.
    ['the day after that year', 1_000_00, '2024-02-29', '2025-03-01', 10_00, 100_58],
    // A day at 8%; 181 at 10.50% and 183 at 12% to 30 December 2023: 0.2192 + 52.0685 + 60.1644 = 112.4521; then on
    // 1,112.4521 a day at 12% (0.3657) and one at 12.50% (0.3810).
    [
      'two changes of rate, a capitalisation, and another change',
      1_000_00,
      '2022-12-31',
      '2024-01-01',
      'commercial',
      113_20,
    ],
    ['beyond the known rates', 1_000_00, '2026-12-01', '2027-01-31', 'commercial', 17_67],
    // Summed day by day, with fractions, by a program of its own.
    ['fourteen capitalisations, commercial', 2_500_00, '2012-01-01', '2026-11-22', 'commercial', 6_367_46],
    ['fourteen capitalisations, consumer', 2_500_00, '2012-01-01', '2026-11-22', 'consumer', 1_468_87],
  ])('%s', (_, principal, from, to, rate, cents) => {
    expect(interestOver(principal, from, to, rate)).toBe(cents);
  });

  test('half a cent is rounded up', () => {
    // 1.825 × 1% × 100 days / 365 = 0.005: over 1.82 less, over 1.83 more.
    expect(interestOver(1_82, '2025-01-01', '2025-04-10', 1_00)).toBe(0);
    expect(interestOver(1_83, '2025-01-01', '2025-04-10', 1_00)).toBe(1);
    // 36.50 × 5% / 365 is exactly half a cent a day.
    expect(interestOver(36_50, '2025-01-01', '2025-01-01', 5_00)).toBe(1);
  });

  test('there is none before it begins', () => {
    expect(interestOver(1_000_00, '2026-01-15', '2026-01-14', 'commercial')).toBe(0);
    expect(interestOver(1_000_00, '2026-01-15', '2020-01-01', 'commercial')).toBe(0);
  });

  test('is refused over days before the table, but not at an agreed rate', () => {
    expect(() => interestOver(1_000_00, '2011-12-31', '2012-01-31', 'consumer')).toThrow(/known from 2012-01-01/);
    expect(interestOver(1_000_00, '2011-01-01', '2011-12-31', 8_00)).toBe(80_00);
  });
});

test('more cents than a number holds exactly are refused', () => {
  expect(() => interestOver(1_000_000_000_000, '2012-01-01', '2035-12-31', 100_00)).toThrow(/more than can be counted/);
});

describe('the periods of interest', () => {
  test('part at a change of rate and at a capitalisation, and their amounts add up to the rounded whole', () => {
    const { running, periods } = accrue(
      interestFrom(10_000_00, dayOf('2025-02-01')),
      'commercial',
      dayOf('2026-09-30'),
    );
    expect(periods.map(({ from, to, ...rest }) => ({ from: dateOf(from), to: dateOf(to), ...rest }))).toEqual([
      {
        from: '2025-02-01',
        to: '2025-06-30',
        rate: 11_15,
        certainty: 'known',
        baseCents: 10_000_00,
        compoundedCents: 0,
        amountCents: 458_22,
      },
      {
        from: '2025-07-01',
        to: '2026-01-31',
        rate: 10_15,
        certainty: 'known',
        baseCents: 10_000_00,
        compoundedCents: 0,
        amountCents: 597_88,
      },
      {
        from: '2026-02-01',
        to: '2026-06-30',
        rate: 10_15,
        certainty: 'known',
        baseCents: 11_056_10,
        compoundedCents: 1_056_10,
        amountCents: 461_17,
      },
      {
        from: '2026-07-01',
        to: '2026-09-30',
        rate: 10_40,
        certainty: 'known',
        baseCents: 11_056_10,
        compoundedCents: 1_056_10,
        amountCents: 289_82,
      },
    ]);
    expect(interestCents(running)).toBe(1_807_09);
  });
});

describe('a payment', () => {
  const owed = (date: string) =>
    accrue(interestFrom(10_000_00, dayOf('2025-02-01')), 'commercial', dayOf(date)).running;

  test('that takes a part of the interest takes that of earlier years first', () => {
    // 1,056.10 of the first year and 181.40 of the second are 1,237.49 in all.
    const before = owed('2026-03-31');
    expect(interestCents(before)).toBe(1_237_49);
    const after = afterPayment(before, { interestCents: 500_00, principalCents: 0 });
    expect(interestCents(after)).toBe(737_49);
    // 556.0959 of the first year still bears interest: a day at 10.15% of 10,556.0959 is 2.9355.
    expect(interestCents(accrue(after, 'commercial', dayOf('2026-04-01')).running)).toBe(740_43);
  });

  test('that takes it all leaves the principal alone to bear interest', () => {
    const after = afterPayment(owed('2026-03-31'), { interestCents: 1_237_49, principalCents: 762_51 });
    expect(interestCents(after)).toBe(0);
    // 9,237.49: 91 days at 10.15% are 233.7603, 92 at 10.40% are 242.1488.
    expect(interestCents(accrue(after, 'commercial', dayOf('2026-09-30')).running)).toBe(475_91);
  });

  test('on the last day of a year of interest still lowers what is compounded', () => {
    const after = afterPayment(owed('2026-01-31'), { interestCents: 1_000_00, principalCents: 0 });
    // 56.10 is left; 28 days at 10.15% of 10,056.10 are 78.3000.
    expect(interestCents(accrue(after, 'commercial', dayOf('2026-02-28')).running)).toBe(134_40);
  });

  test('of everything ends the interest', () => {
    const after = afterPayment(owed('2026-03-31'), { interestCents: 1_237_49, principalCents: 10_000_00 });
    expect(interestCents(accrue(after, 'commercial', dayOf('2030-01-01')).running)).toBe(0);
  });
});

const day = fc.integer({ min: epochDay(2012, 1, 1), max: epochDay(2035, 12, 31) });
const rate = fc.oneof(
  fc.constantFrom<InterestRate>('consumer', 'commercial'),
  fc.integer({ min: 1, max: 25_00 }) as fc.Arbitrary<InterestRate>,
);
const principal = fc.oneof(fc.integer({ min: 1, max: 10_000_00 }), fc.integer({ min: 1, max: 1_000_000_000_000 }));

test('splitting a period changes nothing, exactly, wherever it is split', () => {
  const days = fc.array(day, { minLength: 2, maxLength: 6 }).map((list) => list.sort((a, b) => a - b));
  fc.assert(
    fc.property(principal, days, rate, (cents, [began, ...ends], at) => {
      const whole = accrue(interestFrom(cents, began!), at, ends.at(-1)!);
      let split = interestFrom(cents, began!);
      let told = 0;
      for (const end of ends) {
        const part = accrue(split, at, end);
        split = part.running;
        told += part.periods.reduce((sum, period) => sum + period.amountCents, 0);
      }
      expect(exactInterest(split)).toEqual(exactInterest(whole.running));
      expect(told).toBe(interestCents(whole.running));
      expect(whole.periods.reduce((sum, period) => sum + period.amountCents, 0)).toBe(told);
    }),
    { numRuns: 2_000 },
  );
});

test('interest grows with the principal, the days and the rate', () => {
  fc.assert(
    fc.property(principal, day, fc.nat(3_000), fc.integer({ min: 1, max: 50_00 }), (cents, began, length, agreed) => {
      const over = (more: { cents?: number; days?: number; rate?: number }) =>
        interestCents(
          accrue(
            interestFrom(cents + (more.cents ?? 0), began),
            agreed + (more.rate ?? 0),
            began + length + (more.days ?? 0),
          ).running,
        );
      const base = over({});
      expect(over({ cents: 1 })).toBeGreaterThanOrEqual(base);
      expect(over({ days: 1 })).toBeGreaterThanOrEqual(base);
      expect(over({ rate: 1 })).toBeGreaterThanOrEqual(base);
    }),
    { numRuns: 2_000 },
  );
});
