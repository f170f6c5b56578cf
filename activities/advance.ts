import { SIGNALS } from '../ladder/events.ts';
import type { Answer } from '../ladder/invoice/answer.ts';
import { readEvent } from '../ladder/schema.ts';
import type { Instant } from '../ladder/time/civil.ts';
import type { Db, Tx } from '../store/database.ts';
import { findFact } from '../store/facts.ts';
import { type AdvanceInput, CHANGE_LADDER, type ChangeOrder, type ReceivedSignal } from '../workflows/messages.ts';
import { comingChange, supersede } from './change-ladder.ts';
import { type Locked, lastAnswer, lock, move } from './move.ts';
import { eventsOf } from './signals.ts';
import { isAnswered, turnTime } from './turns.ts';

/**
 * Takes signals and time into an invoice: one transaction under the locks of debtor and invoice.
 *
 * Asked again with a sequence that it has answered (the worker died before the answer was written into the history), it
 * answers with where the invoice stands, unless something has come in since.
 */
export async function advance(db: Db, input: AdvanceInput): Promise<Answer> {
  const { invoiceId, signals } = input;
  return db.transaction().execute(async (tx) => {
    const locked = await lock(db, tx, invoiceId);
    const now = turnTime(input, locked.fresh);
    const orders = signals.filter(({ name }) => name === CHANGE_LADDER);
    let told = false;
    for (const order of orders) told = (await hearOfChange(db, tx, locked, order, now)) || told;
    const { currency } = locked.invoice.facts;
    const events = await eventsOf(
      signals.filter((signal) => !orders.includes(signal)),
      {
        of: 'invoice',
        types: SIGNALS,
        read: (value, at) => readEvent(value, at, currency),
        known: (id) => findFact(tx, invoiceId, id),
      },
    );
    const before = !told && isAnswered(input, locked, events) ? lastAnswer(locked, now) : null;
    return before ?? move(tx, locked, events, now);
  });
}

/** Makes a change of ladder the one that the invoice is to take; false when it waits for it already, or is past it. */
async function hearOfChange(
  db: Db,
  tx: Tx,
  locked: Locked,
  { payload }: ReceivedSignal,
  now: Instant,
): Promise<boolean> {
  const { invoice, ladder, coming } = locked;
  const { change: changeId } = (payload ?? {}) as Partial<ChangeOrder>;
  if (typeof changeId !== 'string' || changeId === coming?.id) return false;
  const later = await comingChange(db, tx, { invoice, ladder, changeId });
  if (!later) return false;
  if (coming) await supersede(tx, invoice, coming, now);
  locked.coming = later;
  return true;
}
