import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addMonths,
  instalments,
  MAX_INSTALMENTS,
  type Plan,
  planProblem,
} from '../../../ladder/arrangement/instalments.ts';
import { bankCalendar } from '../../../ladder/time/calendar.ts';
import { addDays, dayOf } from '../../../ladder/time/civil.ts';

const monthly = { kind: 'equal', totalCents: 100_000, count: 3, firstOn: '2027-01-29', every: 'month' } as const;
const short = (plan: Plan) => instalments(plan).map(({ n, on, cents }) => `${n} ${on} ${cents}`);

describe('instalments', () => {
  test('the cents that do not divide go to the last instalment, or to the first', () => {
    expect(instalments(monthly).map(({ cents }) => cents)).toEqual([33_333, 33_333, 33_334]);
    expect(instalments({ ...monthly, remainder: 'first' }).map(({ cents }) => cents)).toEqual([33_334, 33_333, 33_333]);
  });

  test('the 31st is the last day of a shorter month, and the 31st again of a longer one', () => {
    expect([0, 1, 2, 3].map((months) => addMonths('2027-01-31', months))).toEqual([
      '2027-01-31',
      '2027-02-28',
      '2027-03-31',
      '2027-04-30',
    ]);
    expect(addMonths('2028-01-31', 1)).toBe('2028-02-29');
    expect(addMonths('2027-12-31', 2)).toBe('2028-02-29');
  });

  test('a day on which banks are closed moves to the next on which they work, with the reason', () => {
    const [first, second] = instalments({ ...monthly, firstOn: '2027-05-01', count: 2 });
    expect(first).toEqual({
      n: 1,
      turn: 0,
      cents: 50_000,
      planned: '2027-05-01',
      on: '2027-05-03',
      because: ['labour-day', 'weekend'],
    });
    expect(second).toMatchObject({ on: '2027-06-01', because: [] });
  });

  test("on King's Day banks work: the instalment stays", () => {
    const [only] = instalments({ ...monthly, firstOn: '2027-04-27', count: 1 });
    expect(only).toMatchObject({ on: '2027-04-27', because: [] });
  });

  test('a deposit comes first, as number 0, and is part of the total', () => {
    expect(
      short({
        ...monthly,
        every: 'week',
        count: 2,
        firstOn: '2027-02-01',
        deposit: { on: '2027-01-20', cents: 25_001 },
      }),
    ).toEqual(['0 2027-01-20 25001', '1 2027-02-01 37499', '2 2027-02-08 37500']);
  });

  test('days and amounts may be given', () => {
    const portions = [
      { on: '2027-02-06', cents: 1 },
      { on: '2027-03-01', cents: 99_999 },
    ];
    expect(short({ kind: 'dates', totalCents: 100_000, portions })).toEqual(['1 2027-02-08 1', '2 2027-03-01 99999']);
  });

  test.each<[string, Plan, string]>([
    ['nothing to pay', { ...monthly, totalCents: 0 }, 'no_amount'],
    ['half a cent', { ...monthly, totalCents: 100.5 }, 'no_amount'],
    ['less than a cent each', { ...monthly, totalCents: 2 }, 'no_amount'],
    ['no instalments', { ...monthly, count: 0 }, 'too_few_instalments'],
    ['too many', { ...monthly, count: MAX_INSTALMENTS + 1 }, 'too_many_instalments'],
    ['a day that does not exist', { ...monthly, firstOn: '2027-02-30' }, 'bad_date'],
    ['a deposit after the first', { ...monthly, deposit: { on: '2027-02-01', cents: 1 } }, 'not_in_order'],
    ['a deposit of nothing', { ...monthly, deposit: { on: '2027-01-01', cents: 0 } }, 'no_amount'],
    ['another sum', { kind: 'dates', totalCents: 10, portions: [{ on: '2027-02-01', cents: 9 }] }, 'sum_differs'],
    [
      'an amount below nothing',
      { kind: 'dates', totalCents: 10, portions: [{ on: '2027-02-01', cents: -1 }] },
      'no_amount',
    ],
  ])('a plan with %s is not possible', (_, plan, problem) => {
    expect(planProblem(plan)).toBe(problem);
    expect(() => instalments(plan)).toThrow(RangeError);
  });

  test('instalments always sum to the balance, in order, each on the first bank day from the one planned', () => {
    const plans = fc.record({
      totalCents: fc.integer({ min: 500, max: 10_000_000 }),
      count: fc.integer({ min: 1, max: MAX_INSTALMENTS }),
      first: fc.integer({ min: 0, max: 4_000 }),
      every: fc.constantFrom('week' as const, 'month' as const),
      remainder: fc.constantFrom('first' as const, 'last' as const),
      deposit: fc.option(fc.integer({ min: 1, max: 300 }), { nil: null }),
    });
    fc.assert(
      fc.property(plans, ({ first, deposit, ...plan }) => {
        const firstOn = addDays('2024-01-01', first);
        const found = instalments({
          kind: 'equal',
          firstOn,
          ...plan,
          ...(deposit && { deposit: { on: addDays(firstOn, -10), cents: deposit } }),
        });
        expect(found.reduce((sum, { cents }) => sum + cents, 0)).toBe(plan.totalCents);
        expect(found.map(({ n }) => n)).toEqual(found.map((_, index) => index + (deposit ? 0 : 1)));
        for (const [index, { on, planned, cents, because }] of found.entries()) {
          expect(cents).toBeGreaterThan(0);
          expect(index === 0 || on >= found[index - 1]!.on).toBe(true);
          expect(bankCalendar(dayOf(on))).toBeNull();
          expect(because.length > 0).toBe(on !== planned);
          for (let day = dayOf(planned); day < dayOf(on); day++) expect(bankCalendar(day)).not.toBeNull();
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
