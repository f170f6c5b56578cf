import type { InvoiceEvent } from '../ladder/events.ts';
import type { Tx } from './database.ts';
import { keepFact } from './facts.ts';
import type { InvoiceRecord } from './invoices.ts';
import { queueEvent } from './signal-outbox.ts';

/** Keeps an event of an invoice and queues the signal that carries it; false, and nothing done, when its id was known. */
export async function acceptEvent(tx: Tx, invoice: InvoiceRecord, event: InvoiceEvent): Promise<boolean> {
  if (!(await keepFact(tx, invoice, event))) return false;
  await queueEvent(tx, invoice.id, event);
  return true;
}
