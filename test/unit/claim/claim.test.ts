/**
 * What must always hold of a claim on a date, on generated debts. A failure prints its seed and its smallest example.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ClaimBalance,
  type ClaimInput,
  type ClaimLine,
  type ClaimPayment,
  claimOn,
} from '../../../ladder/claim.ts';
import { collectionCosts, LEAST_COSTS_CENTS, MOST_COSTS_CENTS } from '../../../ladder/law/collection-costs.ts';
import { addDays, daysBetween } from '../../../ladder/time/civil.ts';
import { anyDate, debts, type Kinds, paymentFor } from './generate.ts';

const RUNS = 2_500;
const ONE_CLAIM: Kinds = { most: 1 };
const BUSINESS: Kinds = { debtors: ['company', 'sole-trader', 'government'], distinctDueDates: true };
/** Where cents are divided in proportion, over claims of one due date or as costs of a consumer, one may fall elsewhere. */
const EQUALS: Kinds = { debtors: ['company', 'sole-trader', 'government'] };
/** Designating moves a consumer's costs to other claims: what is paid then is another part of the debt. */
const CONSUMER: Kinds = { debtors: ['consumer'], distinctDueDates: true, designating: false };

const sum = (cents: readonly number[]) => cents.reduce((all, one) => all + one, 0);
const paidBy = (input: ClaimInput, on: string) =>
  sum(input.payments.filter((payment) => payment.on <= on).map((payment) => payment.amountCents));
const linesOf = (balance: ClaimBalance, claim: string) => balance.lines.filter((line) => line.claim === claim);
const isInterest = (line: ClaimLine) => 'certainty' in line;

function always(property: (balance: ClaimBalance, input: ClaimInput, on: string) => void, kinds?: Kinds): void {
  fc.assert(
    fc.property(debts(kinds), anyDate, (input, on) => property(claimOn(input, on), input, on)),
    { numRuns: RUNS },
  );
}

describe('money', () => {
  test('no cent is lost: what was paid is what lines took off and the credit', () => {
    always((balance, input, on) => {
      const taken = -sum(balance.lines.filter(({ rule }) => rule === 'payment').map((line) => line.amountCents));
      expect(taken + balance.creditCents).toBe(paidBy(input, on));
    });
  });

  test('the lines add up to what is owed, for each claim and in all', () => {
    always((balance) => {
      for (const claim of balance.claims) {
        expect(sum(linesOf(balance, claim.number).map((line) => line.amountCents))).toBe(claim.totalCents);
      }
      for (const part of ['principalCents', 'costsCents', 'vatCents', 'interestCents', 'totalCents'] as const) {
        expect(balance[part]).toBe(sum(balance.claims.map((claim) => claim[part])));
      }
      const { principalCents, costsCents, vatCents, interestCents } = balance;
      expect(balance.totalCents).toBe(principalCents + costsCents + vatCents + interestCents);
    });
  });

  test('nothing is ever below zero, and a credit only stands where nothing is owed', () => {
    always((balance, input, on) => {
      for (const owed of [balance, ...balance.claims]) {
        for (const [name, cents] of Object.entries(owed)) {
          if (!name.endsWith('Cents')) continue;
          expect(Number.isSafeInteger(cents), name).toBe(true);
          expect(cents, name).toBeGreaterThanOrEqual(0);
        }
      }
      if (balance.creditCents > 0) expect(balance.totalCents).toBe(0);
      const books = sum(input.claims.map((claim) => claim.principalCents)) - paidBy(input, on);
      expect(balance.bookkeepingCents).toBe(Math.max(0, books));
    });
  });

  test('the order of claims and of payments does not matter, nor what is paid later', () => {
    fc.assert(
      fc.property(debts(), anyDate, fc.array(fc.nat(), { minLength: 10, maxLength: 10 }), (input, on, picks) => {
        const claims = shuffle(input.claims, picks);
        const shuffled = claimOn({ ...input, claims, payments: shuffle(input.payments, picks) }, on);
        expect(shuffled).toEqual(claimOn(input, on));
        const known = claimOn({ ...input, payments: input.payments.filter((payment) => payment.on <= on) }, on);
        expect({ ...known, notes: [] }).toEqual({ ...shuffled, notes: [] });
      }),
      { numRuns: RUNS },
    );
  });

  test('payments of one day for one claim are as one payment', () => {
    fc.assert(
      fc.property(debts(), anyDate, fc.double({ min: 0, max: 1, noNaN: true }), (input, on, part) => {
        const halves = input.payments.flatMap((payment) => {
          const first = Math.floor(payment.amountCents * part);
          const second = payment.amountCents - first;
          return [first, second].filter((cents) => cents > 0).map((amountCents) => ({ ...payment, amountCents }));
        });
        expect({ ...claimOn({ ...input, payments: halves }, on), notes: [] }).toEqual({
          ...claimOn(input, on),
          notes: [],
        });
      }),
      { numRuns: RUNS },
    );
  });
});

describe('who pays more, or earlier, owes no more', () => {
  /**
   * Strictly so without costs. A payment that only takes costs rounds interest too, half a cent up perhaps, and that is
   * compounded: a cent or two where amounts are tiny, rates high and years many.
   */
  test.each<[string, Kinds, number]>([
    ['without costs', { distinctDueDates: true, costs: false }, 0],
    ['of one claim', ONE_CLAIM, 2],
    ['of several claims of a business', BUSINESS, 2],
    ['of claims of a business that may be due on one day', EQUALS, 2],
    ['of several claims of a consumer', CONSUMER, 2],
  ])('another payment never raises what is owed but for that, %s', (_, kinds, centsPerClaim) => {
    fc.assert(
      fc.property(withPayment(kinds), anyDate, ({ input, payment }, on) => {
        const most = claimOn(input, on).totalCents + centsPerClaim * input.claims.length;
        expect(claimOn(withMore(input, payment), on).totalCents).toBeLessThanOrEqual(most);
      }),
      { numRuns: RUNS },
    );
  });

  /**
   * Interest is rounded at each payment, for each claim that it reaches: half a cent this way or that, which is compounded
   * in turn, here five times at 25% at most. So an earlier payment may cost a cent, and no more than this. Not so where it
   * is divided in proportion to what is owed on claims of one due date: on another day that is another proportion. And
   * without costs: a cent of principal that rounding leaves open on their day brings the least costs of 40 euro.
   */
  const GROWTH = 1.25 ** 5;
  test.each<[string, Kinds]>([
    ['of one claim', ONE_CLAIM],
    ['of several claims of a business', BUSINESS],
    ['of several claims of a consumer', CONSUMER],
  ])('an earlier payment never raises it by more than the rounding at payments, %s', (_, kinds) => {
    const earlier = fc.integer({ min: 1, max: 400 });
    fc.assert(
      fc.property(withPayment(kinds), earlier, anyDate, ({ input, payment }, days, on) => {
        const free = { ...input, costs: null };
        const paidOn = (day: string) => claimOn(withMore(free, { ...payment, on: day }), on).totalCents;
        const rounding = Math.ceil(input.claims.length * (input.payments.length + 1) * GROWTH) + 1;
        expect(paidOn(addDays(payment.on, -days))).toBeLessThanOrEqual(paidOn(payment.on) + rounding);
      }),
      { numRuns: RUNS },
    );
  });

  test('while nothing is paid, what is owed never falls', () => {
    fc.assert(
      fc.property(debts(), anyDate, fc.nat(400), (input, on, days) => {
        // Without a day of costs, a consumer's demand moves to the last claim that fell due: the blocked months move too.
        fc.pre(input.debtor !== 'consumer' || input.costs?.from !== undefined);
        const unpaid = { ...input, payments: [] };
        expect(claimOn(unpaid, addDays(on, days)).totalCents).toBeGreaterThanOrEqual(claimOn(unpaid, on).totalCents);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('the derivation', () => {
  test('interest runs from the day after the due date without a gap, until the day or until all is paid', () => {
    always((balance, input, on) => {
      for (const { number, dueOn } of input.claims) {
        const lines = linesOf(balance, number).filter(isInterest);
        for (const [index, line] of lines.entries()) {
          expect(line.from).toBe(addDays(lines[index - 1]?.to ?? dueOn, 1));
          expect(line.to >= line.from && line.to <= on).toBe(true);
        }
        const { totalCents } = balance.claims.find((claim) => claim.number === number)!;
        if (totalCents > 0 && on > dueOn) expect(lines.at(-1)!.to).toBe(on);
      }
    });
  });

  test('each line of interest is its base at its rate over its days, but for a cent of rounding', () => {
    always((balance) => {
      for (const line of balance.lines) {
        if (!('certainty' in line)) continue;
        const days = daysBetween(line.from, line.to) + 1;
        const exact = (line.baseCents! * line.rate! * days) / 3_650_000;
        expect(Math.abs(line.amountCents - exact)).toBeLessThan(1.2);
        expect(line.compoundedCents).toBeLessThanOrEqual(line.baseCents!);
      }
    });
  });

  test('costs are one computation for a consumer, and one for each claim of a business, within floor and ceiling', () => {
    always((balance, { debtor }) => {
      const lines = balance.lines.filter((line) => line.rule === 'collection_costs');
      const demands = debtor === 'consumer' ? [lines] : lines.map((line) => [line]);
      for (const demand of demands) {
        if (demand.length === 0) continue;
        const demanded = sum(demand.map((line) => line.baseCents!));
        const charged = sum(demand.map((line) => line.amountCents));
        expect(charged).toBe(collectionCosts(demanded));
        expect(charged).toBeGreaterThanOrEqual(LEAST_COSTS_CENTS);
        expect(charged).toBeLessThanOrEqual(MOST_COSTS_CENTS);
        for (const line of demand) expect(line).toMatchObject({ demandedCents: demanded, demandCostsCents: charged });
      }
    });
  });

  test('costs are charged over claims that are late, once', () => {
    always((balance, input) => {
      for (const { number, dueOn } of input.claims) {
        const lines = linesOf(balance, number).filter(({ rule }) => rule === 'collection_costs');
        expect(lines.length).toBeLessThanOrEqual(1);
        for (const line of lines) expect(line.from > dueOn).toBe(true);
      }
    });
  });
});

/** A debt and a payment that may come on top. */
function withPayment(kinds: Kinds): fc.Arbitrary<{ input: ClaimInput; payment: ClaimPayment }> {
  return debts(kinds).chain((input) =>
    fc.record({ input: fc.constant(input), payment: paymentFor(input.claims, kinds.designating ?? true) }),
  );
}

function withMore(input: ClaimInput, payment: ClaimPayment): ClaimInput {
  return { ...input, payments: [...input.payments, payment] };
}

function shuffle<T>(items: readonly T[], picks: readonly number[]): T[] {
  const rest = [...items];
  return items.map((_, index) => rest.splice((picks[index % picks.length] ?? 0) % rest.length, 1)[0]!);
}
