/** Letters: those that wait to be printed, and the batches in which they are printed and posted. */
import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { CivilDate, Instant } from '../ladder/time/civil.ts';
import type { LetterBatchesTable, LettersTable } from './contact-tables.ts';
import type { Db, Tx } from './database.ts';

/** A notice that waits to be printed. */
export interface QueuedLetter {
  dispatchId: string;
  invoiceId: string;
  debtorId: string;
  debtorName: string;
  invoiceNumber: string;
  kind: string;
  step: string;
  queuedOn: CivilDate | null;
}

/** The letters of a creditor that wait to be printed, those of one debtor together. */
export async function queuedLetters(db: Db | Tx, creditorId: string): Promise<QueuedLetter[]> {
  const rows = await db
    .selectFrom('dispatches')
    .innerJoin('dispatch_lines', 'dispatch_lines.dispatch_id', 'dispatches.id')
    .innerJoin('invoices', 'invoices.id', 'dispatch_lines.invoice_id')
    .innerJoin('debtors', 'debtors.id', 'invoices.debtor_id')
    .select([
      'dispatches.id',
      'dispatches.kind',
      'dispatches.claimed_on',
      'dispatch_lines.invoice_id',
      'dispatch_lines.step',
      'dispatches.debtor_id',
      'debtors.name',
      'invoices.number',
    ])
    .where('dispatches.status', '=', 'queued')
    .where('invoices.creditor_id', '=', creditorId)
    .orderBy('dispatches.debtor_id')
    .orderBy('invoices.due_on')
    .orderBy('dispatches.id')
    .execute();
  return rows.map((row) => ({
    dispatchId: row.id,
    invoiceId: row.invoice_id,
    debtorId: row.debtor_id,
    debtorName: row.name,
    invoiceNumber: row.number,
    kind: row.kind,
    step: row.step,
    queuedOn: row.claimed_on,
  }));
}

/** A notice of an arrangement that waits to be printed. */
export interface QueuedNotice
  extends Pick<QueuedLetter, 'dispatchId' | 'debtorId' | 'debtorName' | 'kind' | 'queuedOn'> {
  arrangementId: string;
  /** The instalment; 0 for the deposit, and for a notice about the whole. */
  instalment: number;
}

/** The notices of arrangements with debtors of a creditor that wait to be printed, those of one debtor together. */
export async function queuedNotices(db: Db | Tx, creditorId: string): Promise<QueuedNotice[]> {
  const rows = await db
    .selectFrom('dispatches')
    .innerJoin('arrangement_dispatches', 'arrangement_dispatches.dispatch_id', 'dispatches.id')
    .innerJoin('debtors', 'debtors.id', 'dispatches.debtor_id')
    .select([
      'dispatches.id',
      'dispatches.kind',
      'dispatches.claimed_on',
      'dispatches.debtor_id',
      'debtors.name',
      'arrangement_dispatches.arrangement_id',
      'arrangement_dispatches.instalment',
    ])
    .where('dispatches.status', '=', 'queued')
    .where('debtors.creditor_id', '=', creditorId)
    .orderBy('dispatches.debtor_id')
    .orderBy('dispatches.intended_at')
    .orderBy('dispatches.id')
    .execute();
  return rows.map((row) => ({
    dispatchId: row.id,
    arrangementId: row.arrangement_id,
    instalment: row.instalment,
    debtorId: row.debtor_id,
    debtorName: row.name,
    kind: row.kind,
    queuedOn: row.claimed_on,
  }));
}

export type LetterRecord = Selectable<LettersTable>;
export type BatchRecord = Omit<Selectable<LetterBatchesTable>, 'pdf'>;

export interface NewBatch {
  creditorId: string;
  printedAt: Instant;
  cutOffAt: Instant;
  pages: number;
  pdf: Buffer;
}

/** Writes a batch, and returns its id. */
export async function addBatch(tx: Tx, batch: NewBatch): Promise<string> {
  const id = randomUUID();
  await tx
    .insertInto('letter_batches')
    .values({
      id,
      creditor_id: batch.creditorId,
      printed_at: new Date(batch.printedAt),
      cut_off_at: new Date(batch.cutOffAt),
      pages: batch.pages,
      pdf: batch.pdf,
    })
    .execute();
  return id;
}

export async function addLetter(tx: Tx, letter: Omit<LetterRecord, 'voided_at' | 'posted_on'>): Promise<void> {
  const jointly = letter.jointly && JSON.stringify(letter.jointly);
  await tx
    .insertInto('letters')
    .values({ ...letter, jointly })
    .execute();
}

const BATCH = ['id', 'creditor_id', 'printed_at', 'cut_off_at', 'posted_on', 'posted_by', 'pages'] as const;

export async function findBatch(db: Db | Tx, batchId: string): Promise<BatchRecord | null> {
  const row = await db.selectFrom('letter_batches').select(BATCH).where('id', '=', batchId).executeTakeFirst();
  return row ?? null;
}

/** Batches, the newest first. */
export function listBatches(db: Db, limit: number): Promise<BatchRecord[]> {
  return db
    .selectFrom('letter_batches')
    .select(BATCH)
    .orderBy('printed_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
}

export async function batchPdf(db: Db, batchId: string): Promise<Buffer | null> {
  const row = await db.selectFrom('letter_batches').select('pdf').where('id', '=', batchId).executeTakeFirst();
  return row ? Buffer.from(row.pdf) : null;
}

/** The letters of a batch, in the order of its pages. */
export function lettersOf(db: Db | Tx, batchId: string): Promise<LetterRecord[]> {
  return db
    .selectFrom('letters')
    .selectAll()
    .where('batch_id', '=', batchId)
    .orderBy('first_page')
    .orderBy('dispatch_id')
    .execute();
}

export async function voidLetters(tx: Tx, batchId: string, dispatchIds: readonly string[], now: Instant) {
  await tx
    .updateTable('letters')
    .set({ voided_at: new Date(now) })
    .where('batch_id', '=', batchId)
    .where('dispatch_id', 'in', dispatchIds)
    .where('voided_at', 'is', null)
    .where('posted_on', 'is', null)
    .execute();
}

/** Writes that a letter was posted; false when that was known. */
export async function letterPosted(tx: Tx, letter: LetterRecord, on: CivilDate): Promise<boolean> {
  const row = await tx
    .updateTable('letters')
    .set({ posted_on: on })
    .where('batch_id', '=', letter.batch_id)
    .where('dispatch_id', '=', letter.dispatch_id)
    .where('posted_on', 'is', null)
    .returning('dispatch_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The contact that stands for all that was posted on one paper with this one; null when it was not posted. */
export async function leadOnPaper(tx: Tx, dispatchId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('letters as own')
    .innerJoin('letters as other', (join) =>
      join.onRef('other.batch_id', '=', 'own.batch_id').onRef('other.first_page', '=', 'own.first_page'),
    )
    .select(({ fn }) => fn.min('other.dispatch_id').as('lead'))
    .where('own.dispatch_id', '=', dispatchId)
    .where('own.posted_on', 'is not', null)
    .where('other.posted_on', 'is not', null)
    .executeTakeFirst();
  return row?.lead ?? null;
}

export async function batchPosted(tx: Tx, batchId: string, on: CivilDate, by: string): Promise<void> {
  await tx
    .updateTable('letter_batches')
    .set({ posted_on: on, posted_by: by })
    .where('id', '=', batchId)
    .where('posted_on', 'is', null)
    .execute();
}
