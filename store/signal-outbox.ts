/**
 * Signals that are still to reach a workflow. The row is written in the transaction that accepts the fact, so what was
 * accepted reaches its workflow even when Temporal is away for days.
 */
import { type InvoiceEvent, SIGNALS, type SignalName } from '../ladder/events.ts';
import { outsideForm } from '../ladder/outside-form.ts';
import type { Instant } from '../ladder/time/civil.ts';
import { atInstant, type Db, type Tx } from './database.ts';

/** Whose workflow a signal is for. */
export type Addressee = { invoiceId: string } | { arrangementId: string };

export interface WaitingSignal {
  id: number;
  to: Addressee;
  signal: string;
  payload: unknown;
  attempts: number;
}

export async function queueSignal(
  tx: Tx,
  signal: Addressee & { signal: string; payload: unknown },
  now: Instant,
): Promise<void> {
  await tx
    .insertInto('signal_outbox')
    .values({
      ...('invoiceId' in signal
        ? { invoice_id: signal.invoiceId, arrangement_id: null }
        : { invoice_id: null, arrangement_id: signal.arrangementId }),
      signal: signal.signal,
      payload: JSON.stringify(signal.payload),
      created_at: new Date(now),
      next_try_at: new Date(now),
    })
    .execute();
}

const signalOf = new Map(Object.entries(SIGNALS).map(([signal, type]) => [type as string, signal as SignalName]));

/** Queues the signal that carries an event, which is kept already. */
export function queueEvent(tx: Tx, invoiceId: string, event: InvoiceEvent): Promise<void> {
  return queueSignal(tx, { invoiceId, signal: signalOf.get(event.type)!, payload: outsideForm(event) }, Date.now());
}

/** The oldest signals whose time to be tried has come. */
export async function waitingSignals(db: Db, now: Instant, limit: number): Promise<WaitingSignal[]> {
  const rows = await db
    .selectFrom('signal_outbox')
    .select(['id', 'invoice_id', 'arrangement_id', 'signal', 'payload', 'attempts'])
    .where('sent_at', 'is', null)
    .where('next_try_at', '<=', atInstant(now))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    to: row.invoice_id === null ? { arrangementId: row.arrangement_id! } : { invoiceId: row.invoice_id },
    signal: row.signal,
    payload: row.payload,
    attempts: row.attempts,
  }));
}

export async function markSent(db: Db, id: number, now: Instant): Promise<void> {
  await db
    .updateTable('signal_outbox')
    .set({ sent_at: new Date(now) })
    .where('id', '=', id)
    .execute();
}

export async function markFailed(db: Db, id: number, problem: string, nextTryAt: Instant): Promise<void> {
  await db
    .updateTable('signal_outbox')
    .set((eb) => ({ attempts: eb('attempts', '+', 1), last_error: problem, next_try_at: new Date(nextTryAt) }))
    .where('id', '=', id)
    .execute();
}
