import { type Insertable, type Selectable, sql } from 'kysely';
import type { LadderRef } from '../ladder/definition.ts';
import type { DebtorFacts, EarlierCharge, InvoiceFacts } from '../ladder/facts.ts';
import type { InvoiceState } from '../ladder/invoice/state.ts';
import type { CivilDate, Instant } from '../ladder/time/civil.ts';
import { atInstant, type Db, type Tx } from './database.ts';
import type { InvoicesTable } from './tables.ts';
import { releasedJustNow } from './trials.ts';

/** An invoice as the engine sees it, with its debtor. */
export interface InvoiceRecord {
  id: string;
  creditorId: string;
  /** Where Message-IDs of its mails come from: the domain of the creditor's address. */
  mailDomain: string;
  ladder: LadderRef;
  facts: InvoiceFacts;
  debtor: DebtorFacts;
  /** Up to which day its creditor's bank data are known; null where nobody ever said so. */
  bankCoveredUntil: CivilDate | null;
  /** Its creditor cannot deduct the VAT on collection costs. */
  costsVat: boolean;
}

const NO_MAIL_DOMAIN = 'incassoladder.invalid';

const hasEmail = sql<boolean>`exists (
  select from contacts where debtor_id = debtors.id and email is not null and bounced_at is null
)`;

/** The columns of which an invoice record is made; `lock_standing` in the migrations gives the same. */
export function invoiceQuery(db: Db | Tx) {
  return db
    .selectFrom('invoices')
    .innerJoin('debtors', 'debtors.id', 'invoices.debtor_id')
    .innerJoin('creditors', 'creditors.id', 'invoices.creditor_id')
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
      'debtors.terms',
      'creditors.email as creditor_email',
      hasEmail.as('has_email'),
      'creditors.bank_covered_until',
      'creditors.costs_vat',
      charges.as('charges'),
    ]);
}

/** Where a consumer was charged costs for other invoices that still stand: when, and on which letter. */
const charges = sql<EarlierCharge[] | null>`case when debtors.kind = 'consumer' then (
  select json_agg(json_build_object(
    'on', o.state->'charged'->'costs'->>'on',
    'letter', o.state->'charged'->'costs'->'letter'
  ))
  from invoice_states o
  join invoices other on other.id = o.invoice_id
  where other.debtor_id = invoices.debtor_id and other.id <> invoices.id
    and (o.state->'charged'->'costs'->>'standingCents')::bigint > 0
) end`;

export type InvoiceColumns = Awaited<ReturnType<ReturnType<typeof invoiceQuery>['executeTakeFirstOrThrow']>>;

export async function findInvoice(db: Db | Tx, invoiceId: string): Promise<InvoiceRecord | null> {
  const row = await invoiceQuery(db).where('invoices.id', '=', invoiceId).executeTakeFirst();
  return row ? invoiceRecord(row) : null;
}

export function invoiceRecord(row: InvoiceColumns): InvoiceRecord {
  return {
    id: row.id,
    creditorId: row.creditor_id,
    mailDomain: row.creditor_email?.split('@')[1]?.toLowerCase() ?? NO_MAIL_DOMAIN,
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
      ...(row.terms !== null && { terms: row.terms }),
      ...(!row.has_email && { hasEmail: false }),
      ...(row.charges !== null && { charges: row.charges }),
    },
    bankCoveredUntil: row.bank_covered_until,
    costsVat: row.costs_vat,
  };
}

/** Writes on which version of its ladder an invoice runs from now on. The caller holds its lock. */
export async function setLadder(tx: Tx, invoiceId: string, { id, version }: LadderRef): Promise<void> {
  await tx
    .updateTable('invoices')
    .set({ ladder_id: id, ladder_version: version })
    .where('id', '=', invoiceId)
    .execute();
}

export type InvoiceRowFull = Selectable<InvoicesTable>;

export async function invoiceRow(db: Db | Tx, invoiceId: string): Promise<InvoiceRowFull | null> {
  return (await db.selectFrom('invoices').selectAll().where('id', '=', invoiceId).executeTakeFirst()) ?? null;
}

/** The invoice that a creditor has under a number, or null. */
export async function invoiceOfCreditor(
  db: Db | Tx,
  creditorId: string,
  number: string,
): Promise<InvoiceRowFull | null> {
  const row = await db
    .selectFrom('invoices')
    .selectAll()
    .where('creditor_id', '=', creditorId)
    .where('number', '=', number)
    .executeTakeFirst();
  return row ?? null;
}

/** The numbers of invoices, by their ids. */
export async function numbersOf(db: Db | Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('invoices').select(['id', 'number']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, number }) => [id, number]));
}

/** Ids of all invoices of a debtor. */
export async function invoicesOfDebtor(db: Db | Tx, debtorId: string): Promise<string[]> {
  const rows = await db.selectFrom('invoices').select('id').where('debtor_id', '=', debtorId).orderBy('id').execute();
  return rows.map(({ id }) => id);
}

/** Invoices of a debtor that climb a ladder, but for one: those due by an instant, or all. */
export async function openBesides(
  tx: Db | Tx,
  invoice: InvoiceRecord,
  { dueBy, limit }: { dueBy: Instant | null; limit: number },
): Promise<string[]> {
  let query = tx
    .selectFrom('invoices')
    .innerJoin('invoice_states', 'invoice_states.invoice_id', 'invoices.id')
    .select('invoices.id')
    .where('invoices.debtor_id', '=', invoice.debtor.id)
    .where('invoices.id', '!=', invoice.id)
    .where('invoice_states.phase', '=', 'climbing');
  if (dueBy !== null) {
    const delivers = sql<boolean>`jsonb_array_length(invoice_states.deliveries) > 0`;
    query = query.where((eb) =>
      eb.or([eb('invoice_states.wake_at', '<=', atInstant(dueBy)), delivers, releasedJustNow]),
    );
  }
  const rows = await query.orderBy('invoices.due_on').orderBy('invoices.id').limit(limit).execute();
  return rows.map(({ id }) => id);
}

/** Writes an invoice; false when its creditor has one under that number already. */
export async function insertInvoice(tx: Tx, invoice: Insertable<InvoicesTable>): Promise<boolean> {
  const written = await tx
    .insertInto('invoices')
    .values(invoice)
    .onConflict((conflict) => conflict.columns(['creditor_id', 'number']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return written !== undefined;
}

export interface InvoiceFilter {
  number?: string;
  /** A part of the number, or of the customer's name or number. */
  search?: string;
  ladder?: string;
  phase?: InvoiceState['phase'];
  ids?: readonly string[];
  limit: number;
  /** The id after which the page begins. */
  after?: string;
}

/** Invoices with their state, in the order of their ids. */
export async function listInvoices(db: Db, { number, search, ladder, phase, ids, limit, after }: InvoiceFilter) {
  let query = db
    .selectFrom('invoices')
    .innerJoin('debtors', 'debtors.id', 'invoices.debtor_id')
    .leftJoin('invoice_states', 'invoice_states.invoice_id', 'invoices.id')
    .selectAll('invoices')
    .select(['invoice_states.state', 'debtors.name as debtor_name', 'debtors.reference as debtor_reference'])
    .orderBy('invoices.id')
    .limit(limit);
  if (search !== undefined) {
    const part = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where((eb) =>
      eb.or([
        eb('invoices.number', 'ilike', part),
        eb('debtors.name', 'ilike', part),
        eb('debtors.reference', 'ilike', part),
      ]),
    );
  }
  if (ladder !== undefined) query = query.where('invoices.ladder_id', '=', ladder);
  if (number !== undefined) query = query.where('invoices.number', '=', number);
  if (phase !== undefined) query = query.where('invoice_states.phase', '=', phase);
  if (ids) query = query.where('invoices.id', 'in', ids);
  if (after !== undefined) query = query.where('invoices.id', '>', after);
  return query.execute();
}

/** True when any invoice was ever registered here. */
export async function hasInvoices(db: Db): Promise<boolean> {
  return (await db.selectFrom('invoices').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** An invoice, or an arrangement, that may be behind. */
export interface OpenWork {
  id: string;
  wake_at: Instant | null;
  /** An event that no transition has taken in, or null. */
  unapplied: string | null;
}

/** Invoices with something left to do that got no signal since an instant of real time, a page at a time. */
export function openInvoices(db: Db, page: { after: string; limit: number; quietSince: Instant }): Promise<OpenWork[]> {
  return db
    .selectFrom('invoices')
    .leftJoin('invoice_states', 'invoice_states.invoice_id', 'invoices.id')
    .select((eb) => [
      'invoices.id',
      'invoice_states.wake_at',
      eb
        .selectFrom('facts')
        .select('facts.id')
        .whereRef('facts.invoice_id', '=', 'invoices.id')
        .where('facts.applied_in', 'is', null)
        .limit(1)
        .as('unapplied'),
    ])
    .where('invoices.id', '>', page.after)
    .where((eb) =>
      eb.or([
        eb('invoice_states.phase', 'is', null),
        eb('invoice_states.phase', '!=', 'closed'),
        eb.exists(
          eb
            .selectFrom('facts')
            .select('facts.id')
            .whereRef('facts.invoice_id', '=', 'invoices.id')
            .where('facts.applied_in', 'is', null),
        ),
        eb.exists(
          eb
            .selectFrom('dispatches')
            .innerJoin('dispatch_lines', 'dispatch_lines.dispatch_id', 'dispatches.id')
            .select('dispatches.id')
            .whereRef('dispatch_lines.invoice_id', '=', 'invoices.id')
            .where('dispatches.status', 'in', ['intended', 'sending']),
        ),
      ]),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('signal_outbox')
            .select('signal_outbox.id')
            .whereRef('signal_outbox.invoice_id', '=', 'invoices.id')
            .where((inner) =>
              inner.or([
                inner('signal_outbox.sent_at', 'is', null),
                inner('signal_outbox.sent_at', '>', atInstant(page.quietSince)),
              ]),
            ),
        ),
      ),
    )
    .orderBy('invoices.id')
    .limit(page.limit)
    .execute();
}
