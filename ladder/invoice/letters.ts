/**
 * A notice on paper: it waits to be printed, is printed with a batch, and is posted by a person before its cut-off. Until
 * it is posted, whatever stops its notice pulls it, and what it states may not have changed.
 */

import { isSettled } from '../balance.ts';
import { demandableCents, isContested } from '../contested.ts';
import type { SendStep } from '../definition.ts';
import type { Jointly, LetterPrinted, LetterVoided, NoticePosted, WithdrawnBecause } from '../events.ts';
import { knownAt } from '../facts.ts';
import { receivedByLetter, termEnd } from '../law/terms.ts';
import type { Cents } from '../money.ts';
import { activePause } from '../pauses.ts';
import type { Reason } from '../reasons.ts';
import { type Calendar, rollToOpen } from '../time/calendar.ts';
import { type CivilDate, dateOf, dayOf, type Instant, instantOf, localDate } from '../time/civil.ts';
import { chargesIn, chargesOf, isOutOfPlace, statedDeadline, type Terms } from './delivery.ts';
import type { Position, SentNotice } from './state.ts';
import type { Turn } from './turn.ts';
import { type Left, wentOut } from './went-out.ts';

type Sending = Extract<Position, { mode: 'sending' }>;

/** What a printed letter states, and until when it may be posted. */
export interface PrintedTerms {
  on: CivilDate;
  receivedOn: CivilDate;
  deadline: CivilDate | null;
  amountCents: Cents;
  costsCents?: Cents;
  /** The costs include VAT, which the creditor cannot deduct. */
  costsVat?: true;
  interestCents?: Cents;
  jointly?: Jointly;
  /** The last day on which it may be posted. */
  postBy: CivilDate;
  /** The end of that day. */
  cutOffAt: Instant;
}

/**
 * A letter is dated on the day of printing and may be posted until the end of the next office day. The term that it states
 * is counted from that last day, so that it is never too short.
 */
export function printedTerms(step: SendStep, office: Calendar, now: Instant, stated: Terms): PrintedTerms {
  const on = localDate(now);
  const last = rollToOpen(office, dayOf(on) + 1, 1);
  const receivedOn = receivedByLetter(dateOf(last));
  const deadline = step.termDays === undefined ? null : termEnd(receivedOn, step.termDays);
  const { amountCents } = stated;
  const terms = { on, receivedOn, deadline, amountCents, ...chargesIn(stated) };
  return { ...terms, postBy: dateOf(last), cutOffAt: instantOf(last + 1, 0) };
}

/** Pulls a letter that must not go out as it is; false when it may, or when there is none. */
export function settleLetter(turn: Turn): boolean {
  const { position } = turn.state;
  if (position?.mode !== 'sending' || !position.letter) return false;
  const because = stopped(turn, position, position.letter);
  if (because === null) return false;
  pull(turn, position, because);
  return true;
}

function stopped(turn: Turn, { step }: Sending, { printed }: NonNullable<Sending['letter']>): WithdrawnBecause | null {
  const { facts, state, compiled, today } = turn;
  const { toleranceCents } = compiled.ladder;
  if (isSettled(compiled.ladder, facts, state.charged, today)) return 'paid';
  if (facts.writeOffs.length > 0) return 'written_off';
  const demandable = Math.max(0, demandableCents(facts));
  if (isContested(facts) && demandable <= toleranceCents) return 'disputed';
  const pause = activePause(turn.pauseInput);
  if (pause) return pause.cause;
  const send = compiled.step(step) as SendStep;
  // What the printer would refuse is not left lying there, and what was printed is not posted all the same.
  if (isOutOfPlace(compiled.ladder, send, state, facts, printed?.on ?? today)) return 'superseded';
  if (printed === null) return null;
  if (turn.now >= printed.cutOffAt) return 'not_posted';
  if (printed.dueOn !== undefined && printed.dueOn !== facts.invoice.dueOn) return 'superseded';
  // Interest runs on while it waits; costs that are no longer owed may not be asked.
  // What a letter over several claims announces is worked out for all of them; each pulls it when it changes.
  const { costsCents } = printed.jointly ? printed : chargesOf(send, state, facts, printed.on);
  return demandable === printed.amountCents && costsCents === printed.costsCents ? null : 'superseded';
}

/** Where the whole batch, or its letter, was set aside already. */
const BATCH_IS_VOID: readonly WithdrawnBecause[] = ['voided', 'not_posted'];

function pull(turn: Turn, { step, dispatchId, letter }: Sending, because: WithdrawnBecause): void {
  const batchId = letter!.printed?.batchId ?? null;
  turn.commands.push({ type: 'withdraw_letter', dispatchId, batchId });
  turn.record('notice_withdrawn', step, [{ code: 'withdrawn', because }]);
  // Paper that lies on a pile is taken from it by a person.
  if (batchId !== null && !BATCH_IS_VOID.includes(because)) askToPull(turn, batchId, because);
  turn.plan(step);
}

function askToPull(turn: Turn, batchId: string, because: WithdrawnBecause): void {
  turn.openSideTask(turn.taskId(`pull.${batchId}`), 'pull_letter', [{ code: 'withdrawn', because }]);
}

/** A letter was printed. One that was withdrawn in the meantime is paper that a person takes from the pile. */
export function letterPrinted(turn: Turn, event: LetterPrinted): void {
  const { position } = turn.state;
  const { dispatchId, batchId, cutOffAt, amountCents, on } = event;
  if (position?.mode !== 'sending' || position.dispatchId !== dispatchId || !position.letter) {
    return askToPull(turn, batchId, 'superseded');
  }
  const { dueOn } = knownAt(turn.facts, event.at).invoice;
  turn.change({
    position: {
      ...position,
      letter: { printed: { batchId, cutOffAt, on, dueOn, amountCents, ...chargesIn(event) } },
    },
  });
  turn.record('letter_printed', position.step, [{ code: 'printed', on: event.on, until: localDate(cutOffAt - 1) }]);
}

export function letterVoided(turn: Turn, { dispatchId, batchId }: LetterVoided): void {
  const { position } = turn.state;
  if (position?.mode !== 'sending' || position.dispatchId !== dispatchId) return;
  if (position.letter?.printed?.batchId === batchId) pull(turn, position, 'voided');
}

/**
 * A letter went into the post. That it did counts, even when the engine had given it up in the meantime: what was to go
 * out in its stead does not. Where the case has gone on, or demands anew, the letter is a contact and a notice all the same.
 */
export function noticePosted(turn: Turn, event: NoticePosted): void {
  const contact = contactOf(turn, event.dispatchId);
  if (!contact) return postedForNone(turn, event);
  const { step, round } = contact;
  const { state } = turn;
  const { on, amountCents } = event;
  const sentAt = on < turn.today ? instantOf(dayOf(on), 0) : turn.now;
  const left: Left = { on, ...termsPosted(step, event), amountCents, ...chargesIn(event), channel: 'letter', sentAt };
  if (event.deadline !== null && left.deadline === null) return postedInVain(turn, step, left, 'letter_posted_stale');
  if (overstates(turn, event)) return postedInVain(turn, step, left, 'letter_posted_overstated');
  const before = turn.noticeOf(event.dispatchId);
  if (before) return postedToo(turn, before, left);
  const { position } = state;
  if (position?.step !== step.id || state.round !== round) {
    settled(turn, event);
    return postedBefore(turn, step, round, left);
  }
  if (position.mode === 'stuck') {
    turn.commands.push({ type: 'end_task', taskId: position.taskId, end: 'withdrawn' });
  }
  const printed = position.mode === 'sending' ? position.letter?.printed : null;
  if (printed && event.batchId !== undefined && printed.batchId !== event.batchId) {
    const { batchId } = printed;
    turn.commands.push({ type: 'withdraw_letter', dispatchId: event.dispatchId, batchId });
    askToPull(turn, batchId, 'superseded');
  }
  settled(turn, event);
  wentOut(turn, step, left);
}

/**
 * When a letter was received and until when it gives, where it was posted after the last day for which it was printed: its
 * whole term then runs from the day on which it was posted. One that names a day that had passed when it arrived demanded
 * nothing.
 */
function termsPosted(
  step: SendStep,
  { on, receivedOn, deadline }: NoticePosted,
): Pick<Left, 'receivedOn' | 'deadline'> {
  const received = receivedByLetter(on);
  if (received <= receivedOn) return { receivedOn, deadline };
  const stated = statedDeadline(step.notice, deadline);
  if (deadline === null || (stated !== null && stated <= received)) return { receivedOn: received, deadline: null };
  const whole = termEnd(received, step.termDays ?? 0);
  return { receivedOn: received, deadline: whole > deadline ? whole : deadline };
}

/** Asks for more than could be demanded, as was known by the end of the day on which it was posted. */
function overstates({ facts }: Turn, { at, on, amountCents }: NoticePosted): boolean {
  const posted = Math.min(at, instantOf(dayOf(on) + 1, 0) - 1);
  return amountCents > Math.max(0, demandableCents(knownAt(facts, posted)));
}

/**
 * A letter arrived after the day by which it asks to be paid, or asks for what was no longer owed. It is a contact and
 * demands nothing: what was to go out in its stead still does.
 */
function postedInVain(
  turn: Turn,
  { id }: SendStep,
  left: Left,
  what: 'letter_posted_stale' | 'letter_posted_overstated',
): void {
  turn.record(what, id, [askedIn(turn, left)]);
  writtenToOn(turn, left.on);
}

function askedIn(turn: Turn, { amountCents, on, deadline }: Left): Reason {
  return { code: 'asked', amountCents, currency: turn.facts.invoice.currency, on, deadline };
}

/** Counts a day as one on which the debtor was written to, or may have been. */
export function writtenToOn(turn: Turn, on: CivilDate): void {
  const { lastContactOn } = turn.state;
  if (lastContactOn === null || lastContactOn < on) turn.change({ lastContactOn: on });
}

/**
 * A notice turns out to have been posted twice: a letter that was given up, and the one made in its stead. They are one
 * notice, which gives the longer of their terms: the debtor may go by either.
 */
function postedToo(turn: Turn, before: SentNotice, left: Left): void {
  const { on, receivedOn, deadline } = left;
  // The same letter, told twice.
  if (before.channel === 'letter' && before.sentOn === on) return;
  turn.record('letter_posted_too', before.step, [askedIn(turn, left)]);
  const { notices } = turn.state;
  if (deadline !== null && before.deadline !== null && deadline > before.deadline) {
    turn.change({ notices: notices.map((sent) => (sent === before ? { ...before, receivedOn, deadline } : sent)) });
  }
  writtenToOn(turn, on);
}

/** A letter of a step that the ladder has no more was posted all the same: the debtor was written to on that day. */
function postedForNone(turn: Turn, event: NoticePosted): void {
  const { on, receivedOn, amountCents } = event;
  const left: Left = { on, receivedOn, deadline: null, amountCents, channel: 'letter', sentAt: turn.now };
  const before = turn.noticeOf(event.dispatchId);
  if (before) return postedToo(turn, before, left);
  settled(turn, event);
  turn.record('notice_sent', null, [askedIn(turn, left)]);
  writtenToOn(turn, on);
}

function settled(turn: Turn, { dispatchId, on }: NoticePosted): void {
  turn.commands.push({ type: 'settle_dispatch', dispatchId, sentOn: on });
}

/** The step whose contact a dispatch is, and its round; null when the ladder has no such step. */
function contactOf(turn: Turn, dispatchId: string): { step: SendStep; round: number } | null {
  for (const step of turn.compiled.ladder.steps) {
    if (step.kind !== 'send') continue;
    for (let round = 1; round <= turn.state.round; round++) {
      if (turn.isContactOf(dispatchId, step.id, round)) return { step, round };
    }
  }
  return null;
}

/** Writes down a notice of which the case has not waited to hear; the case stays where it stands. */
function postedBefore(turn: Turn, step: SendStep, round: number, left: Left): void {
  const { notices, charged, position, previousOn, retry, attempt, hastened, changed } = turn.state;
  const present = { position, previousOn, retry, attempt, hastened, changed, round: turn.state.round };
  turn.change({ round });
  wentOut(turn, step, left);
  turn.change({ ...present, notices: turn.state.notices.toSorted((a, b) => a.sentAt - b.sentAt) });
  // What the debtor was told last is what the last notice said.
  if (notices.some(({ sentAt }) => sentAt > left.sentAt)) turn.change({ charged });
}
