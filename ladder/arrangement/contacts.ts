/** Which notices an arrangement sends, when and by which channel, and the last look before one leaves. */
import type { Channel } from '../definition.ts';
import { receivedBy } from '../law/terms.ts';
import type { Cents } from '../money.ts';
import { openInstant, SPREAD, spreadMs } from '../schedule.ts';
import { rollToOpen } from '../time/calendar.ts';
import {
  addDays,
  type CivilDate,
  dayOf,
  type EpochDay,
  type Instant,
  instantOf,
  localDate,
  localDay,
} from '../time/civil.ts';
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
import { arrivesBy, channelOf, isToBeOffered, lastDayToLeave } from './offer.ts';
import { type ArrangementInput, arrangementPause } from './pauses.ts';
import {
  type ArrangementNotice,
  type ArrangementState,
  aboutInstalment,
  type Contact,
  type ContactQuestion,
  inHouse,
  isOver,
  type PastContact,
  wasSent,
} from './state.ts';
import { type ArrangementTerms, breachDeadline, endOf, hoursOf, seenBy } from './terms.ts';

/** A notice that is to go out, at the earliest at `at`. One that lies in the house on paper is among them as long as it may leave. */
export interface DueContact {
  contact: Contact;
  at: Instant;
  instalment: Instalment | null;
  channel: Channel;
}

type Input = ArrangementInput & { account: Account };

/** The notices that are still to go out as things stand now; one that stands before a person is not among them. */
export function dueContacts(input: Input): DueContact[] {
  const { terms, state, now } = input;
  if (state.phase === 'proposed') {
    if (!isToBeOffered(input)) return [];
    return contactDue(input, 'agreement', null, now).filter(({ contact, channel }) =>
      arrivesBy(input, contact, channel, terms.signBy),
    );
  }
  if (state.phase !== 'signed' && state.phase !== 'running') return [];
  const { revision } = state;
  const confirmed = wasSent(state, 'confirmation', { n: 0, turn: revision });
  const confirmation = confirmed ? [] : contactDue(input, 'confirmation', null, now, revision);
  if (standingBreach(input)) return confirmation;
  const breached = breachedInstalment(input);
  if (breached) {
    // While it is unclear whether one breach notice went out, none follows it.
    const unclear = state.questions.some((one) => one.what === 'breach-notice' && !isLapsed(input, one));
    if (unclear) return confirmation;
    return [
      ...contactDue(input, 'breach-notice', breached, firstHour(input, seenBy(terms, breached.on))),
      ...confirmation,
    ];
  }
  return [...confirmation, ...reminders(input)].sort((a, b) => a.at - b.at);
}

function reminders(input: Input): DueContact[] {
  const { terms, state, account } = input;
  if (terms.reminderDays === 0) return [];
  const found: DueContact[] = [];
  for (const one of inDueOrder(state.instalments)) {
    const { n, turn } = one;
    if (isPaid(terms, state.instalments, account, one) || wasSent(state, 'instalment-reminder', one)) continue;
    const channel = channelOf(input, { what: 'instalment-reminder', n, turn });
    const due = contactDue(input, 'instalment-reminder', one, hourOn(input, reminderDay(input, one, channel)));
    // A reminder of a day that has come reminds of nothing.
    found.push(...due.filter(({ contact }) => arrivesBy(input, contact, channel, dayBefore(one))));
  }
  return found;
}

/** A reminder has to be there before the day of its instalment. */
export const dayBefore = ({ on }: Instalment) => addDays(on, -1);

/** Nothing while a person is asked what became of it. */
function contactDue(
  input: Input,
  what: ArrangementNotice,
  instalment: Instalment | null,
  from: Instant,
  turn = instalment?.turn ?? 0,
): DueContact[] {
  const { terms, state, now } = input;
  const n = instalment?.n ?? 0;
  const asked = state.questions.some((one) => one.what === what && one.n === n && one.turn === turn);
  if (asked && what !== 'breach-notice') return [];
  const contact = contactOf(terms, state, what, n, turn);
  const channel = channelOf(input, contact);
  const retryAt = state.retry?.id === contact.id ? state.retry.at : 0;
  const at = hourFrom(input, Math.max(from, retryAt, now));
  return [{ contact, instalment, channel, at: afterOthers(input, { contact, instalment, channel, at }) }];
}

/**
 * A debtor who was written to on a day gets no reminder and no breach notice on it: they come on the next. What answers the
 * debtor (the text to sign, its confirmation) does not wait, nor does a reminder that would come too late.
 */
function afterOthers(input: Input, { contact, instalment, channel, at }: DueContact): Instant {
  const { otherContactOn } = input.facts;
  if (otherContactOn === null || aboutInstalment(contact) === null || localDate(at) > otherContactOn) return at;
  const next = hourFrom(input, instantOf(dayOf(otherContactOn) + 1, 0));
  if (contact.what === 'breach-notice') return next;
  return localDate(next) > lastDayToLeave(input.terms, channel, dayBefore(instalment!)) ? at : next;
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

/** The instalment that a contact is about, as it stands now; null for a contact about the whole. */
export function instalmentOf(
  { instalments }: ArrangementState,
  contact: Pick<Contact, 'what' | 'n' | 'turn'>,
): Instalment | null {
  if (aboutInstalment(contact) === null) return null;
  return instalments.find((one) => one.n === contact.n && one.turn === contact.turn) ?? null;
}

/** What a notice asks for: what has to be there by its instalment and is not; one about the whole, all that is left. */
export function askedCents(state: ArrangementState, account: Account, instalment: Instalment | null): Cents {
  if (!instalment) return Math.max(0, account.owedCents - account.paidCents);
  return Math.max(0, shortCents(state.instalments, account, instalment.on));
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

// ---- Their hour

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

/**
 * The last office day that is so many days before an instalment; for a letter early enough to be there by then, but not before
 * the instalment ahead of it has had its day.
 */
function reminderDay({ terms, state }: Input, one: Instalment, channel: Channel): EpochDay {
  const { calendar } = hoursOf(terms);
  const last = lastDayToLeave(terms, channel, addDays(one.on, -terms.reminderDays));
  const day = rollToOpen(calendar, dayOf(last), -1);
  const ahead = inDueOrder(state.instalments).findLast(({ on }) => on < one.on);
  return channel === 'letter' && ahead ? Math.max(day, rollToOpen(calendar, dayOf(ahead.on) + 1, 1)) : day;
}

// ---- The last look

/** What a notice of an arrangement states when it leaves now. */
export interface ArrangementNoticeTerms {
  on: CivilDate;
  receivedOn: CivilDate;
  /** For a breach notice: the last day to make the shortfall good; for a reminder: the day of the instalment. */
  deadline: CivilDate | null;
  amountCents: Cents;
}

export type ArrangementVerdict =
  | { send: true; terms: ArrangementNoticeTerms; channel: Channel }
  | { send: false; because: ArrangementWithdrawn };

/**
 * Whether an intended notice, or a letter in the house, may still leave, on the facts of this moment: shared by `deliver`, the
 * printer and the simulator. What a letter states is counted as if it were posted today.
 */
export function arrangementVerdict(
  terms: ArrangementTerms,
  state: ArrangementState,
  facts: ArrangementFacts,
  dispatchId: string,
  now: Instant,
): ArrangementVerdict {
  const account = accountOf(terms, facts);
  const input: Input = { terms, state, facts, now, account };
  const letter = inHouse(state, dispatchId);
  const contact = state.sending?.id === dispatchId ? state.sending : letter;
  if (!contact) return { send: false, because: 'superseded' };
  const due = stillDue(input, contact);
  if ('because' in due) return { send: false, because: due.because };
  const on = localDate(now);
  if (!letter && openInstant(hoursOf(terms), now) !== now) return { send: false, because: 'outside_hours' };
  const { otherContactOn } = facts;
  // A printed letter about something else may yet be posted, today too.
  const isWritten = otherContactOn !== null && otherContactOn >= on;
  if (!letter && due.at > now && isWritten) return { send: false, because: 'other_contact' };
  const { channel, instalment } = due;
  const receivedOn = receivedBy(channel, on);
  return { send: true, channel, terms: noticeTerms(input, contact, { on, receivedOn, instalment }) };
}

/** What a notice states that leaves on a day and is received on another. */
export function noticeTerms(
  { state, account }: Pick<Input, 'state' | 'account'>,
  { what }: Pick<Contact, 'what'>,
  { on, receivedOn, instalment }: { on: CivilDate; receivedOn: CivilDate; instalment: Instalment | null },
): ArrangementNoticeTerms {
  const deadline = what === 'breach-notice' ? breachDeadline(receivedOn) : (instalment?.on ?? null);
  return { on, receivedOn, deadline, amountCents: askedCents(state, account, instalment) };
}

/** The notice as it is still to go out, or why it is not. */
export function stillDue(input: Input, contact: Contact): DueContact | { because: ArrangementWithdrawn } {
  const { terms, state, account, now } = input;
  if (isOver(state)) return { because: 'superseded' };
  const pause = arrangementPause(input);
  if (pause) return { because: pause.cause };
  if (isPaidUp(terms, state.instalments, account, now)) return { because: 'paid' };
  const instalment = instalmentOf(state, contact);
  if (instalment && isPaid(terms, state.instalments, account, instalment)) return { because: 'paid' };
  return dueContacts(input).find((one) => one.contact.id === contact.id) ?? { because: 'superseded' };
}

/** When the next instalment has had its time, after now. */
export function nextSeenAt({ terms, state, now }: Input): Instant | null {
  const ends = state.instalments.map((one) => endOf(seenBy(terms, one.on))).filter((at) => at > now);
  return ends.length > 0 ? Math.min(...ends) : null;
}
