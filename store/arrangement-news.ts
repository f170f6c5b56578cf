/** Tells arrangements what happens to the invoices that they cover, in the transaction that keeps it. */
import { HEARD } from '../ladder/arrangement/facts.ts';
import { type InvoiceEvent, NUDGE } from '../ladder/events.ts';
import { factOf } from '../ladder/facts.ts';
import type { Tx } from './database.ts';
import { queueSignal } from './signal-outbox.ts';

/** Wakes every arrangement over an invoice, also one that has ended: money that comes late may take its end back. */
export async function tellArrangements(tx: Tx, invoiceId: string, event: InvoiceEvent): Promise<void> {
  const fact = factOf(event);
  if (!fact || !HEARD.includes(fact.type)) return;
  const told = await tx
    .insertInto('arrangement_news')
    .columns(['arrangement_id', 'invoice_id', 'fact_id'])
    .expression((eb) =>
      eb
        .selectFrom('arrangement_invoices')
        .leftJoin('arrangement_states', 'arrangement_states.arrangement_id', 'arrangement_invoices.arrangement_id')
        .select((select) => [
          'arrangement_invoices.arrangement_id',
          'arrangement_invoices.invoice_id',
          select.val(fact.id).as('fact_id'),
        ])
        .where('arrangement_invoices.invoice_id', '=', invoiceId)
        // One that waits for its turn to take another's place is neither open nor has it a state.
        .where((where) => where.or([where('is_open', '=', true), where('sequence', 'is not', null)])),
    )
    .returning('arrangement_id')
    .execute();
  for (const { arrangement_id: arrangementId } of told) {
    await queueSignal(tx, { arrangementId, signal: NUDGE, payload: null }, Date.now());
  }
}
