/** Accepts what happened to an invoice: the fact and the signal that carries it, in one transaction. */
import type { DebtorFact, InvoiceEvent } from '../ladder/events.ts';
import { acceptEvent } from '../store/accepted.ts';
import type { Db, Tx } from '../store/database.ts';
import { addDebtorFact, debtorFacts } from '../store/debtor-facts.ts';
import { findFact, sameEvent } from '../store/facts.ts';
import { findInvoice, type InvoiceRecord, invoicesOfDebtor } from '../store/invoices.ts';
import { findDebtor, lockDebtor } from '../store/parties.ts';
import { lockStanding, type Standing } from '../store/states.ts';
import { ApiError, notFound } from './errors.ts';

export interface Accepted {
  /** The id under which the event is kept. */
  id: string;
  /** False when it was known already. */
  isNew: boolean;
}

/** Keeps what holds for a debtor, gives it to every invoice of theirs, and queues the signals. */
export async function recordDebtorFact(db: Db, debtorId: string, said: DebtorFact): Promise<Accepted> {
  return db.transaction().execute(async (tx) => {
    if (!(await findDebtor(tx, debtorId))) throw notFound('debtor', debtorId);
    await lockDebtor(tx, debtorId);
    const before = await debtorFacts(tx, debtorId);
    if (said.type === 'release' && !before.some(({ type, id }) => type === 'hold' && id === said.holdId)) {
      throw notFound('hold of this debtor', said.holdId);
    }
    if (!(await addDebtorFact(tx, debtorId, said))) {
      const known = before.find(({ id }) => id === said.id);
      if (known && sameEvent(known, said)) return { id: said.id, isNew: false };
      throw new ApiError('conflict', 'event_id_taken', `Another change of this debtor has the id "${said.id}".`, 'id');
    }
    for (const invoiceId of await invoicesOfDebtor(tx, debtorId)) {
      const fact = factOfDebtor(said);
      if (!(await acceptEvent(tx, (await findInvoice(tx, invoiceId))!, fact))) {
        throw new ApiError('conflict', 'event_id_taken', `An invoice of this debtor has an event "${fact.id}".`, 'id');
      }
    }
    return { id: said.id, isNew: true };
  });
}

/** The fact that an invoice gets of what holds for its debtor, under an id that no event of its own has. */
export function factOfDebtor(said: DebtorFact): DebtorFact {
  const id = idOfDebtor(said.id);
  return said.type === 'release' ? { ...said, id, holdId: idOfDebtor(said.holdId) } : { ...said, id };
}

const idOfDebtor = (id: string) => `debtor.${id}`;

/** What holds for every invoice of a debtor still holds for one that is registered now: a status, and holds not released. */
export function stillHolding(said: readonly DebtorFact[]): DebtorFact[] {
  const status = said.findLast(({ type }) => type === 'debtor_changed');
  const released = new Set(said.flatMap((one) => (one.type === 'release' ? [one.holdId] : [])));
  const holds = said.filter(({ type, id }) => type === 'hold' && !released.has(id));
  return [...holds, ...(status?.type === 'debtor_changed' && status.status !== 'normal' ? [status] : [])];
}

/** What is to be kept of an invoice, worked out under its lock. */
type Make = (tx: Tx, invoice: InvoiceRecord, standing: Standing) => Promise<InvoiceEvent> | InvoiceEvent;

/**
 * Keeps an event of an invoice and queues its signal. The same event again is accepted and changes nothing; another
 * event under its id is refused.
 */
export async function recordEvent(db: Db, invoiceId: string, make: Make): Promise<Accepted> {
  return db.transaction().execute((tx) => recordEventIn(tx, invoiceId, make));
}

/** The same in a transaction that does more. Of several invoices, all have one debtor, whose lock comes first. */
export async function recordEventIn(tx: Tx, invoiceId: string, make: Make): Promise<Accepted> {
  const standing = await lockStanding(tx, invoiceId);
  if (!standing) throw notFound('invoice', invoiceId);
  const { invoice } = standing;
  const event = await make(tx, invoice, standing);
  if (await acceptEvent(tx, invoice, event)) return { id: event.id, isNew: true };
  const known = await findFact(tx, invoiceId, event.id);
  if (known === null || !sameEvent(known, event)) {
    throw new ApiError('conflict', 'event_id_taken', `Another event of this invoice has the id "${event.id}".`, 'id');
  }
  return { id: event.id, isNew: false };
}
