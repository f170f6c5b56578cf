/**
 * Why nothing goes out for now. Pauses are worked out from the facts, never carried along: so it does not matter in which
 * order facts came in, and a fact that comes late takes back what it should.
 */
import { bankCovers, bankDayAfter } from './bank-data.ts';
import type { CompiledLadder } from './compiled.ts';
import { decisionOf, demandableCents, isContested } from './contested.ts';
import type { ArrangementChange, Hold, PauseCause, PaymentPromise } from './events.ts';
import { type Facts, keptCents, knownAt, legalDay, openCents } from './facts.ts';
import type { InvoiceState } from './invoice/state.ts';
import type { Cents } from './money.ts';
import type { TimingReason } from './reasons.ts';
import { addOpenDays, bankCalendar } from './time/calendar.ts';
import { addDays, type CivilDate, dateOf, dayOf, type Instant, instantOf, localDate } from './time/civil.ts';

export interface Pause {
  cause: PauseCause;
  /** The fact that it comes from. */
  factId: string;
  /** Its last day; null: until something happens. */
  until: CivilDate | null;
  /** The first instant after it; infinite when only something that happens ends it. */
  endsAt: Instant;
  /** What a person gave as its reason; may be empty. */
  reason: string;
  /** It lasts until bank data are there, and is looked at again every working day. */
  bankData?: Extract<TimingReason, { code: 'bank_data' }>;
}

/** What pauses are worked out from. */
export interface PauseInput {
  compiled: CompiledLadder;
  facts: Facts;
  /** Tasks beside the ladder that a person has dealt with. */
  state: Pick<InvoiceState, 'doneTasks'>;
  now: Instant;
}

/** The pause that lasts longest of those in force, or null. */
export function activePause(input: PauseInput): Pause | null {
  if (!mayPause(input)) return null;
  let longest: Pause | null = null;
  for (const find of PAUSES) {
    const found = find(input);
    if (found && (!longest || found.endsAt > longest.endsAt)) longest = found;
  }
  return longest;
}

/** Most invoices have no fact that could pause them, and the simulator asks of thousands a second. */
function mayPause({ compiled, facts }: PauseInput): boolean {
  const { holds, promises, disputes, returns, arrangements, replies, debtorChanges } = facts;
  if (compiled.events.partPayment.restDays > 0 && facts.payments.length > 0) return true;
  const pausing = holds.length + promises.length + disputes.length + returns.length;
  return pausing + arrangements.length + replies.length + debtorChanges.length > 0;
}

/** A case with an undecided dispute, even over a part, is not handed over. */
export function handoverPause(input: PauseInput): Pause | null {
  const pending = input.facts.disputes.find(({ id }) => decisionOf(input.facts, id) === null);
  return pending ? untilSomething('disputed', pending.id, pending.reason) : activePause(input);
}

const PAUSES = [hold, promise, dispute, announcedReturn, arrangement, reply, debtor, partPayment];

// ---- Holds

export const DEFAULT_HOLD_DAYS = 14;
export const MAX_HOLD_DAYS = 90;

/** The last day of a hold: as asked, by default 14 days, never more than 90 days after it began. */
export function holdUntil({ at, until }: Hold): CivilDate {
  const began = localDate(at);
  const last = addDays(began, MAX_HOLD_DAYS);
  const asked = until ?? addDays(began, DEFAULT_HOLD_DAYS);
  return asked < last ? asked : last;
}

/** The hold in force at an instant that lasts longest, or null. */
export function longestHold({ holds, releases }: Pick<Facts, 'holds' | 'releases'>, now: Instant) {
  let longest: (Pause & { cause: 'held' }) | null = null;
  for (const fact of holds) {
    if (fact.at > now || releases.some((release) => release.holdId === fact.id && release.at <= now)) continue;
    const pause = throughDay('held', fact.id, holdUntil(fact), fact.reason);
    if (pause.endsAt > now && (!longest || pause.endsAt > longest.endsAt)) longest = pause;
  }
  return longest;
}

function hold({ facts, now }: PauseInput): Pause | null {
  return longestHold(facts, now);
}

// ---- Promises

export type PromiseStatus = 'open' | 'kept' | 'broken' | 'superseded';

/** The last day on which a promise can be seen to be kept: the bank has some days to book what was paid in time. */
export function promiseUntil(compiled: CompiledLadder, { at, on }: PaymentPromise): CivilDate {
  const { graceDays, longestDays } = compiled.events.promise;
  const last = addDays(localDate(at), longestDays);
  return dateOf(addOpenDays(bankCalendar, dayOf(on < last ? on : last), graceDays));
}

/**
 * How a promise fares. What was paid counts by its legal day, so that money of which we hear late restores a promise
 * that seemed broken.
 */
export function promiseStatus({ compiled, facts, now }: PauseInput, promised: PaymentPromise): PromiseStatus {
  const until = promiseUntil(compiled, promised);
  if (isKept(compiled, facts, promised, until)) return 'kept';
  const endsAt = instantOf(dayOf(until) + 1, 0);
  if (facts.promises.some((later) => isAfter(later, promised) && later.at < endsAt)) return 'superseded';
  // What was paid in time may not be known yet.
  return now < endsAt || !bankCovers(facts, until) ? 'open' : 'broken';
}

/** The promises that were not kept. */
export function brokenPromises(input: PauseInput): PaymentPromise[] {
  return input.facts.promises.filter((promised) => promiseStatus(input, promised) === 'broken');
}

/** What was promised: as said, else all that was demanded when it was said. */
function promisedCents(facts: Facts, { at, amountCents }: PaymentPromise): Cents {
  return amountCents ?? demandableCents(knownAt(facts, at));
}

/** Kept by what became known after the promise and was there in time, or by a claim that is settled. */
function isKept(compiled: CompiledLadder, facts: Facts, promised: PaymentPromise, until: CivilDate): boolean {
  const { toleranceCents } = compiled.ladder;
  if (openCents(facts) <= toleranceCents) return true;
  let paid = 0;
  for (const payment of facts.payments) {
    if (payment.at > promised.at && legalDay(payment) <= until) paid += keptCents(facts, payment);
  }
  return paid > 0 && paid >= promisedCents(facts, promised) - toleranceCents;
}

function promise(input: PauseInput): Pause | null {
  const last = input.facts.promises.at(-1);
  if (!last || last.at > input.now || promiseStatus(input, last) !== 'open') return null;
  const until = promiseUntil(input.compiled, last);
  const { compiled, facts, now } = input;
  const ends = throughDay('promised', last.id, until, '');
  const { bankCoveredUntil } = facts;
  if (now < ends.endsAt || bankCoveredUntil === null) return ends;
  const nextWorkday = addOpenDays(compiled.office, dayOf(localDate(now)), 1);
  return {
    ...throughDay('promised', last.id, dateOf(nextWorkday - 1), ''),
    bankData: { code: 'bank_data', through: bankDayAfter(until), coveredUntil: bankCoveredUntil },
  };
}

// ---- Disputes, returns, arrangements, replies

/** Where nothing undisputed is open. Costs and interest alone, over an invoice that was paid, may rest on what is contested. */
function dispute({ compiled, facts, now }: PauseInput): Pause | null {
  const first = facts.disputes[0];
  if (!first || first.at > now || !isContested(facts)) return null;
  if (demandableCents(facts) > compiled.ladder.toleranceCents) return null;
  return untilSomething('disputed', first.id, first.reason);
}

function announcedReturn({ facts, state, now }: PauseInput): Pause | null {
  let longest: Pause | null = null;
  for (const { id, at, expectedOn, note = '' } of facts.returns) {
    if (at > now || state.doneTasks.includes(matterId(facts, 'return', id))) continue;
    const pause = throughDay('return_announced', id, expectedOn, note);
    if (pause.endsAt > now && (!longest || pause.endsAt > longest.endsAt)) longest = pause;
  }
  return longest;
}

function arrangement({ facts, now }: PauseInput): Pause | null {
  const agreed = arrangementInForce(facts, now);
  return agreed === null ? null : untilSomething('arranged', agreed, '');
}

/** True for a fact from which on an arrangement holds back what would go out of its invoices. */
export function beginsArrangement({ type }: ArrangementChange): boolean {
  return type === 'arrangement_proposed' || type === 'arrangement_agreed';
}

/** The id of the arrangement in force over an invoice, the last of several, or null. */
export function arrangementInForce({ arrangements }: Facts, now: Instant): string | null {
  const agreed = arrangements.findLast(
    (change) =>
      beginsArrangement(change) &&
      change.at <= now &&
      !arrangements.some((later) => later.arrangementId === change.arrangementId && isAfter(later, change)),
  );
  return agreed?.arrangementId ?? null;
}

function reply({ compiled, facts, state, now }: PauseInput): Pause | null {
  const { pauseDays } = compiled.events.reply;
  const last = facts.replies.findLast(({ id }) => !state.doneTasks.includes(matterId(facts, 'reply', id)));
  if (!last || last.at > now || pauseDays === 0) return null;
  const until = dateOf(addOpenDays(compiled.office, dayOf(localDate(last.at)), pauseDays));
  const pause = throughDay('replied', last.id, until, last.summary);
  return pause.endsAt > now ? pause : null;
}

function debtor({ facts, now }: PauseInput): Pause | null {
  const last = facts.debtorChanges.at(-1);
  if (!last || last.at > now || last.status === 'normal') return null;
  return untilSomething('debtor_protected', last.id, last.note ?? '');
}

/** The days after a part payment, counted from the day on which it counts; what the bank took back gives none. */
function partPayment({ compiled, facts, now }: PauseInput): Pause | null {
  const { restDays, leastPercent } = compiled.events.partPayment;
  if (restDays === 0) return null;
  const leastCents = (facts.invoice.claimedCents * leastPercent) / 100;
  let last: { id: string; on: CivilDate } | null = null;
  for (const payment of facts.payments) {
    if (payment.at > now || keptCents(facts, payment) < leastCents) continue;
    const [counts, known] = [legalDay(payment), localDate(payment.at)];
    const on = counts < known ? counts : known;
    if (last === null || on > last.on) last = { id: payment.id, on };
  }
  if (last === null) return null;
  const until = dateOf(addOpenDays(compiled.office, dayOf(last.on), restDays));
  const pause = throughDay('part_paid', last.id, until, '');
  return pause.endsAt > now ? pause : null;
}

/** The id of the task that puts a matter beside the ladder before a person. */
export function matterId(facts: Facts, matter: string, factId: string): string {
  return `${facts.invoice.id}:${matter}.${factId}`;
}

function throughDay<Cause extends PauseCause>(
  cause: Cause,
  factId: string,
  until: CivilDate,
  reason: string,
): Pause & { cause: Cause } {
  return { cause, factId, until, endsAt: instantOf(dayOf(until) + 1, 0), reason };
}

function untilSomething(cause: PauseCause, factId: string, reason: string): Pause {
  return { cause, factId, until: null, endsAt: Number.POSITIVE_INFINITY, reason };
}

function isAfter(a: { id: string; at: Instant }, b: { id: string; at: Instant }): boolean {
  return a.at > b.at || (a.at === b.at && a.id > b.id);
}
