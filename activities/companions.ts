/** Which invoices of a debtor are written about in one contact (`design.md` §4), worked out under the debtor's lock. */
import { type Intended, isNotice, stepTakenIn, takenInBy, together } from '../ladder/contact.ts';
import type { Channel, Ladder, SendStep, StepId } from '../ladder/definition.ts';
import type { Escalation } from '../ladder/events.ts';
import { lastKnownAt, withEvents } from '../ladder/facts.ts';
import { type Terms, verdict } from '../ladder/invoice/delivery.ts';
import { waitsForRelease } from '../ladder/invoice/state.ts';
import { transition } from '../ladder/invoice/transition.ts';
import { type Instant, localDate } from '../ladder/time/civil.ts';
import type { Db, Tx } from '../store/database.ts';
import { type DispatchRecord, findDispatch } from '../store/dispatches.ts';
import { type InvoiceRecord, invoiceRow, openBesides } from '../store/invoices.ts';
import { orTakenBack } from '../store/savepoint.ts';
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

/** A notice that may leave now: one that is due, or a claim that a fourteen-day letter would take in. */
type Candidate = Intended & ({ due: Member } | { takenIn: Escalation; locked: Locked });

/**
 * The notices that leave in one contact with this one, which comes first; null when another of the debtor's is heavier and
 * goes before it. One invoice that cannot go on, because of a defect, does not hold up the others.
 */
export async function companionsOf(db: Db, tx: Tx, own: Member, now: Instant): Promise<Member[] | null> {
  const { invoice, facts } = own.locked;
  const takesIn = facts.debtor.kind === 'consumer' && own.dispatch.kind === 'fourteen-day-letter';
  const others = await openBesides(tx, invoice, { dueBy: takesIn ? null : now, limit: MOST_COMPANIONS });
  if (others.length === 0) return [own];
  const self: Candidate = { ...(await intendedOf(tx, own)), due: own };
  const candidates: Candidate[] = [self];
  for (const id of others) {
    const candidate = await orTakenBack(tx, () => candidateOf(db, tx, id, takesIn ? own.dispatch.id : null, now));
    if (candidate) candidates.push(candidate);
  }
  const leaving = together(candidates);
  if (!leaving.includes(self)) return null;
  const members: Member[] = [own];
  for (const one of leaving) {
    if (one === self) continue;
    const member = 'due' in one ? one.due : await orTakenBack(tx, () => takeIn(db, tx, one, now));
    if (member) members.push(member);
  }
  return members;
}

async function candidateOf(
  db: Db,
  tx: Tx,
  invoiceId: string,
  takenInBy: string | null,
  now: Instant,
): Promise<Candidate | null> {
  const before = await lock(db, tx, invoiceId);
  if (before.state?.phase !== 'climbing' || (lastKnownAt(before.facts) ?? 0) > now) return null;
  const { wakeAt, position } = before.state;
  // Released with this one, it leaves with it, although its workflow has yet to hear of that.
  const isReleased = waitsForRelease(position) && before.fresh.some(({ type }) => type === 'task_completed');
  const isDue = isReleased || (wakeAt !== null && wakeAt <= now);
  if (isDue) await move(tx, before, [], now);
  const due = await dueNotice(tx, isDue ? await lock(db, tx, invoiceId) : before, now);
  if (due) return { ...(await intendedOf(tx, due)), due };
  return takenInBy === null || isDue ? null : takenInNow(tx, before, takenInBy, now);
}

/** The notice that an invoice intends, if it may leave now. */
async function dueNotice(tx: Tx, locked: Locked, now: Instant): Promise<Member | null> {
  const position = locked.state?.position;
  if (position?.mode !== 'sending' || position.letter) return null;
  const dispatch = await findDispatch(tx, position.dispatchId);
  if (dispatch?.status !== 'intended' || !isNotice(dispatch.kind)) return null;
  if (localDate(dispatch.intended_at) < localDate(now)) return null;
  const judged = verdict(locked.ladder, locked.state!, locked.facts, dispatch.id, now);
  return judged.send ? { locked, dispatch, terms: judged.terms, channel: judged.channel } : null;
}

/** A claim in default that could join the fourteen-day letter that leaves now; nothing is written of it yet. */
async function takenInNow(tx: Tx, locked: Locked, dispatchId: string, now: Instant): Promise<Candidate | null> {
  const { ladder, state, facts, fresh, invoice } = locked;
  const step = stepTakenIn(ladder, state!, facts, now);
  if (step === null) return null;
  const takenIn = takenInBy(dispatchId, step, now);
  const known = withEvents(facts, [takenIn]);
  const tried = transition(ladder, state, [...fresh, takenIn], known, now);
  const { position } = tried.state;
  if (position?.mode !== 'sending' || position.step !== step) return null;
  const judged = verdict(ladder, tried.state, known, position.dispatchId, now);
  if (!judged.send) return null;
  const about = { id: position.dispatchId, step, channel: judged.channel };
  return { ...(await aboutOf(tx, ladder, invoice, about)), takenIn, locked };
}

/** Brings a claim to the letter that it joins. Its workflow waits for another day, and must look again. */
async function takeIn(
  db: Db,
  tx: Tx,
  { takenIn, locked }: Extract<Candidate, { takenIn: Escalation }>,
  now: Instant,
): Promise<Member> {
  const { id } = locked.invoice;
  await move(tx, locked, [takenIn], now);
  await queueSignal(tx, { invoiceId: id, signal: NUDGE, payload: null }, Date.now());
  const member = await dueNotice(tx, await lock(db, tx, id), now);
  if (!member) throw new Error(`Invoice ${id} did not come to the letter that takes it in.`);
  return member;
}

function intendedOf(tx: Tx, { locked, dispatch, channel }: Member): Promise<Intended> {
  const { ladder, invoice } = locked;
  return aboutOf(tx, ladder, invoice, { id: dispatch.id, step: dispatch.step, channel });
}

async function aboutOf(
  tx: Tx,
  ladder: Ladder,
  invoice: InvoiceRecord,
  { id, step, channel }: { id: string; step: StepId; channel: Channel },
): Promise<Intended> {
  return {
    id,
    dueOn: invoice.facts.dueOn,
    step: ladder.steps.find((one) => one.id === step) as SendStep,
    channel,
    currency: invoice.facts.currency,
    account: (await invoiceRow(tx, invoice.id))?.iban ?? null,
    takesInOthers: ladder.texts[invoice.debtor.language][step]?.several !== undefined,
  };
}
