import { createHash } from 'node:crypto';
import { type InvoiceEvent, SIGNALS } from '../ladder/events.ts';
import type { Answer } from '../ladder/invoice/answer.ts';
import { readEvent } from '../ladder/schema.ts';
import type { Db } from '../store/database.ts';
import { type AdvanceInput, NUDGE, type ReceivedSignal } from '../workflows/messages.ts';
import { lock, move } from './move.ts';

/**
 * Takes signals and time into an invoice: one transaction under the locks of debtor and invoice.
 *
 * Asked again with a sequence that it has answered (the worker died before the answer was written into the history), it
 * gives the recorded answer, unless facts have come in since.
 */
export async function advance(db: Db, { invoiceId, sequence, signals, now }: AdvanceInput): Promise<Answer> {
  return db.transaction().execute(async (tx) => {
    const locked = await lock(db, tx, invoiceId);
    const events = signals
      .filter((signal) => signal.name !== NUDGE)
      .map((signal) => eventOf(signal, locked.invoice.facts.currency));
    const { answer, fresh } = locked;
    const answered = answer !== null && sequence !== null && answer.sequence > sequence;
    if (answered && fresh.length === 0 && signals.length === 0) return answer;
    return move(tx, locked, events, now);
  });
}

/** The event that a signal carries. One that cannot be read becomes an event of its own: a person looks at it. */
function eventOf(signal: ReceivedSignal, currency: string): InvoiceEvent {
  const { name, payload, at } = signal;
  const type = SIGNALS[name as keyof typeof SIGNALS];
  const value = typeof payload === 'object' && payload !== null ? { ...payload, type } : payload;
  const result = readEvent(value, at, currency);
  if (result.ok) return result.event;
  const id = createHash('sha256')
    .update(JSON.stringify([name, payload ?? null]))
    .digest('hex')
    .slice(0, 16);
  return { type: 'malformed_signal', id: `malformed-${id}`, at, signal: name, problem: result.problem };
}
