/** What is due next, for whoever lets invoices and arrangements go on without Temporal. */
import { sql } from 'kysely';
import type { Instant } from '../ladder/time/civil.ts';
import type { Db, Tx } from './database.ts';
import type { Addressee } from './signal-outbox.ts';

export interface Move {
  who: Addressee;
  /** When it wakes; null: now, as it has something to deliver. */
  at: Instant | null;
}

/** The invoice or arrangement whose time comes first; null when none waits for a time. */
export async function firstToMove(db: Db): Promise<Move | null> {
  const invoices = db
    .selectFrom('invoice_states')
    .select(['invoice_id as id', 'wake_at', sql<boolean>`true`.as('is_invoice')])
    .select(sql<boolean>`jsonb_array_length(deliveries) > 0`.as('delivers'));
  const arrangements = db
    .selectFrom('arrangement_states')
    .select(['arrangement_id as id', 'wake_at', sql<boolean>`false`.as('is_invoice')])
    .select(sql<boolean>`jsonb_array_length(deliveries) > 0`.as('delivers'));
  const first = await db
    .selectFrom(invoices.unionAll(arrangements).as('moves'))
    .selectAll()
    .where((eb) => eb.or([eb('wake_at', 'is not', null), eb('delivers', '=', true)]))
    .orderBy('delivers', 'desc')
    .orderBy('wake_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (!first) return null;
  const who = first.is_invoice ? { invoiceId: first.id } : { arrangementId: first.id };
  return { who, at: first.delivers ? null : first.wake_at };
}

/** Everything that still waits for time, a person or an event: what has to have a workflow. */
export async function unfinished(db: Db | Tx): Promise<Addressee[]> {
  const invoices = await db
    .selectFrom('invoice_states')
    .select('invoice_id')
    .where((eb) => eb.or([eb('phase', '!=', 'closed'), eb('wake_at', 'is not', null)]))
    .orderBy('invoice_id')
    .execute();
  const arrangements = await db
    .selectFrom('arrangement_states')
    .select('arrangement_id')
    .where('phase', 'not in', ['kept', 'declined', 'broken', 'replaced'])
    .orderBy('arrangement_id')
    .execute();
  return [
    ...invoices.map(({ invoice_id: invoiceId }) => ({ invoiceId })),
    ...arrangements.map(({ arrangement_id: arrangementId }) => ({ arrangementId })),
  ];
}

/** Contacts that went out or lie ready on paper, by invoice and step. */
export function contactsMade(db: Db) {
  return db
    .selectFrom('dispatches')
    .innerJoin('dispatch_lines', 'dispatch_lines.dispatch_id', 'dispatches.id')
    .select(['dispatches.id', 'dispatches.status', 'dispatch_lines.invoice_id', 'dispatch_lines.step'])
    .where('dispatches.status', 'in', ['sent', 'printed', 'bounced', 'returned'])
    .execute();
}
