/**
 * Sends one contact, at most once.
 *
 * Three parts, of which only the middle one touches the world: a transaction that looks once more whether the contact may
 * leave and claims it; the mail server, outside any transaction; a transaction that records what came of it. A claim
 * without an outcome — the worker died, the line broke after the text — is in doubt: a person decides, nothing is sent
 * twice.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { compile } from '../ladder/compiled.ts';
import type { DeliveryEvent, InvoiceEvent } from '../ladder/events.ts';
import { lastKnownAt } from '../ladder/facts.ts';
import type { Answer } from '../ladder/invoice/answer.ts';
import { type Terms, termsOf, verdict } from '../ladder/invoice/delivery.ts';
import { triesOf } from '../ladder/invoice/state.ts';
import { type Instant, localDate } from '../ladder/time/civil.ts';
import { virtualTime } from '../ladder/time/clock.ts';
import type { Db, Tx } from '../store/database.ts';
import { type DispatchChange, type DispatchRecord, findDispatch, setDispatch } from '../store/dispatches.ts';
import { isPassing } from '../store/passing.ts';
import { queueSignal } from '../store/signal-outbox.ts';
import { type DeliverInput, NUDGE } from '../workflows/messages.ts';
import { compose, type MailRules } from './mail/compose.ts';
import type { MailOutcome, MailTransport, RawMail } from './mail/transport.ts';
import { type Locked, lastAnswer, lock, move } from './move.ts';

/** The first wait after a mail server could not be reached; it doubles with each try, up to a day. */
const FIRST_RETRY_MS = 15 * 60_000;
const LONGEST_RETRY_MS = 24 * 60 * 60_000;
/** The last wait for a database that is away, after about 15 seconds in all. */
const LONGEST_OUTAGE_WAIT_MS = 8_000;

/** The mail server is away and this mail may be repeated: Temporal tries the activity again. */
export class MailServerAway extends Error {
  override readonly name = 'MailServerAway';
}

type Claim = { done: Answer } | ClaimedMail;

interface ClaimedMail {
  mail: RawMail;
  terms: Terms;
  tries: number;
  /** News to the agency may be sent again under its Message-ID; a notice, and the case itself, may not. */
  news: boolean;
  /** When it leaves. */
  now: Instant;
}

/**
 * The time at which a contact leaves: taken under the locks, since a retry may come much later than the workflow asked,
 * and not before any fact that was accepted by then.
 */
function timeOf({ now, clock }: DeliverInput, { facts }: Locked): Instant {
  return Math.max(now, virtualTime(clock, Date.now()), lastKnownAt(facts) ?? 0);
}

export async function deliver(
  db: Db,
  transport: MailTransport,
  rules: MailRules,
  input: DeliverInput,
): Promise<Answer> {
  const claim = await claimDispatch(db, transport, rules, input);
  if ('done' in claim) return claim.done;
  const outcome = await transport.send(claim.mail);
  if (claim.news && (outcome.status === 'deferred' || outcome.status === 'in_doubt')) {
    throw new MailServerAway(outcome.problem);
  }
  const event = outcomeEvent(input.dispatchId, claim, outcome);
  return throughOutage(() => record(db, input.invoiceId, event, claim.now));
}

async function claimDispatch(db: Db, transport: MailTransport, rules: MailRules, input: DeliverInput): Promise<Claim> {
  const { invoiceId, dispatchId } = input;
  return db.transaction().execute(async (tx): Promise<Claim> => {
    const locked = await lock(db, tx, invoiceId);
    const { invoice, ladder, facts, state } = locked;
    const now = timeOf(input, locked);
    const dispatch = await findDispatch(tx, dispatchId);
    if (!dispatch || !state) throw new Error(`There is no dispatch ${dispatchId}.`);
    if (dispatch.status !== 'intended' && dispatch.status !== 'sending') {
      return { done: lastAnswer(locked, now)! };
    }
    const finish = async (event: DeliveryEvent): Promise<Claim> => {
      await setDispatch(tx, dispatchId, changeOf(event));
      return { done: await move(tx, locked, [event], now) };
    };

    const { position } = state;
    const earlier = dispatch.status === 'sending';
    if (earlier && position?.mode === 'sending' && position.dispatchId === dispatchId) {
      const claimedOn = dispatch.claimed_on ?? localDate(dispatch.intended_at);
      const terms = termsOf(compile(ladder).step(position.step), claimedOn, dispatch.amount_cents ?? 0);
      return finish(await afterInterruption(transport, dispatch, terms, now));
    }
    const judged = verdict(ladder, state, facts, dispatchId, now);
    const id = eventId(dispatchId, 'withdrawn', now);
    if (!judged.send) return finish({ type: 'notice_withdrawn', id, at: now, dispatchId, because: judged.because });
    // What was intended on another day is planned anew: its day may have passed for good.
    const news = dispatch.kind === 'agency-update';
    if (!news && localDate(dispatch.intended_at) < localDate(now)) {
      return finish({ type: 'notice_withdrawn', id, at: now, dispatchId, because: 'outside_hours' });
    }
    const { terms } = judged;
    const composed = await compose(tx, { invoice, ladder, state, facts, dispatch, terms, now }, rules);
    if (!('mail' in composed)) {
      const id = eventId(dispatchId, 'refused', now);
      return finish({ type: 'notice_refused', id, at: now, dispatchId, problem: composed.problem });
    }
    const { mail } = composed;
    const { on: claimedOn, amountCents } = terms;
    await setDispatch(tx, dispatchId, { status: 'sending', recipient: mail.to, claimedOn, amountCents });
    return { mail, terms, tries: triesOf(state, dispatch.step), news, now };
  });
}

/** An earlier try claimed this dispatch and did not come back: sent, if the transport knows so; else in doubt. */
async function afterInterruption(
  transport: MailTransport,
  { id: dispatchId, message_id }: DispatchRecord,
  terms: Terms,
  now: Instant,
): Promise<DeliveryEvent> {
  if (await transport.holds(message_id)) {
    return { type: 'notice_sent', id: eventId(dispatchId, 'sent', now), at: now, dispatchId, ...terms };
  }
  return {
    type: 'notice_in_doubt',
    id: eventId(dispatchId, 'in-doubt', now),
    at: now,
    dispatchId,
    problem: 'sending was interrupted before the mail server answered',
    on: terms.on,
    deadline: terms.deadline,
    amountCents: terms.amountCents,
  };
}

function outcomeEvent(dispatchId: string, { terms, tries, now }: ClaimedMail, outcome: MailOutcome): DeliveryEvent {
  switch (outcome.status) {
    case 'accepted':
      return { type: 'notice_sent', id: eventId(dispatchId, 'sent', now), at: now, dispatchId, ...terms };
    case 'refused':
      return {
        type: 'notice_refused',
        id: eventId(dispatchId, 'refused', now),
        at: now,
        dispatchId,
        problem: outcome.problem,
      };
    case 'deferred':
      return {
        type: 'notice_deferred',
        id: eventId(dispatchId, 'deferred', now),
        at: now,
        dispatchId,
        until: now + Math.min(FIRST_RETRY_MS * 2 ** tries, LONGEST_RETRY_MS),
        problem: outcome.problem,
      };
    case 'in_doubt':
      return {
        type: 'notice_in_doubt',
        id: eventId(dispatchId, 'in-doubt', now),
        at: now,
        dispatchId,
        problem: outcome.problem,
        on: terms.on,
        deadline: terms.deadline,
        amountCents: terms.amountCents,
      };
  }
}

const eventId = (dispatchId: string, what: string, now: Instant) => `${dispatchId}:${what}:${now}`;

function changeOf(event: DeliveryEvent): DispatchChange {
  switch (event.type) {
    case 'notice_sent':
      return { status: 'sent', sentOn: event.on };
    case 'notice_withdrawn':
      return { status: 'withdrawn' };
    case 'notice_deferred':
      return { status: 'deferred', problem: event.problem };
    case 'notice_refused':
      return { status: 'refused', problem: event.problem };
    case 'notice_in_doubt':
      return { status: 'in_doubt', problem: event.problem };
  }
}

async function record(db: Db, invoiceId: string, event: DeliveryEvent, now: Instant): Promise<Answer> {
  return db.transaction().execute(async (tx) => {
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
  });
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

/** The mail has left: a database that is away for a moment must not put that in doubt. */
async function throughOutage<T>(attempt: () => Promise<T>): Promise<T> {
  for (let waitMs = 250; ; waitMs *= 2) {
    try {
      return await attempt();
    } catch (error) {
      if (!isPassing(error) || waitMs > LONGEST_OUTAGE_WAIT_MS) throw error;
      await sleep(waitMs);
    }
  }
}
