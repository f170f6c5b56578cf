import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayOf } from '../time/civil.ts';
import {
  blockingCharge,
  collectionCosts,
  collectionCostsVat,
  LEAST_COSTS_CENTS,
  MOST_COSTS_CENTS,
} from './collection-costs.ts';

describe('collection costs', () => {
  test.each([
    ['100.00', 100_00, 40_00, 48_40],
    ['250.00', 250_00, 40_00, 48_40],
    ['300.00', 300_00, 45_00, 54_45],
    ['2,500.00', 2_500_00, 375_00, 453_75],
    ['5,000.00', 5_000_00, 625_00, 756_25],
    ['10,000.00', 10_000_00, 875_00, 1_058_75],
    ['200,000.00', 200_000_00, 2_775_00, 3_357_75],
    ['1,000,000.00', 1_000_000_00, 6_775_00, 8_197_75],
    ['ten billion', 1_000_000_000_000, 6_775_00, 8_197_75],
    ['a cent', 1, 40_00, 48_40],
    // 15% of 266.67 is 40.0005, of 266.70 is 40.005: the first figure above the floor.
    ['266.67', 266_67, 40_00, 48_40],
    ['266.70', 266_70, 40_01, 48_41],
    // 999,999.00 is one euro under the ceiling: half a cent less, rounded half up.
    ['999,999.00', 999_999_00, 6_775_00, 8_197_75],
    ['999,998.00', 999_998_00, 6_774_99, 8_197_74],
    // 375.00 and 10% of 0.05, which is half a cent.
    ['2,500.05', 2_500_05, 375_01, 453_76],
    ['nothing', 0, 0, 0],
  ])('over %s', (_, principal, costs, withVat) => {
    expect(collectionCosts(principal)).toBe(costs);
    expect(costs + collectionCostsVat(costs)).toBe(withVat);
  });

  test('rise with the principal, between floor and ceiling, and are never charged per part of it', () => {
    const principal = fc.oneof(
      fc.integer({ min: 1, max: 1_100_000_00 }),
      fc.integer({ min: 1, max: 12_000_00 }),
      fc.integer({ min: 1, max: 400_00 }),
    );
    fc.assert(
      fc.property(principal, principal, (one, other) => {
        const [less, more] = [collectionCosts(Math.min(one, other)), collectionCosts(Math.max(one, other))];
        expect(less).toBeLessThanOrEqual(more);
        expect(less).toBeGreaterThanOrEqual(LEAST_COSTS_CENTS);
        expect(more).toBeLessThanOrEqual(MOST_COSTS_CENTS);
        // One computation over a sum is never dearer than two; half a cent of rounding on either side.
        expect(collectionCosts(one + other)).toBeLessThanOrEqual(less + more + 1);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('a second charge to one consumer', () => {
  test.each([
    ['on the day of the first', ['2026-01-15'], '2026-01-15', '2026-07-15'],
    ['six months after the first', ['2026-01-15'], '2026-07-15', '2026-07-15'],
    ['six months after the last of several', ['2025-12-01', '2026-01-15', '2025-01-01'], '2026-07-01', '2026-07-15'],
    ['where the sixth month is shorter', ['2025-08-31'], '2026-02-28', '2026-02-28'],
    ['where the sixth month is shorter, in a leap year', ['2027-08-31'], '2028-02-29', '2028-02-29'],
    ['where the sixth month ends the year', ['2026-06-30'], '2026-12-30', '2026-12-30'],
  ])('is forbidden %s', (_, earlier, on, through) => {
    expect(blockingCharge(earlier, dayOf(on))?.through).toBe(through);
  });

  test.each([
    ['the day after', ['2026-01-15'], '2026-07-16'],
    ['the day after a short month', ['2025-08-31'], '2026-03-01'],
    ['when the other came later', ['2026-01-15'], '2026-01-14'],
    ['when there was none', [], '2026-01-14'],
  ])('is allowed %s', (_, earlier, on) => {
    expect(blockingCharge(earlier, dayOf(on))).toBeNull();
  });
});
