import type { Selectable } from 'kysely';
import type { Db } from './database.ts';
import type { IdempotencyKeysTable } from './tables.ts';

/** The reply that a request of this caller under this key got, or null. */
export async function findReply(db: Db, caller: string, key: string): Promise<Selectable<IdempotencyKeysTable> | null> {
  const row = await db
    .selectFrom('idempotency_keys')
    .selectAll()
    .where('caller', '=', caller)
    .where('key', '=', key)
    .executeTakeFirst();
  return row ?? null;
}

/** Keeps the first reply to a caller under a key; `body` is JSON text. */
export async function keepReply(
  db: Db,
  reply: { caller: string; key: string; request: string; status: number; body: string },
): Promise<void> {
  await db
    .insertInto('idempotency_keys')
    .values({ ...reply, created_at: new Date() })
    .onConflict((conflict) => conflict.columns(['caller', 'key']).doNothing())
    .execute();
}
