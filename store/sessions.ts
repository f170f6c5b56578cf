/**
 * Sessions of people who signed in: a random token in a cookie, kept as a hash. A token is replaced by a new one from
 * time to time. The one before counts on for a moment, as requests cross each other; if it comes back later, somebody
 * has a copy, and the session ends. All instants are of the real clock.
 */
import { randomUUID } from 'node:crypto';
import type { Instant } from '../ladder/time/civil.ts';
import { MINUTE_MS } from '../ladder/time/civil.ts';
import { atInstant, type Db, type Tx } from './database.ts';
import { logAct, userChain } from './log.ts';
import { hashSecret, newSecret } from './secrets.ts';
import type { UserRecord } from './users.ts';

/** A session that nobody used for this long is over. */
export const IDLE_MS = 2 * 60 * MINUTE_MS;
/** No session outlives a working day. */
export const LIFETIME_MS = 12 * 60 * MINUTE_MS;
/** The age at which a token is replaced. */
export const ROTATION_MS = 15 * MINUTE_MS;
/** How long the token before counts on, once the new one was used. */
export const GRACE_MS = MINUTE_MS;
/** Use is written down no more often than this. */
const SEEN_MS = MINUTE_MS;
/** Sessions of one user that are kept; the ones that were used least recently make place. */
const MOST_SESSIONS = 20;

/** Opens a session and returns its token. The caller holds the lock of the user. */
export async function openSession(tx: Tx, userId: string, at: Instant): Promise<string> {
  const kept = tx
    .selectFrom('sessions')
    .select('id')
    .where('user_id', '=', userId)
    .orderBy('seen_at', 'desc')
    .orderBy('id')
    .limit(MOST_SESSIONS - 1);
  await tx.deleteFrom('sessions').where('user_id', '=', userId).where('id', 'not in', kept).execute();
  const token = newSecret();
  const now = new Date(at);
  await tx
    .insertInto('sessions')
    .values({
      id: randomUUID(),
      user_id: userId,
      token_hash: hashSecret(token),
      previous_hash: null,
      opened_at: now,
      rotated_at: now,
      seen_at: now,
    })
    .execute();
  return token;
}

export interface UsedSession {
  id: string;
  user: UserRecord;
  /** When it ends at the latest. */
  endsAt: Instant;
  /** The token from now on, when it was replaced. */
  newToken: string | null;
}

/** The session that a token opens, or null. */
export async function useSession(db: Db, token: string, now: Instant): Promise<UsedSession | null> {
  const hash = hashSecret(token);
  const found = await db
    .selectFrom('sessions as s')
    .innerJoin('users as u', 'u.id', 's.user_id')
    .select(['u.id', 'u.name', 'u.email', 'u.roles', 'u.disabled', 'u.created_at', 'u.signed_in_at'])
    .select(['s.id as session', 's.token_hash', 's.previous_hash', 's.previous_until'])
    .select(['s.opened_at', 's.rotated_at', 's.seen_at'])
    .where((eb) => eb.or([eb('s.token_hash', '=', hash), eb('s.previous_hash', '=', hash)]))
    .executeTakeFirst();
  if (!found) return null;
  const { session: id, token_hash, previous_hash, previous_until, opened_at, rotated_at, seen_at, ...user } = found;
  const endsAt = opened_at + LIFETIME_MS;
  if (user.disabled || endsAt <= now || seen_at + IDLE_MS <= now) return null;

  const isPrevious = token_hash !== hash;
  if (isPrevious && previous_until !== null && previous_until <= now) {
    await endReplayed(db, id, user.id, now);
    return null;
  }
  // The first use of a new token shows that it arrived. Until then the one before counts on: replies do get lost.
  const arrived = !isPrevious && previous_hash !== null && previous_until === null;
  const lost = isPrevious && previous_until === null;
  const replace = isPrevious ? lost && rotated_at + GRACE_MS <= now : rotated_at + ROTATION_MS <= now;
  const newToken = replace ? newSecret() : null;
  if (newToken === null && !arrived && seen_at + SEEN_MS > now) return { id, user, endsAt, newToken };

  const changed = await db
    .updateTable('sessions')
    .set({
      seen_at: new Date(now),
      ...(arrived && { previous_until: new Date(now + GRACE_MS) }),
      ...(newToken !== null && {
        token_hash: hashSecret(newToken),
        previous_hash: hash,
        previous_until: null,
        rotated_at: new Date(now),
      }),
    })
    .where('id', '=', id)
    .where('token_hash', '=', token_hash)
    .executeTakeFirst();
  // Of requests that come together, one replaces the token.
  return { id, user, endsAt, newToken: changed.numUpdatedRows > 0n ? newToken : null };
}

async function endReplayed(db: Db, id: string, userId: string, at: Instant): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx.selectFrom('users').select('id').where('id', '=', userId).forUpdate().execute();
    if (!(await endSession(tx, id))) return;
    await logAct(tx, userChain(userId), { actor: 'unknown', at }, 'session_replayed', []);
  });
}

/** Of some sessions those that are open; to ask is not to use them. */
export async function liveSessions(db: Db, ids: readonly string[], now: Instant): Promise<string[]> {
  const rows = await db
    .selectFrom('sessions as s')
    .innerJoin('users as u', 'u.id', 's.user_id')
    .select('s.id')
    .where('s.id', 'in', ids)
    .where('u.disabled', '=', false)
    .where('s.opened_at', '>', atInstant(now - LIFETIME_MS))
    .where('s.seen_at', '>', atInstant(now - IDLE_MS))
    .execute();
  return rows.map(({ id }) => id);
}

/** Replaces the token at once; the one before counts no longer. */
export async function renewSession(tx: Tx, id: string, at: Instant): Promise<string> {
  const token = newSecret();
  await tx
    .updateTable('sessions')
    .set({ token_hash: hashSecret(token), previous_hash: null, previous_until: null, rotated_at: new Date(at) })
    .where('id', '=', id)
    .execute();
  return token;
}

/** The tokens of a user are replaced when they are next used. */
export async function renewSessions(tx: Tx, userId: string): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ rotated_at: new Date(0) })
    .where('user_id', '=', userId)
    .execute();
}

/** Ends a session; false when it had ended. */
export async function endSession(tx: Tx, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('sessions').where('id', '=', id).executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Ends the session that a token opens, if any. */
export async function endSessionOf(tx: Tx, token: string): Promise<void> {
  await tx.deleteFrom('sessions').where('token_hash', '=', hashSecret(token)).execute();
}

/** Ends the sessions of a user, but for the one that is kept. */
export async function endSessions(tx: Tx, userId: string, kept?: string): Promise<void> {
  let query = tx.deleteFrom('sessions').where('user_id', '=', userId);
  if (kept !== undefined) query = query.where('id', '<>', kept);
  await query.execute();
}
