/**
 * Sends one notice of an arrangement, at most once: in the three parts in which `deliver` sends one of an invoice. The text to
 * countersign alone is sent again, under its Message-ID, where nobody knows whether it left: it asks nothing that a second copy
 * would ask twice, and a debtor who did not get it cannot sign in time.
 */
import type { ArrangementAnswer } from '../../ladder/arrangement/answer.ts';
import { type ArrangementNoticeTerms, arrangementVerdict } from '../../ladder/arrangement/contacts.ts';
import type { ArrangementDelivery, ArrangementTaskCompleted } from '../../ladder/arrangement/events.ts';
import { lastKnownOfArrangement } from '../../ladder/arrangement/facts.ts';
import { NUDGE } from '../../ladder/events.ts';
import { receivedByEmail } from '../../ladder/law/terms.ts';
import { type Instant, localDate } from '../../ladder/time/civil.ts';
import {
  type ArrangementDispatchRecord,
  findArrangementDispatch,
  setArrangementDispatchTerms,
} from '../../store/arrangement-dispatches.ts';
import type { ArrangementStanding } from '../../store/arrangements.ts';
import type { Db } from '../../store/database.ts';
import { setDispatch } from '../../store/dispatches.ts';
import { queueSignal } from '../../store/signal-outbox.ts';
import type { DeliverArrangementInput } from '../../workflows/messages.ts';
import { composeArrangementMail } from '../mail/arrangement.ts';
import { type MailRules, postalProblem } from '../mail/compose.ts';
import type { MailOutcome, MailTransport, RawMail } from '../mail/transport.ts';
import { changeOf, eventId, outcomeEvent, type Tried } from '../outcome.ts';
import { leavesAt, throughOutage } from '../sending.ts';
import { lastAnswer, lock, move } from './move.ts';

interface ClaimedMail extends Tried {
  repeatable: boolean;
  mail: RawMail;
  terms: ArrangementNoticeTerms;
  /** When it leaves. */
  now: Instant;
}

export async function deliverArrangement(
  db: Db,
  transport: MailTransport,
  rules: MailRules,
  input: DeliverArrangementInput,
): Promise<ArrangementAnswer> {
  const claim = await claimDispatch(db, transport, rules, input);
  if ('done' in claim) return claim.done;
  const outcome = orAgain(claim, await transport.send(claim.mail));
  const event = outcomeEvent(claim, outcome, claim.now);
  return throughOutage(() => record(db, input.arrangementId, event, claim.now));
}

/** A mail that may be repeated is tried again, rather than put before a person. */
function orAgain({ repeatable }: Pick<ClaimedMail, 'repeatable'>, outcome: MailOutcome): MailOutcome {
  return repeatable && outcome.status === 'in_doubt' ? { ...outcome, status: 'deferred' } : outcome;
}

async function claimDispatch(
  db: Db,
  transport: MailTransport,
  rules: MailRules,
  input: DeliverArrangementInput,
): Promise<{ done: ArrangementAnswer } | ClaimedMail> {
  const { arrangementId, dispatchId } = input;
  return db.transaction().execute(async (tx) => {
    const locked = await lock(tx, arrangementId);
    const { state, facts } = locked;
    const now = leavesAt(input, lastKnownOfArrangement(facts));
    const dispatch = await findArrangementDispatch(tx, dispatchId);
    if (!dispatch || !state) throw new Error(`There is no dispatch ${dispatchId}.`);
    if (dispatch.status !== 'intended' && dispatch.status !== 'sending') return { done: lastAnswer(locked, now)! };
    const finish = async (event: ArrangementDelivery) => {
      await setDispatch(tx, dispatchId, changeOf(event));
      return { done: await move(tx, locked, [event], now) };
    };

    const repeatable = dispatch.notice === 'agreement';
    const tries = state.retry?.id === dispatchId ? state.retry.tries : 0;
    if (dispatch.status === 'sending' && state.sending?.id === dispatchId) {
      const tried = { dispatchId, terms: statedBy(dispatch), tries };
      const sent = await transport.holds(dispatch.message_id);
      return finish(outcomeEvent(tried, sent ? { status: 'accepted' } : orAgain({ repeatable }, INTERRUPTED), now));
    }
    const judged = arrangementVerdict(locked.arrangement.terms, state, facts, dispatchId, now);
    if (!judged.send) {
      const id = eventId(dispatchId, 'withdrawn', now);
      return finish({ type: 'notice_withdrawn', id, at: now, dispatchId, because: judged.because });
    }
    const { terms } = judged;
    const refuse = (problem: string) =>
      finish(outcomeEvent({ dispatchId, terms, tries }, { status: 'refused', problem }, now));
    if (judged.channel === 'letter') {
      const problem = await postalProblem(tx, locked.invoices[0]!, rules);
      if (problem !== null) return refuse(problem);
      await setDispatch(tx, dispatchId, { status: 'queued', claimedOn: terms.on });
      return finish({ type: 'letter_queued', id: eventId(dispatchId, 'queued', now), at: now, dispatchId });
    }
    const composed = await composeArrangementMail(tx, { locked, dispatch, terms, now }, rules);
    if (!('mail' in composed)) return refuse(composed.problem);
    const { mail } = composed;
    await setDispatch(tx, dispatchId, { status: 'sending', channel: 'email', recipient: mail.to, claimedOn: terms.on });
    await setArrangementDispatchTerms(tx, dispatchId, terms);
    return { dispatchId, mail, terms, tries, repeatable, now };
  });
}

const INTERRUPTED: MailOutcome = {
  status: 'in_doubt',
  problem: 'sending was interrupted before the mail server answered',
};

/** What a notice said that was claimed before. */
function statedBy({ claimed_on, intended_at, deadline, amount_cents }: ArrangementDispatchRecord) {
  const on = claimed_on ?? localDate(intended_at);
  return { on, receivedOn: receivedByEmail(on), deadline, amountCents: amount_cents ?? 0 };
}

async function record(
  db: Db,
  arrangementId: string,
  event: ArrangementDelivery,
  now: Instant,
): Promise<ArrangementAnswer> {
  return db.transaction().execute(async (tx) => {
    const locked = await lock(tx, arrangementId);
    const asked = questionAbout(locked, event.dispatchId);
    await setDispatch(tx, event.dispatchId, asked && event.type !== 'notice_sent' ? inDoubt(event) : changeOf(event));
    if (asked === null) return move(tx, locked, [event], now);
    if (event.type !== 'notice_sent') return lastAnswer(locked, now)!;
    // The workflow has the answer of the later try: it must look again.
    await queueSignal(tx, { arrangementId, signal: NUDGE, payload: null }, Date.now());
    return move(tx, locked, [answerOf(event, asked)], now);
  });
}

/** What a try found out that took so long that a later one put its notice in doubt: the question stays. */
function inDoubt(event: ArrangementDelivery) {
  return { status: 'in_doubt' as const, ...('problem' in event && { problem: event.problem }) };
}

/** The task that asks whether a notice in doubt went out, when one does. */
function questionAbout({ state }: ArrangementStanding, dispatchId: string): string | null {
  return state?.questions.find(({ id, cause }) => id === dispatchId && cause === 'in_doubt')?.taskId ?? null;
}

/** A mail server that took the notice after all answers the question in a person's stead. */
function answerOf(
  { id, at, on }: Extract<ArrangementDelivery, { type: 'notice_sent' }>,
  taskId: string,
): ArrangementTaskCompleted {
  return { type: 'task_completed', id, at, taskId, outcome: 'went_out', on, by: 'incassoladder' };
}
