/**
 * Versions of ladders on trial: a person releases each of their first contacts. Whether one runs is read with the facts of
 * an invoice; what is counted, and the end, stand under the lock of the trial's row. A trial never begins again.
 */
import { type Selectable, sql } from 'kysely';
import type { LadderRef } from '../ladder/definition.ts';
import { NUDGE } from '../ladder/events.ts';
import type { Instant } from '../ladder/time/civil.ts';
import type { Db, Tx } from './database.ts';
import type { LadderTrialsTable } from './ladder-tables.ts';
import { queueSignal } from './signal-outbox.ts';
import type { TaskRecord } from './tasks.ts';

/** Most contacts that a trial may ask to be released. */
export const MAX_TRIAL_CONTACTS = 500;

export interface Trial extends Selectable<LadderTrialsTable> {
  released: number;
  /** Contacts that wait for their release now. */
  waiting: number;
}

/** Puts a new version on trial, in the transaction that publishes it. */
export async function beginTrial(tx: Tx, { id, version }: LadderRef, contacts: number, now: Instant): Promise<void> {
  await tx
    .insertInto('ladder_trials')
    .values({ ladder_id: id, version, contacts, began_at: new Date(now) })
    .execute();
}

/** The versions of these ladders that are on trial now. */
export async function runningTrials(db: Db | Tx, ladderIds: readonly string[]): Promise<LadderRef[]> {
  if (ladderIds.length === 0) return [];
  return db
    .selectFrom('ladder_trials')
    .select(['ladder_id as id', 'version'])
    .where('ladder_id', 'in', ladderIds)
    .where('ended_at', 'is', null)
    .orderBy('ladder_id')
    .orderBy('version')
    .execute();
}

/** The trials of a ladder, or of all ladders (null); the newest version first. */
export async function listTrials(db: Db | Tx, ladderId: string | null): Promise<Trial[]> {
  let query = db
    .selectFrom('ladder_trials')
    .selectAll()
    .select((eb) => [
      eb
        .selectFrom('trial_releases')
        .select(eb.fn.countAll<number>().as('count'))
        .whereRef('trial_releases.ladder_id', '=', 'ladder_trials.ladder_id')
        .whereRef('trial_releases.version', '=', 'ladder_trials.version')
        .as('released'),
      eb
        .selectFrom('tasks')
        .innerJoin('invoices', 'invoices.id', 'tasks.invoice_id')
        .select(eb.fn.countAll<number>().as('count'))
        .whereRef('invoices.ladder_id', '=', 'ladder_trials.ladder_id')
        .whereRef('invoices.ladder_version', '=', 'ladder_trials.version')
        .where('tasks.cause', '=', 'trial')
        .where('tasks.status', '=', 'open')
        .as('waiting'),
    ])
    .orderBy('ladder_id')
    .orderBy('version', 'desc');
  if (ladderId !== null) query = query.where('ladder_id', '=', ladderId);
  const rows = await query.execute();
  return rows.map((row) => ({ ...row, released: row.released ?? 0, waiting: row.waiting ?? 0 }));
}

export async function findTrial(db: Db | Tx, { id, version }: LadderRef): Promise<Trial | null> {
  return (await listTrials(db, id)).find((trial) => trial.version === version) ?? null;
}

/** The open questions whether a contact of a version may go, the oldest first. */
export function waitingForRelease(db: Db | Tx, { id, version }: LadderRef): Promise<TaskRecord[]> {
  return db
    .selectFrom('tasks')
    .innerJoin('invoices', 'invoices.id', 'tasks.invoice_id')
    .selectAll('tasks')
    .where('invoices.ladder_id', '=', id)
    .where('invoices.ladder_version', '=', version)
    .where('tasks.cause', '=', 'trial')
    .where('tasks.status', '=', 'open')
    .orderBy('tasks.opened_at')
    .orderBy('tasks.id')
    .execute();
}

/** Of an invoice with its state: its contact was released, and its workflow has not taken that in yet. */
export const releasedJustNow = sql<boolean>`invoice_states.state->'position'->>'cause' = 'trial' and exists (
  select from facts where facts.invoice_id = invoices.id and facts.applied_in is null and facts.type = 'task_completed'
)`;

/** Counts a contact as released, once; the last that the trial asks for ends it. */
export async function noteRelease(
  tx: Tx,
  of: LadderRef,
  { dispatchId, by }: { dispatchId: string; by: string },
  now: Instant,
): Promise<void> {
  const trial = await lockTrial(tx, of);
  if (!trial || trial.ended_at !== null) return;
  const { ladder_id, version } = trial;
  await tx
    .insertInto('trial_releases')
    .values({ ladder_id, version, dispatch_id: dispatchId, released_at: new Date(now), released_by: by })
    .onConflict((conflict) => conflict.columns(['ladder_id', 'version', 'dispatch_id']).doNothing())
    .execute();
  const { released } = await tx
    .selectFrom('trial_releases')
    .select((eb) => eb.fn.countAll<number>().as('released'))
    .where('ladder_id', '=', ladder_id)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  if (released >= trial.contacts) await end(tx, of, null, now);
}

/**
 * An invoice has come to wait for a release. The trial may have ended since that was decided: then nobody who ended it saw
 * this one wait, and it is woken here.
 */
export async function noteWait(tx: Tx, invoiceId: string): Promise<void> {
  const trial = await tx
    .selectFrom('ladder_trials')
    .innerJoin('invoices', (join) =>
      join
        .onRef('invoices.ladder_id', '=', 'ladder_trials.ladder_id')
        .onRef('invoices.ladder_version', '=', 'ladder_trials.version'),
    )
    .select('ladder_trials.ended_at')
    .where('invoices.id', '=', invoiceId)
    .forUpdate('ladder_trials')
    .executeTakeFirst();
  if (trial?.ended_at === null) return;
  await queueSignal(tx, { invoiceId, signal: NUDGE, payload: null }, Date.now());
}

/** Ends a trial before its time: all that waits goes on. False when there is none, or it has ended. */
export async function endTrial(tx: Tx, of: LadderRef, by: string, now: Instant): Promise<boolean> {
  const trial = await lockTrial(tx, of);
  if (!trial || trial.ended_at !== null) return false;
  await end(tx, of, by, now);
  return true;
}

async function lockTrial(tx: Tx, { id, version }: LadderRef): Promise<Selectable<LadderTrialsTable> | null> {
  const row = await tx
    .selectFrom('ladder_trials')
    .selectAll()
    .where('ladder_id', '=', id)
    .where('version', '=', version)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** The caller holds the trial's lock. What waits is woken in the same transaction, and judged anew. */
async function end(tx: Tx, { id, version }: LadderRef, by: string | null, now: Instant): Promise<void> {
  await tx
    .updateTable('ladder_trials')
    .set({ ended_at: new Date(now), ended_by: by })
    .where('ladder_id', '=', id)
    .where('version', '=', version)
    .execute();
  const realNow = new Date();
  await sql`
    insert into signal_outbox (invoice_id, signal, payload, created_at, next_try_at)
    select distinct t.invoice_id, ${NUDGE}, 'null'::jsonb, ${realNow}::timestamptz, ${realNow}::timestamptz
    from tasks t join invoices i on i.id = t.invoice_id
    where i.ladder_id = ${id} and i.ladder_version = ${version} and t.cause = 'trial' and t.status = 'open'`.execute(
    tx,
  );
}
