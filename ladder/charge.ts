/**
 * Whether collection costs or interest may be charged on an invoice, and from which day (`dutch-law.md` §1, §2). Where the
 * law asks for more than there is, nothing is charged: that is the safe side.
 */
import { type ChargedCosts, type ChargedInterest, groundedCosts, wasLate } from './balance.ts';
import { bankCovers, bankDayAfter } from './bank-data.ts';
import type { CompiledLadder } from './compiled.ts';
import type { ChargeStep, TimedStep } from './definition.ts';
import { demandOf, interruption } from './demand.ts';
import type { EarlierCharge, Facts } from './facts.ts';
import { arrived, type InvoiceState, type SentNotice } from './invoice/state.ts';
import { blockingCharge } from './law/collection-costs.ts';
import { RATES_KNOWN_FROM } from './law/interest-rates.ts';
import { FOURTEEN_DAY_TERM, termEnd } from './law/terms.ts';
import type { NotCharged, TimingReason, TurnReason } from './reasons.ts';
import { addDays, type CivilDate, dayOf } from './time/civil.ts';

export interface ChargeInput {
  compiled: CompiledLadder;
  state: InvoiceState;
  facts: Facts;
}

export type ChargeVerdict =
  | { costs: ChargedCosts }
  | { interest: ChargedInterest }
  | { because: Extract<TurnReason, { code: 'not_charged' | 'charged_before' }> };

/** What a `charge` step charges on a day, or why nothing. */
export function chargeOf(input: ChargeInput, step: ChargeStep, on: CivilDate): ChargeVerdict {
  const { facts, state } = input;
  const not = (because: NotCharged): ChargeVerdict => ({
    because: { code: 'not_charged', charge: step.charge, because },
  });
  // The scale and the rates are of Dutch law, in euros.
  if (facts.invoice.currency !== 'EUR') return not('other_currency');
  const already = step.charge === 'interest' ? state.charged.interest : chargedCosts(state);
  if (already !== null) return not('charged_already');
  if (step.charge === 'interest') {
    const rate = step.contractualRate ?? 'statutory';
    // An agreed rate may be an unfair clause, and loses the statutory one too: then none is asked.
    if (facts.debtor.kind === 'consumer' && rate !== 'statutory') return not('contractual_rate');
    if (rate === 'statutory' && facts.invoice.dueOn < RATES_KNOWN_FROM) return not('rates_unknown');
    if (!wasLate(facts)) return not('less_unpaid');
    return { interest: { step: step.id, on, rate, stands: true } };
  }
  const charged = { step: step.id, on, standingCents: 0 };
  if (facts.debtor.kind !== 'consumer') {
    return grounded({ ...charged, from: addDays(facts.invoice.dueOn, 1), letter: null, ...(facts.costsVat && VAT) });
  }
  const letter = letterOf(input);
  if ('because' in letter) return not(letter.because);
  // What the same letter grounds on another claim is a part of the same charge.
  const others = (facts.debtor.charges ?? []).filter((charge) => !isSameLetter(charge.letter, letter));
  const blocking = blockingCharge(
    others.map((charge) => charge.on),
    dayOf(on),
  );
  if (blocking) return { because: { code: 'charged_before', ...blocking } };
  // A consumer owes VAT only where the letter said that it is in the costs.
  const { costsVat = false, ...ground } = letter;
  const vat = costsVat && facts.costsVat && VAT;
  return grounded({ ...charged, from: addDays(letter.deadline, 1), letter: ground, ...vat });

  function grounded(costs: ChargedCosts): ChargeVerdict {
    const { cents, because } = groundedCosts(facts, costs, input.compiled.ladder.toleranceCents);
    return cents > 0 ? { costs: { ...costs, standingCents: cents } } : not(because);
  }
}

const VAT = { vat: true } as const;

type Letter = (NonNullable<ChargedCosts['letter']> & { costsVat?: true }) | { because: NotCharged };

/** The last fourteen-day letter, with the end of its term; or why it lets nothing be charged (art. 6:96(6) BW). */
function letterOf({ state, facts }: ChargeInput): Letter {
  const letter = lastLetter(state);
  if (!letter) return { because: state.notices.some(isLetter) ? 'letter_undelivered' : 'no_letter' };
  if (letter.sentOn <= facts.invoice.dueOn) return { because: 'due_moved' };
  const deadline = letter.deadline;
  if (deadline === null || deadline < termEnd(letter.receivedOn, FOURTEEN_DAY_TERM)) {
    return { because: 'term_too_short' };
  }
  const interrupted = interruption(facts);
  if (interrupted && interrupted.at > letter.sentAt) return { because: 'letter_lapsed' };
  const { sentOn, costsCents = 0, costsVat, jointly } = letter;
  return { sentOn, deadline, costsCents, ...(costsVat && { costsVat }), ...(jointly && { jointly }) };
}

/** The costs that were charged; null where the letter that announced them did not arrive: a new one may ground others. */
function chargedCosts(state: InvoiceState): ChargedCosts | null {
  const { costs } = state.charged;
  return costs !== null && letterArrived(state, costs) ? costs : null;
}

/** False where the letter that grounds costs turned out not to have arrived. */
export function letterArrived(state: InvoiceState, { letter }: ChargedCosts): boolean {
  if (letter === null) return true;
  const { sentOn, deadline } = letter;
  const same = state.notices.filter((sent) => isLetter(sent) && sent.sentOn === sentOn && sent.deadline === deadline);
  return same.length === 0 || arrived({ notices: same }).length > 0;
}

const isLetter = ({ kind }: SentNotice) => kind === 'fourteen-day-letter';

/** The last fourteen-day letter that arrived, as far as is known. */
function lastLetter(state: InvoiceState): SentNotice | undefined {
  return arrived(state).findLast(isLetter);
}

/**
 * True when two invoices were demanded in one letter: on one day, of the same principals, in different places. Letters
 * that each demand one claim are two, also on one day.
 */
function isSameLetter(a: EarlierCharge['letter'], b: EarlierCharge['letter']): boolean {
  if (!a?.jointly || !b?.jointly || a.sentOn !== b.sentOn || a.jointly.place === b.jointly.place) return false;
  const theirs = b.jointly.principalsCents;
  return (
    a.jointly.principalsCents.length === theirs.length &&
    a.jointly.principalsCents.every((cents, place) => cents === theirs[place])
  );
}

/** The last day of a consumer's term, before whose end costs may not be charged; null where there is none to wait for. */
export function costsTermEnd(state: InvoiceState, facts: Facts, step: TimedStep): CivilDate | null {
  if (step.kind !== 'charge' || step.charge !== 'collection-costs' || facts.debtor.kind !== 'consumer') return null;
  return lastLetter(state)?.deadline ?? null;
}

/**
 * Bank data for which a step waits: payments on the last day on which they would change what it does must be known. Null
 * when they are there, or the step does not depend on them.
 */
export function awaitedBankData(input: ChargeInput, step: TimedStep, on: CivilDate): TimingReason | null {
  const day = decisiveDay(input, step, on);
  const { bankCoveredUntil } = input.facts;
  if (day === null || bankCoveredUntil === null || bankCovers(input.facts, day)) return null;
  return { code: 'bank_data', through: bankDayAfter(day), coveredUntil: bankCoveredUntil };
}

function decisiveDay(input: ChargeInput, step: TimedStep, on: CivilDate): CivilDate | null {
  if (step.kind === 'handover') {
    const demand = demandOf(input.compiled, input.state, input.facts);
    return demand.valid ? demand.deadline : null;
  }
  if (step.kind !== 'charge' || step.charge !== 'collection-costs') return null;
  const verdict = chargeOf(input, step, on);
  return 'costs' in verdict ? addDays(verdict.costs.from, -1) : null;
}
