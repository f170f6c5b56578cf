/** Drafts: what ladders are to become. One for each ladder; every save raises its revision and says who made it. */
import { isDeepStrictEqual } from 'node:util';
import type { Selectable } from 'kysely';
import type { Localised } from '../ladder/definition.ts';
import type { Instant } from '../ladder/time/civil.ts';
import type { Db, Tx } from './database.ts';
import type { LadderDraftsTable } from './ladder-tables.ts';

export type DraftRecord = Selectable<LadderDraftsTable>;

/** What a draft holds. */
export interface DraftContent {
  document: Record<string, unknown>;
  checks: readonly unknown[];
}

/** One change of a draft, in sentences, and who made it when. */
export interface DraftEdit extends Localised {
  revision: number;
  at: Instant;
  by: string;
}

export async function findDraft(db: Db | Tx, ladderId: string): Promise<DraftRecord | null> {
  const row = await db.selectFrom('ladder_drafts').selectAll().where('ladder_id', '=', ladderId).executeTakeFirst();
  return row ?? null;
}

/** The same under its lock: nobody else saves, discards or publishes it until the transaction ends. */
export async function lockDraft(tx: Tx, ladderId: string): Promise<DraftRecord | null> {
  const query = tx.selectFrom('ladder_drafts').selectAll().where('ladder_id', '=', ladderId);
  return (await query.forUpdate().executeTakeFirst()) ?? null;
}

/** All drafts, in the order of their ladders' ids, without what they hold. */
export function listDrafts(db: Db): Promise<Omit<DraftRecord, 'document' | 'checks'>[]> {
  return db
    .selectFrom('ladder_drafts')
    .select(['ladder_id', 'base_version', 'revision', 'begun_at', 'begun_by', 'saved_at', 'saved_by'])
    .orderBy('ladder_id')
    .execute();
}

/** Begins a draft; false where the ladder has one. */
export async function beginDraft(
  tx: Tx,
  { ladderId, baseVersion, document, checks }: { ladderId: string; baseVersion: number | null } & DraftContent,
  by: string,
  now: Instant,
): Promise<boolean> {
  const begun = await tx
    .insertInto('ladder_drafts')
    .values({
      ladder_id: ladderId,
      base_version: baseVersion,
      revision: 1,
      document: JSON.stringify(document),
      checks: JSON.stringify(checks),
      begun_at: new Date(now),
      begun_by: by,
      saved_at: new Date(now),
      saved_by: by,
    })
    .onConflict((conflict) => conflict.column('ladder_id').doNothing())
    .returning('ladder_id')
    .executeTakeFirst();
  return begun !== undefined;
}

/** Writes what a draft holds now, as its next revision, and what was changed. The caller holds its lock. */
export async function saveDraft(
  tx: Tx,
  draft: DraftRecord,
  { document, checks, baseVersion, edits }: DraftContent & { baseVersion: number | null; edits: readonly Localised[] },
  by: string,
  now: Instant,
): Promise<void> {
  const revision = draft.revision + 1;
  await tx
    .updateTable('ladder_drafts')
    .set({
      revision,
      base_version: baseVersion,
      document: JSON.stringify(document),
      checks: JSON.stringify(checks),
      saved_at: new Date(now),
      saved_by: by,
    })
    .where('ladder_id', '=', draft.ladder_id)
    .execute();
  if (edits.length === 0) return;
  const rows = edits.map(({ nl, en }, n) => ({
    ladder_id: draft.ladder_id,
    revision,
    n,
    at: new Date(now),
    by,
    nl,
    en,
  }));
  await tx.insertInto('ladder_draft_edits').values(rows).execute();
}

/** True when a draft holds just this. */
export function holds({ document, checks }: DraftRecord, content: DraftContent): boolean {
  return isDeepStrictEqual([document, checks], [content.document, content.checks]);
}

/** The last changes of a draft, oldest first. */
export async function listEdits(db: Db | Tx, ladderId: string, limit: number): Promise<DraftEdit[]> {
  const rows = await db
    .selectFrom('ladder_draft_edits')
    .select(['revision', 'at', 'by', 'nl', 'en'])
    .where('ladder_id', '=', ladderId)
    .orderBy('revision', 'desc')
    .orderBy('n', 'desc')
    .limit(limit)
    .execute();
  return rows.toReversed();
}

/** Removes a draft with its edits. */
export async function removeDraft(tx: Tx, ladderId: string): Promise<void> {
  await tx.deleteFrom('ladder_drafts').where('ladder_id', '=', ladderId).execute();
}

/** What was published of a draft is its base from now on, and its edits up to then are no longer its own. */
export async function rebaseDraft(tx: Tx, ladderId: string, version: number, published: number): Promise<void> {
  await tx.updateTable('ladder_drafts').set({ base_version: version }).where('ladder_id', '=', ladderId).execute();
  await tx
    .deleteFrom('ladder_draft_edits')
    .where('ladder_id', '=', ladderId)
    .where('revision', '<=', published)
    .execute();
}
