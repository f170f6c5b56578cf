/**
 * Sends one contact, at most once.
 *
 * Three parts, of which only the middle one touches the world: a transaction that looks once more whether the contact may
 * leave and claims it, with all notices of the debtor that leave in its text; the mail server, outside any transaction; a
 * transaction that records what came of it. A claim without an outcome — the worker died, the line broke after the text —
 * is in doubt: a person decides, nothing is sent twice. A letter is not sent but put in the queue of the printer.
 */
import { isNotice } from '../ladder/contact.ts';
import type { DeliveryEvent, InvoiceEvent } from '../ladder/events.ts';
import { lastKnownAt } from '../ladder/facts.ts';
import type { Answer } from '../ladder/invoice/answer.ts';
import { SERVICE_KINDS } from '../ladder/invoice/commands.ts';
import { jointTerms, verdict } from '../ladder/invoice/delivery.ts';
import { triesOf } from '../ladder/invoice/state.ts';
import { type Instant, localDate } from '../ladder/time/civil.ts';
import type { Db, Tx } from '../store/database.ts';
import { coveredBy, type DispatchRecord, findDispatch, setDispatch } from '../store/dispatches.ts';
import { queueSignal } from '../store/signal-outbox.ts';
import { type DeliverInput, NUDGE } from '../workflows/messages.ts';
import { companionsOf, type Member } from './companions.ts';
import { compose, type MailRules, postalProblem } from './mail/compose.ts';
import type { MailTransport, RawMail } from './mail/transport.ts';
import { type Locked, lastAnswer, lock, move } from './move.ts';
import { changeOf, eventId, inDoubt, outcomeEvent, type Tried } from './outcome.ts';
import { leavesAt, throughOutage } from './sending.ts';

/** The mail server is away and this mail may be repeated: Temporal tries the activity again. */
export class MailServerAway extends Error {
  override readonly name = 'MailServerAway';
}

/** The notice leaves in the text of another, which is under way: Temporal asks again. */
export class UnderWay extends Error {
  override readonly name = 'UnderWay';
}

type Claim = { done: Answer } | ClaimedMail;

interface ClaimedMail {
  mail: RawMail;
  /** Every notice that the mail holds, the one that was asked for first. */
  notices: (Tried & { invoiceId: string })[];
  /** News to the agency and corrections may be sent again under their Message-ID; a notice, and the case itself, may not. */
  news: boolean;
  /** When it leaves. */
  now: Instant;
}

export async function deliver(
  db: Db,
  transport: MailTransport,
  rules: MailRules,
  input: DeliverInput,
): Promise<Answer> {
  const claim = await claimDispatch(db, transport, rules, input);
  if ('done' in claim) return claim.done;
  const { notices, now } = claim;
  const outcome = await transport.send(claim.mail);
  if (claim.news && (outcome.status === 'deferred' || outcome.status === 'in_doubt')) {
    throw new MailServerAway(outcome.problem);
  }
  const events = notices.map((notice) => ({
    invoiceId: notice.invoiceId,
    event: outcomeEvent(notice, outcome, now),
  }));
  return throughOutage(() => record(db, events, now));
}

async function claimDispatch(db: Db, transport: MailTransport, rules: MailRules, input: DeliverInput): Promise<Claim> {
  const { invoiceId, dispatchId } = input;
  return db.transaction().execute(async (tx): Promise<Claim> => {
    const locked = await lock(db, tx, invoiceId);
    const { ladder, facts, state } = locked;
    const now = leavesAt(input, lastKnownAt(facts));
    const dispatch = await findDispatch(tx, dispatchId);
    if (!dispatch || !state) throw new Error(`There is no dispatch ${dispatchId}.`);
    if (dispatch.status !== 'intended' && dispatch.status !== 'sending') {
      return { done: lastAnswer(locked, now)! };
    }
    const finish = async (event: DeliveryEvent, at = locked): Promise<Claim> => {
      await setDispatch(tx, dispatchId, changeOf(event));
      return { done: await move(tx, at, [event], now) };
    };

    const { position } = state;
    const earlier = dispatch.status === 'sending';
    if (earlier && position?.mode === 'sending' && position.dispatchId === dispatchId) {
      if (dispatch.covered_by !== null) throw new UnderWay(`it leaves with ${dispatch.covered_by}`);
      const sent = await transport.holds(dispatch.message_id);
      for (const other of await coveredBy(tx, dispatchId)) {
        if (other.status === 'sending') await interrupted(db, tx, other, sent, now);
      }
      return finish(afterInterruption(dispatch, sent, now));
    }
    const judged = verdict(ladder, state, facts, dispatchId, now);
    const id = eventId(dispatchId, 'withdrawn', now);
    if (!judged.send) return finish({ type: 'notice_withdrawn', id, at: now, dispatchId, because: judged.because });
    // What was intended on another day is planned anew: its day may have passed for good.
    const news = SERVICE_KINDS.includes(dispatch.kind);
    if (!news && localDate(dispatch.intended_at) < localDate(now)) {
      return finish({ type: 'notice_withdrawn', id, at: now, dispatchId, because: 'outside_hours' });
    }
    const own: Member = { locked, dispatch, terms: judged.terms, channel: judged.channel };
    const members = isNotice(dispatch.kind) ? await companionsOf(db, tx, own, now) : [own];
    if (members === null) {
      // What is heavier leaves today, and this waits for another day.
      const today = { ...locked, facts: { ...facts, otherContactOn: localDate(now) } };
      return finish({ type: 'notice_withdrawn', id, at: now, dispatchId, because: 'other_contact' }, today);
    }
    if (judged.channel === 'letter') {
      const problem = await postalProblem(tx, locked.invoice, rules);
      const id = eventId(dispatchId, 'refused', now);
      if (problem !== null) return finish({ type: 'notice_refused', id, at: now, dispatchId, problem });
      return { done: await queueLetters(tx, members, now) };
    }
    return claimMail(tx, members, rules, now);
  });
}

/** Puts letters in the queue of the printer; the answer is that of the first. */
async function queueLetters(tx: Tx, members: readonly Member[], now: Instant): Promise<Answer> {
  const answers: Answer[] = [];
  for (const { locked, dispatch } of members) {
    const { id: dispatchId } = dispatch;
    const id = eventId(dispatchId, 'queued', now);
    const event: DeliveryEvent = { type: 'letter_queued', id, at: now, dispatchId };
    await setDispatch(tx, dispatchId, { ...changeOf(event), claimedOn: localDate(now) });
    answers.push(await move(tx, locked, [event], now));
  }
  return answers[0]!;
}

/** Claims the notices of one mail, or refuses the first when it cannot be made. */
async function claimMail(tx: Tx, leaving: readonly Member[], rules: MailRules, now: Instant): Promise<Claim> {
  const members = withJointTerms(leaving);
  const [{ locked, dispatch, terms }, ...others] = members as [Member, ...Member[]];
  const { invoice, ladder, facts } = locked;
  const source = { invoice, ladder, state: locked.state!, facts, dispatch, terms, now };
  const composed = await compose(tx, { ...source, others: others.map((other) => other.locked) }, rules);
  if (!('mail' in composed)) {
    const id = eventId(dispatch.id, 'refused', now);
    const event: DeliveryEvent = {
      type: 'notice_refused',
      id,
      at: now,
      dispatchId: dispatch.id,
      problem: composed.problem,
    };
    await setDispatch(tx, dispatch.id, changeOf(event));
    return { done: await move(tx, locked, [event], now) };
  }
  const { mail } = composed;
  const notices: ClaimedMail['notices'] = [];
  for (const member of members) {
    const { id: dispatchId, step } = member.dispatch;
    const { on: claimedOn, amountCents } = member.terms;
    const covered = member.dispatch === dispatch ? null : dispatch.id;
    await setDispatch(tx, dispatchId, {
      status: 'sending',
      channel: 'email',
      recipient: mail.to,
      claimedOn,
      amountCents,
      terms: member.terms,
      coveredBy: covered,
    });
    const tries = triesOf(member.locked.state!, step);
    notices.push({ invoiceId: member.locked.invoice.id, dispatchId, terms: member.terms, tries });
  }
  return { mail, notices, news: SERVICE_KINDS.includes(dispatch.kind), now };
}

/** Costs that a letter over several claims announces are shared between them. */
function withJointTerms(leaving: readonly Member[]): Member[] {
  const { ladder } = leaving[0]!.locked;
  const step = ladder.steps.find(({ id }) => id === leaving[0]!.dispatch.step);
  if (!step || leaving.length < 2) return [...leaving];
  const terms = jointTerms(
    step,
    leaving.map((member) => ({ facts: member.locked.facts, terms: member.terms })),
  );
  return leaving.map((member, index) => ({ ...member, terms: terms[index]! }));
}

/** An earlier try claimed this dispatch and did not come back: sent, if the transport knows so; else in doubt. */
function afterInterruption({ id: dispatchId, terms }: DispatchRecord, sent: boolean, now: Instant): DeliveryEvent {
  if (terms === null) throw new Error(`What dispatch ${dispatchId} stated is not known.`);
  if (sent) return { type: 'notice_sent', id: eventId(dispatchId, 'sent', now), at: now, dispatchId, ...terms };
  return inDoubt(dispatchId, terms, 'sending was interrupted before the mail server answered', now);
}

/** The same for a notice that was to leave in the text of another. */
async function interrupted(db: Db, tx: Tx, dispatch: DispatchRecord, sent: boolean, now: Instant): Promise<void> {
  const locked = await lock(db, tx, dispatch.invoice_id);
  const event = afterInterruption(dispatch, sent, now);
  await setDispatch(tx, dispatch.id, changeOf(event));
  await move(tx, locked, [event], now);
}

/** Writes what became of the notices of one mail; the answer is that of the first. */
async function record(
  db: Db,
  outcomes: readonly { invoiceId: string; event: DeliveryEvent }[],
  now: Instant,
): Promise<Answer> {
  return db.transaction().execute(async (tx) => {
    // All rows before any move: a notice that is put off must not count as a contact of the day for the others.
    for (const { invoiceId, event } of outcomes.slice(1)) {
      const locked = await lock(db, tx, invoiceId);
      if ((await questionAbout(tx, locked, event.dispatchId)) === null) {
        await setDispatch(tx, event.dispatchId, changeOf(event));
      }
    }
    const answers: Answer[] = [];
    for (const { invoiceId, event } of outcomes) answers.push(await recordOne(db, tx, invoiceId, event, now));
    return answers[0]!;
  });
}

async function recordOne(db: Db, tx: Tx, invoiceId: string, event: DeliveryEvent, now: Instant): Promise<Answer> {
  const locked = await lock(db, tx, invoiceId);
  const asked = await questionAbout(tx, locked, event.dispatchId);
  if (asked === null) {
    await setDispatch(tx, event.dispatchId, changeOf(event));
    return move(tx, locked, [event], now);
  }
  if (event.type === 'notice_sent') {
    // The workflow has the answer of the later try: it must look again.
    await queueSignal(tx, { invoiceId, signal: NUDGE, payload: null }, Date.now());
    return move(tx, locked, [answerOf(event, asked)], now);
  }
  const problem = 'problem' in event ? event.problem : '';
  await setDispatch(tx, event.dispatchId, { status: 'in_doubt', problem });
  return lastAnswer(locked, now)!;
}

/**
 * The task that asks whether a contact went out, when one does: this try took so long that a later one found its claim
 * and put it in doubt.
 */
async function questionAbout(tx: Tx, { state }: Locked, dispatchId: string): Promise<string | null> {
  const position = state?.position;
  if (position?.mode !== 'stuck' || position.cause !== 'in_doubt') return null;
  const dispatch = await findDispatch(tx, dispatchId);
  return dispatch?.status === 'in_doubt' && dispatch.step === position.step ? position.taskId : null;
}

/** A mail server that took the contact after all answers the question in a person's stead. */
function answerOf(sent: Extract<DeliveryEvent, { type: 'notice_sent' }>, taskId: string): InvoiceEvent {
  const { id, at, on } = sent;
  return { type: 'task_completed', id, at, taskId, outcome: 'went_out', on, by: 'incassoladder' };
}
