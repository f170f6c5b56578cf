/**
 * The claims of a debtor while they are computed: costs are charged, payments allocated and interest counted, each with
 * its lines. `claim.ts` walks the days.
 */
import type { ClaimInput, ClaimLine, ClaimNote, ClaimPayment } from './claim.ts';
import type { DebtorKind } from './definition.ts';
import {
  ALLOCATION_SOURCE,
  allocateOver,
  allocateWithin,
  apportion,
  PARTS,
  type Parts,
  sumOf,
} from './law/allocation.ts';
import {
  blockingCharge,
  COSTS_OVER_SUM_SOURCE,
  COSTS_SOURCE,
  COSTS_VAT_SOURCE,
  collectionCosts,
  collectionCostsVat,
  VAT_RATE,
} from './law/collection-costs.ts';
import {
  accrue,
  afterPayment,
  type InterestPeriod,
  type InterestRate,
  interestCents,
  interestFrom,
  type RunningInterest,
} from './law/interest.ts';
import type { Cents } from './money.ts';
import { dateOf, dayOf, type EpochDay } from './time/civil.ts';

/** A claim while it is computed. */
export interface OpenClaim {
  number: string;
  dueDay: EpochDay;
  running: RunningInterest;
  costsCents: Cents;
  vatCents: Cents;
  lines: ClaimLine[];
}

export interface Ledger {
  input: ClaimInput;
  rate: InterestRate;
  claims: OpenClaim[];
  creditCents: Cents;
  notes: ClaimNote[];
}

/** Claims that are charged by one computation of the scale. */
export interface Demand {
  day: EpochDay;
  claims: OpenClaim[];
}

/** All claims as they stand before anything happened, the oldest first. */
export function openLedger(input: ClaimInput): Ledger {
  const { debtor, rate } = input;
  const claims = input.claims.map(({ number, principalCents, dueOn }): OpenClaim => {
    const dueDay = dayOf(dueOn);
    const line: ClaimLine = {
      rule: 'principal',
      claim: number,
      from: dueOn,
      to: dueOn,
      rate: null,
      baseCents: null,
      amountCents: principalCents,
      source: 'invoice',
    };
    return {
      number,
      dueDay,
      running: interestFrom(principalCents, dueDay + 1),
      costsCents: 0,
      vatCents: 0,
      lines: [line],
    };
  });
  claims.sort((a, b) => a.dueDay - b.dueDay || (a.number < b.number ? -1 : 1));
  const statutory = debtor === 'consumer' ? 'consumer' : 'commercial';
  return { input, rate: rate === 'statutory' ? statutory : (rate ?? 0), claims, creditCents: 0, notes: [] };
}

// ---- Collection costs

/**
 * When costs are charged, and over which claims at once: for a consumer one demand takes in every claim that is late
 * (art. 6:96(7) BW), for others each claim has its own.
 */
export function demandsBy({ input, claims, notes }: Ledger, lastDay: EpochDay): Demand[] {
  if (!input.costs) return [];
  const { from } = input.costs;
  const late = claims.filter((claim) => claim.dueDay < lastDay);
  if (input.debtor !== 'consumer') {
    const fromDay = from === undefined ? Number.NEGATIVE_INFINITY : dayOf(from);
    const each = late.map((claim) => ({ day: Math.max(claim.dueDay + 1, fromDay), claims: [claim] }));
    return each.filter(({ day }) => day <= lastDay);
  }
  const day = from === undefined ? (late.at(-1)?.dueDay ?? lastDay) + 1 : dayOf(from);
  if (day > lastDay) return [];
  for (const claim of claims) {
    const dueOn = dateOf(claim.dueDay);
    if (claim.dueDay >= day) notes.push({ code: 'not_in_demand', claim: claim.number, dueOn, on: dateOf(day) });
  }
  return [{ day, claims: claims.filter((claim) => claim.dueDay < day) }];
}

/** Charges the costs over what is unpaid when the day begins. */
export function charge({ input, notes }: Ledger, demand: Demand): void {
  const isConsumer = input.debtor === 'consumer';
  const { from, vat, earlierCharges = [] } = input.costs!;
  const bases = demand.claims.map((claim) => claim.running.principalCents);
  const demandedCents = bases.reduce((sum, cents) => sum + cents, 0);
  if (demandedCents === 0) return;
  const on = dateOf(demand.day);
  const blocking = isConsumer ? blockingCharge(earlierCharges, demand.day) : null;
  if (blocking) {
    notes.push({ code: 'costs_blocked', on, ...blocking });
    return;
  }
  if (isConsumer && from === undefined) notes.push({ code: 'consumer_costs_unproven', on });
  const demandCostsCents = collectionCosts(demandedCents);
  const costs = apportion(demandCostsCents, bases);
  const vats = apportion(vat ? collectionCostsVat(demandCostsCents) : 0, costs);
  for (const [index, claim] of demand.claims.entries()) {
    if (bases[index] === 0) continue;
    claim.costsCents += costs[index]!;
    claim.vatCents += vats[index]!;
    const common = { claim: claim.number, from: on, to: on };
    claim.lines.push({
      ...common,
      rule: 'collection_costs',
      rate: null,
      baseCents: bases[index]!,
      amountCents: costs[index]!,
      source: isConsumer ? COSTS_OVER_SUM_SOURCE : COSTS_SOURCE,
      demandedCents,
      demandCostsCents,
    });
    if (!vat) continue;
    claim.lines.push({
      ...common,
      rule: 'collection_costs_vat',
      rate: VAT_RATE,
      baseCents: costs[index]!,
      amountCents: vats[index]!,
      source: COSTS_VAT_SOURCE,
    });
  }
}

// ---- Payments

/** The payments up to and including a day. */
export function paymentsByDay({ payments }: ClaimInput, lastDay: EpochDay): Map<EpochDay, ClaimPayment[]> {
  const byDay = new Map<EpochDay, ClaimPayment[]>();
  for (const payment of payments) {
    const day = dayOf(payment.on);
    if (day > lastDay) continue;
    const same = byDay.get(day);
    if (same) same.push(payment);
    else byDay.set(day, [payment]);
  }
  return byDay;
}

/**
 * Allocates the payments of one day, after its interest: first what the debtor designated, each to its claim, then all
 * the rest together in the order of the law. So their order does not matter.
 */
export function pay(ledger: Ledger, payments: readonly ClaimPayment[], day: EpochDay): void {
  if (payments.length === 0) return;
  const total = (which: ClaimPayment[]) => which.reduce((sum, payment) => sum + payment.amountCents, 0);
  let rest = total(payments.filter((payment) => payment.for === undefined));
  for (const claim of ledger.claims) {
    const designated = total(payments.filter((payment) => payment.for === claim.number));
    rest += payClaim(ledger, claim, designated, { day, designated: true });
  }
  if (rest === 0) return;
  const owed = ledger.claims.map((claim) => ({
    dueDay: claim.dueDay,
    owedCents: () => sumOf(owedOn({ ...claim, running: accrue(claim.running, ledger.rate, day).running })),
  }));
  for (const [index, share] of allocateOver(rest, owed).entries()) {
    payClaim(ledger, ledger.claims[index]!, share, { day, designated: false });
    rest -= share;
  }
  ledger.creditCents += rest;
}

/** Allocates cents within one claim (art. 6:44 BW); gives back what it did not need. */
function payClaim(
  ledger: Ledger,
  claim: OpenClaim,
  cents: Cents,
  { day, designated }: { day: EpochDay; designated: boolean },
): Cents {
  if (cents === 0) return 0;
  runInterest(ledger, claim, day);
  const { paid, restCents } = allocateWithin(cents, owedOn(claim));
  claim.costsCents -= paid.costsCents;
  claim.vatCents -= paid.vatCents;
  claim.running = afterPayment(claim.running, paid);
  const on = dateOf(day);
  for (const part of PARTS) {
    const partCents = paid[`${part}Cents`];
    if (partCents === 0) continue;
    claim.lines.push({
      rule: 'payment',
      claim: claim.number,
      from: on,
      to: on,
      rate: null,
      baseCents: null,
      amountCents: -partCents,
      source: ALLOCATION_SOURCE,
      part,
      designated,
    });
  }
  return restCents;
}

// ---- Interest

const INTEREST_SOURCE = {
  consumer: 'art. 6:119 BW',
  'sole-trader': 'art. 6:119a BW',
  company: 'art. 6:119a BW',
  government: 'art. 6:119b BW',
} satisfies Record<DebtorKind, string>;

/** Counts interest up to and including a day, with a line for each rate and each amount that it was computed over. */
export function runInterest({ input, rate }: Ledger, claim: OpenClaim, through: EpochDay): void {
  const { running, periods } = accrue(claim.running, rate, through);
  claim.running = running;
  if (input.rate === null) return;
  for (const period of periods) claim.lines.push(interestLine(input.debtor, rate, claim.number, period));
}

function interestLine(debtor: DebtorKind, rate: InterestRate, claim: string, period: InterestPeriod): ClaimLine {
  return {
    ...period,
    rule: typeof rate === 'number' ? 'contractual_interest' : `${rate}_interest`,
    claim,
    from: dateOf(period.from),
    to: dateOf(period.to),
    source: typeof rate === 'number' ? 'contract' : INTEREST_SOURCE[debtor],
  };
}

/** What is owed on a claim on the day through which its interest was counted. */
export function owedOn(claim: OpenClaim): Parts {
  const { costsCents, vatCents, running } = claim;
  return { costsCents, vatCents, interestCents: interestCents(running), principalCents: running.principalCents };
}
