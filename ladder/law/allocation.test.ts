import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocateOver, allocateWithin, apportion, sumOf } from './allocation.ts';

describe('within a claim', () => {
  const owed = { costsCents: 40_00, vatCents: 8_40, interestCents: 12_79, principalCents: 200_00 };
  test.each([
    ['a part of the costs', 10_00, [10_00, 0, 0, 0], 0],
    ['the costs and a part of their VAT', 41_00, [40_00, 1_00, 0, 0], 0],
    ['costs, VAT and a part of the interest', 50_00, [40_00, 8_40, 1_60, 0], 0],
    ['all but a part of the principal', 100_00, [40_00, 8_40, 12_79, 38_81], 0],
    ['everything, with a rest', 300_00, [40_00, 8_40, 12_79, 200_00], 38_81],
  ])('a payment pays %s', (_, cents, [costs, vat, interest, principal], rest) => {
    const paid = { costsCents: costs, vatCents: vat, interestCents: interest, principalCents: principal };
    expect(allocateWithin(cents, owed)).toEqual({ paid, restCents: rest });
  });
});

describe('over claims', () => {
  const claims = (...owed: [number, number][]) => owed.map(([dueDay, cents]) => ({ dueDay, owedCents: () => cents }));

  test('the oldest is paid first, wherever it stands', () => {
    expect(allocateOver(150, claims([20, 100], [10, 100], [30, 100]))).toEqual([50, 100, 0]);
  });

  test('claims of one age are paid in proportion to what is owed on them', () => {
    expect(allocateOver(100, claims([10, 300], [10, 100], [5, 20]))).toEqual([60, 20, 20]);
  });

  test('what is left over is left over', () => {
    expect(allocateOver(1_000, claims([10, 300], [20, 100]))).toEqual([300, 100]);
    expect(allocateOver(5, [])).toEqual([]);
  });

  test('no cent is lost, and none is paid twice', () => {
    const some = fc.array(fc.tuple(fc.nat(3), fc.oneof(fc.nat(50), fc.nat(1_000_000_000_000))), { maxLength: 8 });
    fc.assert(
      fc.property(some, fc.oneof(fc.nat(100), fc.nat(1_000_000_000_000)), (owed, cents) => {
        const shares = allocateOver(cents, claims(...owed));
        const total = owed.reduce((sum, [, all]) => sum + all, 0);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(Math.min(cents, total));
        for (const [index, share] of shares.entries()) {
          expect(share).toBeLessThanOrEqual(owed[index]![1]);
          const [dueDay, all] = owed[index]!;
          // While an older claim is not paid in full, a younger one gets nothing.
          if (share < all) for (const [at, [due]] of owed.entries()) if (due > dueDay) expect(shares[at]).toBe(0);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('apportioning', () => {
  test.each([
    ['thirds: the first takes the cent', 100, [1, 1, 1], [34, 33, 33]],
    ['the largest remainder takes the cent', 65_00, [333_33, 100_00], [50_00, 15_00]],
    ['fewer cents than parts', 2, [5, 9, 7], [0, 1, 1]],
    ['a part that weighs nothing', 10, [0, 3], [0, 10]],
    ['nothing to divide by', 10, [0, 0], [0, 0]],
    ['nobody', 10, [], []],
  ])('%s', (_, cents, weights, shares) => {
    expect(apportion(cents, weights)).toEqual(shares);
  });

  test('gives each its share but for less than a cent, and the sum exactly', () => {
    const weights = fc.array(fc.nat(1_000_000_000_000), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.nat(1_000_000_000_000), weights, (cents, list) => {
        const whole = list.reduce((sum, weight) => sum + BigInt(weight), 0n);
        fc.pre(whole > 0n);
        const shares = apportion(cents, list);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(cents);
        for (const [index, share] of shares.entries()) {
          const off = BigInt(share) * whole - BigInt(cents) * BigInt(list[index]!);
          expect(off < whole && off > -whole).toBe(true);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});

test('the parts of a claim are summed', () => {
  expect(sumOf({ costsCents: 1, vatCents: 2, interestCents: 3, principalCents: 4 })).toBe(10);
});
