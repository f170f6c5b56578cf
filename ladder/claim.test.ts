import { describe, expect, test } from 'vitest';
import { type ClaimBalance, type ClaimInput, claimOn } from './claim.ts';

const f1 = { number: 'F1', principalCents: 1_000_00, dueOn: '2026-01-14' };

/** A company that owes F1, unless said otherwise. */
function input(change: Partial<ClaimInput> = {}): ClaimInput {
  return { debtor: 'company', claims: [f1], payments: [], costs: null, rate: 'statutory', ...change };
}

const consumer = (change: Partial<ClaimInput> = {}) => input({ debtor: 'consumer', ...change });
const claim = (number: string, principalCents: number, dueOn: string) => ({ number, principalCents, dueOn });
const paid = (on: string, amountCents: number, to?: string) => ({
  on,
  amountCents,
  ...(to !== undefined && { for: to }),
});

/** Principal, costs, VAT and interest. */
const figures = (balance: Omit<ClaimBalance, 'on'> | ClaimBalance['claims'][number]) => [
  balance.principalCents,
  balance.costsCents,
  balance.vatCents,
  balance.interestCents,
];
const owed = (given: ClaimInput, on: string) => figures(claimOn(given, on));
const codes = ({ notes }: ClaimBalance) => notes.map(({ code }) => code);

describe('interest', () => {
  test('runs from the day after the due date, both ends included', () => {
    expect(owed(input(), '2026-01-14')).toEqual([1_000_00, 0, 0, 0]);
    expect(owed(input(), '2026-01-15')).toEqual([1_000_00, 0, 0, 28]);
    expect(owed(input(), '2026-11-22')).toEqual([1_000_00, 0, 0, 87_75]);
  });

  test('before the due date only the principal is owed', () => {
    expect(claimOn(input({ costs: { vat: true } }), '2025-06-01')).toMatchObject({
      principalCents: 1_000_00,
      totalCents: 1_000_00,
      notes: [],
      lines: [{ rule: 'principal', amountCents: 1_000_00 }],
    });
  });

  test.each([
    ['consumer', 'consumer_interest', 'art. 6:119 BW', 34_19],
    ['sole-trader', 'commercial_interest', 'art. 6:119a BW', 87_75],
    ['company', 'commercial_interest', 'art. 6:119a BW', 87_75],
    ['government', 'commercial_interest', 'art. 6:119b BW', 87_75],
  ] as const)('of a %s is %s', (debtor, rule, source, cents) => {
    const balance = claimOn(input({ debtor }), '2026-11-22');
    expect(balance.interestCents).toBe(cents);
    expect(balance.lines.slice(1).map((line) => [line.rule, line.source])).toContainEqual([rule, source]);
  });

  test('at an agreed rate takes that rate', () => {
    expect(owed(input({ rate: 8_00 }), '2027-01-14')).toEqual([1_000_00, 0, 0, 80_00]);
  });

  test('at a rate that is not sure says so, with its days', () => {
    expect(claimOn(consumer(), '2027-02-01').notes).toEqual([
      { code: 'rate_to_confirm', rate: 4_00, from: '2026-01-15', to: '2026-12-31' },
      { code: 'rate_assumed', rate: 4_00, from: '2027-01-01', to: '2027-02-01' },
    ]);
    expect(claimOn(input(), '2026-12-31').notes).toEqual([]);
  });
});

describe('a payment', () => {
  test('pays interest up to and including its day, then principal', () => {
    // 46 days at 10.15% are 12.79; 912.79 then bears 30.71 and 37.71.
    const given = input({ payments: [paid('2026-03-01', 100_00)] });
    expect(owed(given, '2026-03-01')).toEqual([912_79, 0, 0, 0]);
    expect(owed(given, '2026-11-22')).toEqual([912_79, 0, 0, 68_43]);
    expect(claimOn(given, '2026-11-22').bookkeepingCents).toBe(900_00);
  });

  test('pays costs and their VAT before interest', () => {
    const given = input({ payments: [paid('2026-03-01', 190_00)], costs: { from: '2026-02-20', vat: true } });
    // 150.00 of costs, 31.50 of VAT, 8.50 of 12.79 interest.
    expect(owed(given, '2026-03-01')).toEqual([1_000_00, 0, 0, 4_29]);
  });

  test('with a capitalisation behind it pays the interest of that year too', () => {
    const given = input({
      claims: [claim('F1', 10_000_00, '2025-01-31')],
      payments: [paid('2026-03-31', 2_000_00)],
    });
    expect(owed(given, '2026-09-30')).toEqual([9_237_49, 0, 0, 475_91]);
    const small = { ...given, payments: [paid('2026-03-31', 500_00)] };
    // Of the first year 556.0959 is left and bears interest on; compounded again on 1 February 2027.
    expect(owed(small, '2026-03-31')).toEqual([10_000_00, 0, 0, 737_49]);
    expect(owed(small, '2027-03-31')).toEqual([10_000_00, 0, 0, 1_847_16]);
  });

  test('before the due date lowers the principal', () => {
    expect(owed(input({ payments: [paid('2026-01-01', 400_00)] }), '2026-01-15')).toEqual([600_00, 0, 0, 17]);
  });

  test('in full on the due date leaves nothing', () => {
    const given = input({ payments: [paid('2026-01-14', 1_000_00)], costs: { vat: false } });
    expect(claimOn(given, '2026-11-22')).toMatchObject({
      totalCents: 0,
      creditCents: 0,
      bookkeepingCents: 0,
      notes: [],
    });
  });

  test('in full a day late leaves a day of interest, and for a business the least costs', () => {
    const given = input({ claims: [claim('F1', 100_00, '2026-01-14')], payments: [paid('2026-01-15', 100_00)] });
    expect(owed(given, '2026-01-31')).toEqual([3, 0, 0, 0]);
    expect(owed({ ...given, costs: { vat: false } }, '2026-01-31')).toEqual([40_03, 0, 0, 18]);
  });

  test('of too much leaves a credit, and never less than nothing', () => {
    const balance = claimOn(input({ payments: [paid('2026-03-01', 1_100_00)] }), '2026-11-22');
    expect(balance).toMatchObject({ totalCents: 0, creditCents: 87_21, bookkeepingCents: 0 });
    expect(balance.notes).toEqual([{ code: 'overpaid', amountCents: 87_21 }]);
  });

  test('after the day is left out, and noted', () => {
    const given = input({ payments: [paid('2026-11-23', 5_00), paid('2027-01-01', 6_00)] });
    const balance = claimOn(given, '2026-11-22');
    expect(figures(balance)).toEqual([1_000_00, 0, 0, 87_75]);
    expect(balance.bookkeepingCents).toBe(1_000_00);
    expect(balance.notes).toEqual([{ code: 'paid_later', payments: 2, amountCents: 11_00 }]);
  });
});

describe('over several claims', () => {
  const claims = [
    claim('F1', 100_00, '2026-03-31'),
    claim('F2', 200_00, '2026-01-31'),
    claim('F3', 300_00, '2026-02-28'),
  ];
  const paidOf = (given: ClaimInput, on: string) =>
    claimOn(given, on).claims.map(({ number, principalCents }) => [number, principalCents]);

  test('a payment goes to the oldest first', () => {
    // F2 bears 0.06 for 1 February, then everything else of it, then F3, which bears nothing yet.
    expect(paidOf(input({ claims, payments: [paid('2026-02-01', 250_06)] }), '2026-02-01')).toEqual([
      ['F2', 0],
      ['F3', 250_00],
      ['F1', 100_00],
    ]);
  });

  test('unless the debtor designates another; what that does not need goes to the oldest', () => {
    expect(paidOf(input({ claims, payments: [paid('2026-01-31', 150_00, 'F1')] }), '2026-01-31')).toEqual([
      ['F2', 150_00],
      ['F3', 300_00],
      ['F1', 0],
    ]);
  });

  test('claims of one due date are paid in proportion', () => {
    const equal = [claim('F1', 100_00, '2026-01-31'), claim('F2', 300_00, '2026-01-31')];
    expect(paidOf(input({ claims: equal, payments: [paid('2026-01-31', 100_00)] }), '2026-01-31')).toEqual([
      ['F1', 75_00],
      ['F2', 225_00],
    ]);
  });
});

describe('collection costs of a business', () => {
  test('are owed from the day after the due date, for each claim by itself', () => {
    const claims = [claim('F1', 100_00, '2026-01-14'), claim('F2', 300_00, '2026-02-14')];
    const given = input({ claims, costs: { vat: false } });
    expect(claimOn(given, '2026-01-14').costsCents).toBe(0);
    expect(claimOn(given, '2026-01-15').costsCents).toBe(40_00);
    expect(claimOn(given, '2026-02-15').costsCents).toBe(85_00);
  });

  test('are owed from a day that was chosen, but never before a claim is late', () => {
    const claims = [claim('F1', 100_00, '2026-01-14'), claim('F2', 300_00, '2026-02-14')];
    const given = input({ claims, costs: { from: '2026-02-01', vat: false } });
    expect(claimOn(given, '2026-01-31').costsCents).toBe(0);
    expect(claimOn(given, '2026-02-01').costsCents).toBe(40_00);
    expect(claimOn(given, '2026-02-14').costsCents).toBe(40_00);
    expect(claimOn(given, '2026-02-15').costsCents).toBe(85_00);
  });

  test('are computed over what is unpaid when that day begins', () => {
    const costs = { from: '2026-02-20', vat: false };
    // On the day itself they are 150.00; they and 37 days of interest (10.29) are paid before principal.
    expect(owed(input({ payments: [paid('2026-02-20', 510_29)], costs }), '2026-02-20')).toEqual([650_00, 0, 0, 0]);
    // A day earlier 10.01 of interest and 500.00 of principal: 15% of the other 500.00 is 75.00.
    expect(claimOn(input({ payments: [paid('2026-02-19', 510_01)], costs }), '2026-02-20').costsCents).toBe(75_00);
  });

  test('do not block each other', () => {
    const costs = { vat: false, earlierCharges: ['2026-01-10'] };
    expect(claimOn(input({ debtor: 'sole-trader', costs }), '2026-01-15').costsCents).toBe(150_00);
  });

  test('bear VAT where the creditor cannot deduct it', () => {
    const given = input({ claims: [claim('F1', 300_00, '2026-01-14')], costs: { vat: true } });
    expect(owed(given, '2026-01-15')).toEqual([300_00, 45_00, 9_45, 8]);
  });
});

describe('collection costs of a consumer', () => {
  const claims = [
    claim('F1', 333_33, '2026-01-14'),
    claim('F2', 100_00, '2026-01-20'),
    claim('F3', 50_00, '2026-03-31'),
  ];
  const costs = { from: '2026-02-20', vat: true };

  test('are one computation over all claims that are late, apportioned by principal', () => {
    const balance = claimOn(consumer({ claims, costs }), '2026-02-20');
    // 15% of 433.33 is 65.00, of which 333.33/433.33 is 50.00; VAT is 13.65.
    expect(balance.claims.map(({ costsCents, vatCents }) => [costsCents, vatCents])).toEqual([
      [50_00, 10_50],
      [15_00, 3_15],
      [0, 0],
    ]);
    expect(balance.lines.find((line) => line.rule === 'collection_costs')).toMatchObject({
      claim: 'F1',
      from: '2026-02-20',
      to: '2026-02-20',
      baseCents: 333_33,
      demandedCents: 433_33,
      demandCostsCents: 65_00,
      amountCents: 50_00,
    });
  });

  test('leave out a claim that is not late yet, and say so', () => {
    expect(claimOn(consumer({ claims, costs }), '2026-06-01').notes).toContainEqual({
      code: 'not_in_demand',
      claim: 'F3',
      dueOn: '2026-03-31',
      on: '2026-02-20',
    });
  });

  test('are owed once: thrice 100.00 is 45.00 together, not thrice 40.00', () => {
    const three = ['F1', 'F2', 'F3'].map((number) => claim(number, 100_00, '2026-01-14'));
    const balance = claimOn(consumer({ claims: three, costs: { from: '2026-02-20', vat: false } }), '2026-02-20');
    expect(balance.claims.map(({ costsCents }) => costsCents)).toEqual([15_00, 15_00, 15_00]);
  });

  test('without a day, are owed from the day after the last claim fell due, and are noted as unproven', () => {
    const balance = claimOn(consumer({ claims, costs: { vat: false } }), '2026-02-20');
    expect(balance.costsCents).toBe(65_00);
    expect(balance.lines.find((line) => line.rule === 'collection_costs')?.from).toBe('2026-01-21');
    expect(codes(balance)).toContain('consumer_costs_unproven');
    expect(codes(claimOn(consumer({ claims, costs }), '2026-02-20'))).not.toContain('consumer_costs_unproven');
  });

  test('are computed over what is unpaid after a part payment', () => {
    const given = consumer({ claims, costs, payments: [paid('2026-01-14', 133_33, 'F1')] });
    // 15% of 300.00 is 45.00.
    expect(claimOn(given, '2026-02-20').costsCents).toBe(45_00);
  });

  test('are not owed where nothing is unpaid', () => {
    const given = consumer({ claims, costs, payments: [paid('2026-02-01', 500_00)] });
    expect(claimOn(given, '2026-02-20')).toMatchObject({ costsCents: 0, vatCents: 0 });
  });

  test('are blocked for six months after an earlier charge, and this is said', () => {
    const blocked = consumer({ claims, costs: { ...costs, earlierCharges: ['2025-08-20'] } });
    const balance = claimOn(blocked, '2026-02-20');
    expect(balance.costsCents).toBe(0);
    expect(balance.notes).toContainEqual({
      code: 'costs_blocked',
      on: '2026-02-20',
      chargedOn: '2025-08-20',
      through: '2026-02-20',
    });
    const free = consumer({ claims, costs: { ...costs, earlierCharges: ['2025-08-19'] } });
    expect(claimOn(free, '2026-02-20').costsCents).toBe(65_00);
  });
});

describe('the lines', () => {
  test('tell each step with its days, rate, base and source', () => {
    const given = input({ payments: [paid('2026-03-01', 100_00, 'F1')] });
    const lines = claimOn(given, '2026-11-22').lines.map((line) => [
      line.rule === 'payment' ? `payment of ${line.part}` : line.rule,
      line.from,
      line.to,
      line.rate,
      line.baseCents,
      line.amountCents,
      line.source,
    ]);
    expect(lines).toEqual([
      ['principal', '2026-01-14', '2026-01-14', null, null, 1_000_00, 'invoice'],
      ['commercial_interest', '2026-01-15', '2026-03-01', 10_15, 1_000_00, 12_79, 'art. 6:119a BW'],
      ['payment of interest', '2026-03-01', '2026-03-01', null, null, -12_79, 'art. 6:43 and 6:44 BW'],
      ['payment of principal', '2026-03-01', '2026-03-01', null, null, -87_21, 'art. 6:43 and 6:44 BW'],
      ['commercial_interest', '2026-03-02', '2026-06-30', 10_15, 912_79, 30_71, 'art. 6:119a BW'],
      ['commercial_interest', '2026-07-01', '2026-11-22', 10_40, 912_79, 37_72, 'art. 6:119a BW'],
    ]);
  });
});

describe('input that contradicts itself is refused', () => {
  test.each<[string, Partial<ClaimInput>]>([
    ['two claims with one number', { claims: [f1, f1] }],
    ['a principal of nothing', { claims: [{ ...f1, principalCents: 0 }] }],
    ['a principal below nothing', { claims: [{ ...f1, principalCents: -1 }] }],
    ['half a cent', { claims: [{ ...f1, principalCents: 0.5 }] }],
    ['a payment of nothing', { payments: [paid('2026-01-01', 0)] }],
    ['a payment for an unknown claim', { payments: [paid('2026-01-01', 1, 'F9')] }],
    ['a due date that does not exist', { claims: [{ ...f1, dueOn: '2026-02-30' }] }],
    ['a day of payment that does not exist', { payments: [paid('2026-02-30', 1)] }],
    ['a day of costs that does not exist', { costs: { from: '2026-02-30', vat: false } }],
    ['an agreed rate for a consumer', { debtor: 'consumer', rate: 8_00 }],
    ['a rate below nothing', { rate: -1 }],
    ['a rate with a fraction of a hundredth', { rate: 0.5 }],
    ['a claim older than the rates', { claims: [{ ...f1, dueOn: '2010-01-01' }] }],
  ])('%s', (_, change) => {
    expect(() => claimOn(input(change), '2026-11-22')).toThrow(RangeError);
  });

  test('a day that does not exist', () => {
    expect(() => claimOn(input(), '2026-02-30')).toThrow(RangeError);
  });
});
