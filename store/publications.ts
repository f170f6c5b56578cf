/** Versions of ladders that were asked for: as they were asked, and what came of each. */
import type { Selectable } from 'kysely';
import type { Localised } from '../ladder/definition.ts';
import type { Instant } from '../ladder/time/civil.ts';
import type { Db, Tx } from './database.ts';
import type { LadderPublicationsTable, PublicationStatus, RunningChange } from './ladder-tables.ts';

export type PublicationRecord = Selectable<LadderPublicationsTable>;

/** Who asks or decides: the id by which a caller is known, and the name by which they sign. */
export interface Signer {
  id: string;
  name: string;
}

export interface NewPublication {
  id: string;
  ladderId: string;
  baseVersion: number | null;
  revision: number | null;
  document: Record<string, unknown>;
  checks: readonly unknown[];
  edits: readonly Localised[];
  running: readonly RunningChange[];
  perDay: number;
  /** How many of its first contacts a person releases; null: none. */
  trial: number | null;
  note: string | null;
}

/** Writes what was asked: published at once as `version`, or to be approved. False when one is to be approved already. */
export async function addPublication(
  tx: Tx,
  asked: NewPublication,
  by: Signer,
  now: Instant,
  version: number | null,
): Promise<boolean> {
  const ended = version === null ? null : { ended_by_id: by.id, ended_by: by.name, ended_at: new Date(now) };
  const added = await tx
    .insertInto('ladder_publications')
    .values({
      id: asked.id,
      ladder_id: asked.ladderId,
      base_version: asked.baseVersion,
      revision: asked.revision,
      version,
      document: JSON.stringify(asked.document),
      checks: JSON.stringify(asked.checks),
      edits: JSON.stringify(asked.edits),
      running: JSON.stringify(asked.running),
      per_day: asked.perDay,
      trial: asked.trial,
      note: asked.note,
      status: version === null ? 'requested' : 'published',
      asked_by_id: by.id,
      asked_by: by.name,
      asked_at: new Date(now),
      ...ended,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

export async function findPublication(db: Db | Tx, id: string): Promise<PublicationRecord | null> {
  return (await db.selectFrom('ladder_publications').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

/** What waits for approval of a ladder, or null. */
export async function requestedPublication(db: Db | Tx, ladderId: string): Promise<PublicationRecord | null> {
  const row = await db
    .selectFrom('ladder_publications')
    .selectAll()
    .where('ladder_id', '=', ladderId)
    .where('status', '=', 'requested')
    .executeTakeFirst();
  return row ?? null;
}

/** What was asked of a ladder, newest first, without its documents. */
export function listPublications(db: Db, ladderId: string, limit: number): Promise<ListedPublication[]> {
  return db
    .selectFrom('ladder_publications')
    .select(LISTED)
    .where('ladder_id', '=', ladderId)
    .orderBy('asked_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** What waits for approval, of all ladders. */
export function listRequested(db: Db): Promise<ListedPublication[]> {
  return db
    .selectFrom('ladder_publications')
    .select(LISTED)
    .where('status', '=', 'requested')
    .orderBy('asked_at')
    .orderBy('id')
    .execute();
}

export type ListedPublication = Omit<PublicationRecord, 'document' | 'checks'>;
const LISTED = [
  'id',
  'ladder_id',
  'base_version',
  'revision',
  'version',
  'edits',
  'running',
  'per_day',
  'trial',
  'note',
  'status',
  'asked_by_id',
  'asked_by',
  'asked_at',
  'ended_by_id',
  'ended_by',
  'ended_at',
  'reason',
] as const;

/** Writes what came of a request; false when it had ended. */
export async function endPublication(
  tx: Tx,
  id: string,
  end: { status: Exclude<PublicationStatus, 'requested'>; version: number | null; reason: string | null },
  by: Signer,
  now: Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('ladder_publications')
    .set({ ...end, ended_by_id: by.id, ended_by: by.name, ended_at: new Date(now) })
    .where('id', '=', id)
    .where('status', '=', 'requested')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
