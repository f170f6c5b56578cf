/** Which invoices of a debtor are written about in one contact (`design.md` §4), worked out under the debtor's lock. */
import { isNotice, stepTakenIn, together } from '../ladder/contact.ts';
import type { Channel, SendStep } from '../ladder/definition.ts';
import type { Escalation } from '../ladder/events.ts';
import { lastKnownAt, withEvents } from '../ladder/facts.ts';
import { type Terms, verdict } from '../ladder/invoice/delivery.ts';
import { transition } from '../ladder/invoice/transition.ts';
import { type Instant, localDate } from '../ladder/time/civil.ts';
import type { Db, Tx } from '../store/database.ts';
import { type DispatchRecord, findDispatch } from '../store/dispatches.ts';
import { openBesides } from '../store/invoices.ts';
import { queueSignal } from '../store/signal-outbox.ts';
import { NUDGE } from '../workflows/messages.ts';
import { type Locked, lock, move } from './move.ts';

/** An invoice whose notice may leave now. */
export interface Member {
  locked: Locked;
  dispatch: DispatchRecord;
  terms: Terms;
  channel: Channel;
}

/** More invoices than this are not looked at for one contact; what they are due for follows on a later day. */
const MOST_COMPANIONS = 200;

/**
 * The notices that leave in one contact with this one, which comes first; null when another of the debtor's is heavier and
 * goes before it.
 */
export async function companionsOf(db: Db, tx: Tx, own: Member, now: Instant): Promise<Member[] | null> {
  const { invoice, facts } = own.locked;
  const takesIn = facts.debtor.kind === 'consumer' && own.dispatch.kind === 'fourteen-day-letter';
  const others: Member[] = [];
  for (const id of await openBesides(tx, invoice, { dueBy: takesIn ? null : now, limit: MOST_COMPANIONS })) {
    const other = await dueNotice(db, tx, await lock(db, tx, id), takesIn ? own.dispatch.id : null, now);
    if (other) others.push(other);
  }
  const intended = [own, ...others].map((member) => ({ member, ...intendedOf(member) }));
  const leaving = together(intended).map(({ member }) => member);
  return leaving.includes(own) ? [own, ...leaving.filter((member) => member !== own)] : null;
}

/** The notice that another invoice of the debtor is due for, once its own time has been taken into account. */
async function dueNotice(
  db: Db,
  tx: Tx,
  before: Locked,
  takenInBy: string | null,
  now: Instant,
): Promise<Member | null> {
  if (before.state?.phase !== 'climbing' || (lastKnownAt(before.facts) ?? 0) > now) return null;
  let locked = before;
  const { wakeAt } = before.state;
  const takenIn = takenInBy === null ? null : takenInNow(before, takenInBy, now);
  if (takenIn || (wakeAt !== null && wakeAt <= now)) {
    await move(tx, before, takenIn ? [takenIn] : [], now);
    // Its workflow waits for another day, and must look again.
    if (takenIn) await queueSignal(tx, { invoiceId: before.invoice.id, signal: NUDGE, payload: null }, Date.now());
    locked = await lock(db, tx, before.invoice.id);
  }
  const position = locked.state?.position;
  if (position?.mode !== 'sending' || position.letter) return null;
  const dispatch = await findDispatch(tx, position.dispatchId);
  if (dispatch?.status !== 'intended' || !isNotice(dispatch.kind)) return null;
  if (localDate(dispatch.intended_at) < localDate(now)) return null;
  const judged = verdict(locked.ladder, locked.state!, locked.facts, dispatch.id, now);
  return judged.send ? { locked, dispatch, terms: judged.terms, channel: judged.channel } : null;
}

/** Brings a claim in default to the fourteen-day letter that leaves now, if it can join it at once. */
function takenInNow({ ladder, state, facts, fresh }: Locked, dispatchId: string, now: Instant): Escalation | null {
  const step = stepTakenIn(ladder, state!, facts, localDate(now));
  if (step === null) return null;
  const event: Escalation = {
    type: 'escalation',
    id: `taken-in:${dispatchId}`,
    at: now,
    step,
    by: 'incassoladder',
    reason: 'art. 6:96(7) BW',
  };
  const tried = transition(ladder, state, [...fresh, event], withEvents(facts, [event]), now);
  const { position } = tried.state;
  return position?.mode === 'sending' && position.step === step ? event : null;
}

function intendedOf({ locked, dispatch, channel }: Member) {
  const { ladder, facts, invoice } = locked;
  return {
    id: dispatch.id,
    dueOn: facts.invoice.dueOn,
    step: ladder.steps.find(({ id }) => id === dispatch.step) as SendStep,
    channel,
    currency: facts.invoice.currency,
    takesInOthers: ladder.texts[invoice.debtor.language][dispatch.step]?.several !== undefined,
  };
}
