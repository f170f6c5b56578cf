/** Brings a state to rest: ends and restores, asks a person, sends what is due, until all that is left is to wait. */

import type { Cents } from '../money.ts';
import { dayOf, type Instant, instantOf } from '../time/civil.ts';
import { isPaid, isPaidUp, settledByKeeping, shortCents } from './account.ts';
import { ARRANGEMENT_MATTERS, type ToldToInvoices } from './commands.ts';
import {
  type DueContact,
  dueContacts,
  instalmentOf,
  isLapsed,
  nextSeenAt,
  standingBreach,
  wasMadeGood,
} from './contacts.ts';
import { isOvertaken, signatureInTime } from './facts.ts';
import { letterEndsAt, settleLetters } from './letters.ts';
import { arrangementMatterId, matters } from './matters.ts';
import { isToBeOffered, missedOffer, offerBy } from './offer.ts';
import { arrangementPause, protection } from './pauses.ts';
import type { ArrangementReason } from './reasons.ts';
import { type ContactQuestion, inHouse, isOver, wasSent } from './state.ts';
import { endOf, seenBy } from './terms.ts';
import { questionTask, type Turn } from './turn.ts';

/** More turns than an arrangement takes at once: a loop beyond it is a defect, and is stopped rather than spun. */
const MAX_TURNS = 100;

export function settle(turn: Turn): void {
  for (let turns = 0; turns < MAX_TURNS; turns++) {
    if (!settleOnce(turn)) {
      notePause(turn);
      turn.change({ wakeAt: wakeAt(turn) });
      return;
    }
  }
  throw new Error(`Arrangement ${turn.terms.id} does not come to rest.`);
}

/** One turn; false when there is nothing left to do now. */
function settleOnce(turn: Turn): boolean {
  if (breakAgain(turn)) return true;
  noteMatters(turn);
  noteQuestions(turn);
  noteChoice(turn);
  if (settleLetters(turn)) return true;
  if (isOver(turn.state)) return restore(turn);
  // A contact on its way is decided by `deliver`, which reads the facts again; its outcome comes first.
  if (turn.state.sending) return false;
  if (turn.state.phase === 'proposed') {
    if (settleProposed(turn)) return true;
  } else if (isPaidUp(turn.terms, turn.state.instalments, turn.account, turn.now)) {
    return keep(turn);
  }
  if (turn.state.phase === 'signed' && isConfirmed(turn)) {
    turn.change({ phase: 'running' });
    return true;
  }
  if (protection(turn)) return false;
  return sendDue(turn);
}

// ---- The course of its life

function isSigned({ terms, facts, state }: Turn): boolean {
  return state.acceptedLate || signatureInTime(terms, facts) !== null;
}

function isConfirmed({ state }: Turn): boolean {
  return wasSent(state, 'confirmation');
}

function settleProposed(turn: Turn): boolean {
  const { signBy } = turn.terms;
  if (isSigned(turn)) {
    turn.change({ phase: 'signed' });
    turn.tell('arrangement_agreed');
    return true;
  }
  const refused = turn.facts.refusals[0];
  // What the debtor says counts. A deadline that passes while the debtor is protected does not; nor, until a person said how
  // to go on, one that passes before the debtor got the text.
  if (!refused && (turn.now < endOf(signBy) || protection(turn) || isToBeOffered(turn))) return false;
  return end(turn, 'declined', 'arrangement_declined', [
    refused ? { code: 'refusal', by: refused.by, reason: refused.reason } : { code: 'not_signed', signBy },
  ]);
}

function keep(turn: Turn): boolean {
  const { account, terms } = turn;
  const { currency } = terms;
  const why: ArrangementReason[] = [];
  if (account.paidCents > 0) why.push({ code: 'paid_in_full', paidCents: account.paidCents, currency });
  else why.push({ code: 'nothing_owed' });
  const rest = account.owedCents - account.paidCents;
  if (rest > 0) why.push({ code: 'within_tolerance', openCents: rest, currency });
  return end(turn, 'kept', 'arrangement_kept', why, settledByKeeping(terms, turn.facts, account));
}

function end(
  turn: Turn,
  phase: 'kept' | 'declined' | 'broken',
  told: ToldToInvoices,
  why: ArrangementReason[],
  settled?: ReadonlyMap<string, Cents>,
): boolean {
  turn.change({ phase });
  turn.record(phase, null, why);
  turn.tell(told, settled);
  return true;
}

/** A late fact takes back an end: a signature in time, money in time, or money of an arrangement kept that was taken back. */
function restore(turn: Turn): boolean {
  const { state, terms, facts, account, now } = turn;
  const why = reasonToRestore(turn);
  if (!why || isOvertaken(terms, facts)) return false;
  turn.change({ phase: isConfirmed(turn) ? 'running' : 'signed' });
  turn.record('restored', null, [why]);
  // One that is paid up by now is kept in the same breath: the invoices hear only how it ends.
  if (!isPaidUp(terms, state.instalments, account, now)) turn.tell('arrangement_agreed');
  return true;
}

/** The money that restored a broken arrangement turns out never to have been there: what a person decided stands. */
function breakAgain(turn: Turn): boolean {
  const { state } = turn;
  if (state.brokenOn === null || (isOver(state) && state.phase !== 'kept')) return false;
  const notice = state.past.find(({ id }) => id === state.brokenOn);
  if (!notice || wasMadeGood(turn, notice)) return false;
  const { on, deadline, n } = notice;
  const last = deadline ?? on;
  return end(turn, 'broken', 'arrangement_broken', [
    { code: 'not_made_good', n, deadline: last, seenBy: seenBy(turn.terms, last) },
  ]);
}

function reasonToRestore(turn: Turn): ArrangementReason | null {
  const { state, terms, facts, account, now } = turn;
  switch (state.phase) {
    case 'kept': {
      if (isPaidUp(terms, state.instalments, account, now)) return null;
      const openCents = account.owedCents - account.paidCents;
      return { code: 'open_again', openCents, currency: terms.currency };
    }
    case 'declined': {
      const signed = signatureInTime(terms, facts) ?? (state.acceptedLate ? facts.signatures[0] : undefined);
      return signed ? { code: 'signature', on: signed.on, by: signed.by } : null;
    }
    case 'broken': {
      const notice = state.past.find(({ id }) => id === state.brokenOn);
      return notice && wasMadeGood(turn, notice) ? { code: 'made_good', n: notice.n } : null;
    }
    default:
      return null;
  }
}

// ---- Tasks

function noteMatters(turn: Turn): void {
  const { terms, state } = turn;
  const found = matters(turn);
  for (const taskId of state.sideTasks) {
    const ofMatter = ARRANGEMENT_MATTERS.some((kind) => taskId.startsWith(arrangementMatterId(terms, kind, '')));
    if (!ofMatter || found.some(({ id }) => id === taskId)) continue;
    turn.change({ sideTasks: turn.state.sideTasks.filter((id) => id !== taskId) });
    turn.withdrawTask(taskId, null);
  }
  for (const { id, kind, outcomes, why } of found) turn.openSideTask({ id, kind, outcomes }, [why]);
}

/**
 * A question about a contact stands while its answer matters. It is off the list while what it is about is paid; it goes for
 * good with the day of the instalment (a reminder), or when a later breach notice went out.
 */
function noteQuestions(turn: Turn): void {
  for (const question of turn.state.questions) {
    if (isPast(turn, question)) {
      if (question.open) turn.withdrawTask(question.taskId, question.n);
      turn.change({ questions: turn.state.questions.filter(({ id }) => id !== question.id) });
      turn.close(question, 'given_up');
      continue;
    }
    const open = !isOver(turn.state) && !protection(turn) && !isAnswered(turn, question);
    if (open === question.open) continue;
    turn.change({ questions: turn.state.questions.map((one) => (one.id === question.id ? { ...one, open } : one)) });
    if (open) turn.openTask(questionTask(question), question.n, []);
    else turn.withdrawTask(question.taskId, question.n);
  }
}

function isPast(turn: Turn, question: ContactQuestion): boolean {
  const { state, now } = turn;
  const { what, asked } = question;
  if (what === 'agreement') return !isToBeOffered(turn) || missedOffer(turn);
  if (what === 'confirmation') return question.turn < state.revision;
  if (what === 'breach-notice') return state.past.slice(asked).some((one) => one.what === what && one.end === 'sent');
  const one = instalmentOf(state, question);
  return !one || now >= instantOf(dayOf(one.on), 0);
}

/** What was paid answers the question: by facts that may yet change, so that it can come back. */
function isAnswered(turn: Turn, question: ContactQuestion): boolean {
  if (question.what === 'breach-notice') return isLapsed(turn, question);
  const one = instalmentOf(turn.state, question);
  return one !== null && isPaid(turn.terms, turn.state.instalments, turn.account, one);
}

/** After the term of a breach notice a person chooses; money in time, even if known late, takes the choice back. */
function noteChoice(turn: Turn): void {
  const { state, terms, now } = turn;
  const active = (state.phase === 'signed' || state.phase === 'running') && !protection(turn);
  const notice = active ? standingBreach(turn) : null;
  const due = notice && now >= endOf(seenBy(terms, notice.deadline)) ? notice : null;
  if (state.choice && state.choice.noticeId !== due?.id) {
    const { taskId, noticeId } = state.choice;
    const n = state.past.find(({ id }) => id === noticeId)?.n ?? null;
    turn.change({ choice: null });
    const notice = state.past.find(({ id }) => id === noticeId);
    const healed = notice !== undefined && active && wasMadeGood(turn, notice);
    turn.withdrawTask(taskId, n, healed ? [{ code: 'made_good', n: notice.n }] : []);
  }
  if (!due || turn.state.choice) return;
  const taskId = turn.taskId(`breach.${due.n}.${due.round}`);
  turn.change({ choice: { taskId, noticeId: due.id } });
  turn.openTask({ id: taskId, kind: 'breach', outcomes: ['revive', 'renew', 'break'] }, due.n, [
    { code: 'term_passed', deadline: due.deadline, seenBy: seenBy(terms, due.deadline) },
  ]);
}

// ---- Notices

function sendDue(turn: Turn): boolean {
  if (arrangementPause(turn)) return false;
  const next = dueContacts(turn).find(({ at, contact }) => at <= turn.now && !inHouse(turn.state, contact.id));
  if (!next) return false;
  const { contact } = next;
  turn.recordNotice('notice_intended', contact, whyDue(turn, next));
  turn.change({ sending: contact });
  const { id, what: kind, n, round } = contact;
  turn.commands.push({ type: 'intend', dispatch: { id, kind, n, round } });
  return true;
}

function whyDue(turn: Turn, { contact, instalment: one }: DueContact): ArrangementReason[] {
  const { terms, state, account } = turn;
  const { currency } = terms;
  if (contact.what === 'agreement') return [{ code: 'to_sign', signBy: terms.signBy }];
  if (!one) {
    if (state.revision > 0) return [{ code: 'plan_changed' }];
    const signed = signatureInTime(terms, turn.facts) ?? turn.facts.signatures[0];
    return signed ? [{ code: 'signature', on: signed.on, by: signed.by }] : [];
  }
  const { n, on, cents, planned, because } = one;
  if (contact.what === 'breach-notice') {
    const lacking = shortCents(state.instalments, account, on);
    return [{ code: 'short', n, shortCents: lacking, currency, on, seenBy: seenBy(terms, on) }];
  }
  return [
    { code: 'instalment', n, amountCents: cents, currency, on },
    ...(because.length > 0 ? [{ code: 'rolled' as const, from: planned, on, because }] : []),
  ];
}

// ---- Waiting

function notePause(turn: Turn): void {
  const pause = isOver(turn.state) ? null : arrangementPause(turn);
  const { state } = turn;
  if (pause?.factId === state.paused?.factId && pause?.until === state.paused?.until) return;
  turn.change({ paused: pause && { cause: pause.cause, factId: pause.factId, until: pause.until } });
}

function wakeAt(turn: Turn): Instant | null {
  const { state, terms, now } = turn;
  if (isOver(state) || state.sending || protection(turn)) return null;
  const times: Instant[] = state.letters.map((letter) => letterEndsAt(turn, letter)).filter((at) => at !== null);
  if (state.phase === 'proposed') {
    times.push(endOf(terms.signBy));
    if (isToBeOffered(turn)) times.push(endOf(offerBy(turn)));
  } else {
    const standing = standingBreach(turn);
    if (standing) times.push(endOf(seenBy(terms, standing.deadline)));
    if (!state.choice) times.push(nextSeenAt(turn) ?? Number.POSITIVE_INFINITY);
  }
  const pause = arrangementPause(turn);
  const coming = dueContacts(turn).filter(({ contact }) => !inHouse(state, contact.id));
  for (const { at } of coming) times.push(pause ? Math.max(at, pause.endsAt) : at);
  const ahead = times.filter((at) => at > now && at !== Number.POSITIVE_INFINITY);
  return ahead.length > 0 ? Math.min(...ahead) : null;
}
