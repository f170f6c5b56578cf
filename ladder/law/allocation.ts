/** What a payment pays first (`dutch-law.md` §3): art. 6:43 BW over claims, art. 6:44 BW within one. */
import type { Cents } from '../money.ts';
import type { EpochDay } from '../time/civil.ts';

export const ALLOCATION_SOURCE = 'art. 6:43 and 6:44 BW';

/** What is owed on one claim, or paid of it. */
export interface Parts {
  costsCents: Cents;
  vatCents: Cents;
  interestCents: Cents;
  principalCents: Cents;
}

/** Art. 6:44(1) BW, in this order: costs and the VAT on them, interest, principal. */
export type Part = 'costs' | 'vat' | 'interest' | 'principal';
export const PARTS: readonly Part[] = ['costs', 'vat', 'interest', 'principal'];

export function sumOf(parts: Parts): Cents {
  return parts.costsCents + parts.vatCents + parts.interestCents + parts.principalCents;
}

/** Art. 6:44(1) BW: first the costs, with their VAT, then the interest, then the principal. The rest is left over. */
export function allocateWithin(cents: Cents, owed: Parts): { paid: Parts; restCents: Cents } {
  let restCents = cents;
  const take = (most: Cents): Cents => {
    const taken = Math.min(restCents, most);
    restCents -= taken;
    return taken;
  };
  const paid = {
    costsCents: take(owed.costsCents),
    vatCents: take(owed.vatCents),
    interestCents: take(owed.interestCents),
    principalCents: take(owed.principalCents),
  };
  return { paid, restCents };
}

/**
 * Art. 6:43(2) BW, for a payment without designation: claims that are due before others, then the most onerous, then the
 * oldest, then in proportion. The claims of one debtor bear one rate here, so none is more onerous than another, and a
 * claim that is due is older than one that is not: the order of due dates says it all. Gives the share of each claim, in
 * cents, in their order; together the payment, or all that is owed where that is less. What is owed is asked only of
 * claims that the payment reaches.
 */
export function allocateOver(cents: Cents, claims: readonly { dueDay: EpochDay; owedCents(): Cents }[]): Cents[] {
  const shares = claims.map(() => 0);
  let rest = cents;
  for (const dueDay of [...new Set(claims.map((claim) => claim.dueDay))].sort((a, b) => a - b)) {
    const equals = [...claims.entries()].filter(([, claim]) => claim.dueDay === dueDay);
    const weights = equals.map(([, claim]) => claim.owedCents());
    const taken = Math.min(
      rest,
      weights.reduce((sum, owed) => sum + owed, 0),
    );
    for (const [at, share] of apportion(taken, weights).entries()) shares[equals[at]![0]] = share;
    rest -= taken;
    if (rest === 0) break;
  }
  return shares;
}

/**
 * Divides cents in proportion to weights, by largest remainder; of equal remainders the first. No cent is lost, and no
 * share is more than its weight while the cents are not more than all weights. Nothing where all weights are zero.
 */
export function apportion(cents: Cents, weights: readonly number[]): Cents[] {
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (whole === 0n) return weights.map(() => 0);
  const exact = weights.map((weight) => BigInt(cents) * BigInt(weight));
  const shares = exact.map((share) => Number(share / whole));
  let rest = cents - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: share % whole }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder) {
    if (rest === 0) break;
    shares[index]! += 1;
    rest -= 1;
  }
  return shares;
}
