/** Accepts what happened to an invoice: the fact and the signal that carries it, in one transaction. */
import type { InvoiceEvent, SignalName } from '../ladder/events.ts';
import { SIGNALS } from '../ladder/events.ts';
import type { Db, Tx } from '../store/database.ts';
import { findFact, keepFact, sameEvent } from '../store/facts.ts';
import type { InvoiceRecord } from '../store/invoices.ts';
import { queueSignal } from '../store/signal-outbox.ts';
import { lockStanding } from '../store/states.ts';
import { ApiError, notFound } from './errors.ts';
import { outsideForm } from './outside-form.ts';

const signalOf = new Map(Object.entries(SIGNALS).map(([signal, type]) => [type as string, signal as SignalName]));

export interface Accepted {
  /** The id under which the event is kept. */
  id: string;
  /** False when it was known already. */
  isNew: boolean;
}

/**
 * Keeps an event of an invoice and queues its signal. The same event again is accepted and changes nothing; another
 * event under its id is refused.
 */
export async function recordEvent(
  db: Db,
  invoiceId: string,
  make: (tx: Tx, invoice: InvoiceRecord) => Promise<InvoiceEvent> | InvoiceEvent,
): Promise<Accepted> {
  return db.transaction().execute(async (tx) => {
    const standing = await lockStanding(tx, invoiceId);
    if (!standing) throw notFound('invoice', invoiceId);
    const { invoice } = standing;
    const event = await make(tx, invoice);
    if (await keepFact(tx, invoice, event)) {
      await queueSignal(tx, { invoiceId, signal: signalOf.get(event.type)!, payload: outsideForm(event) }, Date.now());
      return { id: event.id, isNew: true };
    }
    const known = await findFact(tx, invoiceId, event.id);
    if (known === null || !sameEvent(known, event)) {
      throw new ApiError('conflict', 'event_id_taken', `Another event of this invoice has the id "${event.id}".`, 'id');
    }
    return { id: event.id, isNew: false };
  });
}
