/** Where invoices stand, and all that the engine needs to let one go on. */
import { sql } from 'kysely';
import type { InvoiceEvent } from '../ladder/events.ts';
import type { Facts } from '../ladder/facts.ts';
import type { Answer } from '../ladder/invoice/answer.ts';
import type { InvoiceState } from '../ladder/invoice/state.ts';
import type { CivilDate } from '../ladder/time/civil.ts';
import type { Db, Tx } from './database.ts';
import { knownFrom } from './facts.ts';
import { type InvoiceColumns, type InvoiceRecord, invoiceRecord } from './invoices.ts';

/** An invoice with everything known about it. */
export interface Standing {
  invoice: InvoiceRecord;
  facts: Facts;
  /** Events that no transition has taken in yet. */
  fresh: InvoiceEvent[];
  /** How many transitions there were. */
  sequence: number;
  /** Null before its first transition. */
  state: InvoiceState | null;
  /** Ids of the dispatches to be delivered, in order. */
  deliveries: string[];
}

/** What `lock_standing` returns. */
interface StandingColumns {
  invoice: InvoiceColumns;
  sequence: number | null;
  state: InvoiceState | null;
  deliveries: string[] | null;
  other_contact_on: CivilDate | null;
  trials: number[];
  facts: { body: InvoiceEvent; applied_in: number | null }[];
}

/**
 * Takes the locks under which an invoice may change, and reads how it stands under them; null when there is no such
 * invoice. The locks come in one order everywhere: the debtor, then the invoice.
 */
export async function lockStanding(tx: Tx, invoiceId: string): Promise<Standing | null> {
  const call = sql<{ standing: StandingColumns | null }>`select lock_standing(${invoiceId}) as standing`;
  const standing = (await call.execute(tx)).rows[0]?.standing;
  if (!standing) return null;
  const { sequence, state, deliveries, trials } = standing;
  const invoice = invoiceRecord(standing.invoice);
  const known = knownFrom(invoice, standing.facts, { otherContactOn: standing.other_contact_on, trials });
  return { invoice, ...known, sequence: sequence ?? 0, state, deliveries: deliveries ?? [] };
}

/** Where an invoice stands, or null before its first transition. */
export async function findState(db: Db | Tx, invoiceId: string): Promise<InvoiceState | null> {
  const row = await db
    .selectFrom('invoice_states')
    .select('state')
    .where('invoice_id', '=', invoiceId)
    .executeTakeFirst();
  return row?.state ?? null;
}

/** Writes where an invoice stands after a transition. */
export async function saveState(
  tx: Tx,
  invoiceId: string,
  { state, sequence, deliveries }: Omit<Answer, 'plan'>,
): Promise<void> {
  const values = {
    sequence,
    phase: state.phase,
    wake_at: state.wakeAt === null ? null : new Date(state.wakeAt),
    state: JSON.stringify(state),
    deliveries: JSON.stringify(deliveries),
  };
  await tx
    .insertInto('invoice_states')
    .values({ invoice_id: invoiceId, ...values })
    .onConflict((conflict) => conflict.column('invoice_id').doUpdateSet(values))
    .execute();
}
