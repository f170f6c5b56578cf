/**
 * Deliveries to debtors that are held for unpaid invoices. Each hold is its invoice's own; the ERP hears of the first one of
 * a debtor, and of the end of the last. The caller holds the debtor's lock.
 */
import type { Instant } from '../ladder/time/civil.ts';
import { atInstant, type Db, type Tx } from './database.ts';
import type { ErpNoticeType } from './delivery-tables.ts';
import type { InvoiceRecord } from './invoices.ts';

export async function holdDeliveries(tx: Tx, invoice: InvoiceRecord, now: Instant): Promise<void> {
  const held = await isHeld(tx, invoice.debtor.id);
  const values = { held_at: new Date(now), released_at: null };
  await tx
    .insertInto('delivery_holds')
    .values({ invoice_id: invoice.id, debtor_id: invoice.debtor.id, ...values })
    .onConflict((conflict) => conflict.column('invoice_id').doUpdateSet(values))
    .execute();
  if (!held) await queueNotice(tx, invoice, 'deliveries.held', now);
}

export async function resumeDeliveries(tx: Tx, invoice: InvoiceRecord, now: Instant): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('delivery_holds')
    .set({ released_at: new Date(now) })
    .where('invoice_id', '=', invoice.id)
    .where('released_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows > 0n && !(await isHeld(tx, invoice.debtor.id))) {
    await queueNotice(tx, invoice, 'deliveries.resumed', now);
  }
}

/** True while deliveries to a debtor are held for any invoice. */
export async function isHeld(db: Db | Tx, debtorId: string): Promise<boolean> {
  const row = await db
    .selectFrom('delivery_holds')
    .select('invoice_id')
    .where('debtor_id', '=', debtorId)
    .where('released_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

// ---- Notices to the ERP

export interface ErpNotice {
  id: number;
  type: ErpNoticeType;
  /** The debtor by our id and by the creditor's customer number, and the invoice that it began or ended with. */
  data: Record<string, unknown>;
  happenedAt: Instant;
  attempts: number;
}

async function queueNotice(tx: Tx, invoice: InvoiceRecord, type: ErpNoticeType, now: Instant): Promise<void> {
  const { reference } = await tx
    .selectFrom('debtors')
    .select('reference')
    .where('id', '=', invoice.debtor.id)
    .executeTakeFirstOrThrow();
  const data = { debtor_id: invoice.debtor.id, customer_number: reference, invoice: invoice.facts.number };
  await tx
    .insertInto('erp_notices')
    .values({
      debtor_id: invoice.debtor.id,
      type,
      data: JSON.stringify(data),
      happened_at: new Date(now),
      next_try_at: new Date(0),
    })
    .execute();
}

/**
 * Takes the oldest notice whose time has come for one try, so that no other worker tries it before `leaseUntil`; null when
 * there is none. A later notice of a debtor waits for the earlier ones: held and resumed keep their order.
 */
export function takeNotice(db: Db, now: Instant, leaseUntil: Instant): Promise<ErpNotice | null> {
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('erp_notices')
      .select(['id', 'type', 'data', 'happened_at', 'attempts'])
      .where('sent_at', 'is', null)
      .where('next_try_at', '<=', atInstant(now))
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('erp_notices as earlier')
              .select('earlier.id')
              .whereRef('earlier.debtor_id', '=', 'erp_notices.debtor_id')
              .whereRef('earlier.id', '<', 'erp_notices.id')
              .where('earlier.sent_at', 'is', null)
              .where('earlier.next_try_at', 'is not', null),
          ),
        ),
      )
      .orderBy('id')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (!row) return null;
    await tx
      .updateTable('erp_notices')
      .set({ next_try_at: new Date(leaseUntil), attempts: row.attempts + 1 })
      .where('id', '=', row.id)
      .execute();
    const { id, type, data, happened_at: happenedAt, attempts } = row;
    return { id, type, data: data as Record<string, unknown>, happenedAt, attempts };
  });
}

/** Writes what came of a try: sent, to be tried again at an instant, or given up. */
export async function settleNotice(
  db: Db,
  id: number,
  outcome: { sentAt: Instant } | { problem: string; nextTryAt: Instant | null },
): Promise<void> {
  const change =
    'sentAt' in outcome
      ? { sent_at: new Date(outcome.sentAt), problem: null }
      : {
          problem: outcome.problem,
          next_try_at: outcome.nextTryAt === null ? null : new Date(outcome.nextTryAt),
        };
  await db.updateTable('erp_notices').set(change).where('id', '=', id).execute();
}

/** Notices to the ERP, newest first. */
export function listNotices(db: Db, limit: number) {
  return db.selectFrom('erp_notices').selectAll().orderBy('id', 'desc').limit(limit).execute();
}
