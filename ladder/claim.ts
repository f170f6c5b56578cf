/**
 * What a debtor owes at the end of a day, to the cent, and how it came to that: principal, collection costs, interest,
 * and what payments took of each. Amounts are in euros. The law stands in `law/`, the sentences in `claim-text.ts`, the
 * choices that it leaves open in `docs/claim.md`.
 */
import { charge, demandsBy, type Ledger, openLedger, owedOn, pay, paymentsByDay, runInterest } from './claim-ledger.ts';
import type { DebtorKind } from './definition.ts';
import { type Part, type Parts, sumOf } from './law/allocation.ts';
import type { Certainty } from './law/interest-rates.ts';
import type { HundredthsPercent } from './law/percent.ts';
import type { Cents } from './money.ts';
import { type CivilDate, dayOf } from './time/civil.ts';

export interface ClaimInput {
  debtor: DebtorKind;
  /** All claims on the debtor, each with a number of its own. */
  claims: readonly Claim[];
  /** Only what was kept: a payment that the bank took back is left out. Any order. */
  payments: readonly ClaimPayment[];
  /** Null: none are charged. */
  costs: CostsCharged | null;
  /** `statutory`, or a percentage per year that was agreed, never one for a consumer; null: no interest is asked. */
  rate: 'statutory' | HundredthsPercent | null;
}

export interface Claim {
  number: string;
  /** Above zero: the invoice less its credit notes. */
  principalCents: Cents;
  /** Interest begins on the day after. */
  dueOn: CivilDate;
}

export interface ClaimPayment {
  /** The day on which it counts: `legalDay` of `facts.ts`. */
  on: CivilDate;
  amountCents: Cents;
  /** The number of the claim that the debtor designated (art. 6:43(1) BW). What that does not need goes to the others. */
  for?: string;
}

export interface CostsCharged {
  /**
   * The first day on which costs are owed, whatever is paid on it; never before a claim is late. By default the day after
   * the due date; for a consumer, the day after the last claim fell due. That a consumer may be charged at all (art.
   * 6:96(6) BW) is for the caller to see to.
   */
  from?: CivilDate;
  /** Art. 2(3) Besluit BIK: the creditor cannot deduct the VAT on them. */
  vat: boolean;
  /** Days on which this consumer was charged for other claims; within six months they forbid a second charge. */
  earlierCharges?: readonly CivilDate[];
}

/** Cents that are owed; none is below zero. */
export interface OwedCents extends Parts {
  totalCents: Cents;
}

export interface ClaimBalance extends OwedCents {
  on: CivilDate;
  /** What the books show: principal less payments, without costs and interest. */
  bookkeepingCents: Cents;
  /** What was paid beyond all that was owed on the day of a payment. */
  creditCents: Cents;
  /** By due date, then number. */
  claims: (OwedCents & { number: string })[];
  /** The derivation, claim by claim, each in the order of days. The amounts add up to `totalCents`. */
  lines: ClaimLine[];
  notes: ClaimNote[];
}

interface LineOf<Rule extends string> {
  rule: Rule;
  /** The number of the claim. */
  claim: string;
  /** The days that the line is about, both included. */
  from: CivilDate;
  to: CivilDate;
  /** Per year for interest. */
  rate: HundredthsPercent | null;
  /** What the amount was computed over. */
  baseCents: Cents | null;
  /** Below zero for what a payment took off. */
  amountCents: Cents;
  source: string;
}

export type ClaimLine =
  | LineOf<'principal'>
  | (LineOf<'collection_costs'> & {
      /** The principals of all claims in the demand and the costs over that; `baseCents` is this claim's part of it. */
      demandedCents: Cents;
      demandCostsCents: Cents;
    })
  | LineOf<'collection_costs_vat'>
  | (LineOf<'consumer_interest' | 'commercial_interest' | 'contractual_interest'> & {
      certainty: Certainty;
      /** The part of `baseCents` that is interest of earlier years. */
      compoundedCents: Cents;
    })
  | (LineOf<'payment'> & { part: Part; designated: boolean });

export type ClaimNote =
  | { code: 'rate_to_confirm' | 'rate_assumed'; rate: HundredthsPercent; from: CivilDate; to: CivilDate }
  | { code: 'consumer_costs_unproven'; on: CivilDate }
  | { code: 'costs_blocked'; on: CivilDate; chargedOn: CivilDate; through: CivilDate }
  | { code: 'not_in_demand'; claim: string; dueOn: CivilDate; on: CivilDate }
  | { code: 'paid_later'; payments: number; amountCents: Cents }
  | { code: 'overpaid'; amountCents: Cents };

/**
 * What is owed at the end of a day, from what was paid up to and including it; later payments are left out and noted. The
 * order of claims and payments does not matter. Throws a RangeError for input that contradicts itself, for dates that do
 * not exist, for statutory interest over days before the first known rate, and for more cents than a number holds.
 */
export function claimOn(input: ClaimInput, on: CivilDate): ClaimBalance {
  requireSound(input);
  const lastDay = dayOf(on);
  const ledger = openLedger(input);
  const demands = demandsBy(ledger, lastDay);
  const payments = paymentsByDay(input, lastDay);
  const days = new Set([...demands.map(({ day }) => day), ...payments.keys()]);
  for (const day of [...days].sort((a, b) => a - b)) {
    for (const demand of demands) if (demand.day === day) charge(ledger, demand);
    pay(ledger, payments.get(day) ?? [], day);
  }
  for (const claim of ledger.claims) runInterest(ledger, claim, lastDay);
  return balanceOf(ledger, on);
}

function requireSound({ debtor, claims, payments, costs, rate }: ClaimInput): void {
  const numbers = new Set(claims.map(({ number }) => number));
  const isAmount = (cents: Cents) => Number.isSafeInteger(cents) && cents > 0;
  if (numbers.size !== claims.length) throw new RangeError('Two claims have one number.');
  if (!claims.every((claim) => isAmount(claim.principalCents)))
    throw new RangeError('A principal is no cents above 0.');
  if (!payments.every((payment) => isAmount(payment.amountCents)))
    throw new RangeError('A payment is no cents above 0.');
  const stray = payments.find((payment) => payment.for !== undefined && !numbers.has(payment.for));
  if (stray) throw new RangeError(`A payment is for "${stray.for}", which is none of the claims.`);
  if (rate !== 'statutory' && rate !== null && (debtor === 'consumer' || !Number.isSafeInteger(rate) || rate < 0)) {
    throw new RangeError(`A ${debtor} cannot be charged ${rate} hundredths of a percent.`);
  }
  if (costs?.from !== undefined) dayOf(costs.from);
}

function balanceOf({ input, claims, creditCents, notes }: Ledger, on: CivilDate): ClaimBalance {
  const each = claims.map((claim) => withTotal(owedOn(claim)));
  const sum = (part: keyof Parts) => each.reduce((cents, claim) => cents + claim[part], 0);
  const lines = claims.flatMap((claim) => claim.lines);
  const principalCents = input.claims.reduce((cents, claim) => cents + claim.principalCents, 0);
  const later = input.payments.filter((payment) => payment.on > on);
  const paid = (which: readonly ClaimPayment[]) => which.reduce((cents, payment) => cents + payment.amountCents, 0);
  const owed = withTotal({
    costsCents: sum('costsCents'),
    vatCents: sum('vatCents'),
    interestCents: sum('interestCents'),
    principalCents: sum('principalCents'),
  });
  if (!Number.isSafeInteger(owed.totalCents))
    throw new RangeError('What is owed is more than can be counted in cents.');
  return {
    on,
    ...owed,
    bookkeepingCents: Math.max(0, principalCents - paid(input.payments) + paid(later)),
    creditCents,
    claims: each.map((parts, index) => ({ number: claims[index]!.number, ...parts })),
    lines,
    notes: [
      ...notes,
      ...rateNotes(lines),
      ...(later.length === 0
        ? []
        : [{ code: 'paid_later', payments: later.length, amountCents: paid(later) } satisfies ClaimNote]),
      ...(creditCents === 0 ? [] : [{ code: 'overpaid', amountCents: creditCents } satisfies ClaimNote]),
    ],
  };
}

function withTotal(parts: Parts): OwedCents {
  return { ...parts, totalCents: sumOf(parts) };
}

/** One note for each rate that is not sure, over all the days on which it was used. */
function rateNotes(lines: readonly ClaimLine[]): ClaimNote[] {
  const notes = new Map<string, Extract<ClaimNote, { code: 'rate_to_confirm' | 'rate_assumed' }>>();
  for (const line of lines) {
    if (!('certainty' in line) || line.certainty === 'known' || line.rate === null) continue;
    const { rate, from, to, certainty } = line;
    const known = notes.get(`${certainty} ${rate}`);
    notes.set(`${certainty} ${rate}`, {
      code: `rate_${certainty}`,
      rate,
      from: known && known.from < from ? known.from : from,
      to: known && known.to > to ? known.to : to,
    });
  }
  return [...notes.values()];
}
