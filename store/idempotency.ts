import type { Selectable } from 'kysely';
import type { Db } from './database.ts';
import type { IdempotencyKeysTable } from './tables.ts';

/** The reply that a request under this key got, or null. */
export async function findReply(db: Db, key: string): Promise<Selectable<IdempotencyKeysTable> | null> {
  const row = await db.selectFrom('idempotency_keys').selectAll().where('key', '=', key).executeTakeFirst();
  return row ?? null;
}

/** Keeps the first reply under a key; `body` is JSON text. */
export async function keepReply(
  db: Db,
  reply: { key: string; request: string; status: number; body: string },
): Promise<void> {
  await db
    .insertInto('idempotency_keys')
    .values({ ...reply, created_at: new Date() })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
}
