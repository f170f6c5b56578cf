import type { Selectable } from 'kysely';
import type { LadderRef } from '../ladder/definition.ts';
import type { DebtorFacts, InvoiceFacts } from '../ladder/facts.ts';
import type { Db, Tx } from './database.ts';
import type { InvoicesTable } from './tables.ts';

/** An invoice as the engine sees it, with its debtor. */
export interface InvoiceRecord {
  id: string;
  creditorId: string;
  ladder: LadderRef;
  facts: InvoiceFacts;
  debtor: DebtorFacts;
}

function invoiceQuery(db: Db | Tx) {
  return db
    .selectFrom('invoices')
    .innerJoin('debtors', 'debtors.id', 'invoices.debtor_id')
    .select([
      'invoices.id',
      'invoices.creditor_id',
      'invoices.debtor_id',
      'invoices.number',
      'invoices.issued_on',
      'invoices.due_on',
      'invoices.claimed_cents',
      'invoices.currency',
      'invoices.ladder_id',
      'invoices.ladder_version',
      'debtors.kind',
      'debtors.country',
      'debtors.language',
      'debtors.segment',
      'debtors.relation',
    ]);
}

/**
 * Takes the locks under which an invoice may change, always in this order: its debtor, then the invoice. Returns null
 * when there is no such invoice.
 */
export async function lockInvoice(tx: Tx, invoiceId: string): Promise<InvoiceRecord | null> {
  await tx
    .selectFrom('debtors')
    .select('id')
    .where('id', '=', (eb) => eb.selectFrom('invoices').select('debtor_id').where('id', '=', invoiceId))
    .forUpdate()
    .execute();
  const row = await invoiceQuery(tx).where('invoices.id', '=', invoiceId).forUpdate('invoices').executeTakeFirst();
  return row ? record(row) : null;
}

export async function findInvoice(db: Db | Tx, invoiceId: string): Promise<InvoiceRecord | null> {
  const row = await invoiceQuery(db).where('invoices.id', '=', invoiceId).executeTakeFirst();
  return row ? record(row) : null;
}

type InvoiceRow = Awaited<ReturnType<ReturnType<typeof invoiceQuery>['executeTakeFirstOrThrow']>>;

function record(row: InvoiceRow): InvoiceRecord {
  return {
    id: row.id,
    creditorId: row.creditor_id,
    ladder: { id: row.ladder_id, version: row.ladder_version },
    facts: {
      id: row.id,
      number: row.number,
      issuedOn: row.issued_on,
      dueOn: row.due_on,
      claimedCents: row.claimed_cents,
      currency: row.currency,
    },
    debtor: {
      id: row.debtor_id,
      kind: row.kind,
      country: row.country,
      language: row.language,
      ...(row.segment !== null && { segment: row.segment }),
      ...(row.relation !== null && { relation: row.relation }),
    },
  };
}

export type InvoiceRowFull = Selectable<InvoicesTable>;

export async function invoiceRow(db: Db | Tx, invoiceId: string): Promise<InvoiceRowFull | null> {
  return (await db.selectFrom('invoices').selectAll().where('id', '=', invoiceId).executeTakeFirst()) ?? null;
}

/** Invoices with a number; more than one when several creditors use it. */
export async function invoicesByNumber(db: Db | Tx, number: string): Promise<InvoiceRowFull[]> {
  return db.selectFrom('invoices').selectAll().where('number', '=', number).orderBy('registered_at').execute();
}
