import type { Answer } from '../ladder/invoice/answer.ts';
import type { InvoiceState } from '../ladder/invoice/state.ts';
import type { Db, Tx } from './database.ts';

/** Where an invoice stands, or null before its first transition. */
export async function findState(db: Db | Tx, invoiceId: string): Promise<InvoiceState | null> {
  const row = await db
    .selectFrom('invoice_states')
    .select('state')
    .where('invoice_id', '=', invoiceId)
    .executeTakeFirst();
  return row?.state ?? null;
}

/** The last answer for an invoice, or null before its first transition. */
export async function lastAnswer(tx: Tx, invoiceId: string): Promise<Answer | null> {
  const row = await tx
    .selectFrom('invoice_states')
    .select('answer')
    .where('invoice_id', '=', invoiceId)
    .executeTakeFirst();
  return row?.answer ?? null;
}

export async function saveAnswer(tx: Tx, invoiceId: string, answer: Answer): Promise<void> {
  const { state, sequence } = answer;
  const values = {
    sequence,
    phase: state.phase,
    wake_at: state.wakeAt === null ? null : new Date(state.wakeAt),
    state: JSON.stringify(state),
    answer: JSON.stringify(answer),
  };
  await tx
    .insertInto('invoice_states')
    .values({ invoice_id: invoiceId, ...values })
    .onConflict((conflict) => conflict.column('invoice_id').doUpdateSet(values))
    .execute();
}
