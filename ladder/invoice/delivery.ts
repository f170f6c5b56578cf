/** The last look before a contact leaves, and what it says: shared by `deliver` and the simulator. */
import { askedOn, costsOver, isSettled } from '../balance.ts';
import { awaitedBankData } from '../charge.ts';
import { compile } from '../compiled.ts';
import { demandableCents, isContested } from '../contested.ts';
import type { Channel, Ladder, SendStep, Step, TimedStep } from '../definition.ts';
import { demandOf } from '../demand.ts';
import type { Jointly, WithdrawnBecause } from '../events.ts';
import { type Facts, openCents } from '../facts.ts';
import { blockingCharge } from '../law/collection-costs.ts';
import { FOURTEEN_DAY_TERM, receivedBy, termEnd } from '../law/terms.ts';
import type { Cents } from '../money.ts';
import { activePause, handoverPause } from '../pauses.ts';
import type { TurnReason } from '../reasons.ts';
import { openInstant, presupposesDelay } from '../schedule.ts';
import { type CivilDate, dayOf, type Instant, localDate } from '../time/civil.ts';
import { isCorrection, newsOf } from './commands.ts';
import { correctionStands, isProtected } from './correction.ts';
import type { InvoiceState } from './state.ts';

/** What a contact states when it leaves now. */
export interface Terms {
  on: CivilDate;
  receivedOn: CivilDate;
  deadline: CivilDate | null;
  /** The principal that it asks for. */
  amountCents: Cents;
  /** Costs and interest that it asks for beside that; of costs, those that a fourteen-day letter announces. */
  costsCents?: Cents;
  /** The costs include VAT, which the creditor cannot deduct. */
  costsVat?: true;
  /** Of a fourteen-day letter over several claims: what it demands of each. */
  jointly?: Jointly;
  interestCents?: Cents;
}

export type Verdict = { send: true; terms: Terms; channel: Channel } | { send: false; because: WithdrawnBecause };

/**
 * Whether an intended contact may still leave, on the facts of this moment: never after the claim is settled or written
 * off, during a pause, outside its hours, or when the ladder has moved on.
 */
export function verdict(ladder: Ladder, state: InvoiceState, facts: Facts, dispatchId: string, now: Instant): Verdict {
  const { position } = state;
  const open = openCents(facts);
  const on = localDate(now);
  if (position?.mode !== 'sending' || position.dispatchId !== dispatchId) {
    if (isCorrection(dispatchId)) return correctionVerdict(state, facts, on);
    const news = state.handedOver !== null && state.toldAgency.some((fact) => dispatchId.includes(`:${newsOf(fact)}:`));
    if (!news) return { send: false, because: 'superseded' };
    const terms = { on, receivedOn: on, deadline: null, amountCents: Math.max(0, open) };
    return { send: true, terms, channel: 'email' };
  }
  if (isSettled(ladder, facts, state.charged, on)) return { send: false, because: 'paid' };
  if (facts.writeOffs.length > 0) return { send: false, because: 'written_off' };
  if (isContested(facts) && demandableCents(facts) <= ladder.toleranceCents) {
    return { send: false, because: 'disputed' };
  }
  const compiled = compile(ladder);
  const step = compiled.step(position.step) as TimedStep;
  const pause = (step.kind === 'handover' ? handoverPause : activePause)({ compiled, facts, state, now });
  if (pause) return { send: false, because: pause.cause };
  const printing = position.letter !== undefined;
  if (!printing && openInstant(compiled.hours(step), now) !== now) return { send: false, because: 'outside_hours' };
  // A printed letter that may be posted on another day counts on the last of those.
  if (!printing && step.kind === 'send' && facts.otherContactOn !== null && facts.otherContactOn >= on)
    return { send: false, because: 'other_contact' };
  if (step.kind === 'handover') {
    const demand = demandOf(compiled, state, facts);
    if (!demand.valid || on <= demand.deadline) return { send: false, because: 'superseded' };
    if (awaitedBankData({ compiled, state, facts }, step, on)) return { send: false, because: 'superseded' };
  }
  if (isOutOfPlace(ladder, step, state, facts, on)) return { send: false, because: 'superseded' };
  const channel = step.kind === 'send' ? channelOf(step, state, facts) : 'email';
  const asked = termsOf(step, channel, on, Math.max(0, demandableCents(facts)));
  return { send: true, terms: { ...asked, ...chargesOf(step, state, facts, on) }, channel };
}

/** True for what has no place on a day: the claim is not due by then, or the ladder leaves out its letter. */
export function isOutOfPlace(
  ladder: Ladder,
  step: TimedStep,
  state: InvoiceState,
  facts: Facts,
  on: CivilDate,
): boolean {
  if (presupposesDelay(step) && on <= facts.invoice.dueOn) return true;
  return letterLeftOut(ladder, step, state, facts, on) !== null;
}

/** How a notice goes out now. */
export function channelOf({ id, channel }: SendStep, { byLetter }: InvoiceState, { debtor }: Facts): Channel {
  if (byLetter.includes(id)) return 'letter';
  if (channel !== 'email-or-letter') return channel;
  return debtor.hasEmail === false ? 'letter' : 'email';
}

/** The costs and interest that a contact states, of whatever says so. */
export function chargesIn({ costsCents, costsVat, interestCents, jointly }: Charges = {}): Charges {
  return {
    ...(costsCents !== undefined && { costsCents }),
    ...(costsVat && { costsVat }),
    ...(interestCents !== undefined && { interestCents }),
    ...(jointly !== undefined && { jointly }),
  };
}

type Charges = Pick<Terms, 'costsCents' | 'costsVat' | 'interestCents' | 'jointly'>;

/** The terms of the notices that leave in one text: a fourteen-day letter announces its costs over all that it demands. */
export function jointTerms<T extends Terms>(step: Step, notices: readonly { facts: Facts; terms: T }[]): T[] {
  const alone = notices.map(({ terms }) => terms);
  if (step.kind !== 'send' || step.notice !== 'fourteen-day-letter' || notices.length < 2) return alone;
  const { sharesCents } = announcedCosts(notices.map(({ facts }) => facts));
  const principalsCents = alone.map(({ amountCents }) => amountCents);
  return alone.map((terms, place) => ({
    ...terms,
    costsCents: sharesCents[place]!,
    jointly: { principalsCents, place },
  }));
}

/** The costs and interest that a contact states: those that were charged, or the costs that a letter announces. */
export function chargesOf(step: Step, state: InvoiceState, facts: Facts, on: CivilDate): Partial<Terms> {
  const { costsCents, interestCents } = askedOn(facts, state.charged, on);
  const isLetter = step.kind === 'send' && step.notice === 'fourteen-day-letter';
  const announced = isLetter && !chargedBefore(step, state, facts, on) ? announcedCosts([facts]).totalCents : 0;
  const costs = isLetter ? announced : costsCents;
  const costsVat = isLetter ? facts.costsVat : state.charged.costs?.vat === true;
  return {
    ...(costs > 0 && { costsCents: costs, ...(costsVat && { costsVat }) }),
    ...(interestCents > 0 && { interestCents }),
  };
}

/** Why a fourteen-day letter is left out: it would demand no principal, or announce costs that may not follow. Null: it is not. */
export function letterLeftOut(
  ladder: Ladder,
  step: Step,
  state: InvoiceState,
  facts: Facts,
  on: CivilDate,
): Extract<TurnReason, { code: 'no_principal' | 'charged_before' }> | null {
  if (step.kind !== 'send' || step.notice !== 'fourteen-day-letter') return null;
  if (demandableCents(facts) <= ladder.toleranceCents) return { code: 'no_principal' };
  return chargedBefore(step, state, facts, on);
}

/**
 * The charge to a consumer for another invoice that forbids the costs which a fourteen-day letter of a day would announce,
 * on the first day on which they could be charged (`dutch-law.md` §1). Null where none does, or a step announces none.
 */
function chargedBefore(
  step: Step,
  state: InvoiceState,
  facts: Facts,
  on: CivilDate,
): Extract<TurnReason, { code: 'charged_before' }> | null {
  const { debtor, invoice } = facts;
  if (step.kind !== 'send' || step.notice !== 'fourteen-day-letter') return null;
  if (debtor.kind !== 'consumer' || invoice.currency !== 'EUR') return null;
  const { receivedOn, deadline } = termsOf(step, channelOf(step, state, facts), on, 0);
  const first = dayOf(deadline ?? termEnd(receivedOn, FOURTEEN_DAY_TERM)) + 1;
  const charges = (debtor.charges ?? []).map((charge) => charge.on);
  const blocking = blockingCharge(charges, first);
  return blocking && { code: 'charged_before', ...blocking };
}

/**
 * The costs that a fourteen-day letter of now announces over all that it demands, and the share of each invoice; none in
 * another currency than the euro.
 */
export function announcedCosts(demanded: readonly Facts[]): { totalCents: Cents; sharesCents: Cents[] } {
  const euros = demanded.every(({ invoice }) => invoice.currency === 'EUR');
  const principalsCents = demanded.map((facts) => (euros ? Math.max(0, demandableCents(facts)) : 0));
  return costsOver(
    principalsCents,
    demanded.every(({ costsVat }) => costsVat),
  );
}

/** A correction leaves while it is true, unless the debtor may not be written to at all. */
function correctionVerdict({ charged }: InvoiceState, facts: Facts, on: CivilDate): Verdict {
  if (isProtected(facts)) return { send: false, because: 'debtor_protected' };
  if (!correctionStands(charged)) return { send: false, because: 'superseded' };
  const terms = { on, receivedOn: on, deadline: null, amountCents: Math.max(0, demandableCents(facts)) };
  return { send: true, terms, channel: 'email' };
}

/**
 * The final payment date that the words of a notice state. A fourteen-day letter states none: its term runs from receipt,
 * and a date that falls within it costs the creditor all collection costs (NL:HR:2016:2704).
 */
export function statedDeadline(kind: string, deadline: CivilDate | null): CivilDate | null {
  return kind === 'fourteen-day-letter' ? null : deadline;
}

/** What a contact of the present step states when it leaves on a day. */
export function termsOf(step: Step, channel: Channel, on: CivilDate, amountCents: Cents): Terms {
  const receivedOn = receivedBy(channel, on);
  const termDays = step.kind === 'send' ? step.termDays : undefined;
  return { on, receivedOn, deadline: termDays === undefined ? null : termEnd(receivedOn, termDays), amountCents };
}
