/**
 * What changed, for who looks on. Triggers write a hint in the transaction of each change. A place in the stream is the
 * number below which no transaction is under way: whatever commits later has a higher one, so that none is missed.
 */
import { sql } from 'kysely';
import type { Db } from './database.ts';
import type { HintKind } from './ladder-tables.ts';

export interface Hint {
  kind: HintKind;
  id: string;
}

export interface HintPage {
  /** The place up to which all was read; as text, it may be larger than a number holds. */
  place: string;
  /** Null where not all since then can be told: too much changed, or it is too long ago. */
  hints: Hint[] | null;
}

/** Hints that are kept. */
const KEPT = 20_000;

/** The place of this moment. */
export async function presentPlace(db: Db): Promise<string> {
  const { rows } = await sql<{ place: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as place`.execute(
    db,
  );
  return rows[0]!.place;
}

/** What changed since a place, each once, at most `limit`. */
export async function hintsSince(db: Db, since: string, limit: number): Promise<HintPage> {
  const { rows } = await sql<{ place: string; gone: boolean; hints: Hint[] | null }>`
    with place as (select pg_snapshot_xmin(pg_current_snapshot()) as until),
    oldest as (select n, tx from live_hints order by n limit 1)
    select until::text as place,
      until < ${since}::xid8 or exists (
        select from oldest where tx > ${since}::xid8 and (select max(n) from live_hints) - n >= ${KEPT - 1}
      ) as gone,
      (
        select json_agg(json_build_object('kind', kind, 'id', ref)) from (
          select distinct kind, ref from live_hints where tx >= ${since}::xid8 and tx < until
          order by kind, ref limit ${limit + 1}
        ) as found
      ) as hints
    from place`.execute(db);
  const { place, gone, hints } = rows[0]!;
  const all = hints ?? [];
  return { place, hints: gone || all.length > limit ? null : all };
}

/** Forgets hints that are older than the last so many: what was forgotten, who comes back is told to fetch. */
export async function pruneHints(db: Db): Promise<void> {
  await sql`delete from live_hints where n <= (select max(n) from live_hints) - ${KEPT}`.execute(db);
}
