import { SIGNALS } from '../ladder/events.ts';
import type { Answer } from '../ladder/invoice/answer.ts';
import { readEvent } from '../ladder/schema.ts';
import type { Db } from '../store/database.ts';
import { findFact } from '../store/facts.ts';
import type { AdvanceInput } from '../workflows/messages.ts';
import { lastAnswer, lock, move } from './move.ts';
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
    const { currency } = locked.invoice.facts;
    const events = await eventsOf(signals, {
      of: 'invoice',
      types: SIGNALS,
      read: (value, at) => readEvent(value, at, currency),
      known: (id) => findFact(tx, invoiceId, id),
    });
    const before = isAnswered(input, locked, events) ? lastAnswer(locked, now) : null;
    return before ?? move(tx, locked, events, now);
  });
}
