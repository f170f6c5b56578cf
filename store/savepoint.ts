import { sql } from 'kysely';
import type { Tx } from './database.ts';
import { isPassing } from './passing.ts';

/**
 * Does a part of a transaction that the rest can do without: what it wrote is taken back when it fails, and null is given.
 * Throws when the database is away, for then nothing can go on.
 */
export async function orTakenBack<T>(tx: Tx, part: () => Promise<T>): Promise<T | null> {
  await sql`savepoint part`.execute(tx);
  try {
    const done = await part();
    await sql`release savepoint part`.execute(tx);
    return done;
  } catch (error) {
    if (isPassing(error)) throw error;
    await sql`rollback to savepoint part`.execute(tx);
    return null;
  }
}
