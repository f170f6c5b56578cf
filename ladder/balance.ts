/**
 * What is owed on an invoice on a day, worked out from the facts and from what the ladder charged. Two balances: that of
 * the books, which every payment lowers, and that of the law, with costs and interest, in which a payment goes to costs,
 * then interest, then principal (art. 6:44 BW). Every cent of costs and interest comes from `claim.ts`.
 */
import { type Claim, type ClaimBalance, type ClaimLine, claimOn } from './claim.ts';
import { contestedCents, uncredited } from './contested.ts';
import type { Ladder, StepId } from './definition.ts';
import type { ArrangementChange, Jointly } from './events.ts';
import { type Facts, keptCents, legalDay, openCents } from './facts.ts';
import type { Parts } from './law/allocation.ts';
import type { HundredthsPercent } from './law/percent.ts';
import type { Cents } from './money.ts';
import type { CostsUngrounded } from './reasons.ts';
import { wasSettledAfter } from './settled.ts';
import { addDays, type CivilDate, localDate } from './time/civil.ts';

/** What a ladder charged on an invoice. */
export interface Charged {
  costs: ChargedCosts | null;
  interest: ChargedInterest | null;
  /** What notices last told the debtor to owe of it; null before one did. */
  told: ToldCharges | null;
  /** What a correction that has not left yet tells of it; null when none is under way. */
  correcting: ToldCharges | null;
  /** How many corrections were intended. */
  corrections: number;
}

export interface ChargedCosts {
  step: StepId;
  /** The day on which they were charged. */
  on: CivilDate;
  /** The first day on which they are owed, whatever is paid on it. */
  from: CivilDate;
  /** They include VAT: the creditor could not deduct it on that day, and the letter, where there is one, said so. */
  vat?: true;
  /** The fourteen-day letter that grounds them; null for debtors that need none. */
  letter: { sentOn: CivilDate; deadline: CivilDate; costsCents: Cents; jointly?: Jointly } | null;
  /** What the facts ground of them now. */
  standingCents: Cents;
}

export interface ChargedInterest {
  step: StepId;
  on: CivilDate;
  rate: 'statutory' | HundredthsPercent;
  /** False where the facts say that the debtor was never late. */
  stands: boolean;
}

export interface ToldCharges {
  costsCents: Cents;
  interest: boolean;
}

export const NOTHING_CHARGED: Charged = { costs: null, interest: null, told: null, correcting: null, corrections: 0 };

/** What is owed, and what of it was charged. Cents. */
export interface Balance {
  /** In the books: negative when too much was paid. */
  bookkeepingCents: Cents;
  /** By law: with the costs and interest that were charged, never below zero. */
  totalCents: Cents;
  /** The parts of the total, payments allocated by art. 6:44 BW. */
  owed: Parts;
  /** All that was charged, before payments. */
  costsCents: Cents;
  interestCents: Cents;
  /** Paid beyond all that was owed. */
  overpaidCents: Cents;
  /** How costs and interest came about; empty when nothing was charged. */
  lines: ClaimLine[];
}

/** The balances at the end of a day; what the debtor contests counts as owed. */
export function balanceOn(facts: Facts, charged: Charged, on: CivilDate): Balance {
  return balanceWithout(0, facts, charged, on);
}

/** The balances without what the debtor need not pay for now: what a notice asks for. */
export function askedOn(facts: Facts, charged: Charged, on: CivilDate): Balance {
  return balanceWithout(contestedCents(facts), facts, charged, on);
}

function balanceWithout(leftOutCents: Cents, facts: Facts, charged: Charged, on: CivilDate): Balance {
  const bookkeepingCents = openCents(facts) - leftOutCents;
  const claim = claimed(facts, charged, on, leftOutCents);
  if (claim === null) {
    const principalCents = Math.max(0, bookkeepingCents);
    return {
      bookkeepingCents,
      totalCents: principalCents,
      owed: { costsCents: 0, vatCents: 0, interestCents: 0, principalCents },
      costsCents: 0,
      interestCents: 0,
      overpaidCents: Math.max(0, -bookkeepingCents),
      lines: [],
    };
  }
  const { totalCents, creditCents, lines, costsCents, vatCents, interestCents, principalCents } = claim;
  return {
    bookkeepingCents,
    totalCents,
    owed: { costsCents, vatCents, interestCents, principalCents },
    costsCents: costsIn(lines),
    interestCents: sumOfLines(lines, isInterest),
    overpaidCents: creditCents,
    lines,
  };
}

/** The claim with what was charged on it; null when nothing was, or nothing was ever owed. */
function claimed(facts: Facts, charged: Charged, on: CivilDate, leftOutCents: Cents): ClaimBalance | null {
  const costs = charged.costs !== null && charged.costs.standingCents > 0 ? charged.costs : null;
  if (costs === null && charged.interest === null) return null;
  const jointly = costs?.letter?.jointly ?? null;
  const asked = {
    costsFrom: costs?.from ?? null,
    vat: costs?.vat ?? false,
    rate: charged.interest?.rate ?? null,
    jointly,
  };
  return claimOf(facts, leftOutCents, asked, on);
}

interface Asked {
  costsFrom: CivilDate | null;
  vat: boolean;
  rate: 'statutory' | HundredthsPercent | null;
  /** The claims with which costs are owed together. */
  jointly: Jointly | null;
}

function claimOf(facts: Facts, leftOutCents: Cents, asked: Asked, on: CivilDate): ClaimBalance | null {
  const { costsFrom, vat, rate, jointly } = asked;
  const { invoice, debtor } = facts;
  const principalCents = principalOf(facts) - leftOutCents;
  if (principalCents <= 0) return null;
  const payments = facts.payments
    .map((payment) => ({ on: legalDay(payment), amountCents: keptCents(facts, payment) }))
    .filter(({ amountCents }) => amountCents > 0);
  const own = { number: invoice.number, principalCents, dueOn: invoice.dueOn };
  const claims = jointly === null ? [own] : claimsOf(jointly, own);
  const number = jointly === null ? own.number : placeName(jointly.place);
  const balance = claimOn(
    {
      debtor: debtor.kind,
      claims,
      // What is known to be paid counts on its legal day, and no later than the day that is asked for.
      payments: payments.map((payment) => ({ ...payment, on: payment.on > on ? on : payment.on, for: number })),
      costs: costsFrom === null ? null : { from: costsFrom, vat },
      rate,
    },
    on,
  );
  return jointly === null ? balance : ownPart(balance, number, invoice.number, payments);
}

/** Claims are taken by due date, then by number: these names keep the order of the letter. */
const placeName = (place: number) => String(place).padStart(6, '0');

/** The claims of a letter, with what is demanded of this one now. */
function claimsOf({ principalsCents, place }: Jointly, own: Claim): Claim[] {
  const claims = principalsCents.map((principalCents, index) => ({
    number: placeName(index),
    principalCents: index === place ? own.principalCents : principalCents,
    dueOn: own.dueOn,
  }));
  return claims.filter(({ principalCents }) => principalCents > 0);
}

/** What of a claim over several is owed on this one. */
function ownPart(
  balance: ClaimBalance,
  name: string,
  invoiceNumber: string,
  payments: readonly { amountCents: Cents }[],
): ClaimBalance {
  const own = balance.claims.find(({ number }) => number === name)!;
  const lines = balance.lines.filter(({ claim }) => claim === name).map((line) => ({ ...line, claim: invoiceNumber }));
  const owed = sumOfLines(lines, ({ amountCents }) => amountCents > 0);
  const paid = payments.reduce((sum, { amountCents }) => sum + amountCents, 0);
  return { ...balance, ...own, lines, creditCents: Math.max(0, paid - owed) };
}

/** What the debtor had to pay, before any payment. */
function principalOf({ invoice, creditNotes }: Facts): Cents {
  return creditNotes.reduce((cents, credit) => cents - credit.amountCents, invoice.claimedCents);
}

const isInterest = ({ rule }: ClaimLine) => rule.endsWith('_interest');

function sumOfLines(lines: readonly ClaimLine[], wanted: (line: ClaimLine) => boolean): Cents {
  return lines.reduce((sum, line) => (wanted(line) ? sum + line.amountCents : sum), 0);
}

const costsIn = (lines: readonly ClaimLine[]) =>
  sumOfLines(lines, ({ rule }) => rule === 'collection_costs' || rule === 'collection_costs_vat');

/** The arrangement over an invoice that was kept to its end; null once another fact about arrangements followed it. */
export function keptArrangement({ arrangements }: Facts): ArrangementChange | null {
  const last = arrangements.at(-1);
  return last?.type === 'arrangement_kept' ? last : null;
}

/** True where the ladder charged costs or interest after an arrangement had ended: those it does not settle. */
function isChargedAfter({ costs, interest }: Charged, { at }: ArrangementChange): boolean {
  return [costs, interest].some((charge) => charge !== null && charge.on > localDate(at));
}

/**
 * True when the case may close as paid: by the balance that its ladder names, but for its tolerance. An arrangement that was
 * kept settles what it says; costs and interest beside what was arranged are not asked of a debtor who kept it.
 */
export function isSettled(ladder: Ladder, facts: Facts, charged: Charged, on: CivilDate): boolean {
  const kept = keptArrangement(facts);
  if (openCents(facts) - (kept?.amountCents ?? 0) > ladder.toleranceCents) return false;
  if (ladder.closes !== 'legal' || (kept !== null && !isChargedAfter(charged, kept))) return true;
  return balanceOn(facts, charged, on).totalCents <= ladder.toleranceCents;
}

// ---- What charged costs and interest rest on

/** What the facts ground of collection costs from a day on, and why not all. Never more than the letter announced. */
export function groundedCosts(
  facts: Facts,
  costs: Pick<ChargedCosts, 'from' | 'letter' | 'vat'>,
  toleranceCents: Cents,
): { cents: Cents; because: CostsUngrounded } {
  const { letter } = costs;
  const conceded = uncredited(facts).reduce((sum, { cents }) => sum + cents, 0);
  const whole = costsOf(facts, conceded, costs);
  if (letter === null) return { cents: whole, because: 'less_unpaid' };
  if (letter.sentOn <= facts.invoice.dueOn) return { cents: 0, because: 'due_moved' };
  if (wasSettledAfter(facts, letter.sentOn, toleranceCents, letter.deadline)) {
    return { cents: 0, because: 'settled_in_term' };
  }
  if (whole <= letter.costsCents) return { cents: whole, because: 'less_unpaid' };
  // What was contested when the letter went out is not in its costs, and bears none until it is undisputed.
  const undisputed = costsOf(facts, contestedCents(facts), costs);
  return { cents: undisputed <= letter.costsCents ? undisputed : 0, because: 'stated_less' };
}

function costsOf(
  facts: Facts,
  leftOutCents: Cents,
  { from, letter, vat }: Pick<ChargedCosts, 'from' | 'letter' | 'vat'>,
): Cents {
  const jointly = letter?.jointly ?? null;
  const onDay = from > facts.invoice.dueOn ? from : addDays(facts.invoice.dueOn, 1);
  const claim = claimOf(facts, leftOutCents, { costsFrom: from, vat: vat ?? false, rate: null, jointly }, onDay);
  return claim === null ? 0 : costsIn(claim.lines);
}

/** True when the debtor was late, so that interest is owed (art. 6:119(1), 6:119a(1) BW). */
export function wasLate(facts: Facts): boolean {
  const inTime = facts.payments.filter((payment) => legalDay(payment) <= facts.invoice.dueOn);
  return inTime.reduce((unpaid, payment) => unpaid - keptCents(facts, payment), principalOf(facts)) > 0;
}

/**
 * The collection costs over claims that are demanded together: the scale once over their sum, and the share of each, in the
 * order given, by largest remainder (art. 6:96(7) BW). For a consumer; others owe them for each claim by itself. With VAT
 * where the creditor cannot deduct it.
 */
export function costsOver(principalsCents: readonly Cents[], vat = false): { totalCents: Cents; sharesCents: Cents[] } {
  const sharesCents = principalsCents.map(() => 0);
  const claims = principalsCents.flatMap((principalCents, index) =>
    principalCents > 0 ? [{ number: String(index).padStart(6, '0'), principalCents, dueOn: DUE }] : [],
  );
  if (claims.length === 0) return { totalCents: 0, sharesCents };
  const from = addDays(DUE, 1);
  const balance = claimOn({ debtor: 'consumer', claims, payments: [], costs: { from, vat }, rate: null }, from);
  for (const { number, costsCents, vatCents } of balance.claims) sharesCents[Number(number)] = costsCents + vatCents;
  return { totalCents: balance.costsCents + balance.vatCents, sharesCents };
}

/** The scale knows no dates: any day will do on which all claims are due. */
const DUE: CivilDate = '2026-01-01';
