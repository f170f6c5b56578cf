/** What collection costs outside court may be charged (`dutch-law.md` §1). */
import type { Cents } from '../money.ts';
import { type CivilDate, civilParts, dateOf, dayOf, type EpochDay, epochDay } from '../time/civil.ts';
import { type HundredthsPercent, shareOf, WHOLE } from './percent.ts';

export const COSTS_SOURCE = 'art. 6:96 BW, art. 2 Besluit BIK (Stb. 2012, 141)';
export const COSTS_OVER_SUM_SOURCE = 'art. 6:96(7) BW, art. 2 Besluit BIK (Stb. 2012, 141)';
export const COSTS_VAT_SOURCE = 'art. 2(3) Besluit BIK (Stb. 2012, 141)';

/** Art. 2(1) Besluit vergoeding voor buitengerechtelijke incassokosten, Stb. 2012, 141: so much of each next part. */
const SCALE: readonly { partCents: Cents; rate: HundredthsPercent }[] = [
  { partCents: 2_500_00, rate: 15_00 },
  { partCents: 2_500_00, rate: 10_00 },
  { partCents: 5_000_00, rate: 5_00 },
  { partCents: 190_000_00, rate: 1_00 },
  { partCents: Number.POSITIVE_INFINITY, rate: 50 },
];
/** Art. 2(2) Besluit BIK, and art. 6:96(4) BW. */
export const LEAST_COSTS_CENTS: Cents = 40_00;
/** Art. 2(1) Besluit BIK; reached at exactly 1,000,000. */
export const MOST_COSTS_CENTS: Cents = 6_775_00;
const MOST_COSTS_FROM_CENTS: Cents = 1_000_000_00;
/** Art. 9(1) Wet op de omzetbelasting 1968. */
export const VAT_RATE: HundredthsPercent = 21_00;

/** The collection costs over a principal, in cents, without VAT; rounded half up. Nothing over nothing. */
export function collectionCosts(principalCents: Cents): Cents {
  if (principalCents <= 0) return 0;
  if (principalCents >= MOST_COSTS_FROM_CENTS) return MOST_COSTS_CENTS;
  let rest = principalCents;
  let costs = 0;
  for (const { partCents, rate } of SCALE) {
    const part = Math.min(rest, partCents);
    costs += part * rate;
    rest -= part;
  }
  return Math.max(LEAST_COSTS_CENTS, Math.floor(costs / WHOLE + 0.5));
}

/** VAT over collection costs, in cents; rounded half up. For creditors that cannot deduct it (art. 2(3) Besluit BIK). */
export function collectionCostsVat(costsCents: Cents): Cents {
  return shareOf(costsCents, VAT_RATE);
}

/** `dutch-law.md` §1 (Stb. 2024, 44): a consumer is charged once in so many months. */
export const LOOK_BACK_MONTHS = 6;

/**
 * The last of the earlier charges that forbids another on a day, with the last day that it forbids; null when none does.
 * Charges after that day do not count.
 */
export function blockingCharge(
  earlier: readonly CivilDate[],
  on: EpochDay,
): { chargedOn: CivilDate; through: CivilDate } | null {
  const last = earlier.filter((charge) => dayOf(charge) <= on).reduce((a, b) => (a > b ? a : b), '');
  if (last === '') return null;
  const through = monthsLater(dayOf(last), LOOK_BACK_MONTHS);
  return on <= through ? { chargedOn: last, through: dateOf(through) } : null;
}

/** The same day some months later; the last of the month where there is no such day. */
function monthsLater(from: EpochDay, months: number): EpochDay {
  const { year, month, day } = civilParts(from);
  const monthsOn = month - 1 + months;
  const [thatYear, thatMonth] = [year + Math.floor(monthsOn / 12), (monthsOn % 12) + 1];
  const nextMonth = thatMonth === 12 ? epochDay(thatYear + 1, 1, 1) : epochDay(thatYear, thatMonth + 1, 1);
  return Math.min(epochDay(thatYear, thatMonth, day), nextMonth - 1);
}
