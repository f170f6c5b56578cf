/** Changes of the ladder under running invoices: what was accepted, and how far each invoice is. */
import { sql } from 'kysely';
import type { LadderRef } from '../ladder/definition.ts';
import type { Reason } from '../ladder/reasons.ts';
import type { CivilDate, Instant } from '../ladder/time/civil.ts';
import { atInstant, type Db, type Tx } from './database.ts';
import type { ChangeChoice, ProgressStatus } from './ladder-tables.ts';

export interface LadderChangeRecord {
  id: string;
  from: LadderRef;
  to: LadderRef;
  mapping: Record<string, string>;
  choice: ChangeChoice;
  perDay: number;
  by: string;
  at: Instant;
}

/** Writes a change; false when there is one under its id. */
export async function addLadderChange(tx: Tx, change: LadderChangeRecord): Promise<boolean> {
  const written = await tx
    .insertInto('ladder_changes')
    .values({
      id: change.id,
      ladder_id: change.to.id,
      from_version: change.from.version,
      to_version: change.to.version,
      mapping: JSON.stringify(change.mapping),
      choice: change.choice,
      per_day: change.perDay,
      made_by: change.by,
      made_at: new Date(change.at),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return written !== undefined;
}

/** Rows written in one statement. */
const BATCH = 500;

/** Puts invoices under a change. `now` is real time: from then on their workflows are told. */
export async function addToChange(
  tx: Tx,
  changeId: string,
  invoices: readonly { id: string; notBefore: CivilDate | null }[],
  now: Instant,
): Promise<void> {
  for (let start = 0; start < invoices.length; start += BATCH) {
    const rows = invoices.slice(start, start + BATCH).map(({ id, notBefore }) => ({
      change_id: changeId,
      invoice_id: id,
      not_before: notBefore,
      status: 'waiting' as const,
      next_try_at: new Date(now),
    }));
    await tx.insertInto('ladder_change_invoices').values(rows).execute();
  }
}

function changeQuery(db: Db | Tx) {
  return db.selectFrom('ladder_changes').selectAll('ladder_changes');
}

function changeRecord(row: Awaited<ReturnType<ReturnType<typeof changeQuery>['executeTakeFirstOrThrow']>>) {
  return {
    id: row.id,
    from: { id: row.ladder_id, version: row.from_version },
    to: { id: row.ladder_id, version: row.to_version },
    mapping: row.mapping,
    choice: row.choice,
    perDay: row.per_day,
    by: row.made_by,
    at: row.made_at,
  } satisfies LadderChangeRecord;
}

export async function findLadderChange(db: Db | Tx, id: string): Promise<LadderChangeRecord | null> {
  const row = await changeQuery(db).where('id', '=', id).executeTakeFirst();
  return row ? changeRecord(row) : null;
}

/** The changes of a ladder, newest first. */
export async function listLadderChanges(db: Db, ladderId: string, limit: number): Promise<LadderChangeRecord[]> {
  const rows = await changeQuery(db)
    .where('ladder_id', '=', ladderId)
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(changeRecord);
}

/** A change that an invoice has still to take, and its own first day; null when it is none of its matters, or over. */
export async function changeToTake(
  tx: Tx,
  changeId: string,
  invoiceId: string,
): Promise<(LadderChangeRecord & { notBefore: CivilDate | null }) | null> {
  const row = await changeQuery(tx)
    .innerJoin('ladder_change_invoices', 'ladder_change_invoices.change_id', 'ladder_changes.id')
    .select('ladder_change_invoices.not_before')
    .where('ladder_changes.id', '=', changeId)
    .where('invoice_id', '=', invoiceId)
    .where('status', '=', 'waiting')
    .executeTakeFirst();
  return row ? { ...changeRecord(row), notBefore: row.not_before } : null;
}

/** Writes what became of a change for an invoice. */
export async function endChange(
  db: Db | Tx,
  changeId: string,
  invoiceId: string,
  end: { status: Exclude<ProgressStatus, 'waiting'>; problem: Reason | null },
  now: Instant,
): Promise<void> {
  await db
    .updateTable('ladder_change_invoices')
    .set({
      status: end.status,
      problem: end.problem === null ? null : JSON.stringify(end.problem),
      ended_at: new Date(now),
    })
    .where('change_id', '=', changeId)
    .where('invoice_id', '=', invoiceId)
    .where('status', '=', 'waiting')
    .execute();
}

// ---- Telling the workflows

export interface Untold {
  changeId: string;
  invoiceId: string;
  /** How often it was begun, and how often its workflow could not be told since. */
  tellings: number;
  attempts: number;
}

/** Invoices whose workflows have still to hear of a change, and whose time to be tried has come. */
export async function untold(db: Db, now: Instant, limit: number): Promise<Untold[]> {
  const rows = await db
    .selectFrom('ladder_change_invoices')
    .select(['change_id', 'invoice_id', 'tellings', 'attempts'])
    .where('status', '=', 'waiting')
    .where('told_at', 'is', null)
    .where('next_try_at', '<=', atInstant(now))
    .orderBy('next_try_at')
    .orderBy('invoice_id')
    .limit(limit)
    .execute();
  return rows.map(({ change_id: changeId, invoice_id: invoiceId, ...row }) => ({ changeId, invoiceId, ...row }));
}

/** The workflow has taken a change in; or it could not be told, and is tried again at `nextTryAt`. */
export async function markTold(
  db: Db,
  { changeId, invoiceId }: Pick<Untold, 'changeId' | 'invoiceId'>,
  outcome: { toldAt: Instant } | { nextTryAt: Instant },
): Promise<void> {
  await db
    .updateTable('ladder_change_invoices')
    .set((eb) =>
      'toldAt' in outcome
        ? { told_at: new Date(outcome.toldAt) }
        : { next_try_at: new Date(outcome.nextTryAt), attempts: eb('attempts', '+', 1) },
    )
    .where('change_id', '=', changeId)
    .where('invoice_id', '=', invoiceId)
    .execute();
}

/** Tries everything of a change again that is not done; returns how many invoices that are. */
export async function retryChange(db: Db, changeId: string, now: Instant): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('ladder_change_invoices')
    .set((eb) => ({
      status: 'waiting',
      problem: null,
      told_at: null,
      ended_at: null,
      next_try_at: new Date(now),
      tellings: eb('tellings', '+', 1),
      attempts: 0,
    }))
    .where('change_id', '=', changeId)
    .where('status', '!=', 'done')
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

// ---- Progress

export interface ProgressPage {
  status?: ProgressStatus;
  limit: number;
  /** The id of the invoice after which the page begins. */
  after?: string;
}

/** How far each invoice of a change is, in the order of their ids. */
export function listProgress(db: Db, changeId: string, { status, limit, after }: ProgressPage) {
  let query = db
    .selectFrom('ladder_change_invoices')
    .innerJoin('invoices', 'invoices.id', 'ladder_change_invoices.invoice_id')
    .selectAll('ladder_change_invoices')
    .select(['invoices.number', 'invoices.id'])
    .where('change_id', '=', changeId)
    .orderBy('invoice_id')
    .limit(limit);
  if (status !== undefined) query = query.where('status', '=', status);
  if (after !== undefined) query = query.where('invoice_id', '>', after);
  return query.execute();
}

/** How many invoices of a change are how far. */
export async function countProgress(db: Db, changeId: string): Promise<Record<ProgressStatus, number>> {
  const rows = await db
    .selectFrom('ladder_change_invoices')
    .select((eb) => ['status', eb.fn.countAll<number>().as('count')])
    .where('change_id', '=', changeId)
    .groupBy('status')
    .execute();
  const counts = { waiting: 0, done: 0, refused: 0, failed: 0 };
  for (const { status, count } of rows) counts[status] = Number(count);
  return counts;
}

// ---- Running invoices

/** Steps of a version of a ladder at which running invoices stand, or of which a notice went out. */
export async function stepsInUse(db: Db | Tx, ladder: LadderRef): Promise<Set<string>> {
  const { rows } = await sql<{ step: string }>`
    with running as (
      select s.state from invoice_states s join invoices i on i.id = s.invoice_id
      where i.ladder_id = ${ladder.id} and i.ladder_version = ${ladder.version} and s.phase = 'climbing'
    )
    select state->'position'->>'step' as step from running where state->'position'->>'step' is not null
    union
    select notice->>'step' as step from running, jsonb_array_elements(state->'notices') as notice
  `.execute(db);
  return new Set(rows.map(({ step }) => step));
}
