/** What signing in leaves behind: a session, and an entry of the log for each try, good or bad. */
import type { Instant } from '../ladder/time/civil.ts';
import type { Db } from './database.ts';
import { type Act, logAct, UNKNOWN_CHAIN, userChain } from './log.ts';
import { endSession, endSessionOf, endSessions, openSession } from './sessions.ts';
import { lockPeople, lockUser } from './users.ts';

export interface SignIn {
  userId: string;
  /** The hash that the password was checked against. */
  checkedHash: string;
  /** Takes its place when its parameters are no longer those of today. */
  newHash: string | null;
  /** From where. */
  address: string;
  /** The token that the browser had until now: its session ends. */
  replacedToken: string | null;
}

/**
 * Opens a session for who gave the right password, and returns its token. Null when the user was disabled or given
 * another password in the meantime.
 */
export async function signIn(db: Db, given: SignIn, at: Instant): Promise<string | null> {
  const { userId, checkedHash, newHash, address, replacedToken } = given;
  return db.transaction().execute(async (tx) => {
    const user = await lockUser(tx, userId);
    if (!user || user.disabled || user.password_hash !== checkedHash) return null;
    await tx
      .updateTable('users')
      .set({ signed_in_at: new Date(at), ...(newHash !== null && { password_hash: newHash }) })
      .where('id', '=', userId)
      .execute();
    await logAct(tx, userChain(userId), { actor: userChain(userId), at }, 'signed_in', [
      { code: 'called_from', address },
    ]);
    if (replacedToken !== null) await endSessionOf(tx, replacedToken);
    return openSession(tx, userId, at);
  });
}

/** Writes down a try that failed, of a user or of somebody unknown. What was typed is not kept. */
export async function recordFailure(db: Db, userId: string | null, address: string, at: Instant): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const user = userId === null ? null : await lockUser(tx, userId);
    if (!user) await lockPeople(tx);
    const chain = user ? userChain(user.id) : UNKNOWN_CHAIN;
    await logAct(tx, chain, { actor: 'unknown', at }, 'sign_in_failed', [{ code: 'called_from', address }]);
  });
}

/** Ends a session, or all of the user's. */
export async function signOut(
  db: Db,
  { userId, sessionId }: { userId: string; sessionId: string | 'all' },
  act: Act,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    if (!(await lockUser(tx, userId))) return;
    const everywhere = sessionId === 'all';
    if (everywhere) await endSessions(tx, userId);
    else if (!(await endSession(tx, sessionId))) return;
    await logAct(tx, userChain(userId), act, 'signed_out', everywhere ? [{ code: 'everywhere' }] : []);
  });
}
