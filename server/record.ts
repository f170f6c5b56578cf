/** Accepts what happened to an invoice: the fact and the signal that carries it, in one transaction. */
import type { DebtorChange, InvoiceEvent } from '../ladder/events.ts';
import type { Db, Tx } from '../store/database.ts';
import { findFact, keepFact, sameEvent } from '../store/facts.ts';
import { findInvoice, type InvoiceRecord, invoicesOfDebtor } from '../store/invoices.ts';
import { addDebtorChange, findDebtor, findDebtorChange, lockDebtor } from '../store/parties.ts';
import { queueEvent } from '../store/signal-outbox.ts';
import { lockStanding, type Standing } from '../store/states.ts';
import { ApiError, notFound } from './errors.ts';

export interface Accepted {
  /** The id under which the event is kept. */
  id: string;
  /** False when it was known already. */
  isNew: boolean;
}

/** Keeps a change of a debtor, gives it to every invoice of theirs, and queues the signals. */
export async function recordDebtorChange(db: Db, debtorId: string, change: DebtorChange): Promise<Accepted> {
  return db.transaction().execute(async (tx) => {
    if (!(await findDebtor(tx, debtorId))) throw notFound('debtor', debtorId);
    await lockDebtor(tx, debtorId);
    if (!(await addDebtorChange(tx, debtorId, change))) {
      const known = await findDebtorChange(tx, debtorId, change.id);
      if (known && sameEvent(known, change)) return { id: change.id, isNew: false };
      throw new ApiError(
        'conflict',
        'event_id_taken',
        `Another change of this debtor has the id "${change.id}".`,
        'id',
      );
    }
    for (const invoiceId of await invoicesOfDebtor(tx, debtorId)) {
      const fact = factOfDebtor(change);
      if (!(await keepFact(tx, (await findInvoice(tx, invoiceId))!, fact))) {
        throw new ApiError('conflict', 'event_id_taken', `An invoice of this debtor has an event "${fact.id}".`, 'id');
      }
      await queueEvent(tx, invoiceId, fact);
    }
    return { id: change.id, isNew: true };
  });
}

/** The fact that an invoice gets of a change of its debtor, under an id that no event of its own has. */
export function factOfDebtor(change: DebtorChange): DebtorChange {
  return { ...change, id: `debtor.${change.id}` };
}

/**
 * Keeps an event of an invoice and queues its signal. The same event again is accepted and changes nothing; another
 * event under its id is refused.
 */
export async function recordEvent(
  db: Db,
  invoiceId: string,
  make: (tx: Tx, invoice: InvoiceRecord, standing: Standing) => Promise<InvoiceEvent> | InvoiceEvent,
): Promise<Accepted> {
  return db.transaction().execute(async (tx) => {
    const standing = await lockStanding(tx, invoiceId);
    if (!standing) throw notFound('invoice', invoiceId);
    const { invoice } = standing;
    const event = await make(tx, invoice, standing);
    if (await keepFact(tx, invoice, event)) {
      await queueEvent(tx, invoiceId, event);
      return { id: event.id, isNew: true };
    }
    const known = await findFact(tx, invoiceId, event.id);
    if (known === null || !sameEvent(known, event)) {
      throw new ApiError('conflict', 'event_id_taken', `Another event of this invoice has the id "${event.id}".`, 'id');
    }
    return { id: event.id, isNew: false };
  });
}
