import { sql } from 'kysely';
import type { Ladder, LadderRef } from '../ladder/definition.ts';
import type { Instant } from '../ladder/time/civil.ts';
import type { Db, Tx } from './database.ts';

/** A version of a ladder never changes, so it is read from the database once a process. */
const known = new WeakMap<object, Map<string, Ladder>>();

/** A version of a ladder, or null when there is none. `cacheKey` is the database that it comes from. */
export async function findLadder(db: Db | Tx, ref: LadderRef, cacheKey: object): Promise<Ladder | null> {
  const cache = known.get(cacheKey) ?? new Map<string, Ladder>();
  known.set(cacheKey, cache);
  const key = `${ref.id}@${ref.version}`;
  const cached = cache.get(key);
  if (cached) return cached;
  const row = await db
    .selectFrom('ladders')
    .select('document')
    .where('id', '=', ref.id)
    .where('version', '=', ref.version)
    .executeTakeFirst();
  if (!row) return null;
  cache.set(key, row.document);
  return row.document;
}

/** The newest version number of a ladder, or null. */
export async function latestVersion(db: Db | Tx, id: string): Promise<number | null> {
  const row = await db
    .selectFrom('ladders')
    .select((eb) => eb.fn.max('version').as('version'))
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.version ?? null;
}

/** The ids of all ladders of which there is a version. */
export async function ladderIds(db: Db | Tx): Promise<string[]> {
  const rows = await db.selectFrom('ladders').select('id').distinct().orderBy('id').execute();
  return rows.map(({ id }) => id);
}

/** Who added a version of a ladder, and when; null when there is none. */
export async function versionHead(
  db: Db | Tx,
  { id, version }: LadderRef,
): Promise<{ by: string; at: Instant } | null> {
  const row = await db
    .selectFrom('ladders')
    .select(['created_by as by', 'created_at as at'])
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return row ?? null;
}

export async function listLadders(
  db: Db,
): Promise<{ id: string; version: number; document: Ladder; createdAt: Instant; createdBy: string }[]> {
  const rows = await db
    .selectFrom('ladders')
    .select(['id', 'version', 'document', 'created_at', 'created_by'])
    .orderBy('id')
    .orderBy('version')
    .execute();
  return rows.map(({ id, version, document, created_at: createdAt, created_by: createdBy }) => {
    return { id, version, document, createdAt, createdBy };
  });
}

/** The checks that go with a version, as they were kept. */
export async function checksOf(db: Db | Tx, { id, version }: LadderRef): Promise<unknown[]> {
  const row = await db
    .selectFrom('ladders')
    .select('checks')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return row?.checks ?? [];
}

/** Held to the end of the transaction by whoever adds a version of a ladder, or writes in its chain of the log. */
export async function lockLadder(tx: Tx, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LADDER_LOCK}, hashtext(${id}))`.execute(tx);
}

/** Any number that no other lock has. */
const LADDER_LOCK = 1_818_322_273;

/** Adds a version; false when that version exists already. */
export async function addLadder(
  tx: Db | Tx,
  ladder: Ladder,
  by: string,
  now: number,
  checks: readonly unknown[] = [],
): Promise<boolean> {
  const added = await tx
    .insertInto('ladders')
    .values({
      id: ladder.id,
      version: ladder.version,
      document: JSON.stringify(ladder),
      created_at: new Date(now),
      created_by: by,
      checks: JSON.stringify(checks),
    })
    .onConflict((conflict) => conflict.columns(['id', 'version']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}
