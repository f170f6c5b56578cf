/** Keys of programs: `ilk_<id>.<secret>`. The secret is shown once and kept as a hash. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Selectable } from 'kysely';
import { type Instant, MINUTE_MS } from '../ladder/time/civil.ts';
import { atInstant, type Db, type Tx } from './database.ts';
import { type Act, keyChain, logAct } from './log.ts';
import type { ApiKeysTable, Scope } from './people-tables.ts';
import { hashSecret, newSecret, SECRET_PATTERN } from './secrets.ts';

export type KeyRecord = Omit<Selectable<ApiKeysTable>, 'secret_hash'>;

/** How every key begins, so that one that leaked is recognised. */
export const KEY_PREFIX = 'ilk_';
const ID_PATTERN = /^[0-9a-f]{16}$/;
/** Use is written down no more often than this. */
const USED_MS = MINUTE_MS;

const RECORD = [
  'id',
  'name',
  'scopes',
  'created_at',
  'created_by',
  'expires_at',
  'last_used_at',
  'revoked_at',
] as const;

export interface NewKey {
  name: string;
  scopes: readonly Scope[];
  expiresAt: Instant;
}

/** Makes a key; `text` is the only time that its secret is seen. */
export async function addKey(tx: Tx, key: NewKey, act: Act): Promise<{ record: KeyRecord; text: string }> {
  const id = randomBytes(8).toString('hex');
  const secret = newSecret();
  const record = await tx
    .insertInto('api_keys')
    .values({
      id,
      name: key.name,
      scopes: JSON.stringify(key.scopes),
      secret_hash: hashSecret(secret),
      created_at: new Date(act.at),
      created_by: act.actor,
      expires_at: new Date(key.expiresAt),
    })
    .returning(RECORD)
    .executeTakeFirstOrThrow();
  await logAct(tx, keyChain(id), act, 'key_added', [
    { code: 'named', name: key.name },
    { code: 'may', scopes: key.scopes },
    { code: 'expires', at: key.expiresAt },
  ]);
  return { record, text: `${KEY_PREFIX}${id}.${secret}` };
}

/** The key that a text is, or null when it is none, has expired or was revoked. */
export async function useKey(db: Db, text: string, now: Instant): Promise<KeyRecord | null> {
  const [id = '', secret = '', ...rest] = text.slice(KEY_PREFIX.length).split('.');
  if (!text.startsWith(KEY_PREFIX) || rest.length > 0 || !ID_PATTERN.test(id) || !SECRET_PATTERN.test(secret)) {
    return null;
  }
  const row = await db.selectFrom('api_keys').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row || !timingSafeEqual(Buffer.from(row.secret_hash), Buffer.from(hashSecret(secret)))) return null;
  const { secret_hash: _, ...record } = row;
  if (record.revoked_at !== null || record.expires_at <= now) return null;
  if (record.last_used_at === null || record.last_used_at + USED_MS <= now) {
    await db
      .updateTable('api_keys')
      .set({ last_used_at: new Date(now) })
      .where('id', '=', id)
      .execute();
  }
  return record;
}

/** Of some keys those that count still; to ask is not to use them. */
export async function liveKeys(db: Db, ids: readonly string[], now: Instant): Promise<string[]> {
  const rows = await db
    .selectFrom('api_keys')
    .select('id')
    .where('id', 'in', ids)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', atInstant(now))
    .execute();
  return rows.map(({ id }) => id);
}

export async function listKeys(db: Db, { limit, after }: { limit: number; after?: string }): Promise<KeyRecord[]> {
  let query = db.selectFrom('api_keys').select(RECORD);
  if (after !== undefined) query = query.where('id', '>', after);
  return query.orderBy('id').limit(limit).execute();
}

/** Revokes a key for good. False where there is none. */
export async function revokeKey(tx: Tx, id: string, act: Act): Promise<boolean> {
  const key = await tx.selectFrom('api_keys').select('revoked_at').where('id', '=', id).forUpdate().executeTakeFirst();
  if (!key) return false;
  if (key.revoked_at !== null) return true;
  await tx
    .updateTable('api_keys')
    .set({ revoked_at: new Date(act.at) })
    .where('id', '=', id)
    .execute();
  await logAct(tx, keyChain(id), act, 'key_revoked', []);
  return true;
}
