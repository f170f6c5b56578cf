/** Which notices an arrangement sends and when, and the last look before one leaves. */
import { receivedByEmail } from '../law/terms.ts';
import type { Cents } from '../money.ts';
import { openInstant, SPREAD, spreadMs } from '../schedule.ts';
import { rollToOpen } from '../time/calendar.ts';
import { type CivilDate, dayOf, type EpochDay, type Instant, instantOf, localDate, localDay } from '../time/civil.ts';
import {
  type Account,
  accountOf,
  inDueOrder,
  isPaid,
  isPaidUp,
  lastSeen,
  shortCents,
  wasPaidBetween,
} from './account.ts';
import type { ArrangementWithdrawn } from './events.ts';
import type { ArrangementFacts } from './facts.ts';
import type { Instalment } from './instalments.ts';
import { type ArrangementInput, arrangementPause } from './pauses.ts';
import {
  type ArrangementNotice,
  type ArrangementState,
  type Contact,
  type ContactQuestion,
  isOver,
  type PastContact,
} from './state.ts';
import { type ArrangementTerms, breachDeadline, endOf, hoursOf, seenBy } from './terms.ts';

/** A notice that is to go out, at the earliest at `at`. */
export interface DueContact {
  contact: Contact;
  at: Instant;
  instalment: Instalment | null;
}

type Input = ArrangementInput & { account: Account };

/** The notices that are still to go out as things stand now; one that stands before a person is not among them. */
export function dueContacts(input: Input): DueContact[] {
  const { terms, state, account, now } = input;
  if (state.phase !== 'signed' && state.phase !== 'running') return [];
  const due: DueContact[] = [];
  const add = (what: ArrangementNotice, instalment: Instalment | null, at: Instant) => {
    const n = instalment?.n ?? 0;
    const turn = instalment?.turn ?? 0;
    const asked = state.questions.some((one) => one.what === what && one.n === n && one.turn === turn);
    if (asked && what !== 'breach-notice') return;
    const contact = contactOf(terms, state, what, n, turn);
    const retryAt = state.retry?.id === contact.id ? state.retry.at : 0;
    due.push({ contact, instalment, at: hourFrom(input, Math.max(at, retryAt, now)) });
  };
  if (standingBreach(input)) return confirmationDue(input, add, due);
  const breached = breachedInstalment(input);
  // While it is unclear whether one breach notice went out, none follows it.
  const unclear = state.questions.some((one) => one.what === 'breach-notice' && !isLapsed(input, one));
  if (breached && !unclear) add('breach-notice', breached, firstHour(input, seenBy(terms, breached.on)));
  confirmationDue(input, add, due);
  if (breached || terms.reminderDays === 0) return due;
  for (const one of inDueOrder(state.instalments)) {
    if (now >= instantOf(dayOf(one.on), 0) || isPaid(terms, state.instalments, account, one)) continue;
    if (wasSent(state, 'instalment-reminder', one)) continue;
    add('instalment-reminder', one, reminderAt(input, one));
  }
  return due.sort((a, b) => a.at - b.at);
}

function confirmationDue(
  { state, now }: Input,
  add: (what: ArrangementNotice, one: null, at: Instant) => void,
  due: DueContact[],
): DueContact[] {
  if (state.phase === 'signed' && !wasSent(state, 'confirmation', { n: 0, turn: 0 })) add('confirmation', null, now);
  return due;
}

/** The instalment at which the arrangement is short now, its grace over; null when it is not. */
export function breachedInstalment({ terms, state, account, now }: Input): Instalment | null {
  const last = lastSeen(terms, state.instalments, now);
  return last && !isPaid(terms, state.instalments, account, last) ? last : null;
}

/**
 * The last breach notice that went out, while it demands something: not decided on, and not made good, by legal day,
 * before its term and grace ended.
 */
export function standingBreach(input: Input): (PastContact & { deadline: CivilDate }) | null {
  const last = input.state.past.findLast(({ what, end }) => what === 'breach-notice' && end === 'sent');
  if (!last || last.deadline === null || input.state.decided.includes(last.id)) return null;
  return wasMadeGood(input, last) ? null : { ...last, deadline: last.deadline };
}

/** True when the shortfall of a breach notice was made good within its term and grace. */
export function wasMadeGood({ terms, state, account }: Input, notice: PastContact): boolean {
  const one = instalmentOf(state, notice);
  if (!one) return true;
  const until = notice.deadline === null ? null : seenBy(terms, notice.deadline);
  return wasPaidBetween(terms, state.instalments, account, one, notice.on, until);
}

/** True when the shortfall of a breach notice of which it is unclear whether it went out has been made good since. */
export function isLapsed({ terms, state, account }: Input, question: ContactQuestion): boolean {
  const one = instalmentOf(state, question);
  return one === null || wasPaidBetween(terms, state.instalments, account, one, question.since, null);
}

export function instalmentOf(
  { instalments }: ArrangementState,
  { n, turn }: Pick<Contact, 'n' | 'turn'>,
): Instalment | null {
  return instalments.find((one) => one.n === n && one.turn === turn) ?? null;
}

/** What a notice asks for: what has to be there by its instalment and is not; a confirmation, all that is left. */
export function askedCents(state: ArrangementState, account: Account, instalment: Instalment | null): Cents {
  if (!instalment) return Math.max(0, account.owedCents - account.paidCents);
  return Math.max(0, shortCents(state.instalments, account, instalment.on));
}

function wasSent(
  { past }: ArrangementState,
  what: ArrangementNotice,
  { n, turn }: Pick<Instalment, 'n' | 'turn'>,
): boolean {
  return past.some((one) => one.what === what && one.n === n && one.turn === turn && one.end !== 'given_up');
}

/** A contact under the first id of its kind and instalment that was not used. */
function contactOf(
  terms: ArrangementTerms,
  state: ArrangementState,
  what: ArrangementNotice,
  n: number,
  turn: number,
): Contact {
  const rounds = [...state.past, ...state.questions]
    .filter((one) => one.what === what && one.n === n)
    .map(({ round }) => round);
  const round = Math.max(0, ...rounds) + 1;
  return { id: `arrangement:${terms.id}:${what}:${n}:${round}`, what, n, turn, round };
}

/** The debtor's hour on an office day: spread, so that nine o'clock is no stampede. */
function hourOn({ terms, facts }: Input, day: EpochDay): Instant {
  const { fromMs, toMs } = hoursOf(terms);
  return instantOf(day, fromMs + spreadMs(facts.debtor.id, (toMs - fromMs) * SPREAD));
}

/** The instant itself within office hours; else the debtor's hour on the day on which they open next. */
function hourFrom(input: Input, at: Instant): Instant {
  const open = openInstant(hoursOf(input.terms), at);
  return open === at ? at : hourOn(input, localDay(open));
}

function firstHour(input: Input, after: CivilDate): Instant {
  return hourOn(input, rollToOpen(hoursOf(input.terms).calendar, dayOf(after) + 1, 1));
}

/** On the last office day that is so many days before an instalment. */
function reminderAt(input: Input, one: Instalment): Instant {
  const { calendar } = hoursOf(input.terms);
  return hourOn(input, rollToOpen(calendar, dayOf(one.on) - input.terms.reminderDays, -1));
}

/** What a notice of an arrangement states when it leaves now. */
export interface ArrangementNoticeTerms {
  on: CivilDate;
  receivedOn: CivilDate;
  /** For a breach notice: the last day to make the shortfall good; for a reminder: the day of the instalment. */
  deadline: CivilDate | null;
  amountCents: Cents;
}

export type ArrangementVerdict =
  | { send: true; terms: ArrangementNoticeTerms }
  | { send: false; because: ArrangementWithdrawn };

/** Whether an intended notice may still leave, on the facts of this moment: shared by `deliver` and the simulator. */
export function arrangementVerdict(
  terms: ArrangementTerms,
  state: ArrangementState,
  facts: ArrangementFacts,
  dispatchId: string,
  now: Instant,
): ArrangementVerdict {
  const account = accountOf(terms, facts);
  const input: Input = { terms, state, facts, now, account };
  const contact = state.sending;
  if (contact?.id !== dispatchId || isOver(state)) return { send: false, because: 'superseded' };
  const pause = arrangementPause(input);
  if (pause) return { send: false, because: pause.cause };
  if (isPaidUp(terms, state.instalments, account, now)) return { send: false, because: 'paid' };
  const instalment = contact.what === 'confirmation' ? null : instalmentOf(state, contact);
  if (instalment && isPaid(terms, state.instalments, account, instalment)) return { send: false, because: 'paid' };
  const due = dueContacts(input).find((one) => one.contact.id === dispatchId);
  if (!due) return { send: false, because: 'superseded' };
  if (openInstant(hoursOf(terms), now) !== now) return { send: false, because: 'outside_hours' };
  const on = localDate(now);
  const receivedOn = receivedByEmail(on);
  const deadline = contact.what === 'breach-notice' ? breachDeadline(receivedOn) : (instalment?.on ?? null);
  return { send: true, terms: { on, receivedOn, deadline, amountCents: askedCents(state, account, instalment) } };
}

/** When the next instalment has had its time, after now. */
export function nextSeenAt({ terms, state, now }: Input): Instant | null {
  const ends = state.instalments.map((one) => endOf(seenBy(terms, one.on))).filter((at) => at > now);
  return ends.length > 0 ? Math.min(...ends) : null;
}
