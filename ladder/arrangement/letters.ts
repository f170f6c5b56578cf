/**
 * Notices on paper: they wait to be printed, are printed with a batch, and are posted by a person before its cut-off. Until
 * then whatever stops a notice pulls its letter. And notices that came back.
 */
import type { LetterPrinted, LetterVoided, NoticePosted, NoticeUndelivered } from '../events.ts';
import type { PrintedTerms } from '../invoice/letters.ts';
import { receivedByLetter } from '../law/terms.ts';
import { type CivilDate, dayOf, type Instant, instantOf, localDate } from '../time/civil.ts';
import { accountOf } from './account.ts';
import { askedCents, dayBefore, instalmentOf, noticeTerms, stillDue } from './contacts.ts';
import type { ArrangementWithdrawn } from './events.ts';
import type { ArrangementFacts } from './facts.ts';
import { lastDayToLeave, postBy } from './offer.ts';
import { type ArrangementState, aboutInstalment, type Contact, type HouseLetter, inHouse, isOver } from './state.ts';
import { type ArrangementTerms, endOf } from './terms.ts';
import type { Turn } from './turn.ts';

/**
 * What a letter states that is printed now. It may be posted until the end of the next office day, and the term that it gives is
 * counted from that last day, so that it is never too short.
 */
export function printedNotice(
  terms: ArrangementTerms,
  state: ArrangementState,
  facts: ArrangementFacts,
  contact: Contact,
  now: Instant,
): PrintedTerms {
  const on = localDate(now);
  const last = postBy(terms, on);
  const receivedOn = receivedByLetter(last);
  const instalment = instalmentOf(state, contact);
  const stated = noticeTerms({ state, account: accountOf(terms, facts) }, contact, { on, receivedOn, instalment });
  return { ...stated, postBy: last, cutOffAt: endOf(last) };
}

/** A notice waits to be printed. */
export function letterQueued(turn: Turn, contact: Contact): void {
  turn.recordNotice('letter_queued', contact, []);
  turn.change({ letters: [...turn.state.letters, { ...contact, printed: null }] });
}

/** Pulls the first letter that must not go out as it is; false when all may. */
export function settleLetters(turn: Turn): boolean {
  for (const letter of turn.state.letters) {
    const because = stopped(turn, letter);
    if (because === null) continue;
    pull(turn, letter, because);
    return true;
  }
  return false;
}

function stopped(turn: Turn, letter: HouseLetter): ArrangementWithdrawn | null {
  const due = stillDue(turn, letter);
  if ('because' in due) return due.because;
  if (letter.printed === null) return null;
  if (turn.now >= letter.printed.cutOffAt) return 'not_posted';
  return askedCents(turn.state, turn.account, due.instalment) === letter.printed.amountCents ? null : 'superseded';
}

/** Where the whole batch, or its letter, was set aside already. */
const BATCH_IS_VOID: readonly ArrangementWithdrawn[] = ['voided', 'not_posted'];

function pull(turn: Turn, { printed, ...contact }: HouseLetter, because: ArrangementWithdrawn): void {
  const batchId = printed?.batchId ?? null;
  turn.commands.push({ type: 'withdraw_letter', dispatchId: contact.id, batchId });
  turn.recordNotice('notice_withdrawn', contact, [{ code: 'withdrawn', because }]);
  turn.change({ letters: turn.state.letters.filter(({ id }) => id !== contact.id) });
  if (batchId === null) return;
  turn.change({ pulled: [...turn.state.pulled.filter(({ id }) => id !== contact.id), contact] });
  // Paper that lies on a pile is taken from it by a person.
  if (!BATCH_IS_VOID.includes(because)) askToPull(turn, batchId, contact.id, because);
}

function askToPull(turn: Turn, batchId: string, dispatchId: string, because: ArrangementWithdrawn): void {
  const id = turn.taskId(`pull.${batchId}.${dispatchId.split(':').slice(2).join('.')}`);
  turn.openSideTask({ id, kind: 'pull_letter', outcomes: ['done'] }, [{ code: 'withdrawn', because }]);
}

/** A letter was printed. One that was withdrawn in the meantime is paper that a person takes from the pile. */
export function letterPrinted(turn: Turn, event: LetterPrinted): void {
  const { dispatchId, batchId, cutOffAt, amountCents, on } = event;
  const letter = inHouse(turn.state, dispatchId);
  if (!letter) return askToPull(turn, batchId, dispatchId, 'superseded');
  const printed = { batchId, cutOffAt, on, amountCents };
  turn.change({ letters: turn.state.letters.map((one) => (one === letter ? { ...one, printed } : one)) });
  turn.recordNotice('letter_printed', letter, [{ code: 'printed', on, until: localDate(cutOffAt - 1) }]);
}

export function letterVoided(turn: Turn, { dispatchId, batchId }: LetterVoided): void {
  const letter = inHouse(turn.state, dispatchId);
  if (letter?.printed?.batchId === batchId) pull(turn, letter, 'voided');
}

/**
 * A letter went into the post. That it did counts, even when it had been pulled in the meantime: what was to go out in its
 * stead does not.
 */
export function noticePosted(turn: Turn, event: NoticePosted): void {
  const { dispatchId, batchId, on, deadline, amountCents } = event;
  const { letters, questions, pulled, past, sending } = turn.state;
  if (past.some(({ id, end }) => id === dispatchId && end !== 'given_up')) return;
  const letter = inHouse(turn.state, dispatchId);
  const question = questions.find(({ id }) => id === dispatchId);
  const underWay = sending?.id === dispatchId ? sending : null;
  const contact = letter ?? question ?? underWay ?? pulled.find(({ id }) => id === dispatchId) ?? null;
  if (contact === null) return;
  if (question?.open) turn.withdrawTask(question.taskId, aboutInstalment(question));
  if (letter?.printed && batchId !== undefined && letter.printed.batchId !== batchId) {
    turn.commands.push({ type: 'withdraw_letter', dispatchId, batchId: letter.printed.batchId });
    askToPull(turn, letter.printed.batchId, dispatchId, 'superseded');
  }
  const others = <T extends Contact>(list: readonly T[]) => list.filter(({ id }) => id !== dispatchId);
  turn.change({ letters: others(letters), questions: others(questions), pulled: others(pulled) });
  if (underWay) turn.change({ sending: null });
  turn.commands.push({ type: 'settle_dispatch', dispatchId, sentOn: on });
  turn.wentOut(contact, { on, deadline, amountCents, channel: 'letter' });
}

/**
 * A notice came back. A mail that bounced is followed by a letter; of a letter a person finds out where the debtor lives. What
 * relies on the notice waits for the new one.
 */
export function cameBack(turn: Turn, { type, dispatchId, on, problem }: NoticeUndelivered): void {
  const { state } = turn;
  const notice = state.past.find(({ id, end }) => id === dispatchId && end === 'sent');
  if (!notice) return;
  const how = type === 'notice_bounced' ? 'bounced' : 'returned';
  const why = [{ code: 'undelivered', how, on, problem } as const];
  turn.recordNotice('notice_undelivered', notice, why);
  if (how === 'bounced' || isOver(state) || isStale(turn, notice)) {
    return turn.change({ past: state.past.map((one) => (one === notice ? { ...one, end: how } : one)) });
  }
  // Should it have arrived after all, it says what it said.
  const { end: _, on: sentOn, deadline, amountCents, channel, ...contact } = notice;
  turn.change({ past: state.past.filter((one) => one !== notice) });
  turn.ask(contact, 'returned', { on: sentOn, deadline, amountCents, channel }, why);
}

/** A reminder of a day that has come, or a text that was signed: nobody has to find out where it was to go. */
function isStale({ state, now }: Turn, contact: Contact): boolean {
  if (contact.what === 'agreement') return state.phase !== 'proposed';
  if (contact.what !== 'instalment-reminder') return false;
  const one = instalmentOf(state, contact);
  return !one || now >= instantOf(dayOf(one.on), 0);
}

/** When a letter in the house must be looked at again: its cut-off, or the day after which it comes too late. */
export function letterEndsAt({ terms, state }: Turn, letter: HouseLetter): Instant | null {
  if (letter.printed) return letter.printed.cutOffAt;
  const by = arrivalOf(terms, state, letter);
  return by === null ? null : endOf(lastDayToLeave(terms, 'letter', by));
}

/** The day by which a notice has to be there; null where it has none. */
function arrivalOf(terms: ArrangementTerms, state: ArrangementState, contact: Contact): CivilDate | null {
  if (contact.what === 'agreement') return terms.signBy;
  return contact.what === 'instalment-reminder' ? dayBefore(instalmentOf(state, contact)!) : null;
}
