/** Arbitrary debts: one to four claims over two years, paid in parts or too much, with and without costs. */
import fc from 'fast-check';
import type { Claim, ClaimInput, ClaimPayment } from '../../../ladder/claim.ts';
import { DEBTOR_KINDS, type DebtorKind } from '../../../ladder/definition.ts';
import { type CivilDate, dateOf, dayOf, type EpochDay } from '../../../ladder/time/civil.ts';

const FIRST_DUE: EpochDay = dayOf('2023-09-01');
const DUE_WITHIN_DAYS = 730;
/** All dates lie within so many days of the first due date: interest is compounded up to four times. */
const SPAN_DAYS = 1_700;

const cents = fc.oneof(
  fc.integer({ min: 1, max: 300 }),
  fc.integer({ min: 1, max: 500_00 }),
  fc.integer({ min: 1, max: 20_000_00 }),
  fc.integer({ min: 1, max: 1_500_000_00 }),
);

export const anyDate: fc.Arbitrary<CivilDate> = fc
  .integer({ min: -60, max: SPAN_DAYS })
  .map((days) => dateOf(FIRST_DUE + days));

const dueDate = fc.integer({ min: 0, max: DUE_WITHIN_DAYS }).map((days) => dateOf(FIRST_DUE + days));

export function claimsOf(options: { most: number; distinctDueDates: boolean }): fc.Arbitrary<Claim[]> {
  const dueOn = options.distinctDueDates ? dueDate : fc.oneof(dueDate, fc.constant(dateOf(FIRST_DUE)));
  const claim = fc.record({ principalCents: cents, dueOn });
  const selector = options.distinctDueDates ? { selector: (one: { dueOn: CivilDate }) => one.dueOn } : {};
  const list = options.distinctDueDates
    ? fc.uniqueArray(claim, { minLength: 1, maxLength: options.most, ...selector })
    : fc.array(claim, { minLength: 1, maxLength: options.most });
  return list.map((all) => all.map((one, index) => ({ number: `F${index + 1}`, ...one })));
}

/** Some payments, from a cent to more than everything; a part of them designated for a claim. */
function paymentsFor(claims: readonly Claim[], designating: boolean): fc.Arbitrary<ClaimPayment[]> {
  return fc.array(paymentFor(claims, designating), { maxLength: 5 });
}

export function paymentFor(claims: readonly Claim[], designating: boolean): fc.Arbitrary<ClaimPayment> {
  const all = claims.reduce((sum, claim) => sum + claim.principalCents, 0);
  const amountCents = fc.oneof(
    fc.integer({ min: 1, max: 100 }),
    fc.integer({ min: 1, max: Math.ceil(all / 4) }),
    fc.integer({ min: 1, max: Math.ceil(all * 1.3) }),
  );
  const to = fc.option(fc.constantFrom(...claims.map(({ number }) => number)), { nil: undefined });
  return fc
    .record({ on: anyDate, amountCents, to: designating ? to : fc.constant(undefined) })
    .map(({ to: number, ...payment }) => ({ ...payment, ...(number !== undefined && { for: number }) }));
}

const costs = fc.option(
  fc
    .record({
      from: fc.option(anyDate, { nil: undefined }),
      vat: fc.boolean(),
      earlierCharges: fc.array(anyDate, { maxLength: 1 }),
    })
    .map(({ from, ...rest }) => ({ ...rest, ...(from !== undefined && { from }) })),
  { nil: null },
);

export interface Kinds {
  debtors?: readonly DebtorKind[];
  /** The most claims, and whether two may be due on one day: those are paid in proportion. */
  most?: number;
  distinctDueDates?: boolean;
  designating?: boolean;
  costs?: boolean;
}

export function debts(kinds: Kinds = {}): fc.Arbitrary<ClaimInput> {
  const { debtors = DEBTOR_KINDS, most = 4, distinctDueDates = false, designating = true } = kinds;
  const charged = kinds.costs === false ? fc.constant(null) : costs;
  return fc
    .tuple(
      fc.constantFrom(...debtors),
      claimsOf({ most, distinctDueDates }),
      charged,
      fc.oneof(fc.constant('statutory' as const), fc.integer({ min: 1, max: 25_00 })),
    )
    .chain(([debtor, claims, costsCharged, rate]) =>
      paymentsFor(claims, designating).map(
        (payments): ClaimInput => ({
          debtor,
          claims,
          payments,
          costs: costsCharged,
          rate: debtor === 'consumer' ? 'statutory' : rate,
        }),
      ),
    );
}
