/** Which errors of a database will pass: made by real databases, not by hand. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { type Postgres, startPostgres } from '../../servers/postgres.ts';
import { type Db, openDatabase } from '../../store/database.ts';
import { saveCreditor } from '../../store/parties.ts';
import { isPassing } from '../../store/passing.ts';
import { getSetting, setSetting } from '../../store/settings.ts';
import { aCreditor } from '../support/builders.ts';
import { onBothDatabases } from '../support/databases.ts';

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => {
      throw new Error('It did not fail.');
    },
    (error) => error,
  );

onBothDatabases((store) => {
  test.each<[string, () => Promise<unknown>]>([
    [
      'a row that is there already',
      () => store.db.insertInto('creditors').values([aCreditor(), aCreditor()]).execute(),
    ],
    ['a value that is not allowed', () => saveCreditor(store.db, aCreditor({ default_term_days: -1 }))],
    [
      'a row that does not belong to any',
      () => store.db.insertInto('contacts').values({ id: 'c', debtor_id: 'x', created_at: new Date() }).execute(),
    ],
    ['a value that is missing', () => saveCreditor(store.db, aCreditor({ name: null as never }))],
    ['a text that no database keeps', () => setSetting(store.db, 'a\0b', 1)],
    ['a query that is none', () => sql`select from where`.execute(store.db)],
    ['a table that does not exist', () => sql`select * from nergens`.execute(store.db)],
  ])('%s does not pass', async (_what, fail) => {
    const error = await failureOf(fail());
    expect(error).toBeInstanceOf(Error);
    expect(isPassing(error)).toBe(false);
  });
});

test('what is no error of a database does not pass', () => {
  expect(isPassing(new Error('There is no invoice x.'))).toBe(false);
  expect(isPassing(new TypeError('x is not a function'))).toBe(false);
  expect(isPassing('Connection terminated')).toBe(false);
  expect(isPassing(undefined)).toBe(false);
  expect(isPassing(Object.assign(new Error('a file'), { code: 'ENOENT' }))).toBe(false);
});

describe.skipIf(inject('postgresUrl') === null)('a PostgreSQL server', () => {
  // A server of its own: it is stopped under the tests' feet.
  let server: Postgres;
  let db: Db;
  beforeAll(async () => {
    server = (await startPostgres(() => undefined))!;
    db = await openDatabase({ url: await server.createDatabase('zaken') });
  });
  afterAll(async () => {
    await db.destroy();
    await server.stop();
  });

  const sleeping = async () => {
    const { rows } = await sql`select 1 from pg_stat_activity where query like 'select pg_sleep%'`.execute(db);
    expect(rows).toHaveLength(1);
  };

  test('that stops in the middle of a query passes, and the next query is answered when it is back', async () => {
    const query = failureOf(sql`select pg_sleep(600)`.execute(db));
    await vi.waitFor(sleeping);
    await server.restart();
    expect(isPassing(await query)).toBe(true);
    await vi.waitFor(async () => expect(await getSetting(db, 'x')).toBeNull());
  });

  test('that stops in the middle of a transaction passes, and leaves nothing of it', async () => {
    const failure = await failureOf(
      db.transaction().execute(async (tx) => {
        await setSetting(tx, 'half', 1);
        await server.restart();
        await setSetting(tx, 'other half', 1);
      }),
    );
    expect(isPassing(failure)).toBe(true);
    await vi.waitFor(async () => expect(await getSetting(db, 'half')).toBeNull());
  });

  test('that was away between two queries is as if it had not been', async () => {
    await setSetting(db, 'before', 1);
    await server.restart();
    await vi.waitFor(async () => expect(await getSetting(db, 'before')).toBe(1));
  });

  test('that breaks a connection by command passes', async () => {
    const query = failureOf(sql`select pg_sleep(600)`.execute(db));
    await vi.waitFor(sleeping);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where query like 'select pg_sleep%'`.execute(db);
    expect(isPassing(await query)).toBe(true);
  });

  test('on which another has locked the row passes', async () => {
    await vi.waitFor(() => setSetting(db, 'a', 1));
    const locked = await failureOf(
      db.transaction().execute(async (tx) => {
        await sql`select * from settings where key = 'a' for update`.execute(tx);
        await sql`select * from settings where key = 'a' for update nowait`.execute(db);
      }),
    );
    expect(isPassing(locked)).toBe(true);
  });

  test('that is gone passes', async () => {
    const gone = await startPostgres(() => undefined);
    const url = await gone!.createDatabase('zaken');
    const lost = await openDatabase({ url });
    await gone!.stop();
    expect(isPassing(await failureOf(getSetting(lost, 'x')))).toBe(true);
    expect(isPassing(await failureOf(lost.transaction().execute((tx) => setSetting(tx, 'x', 1))))).toBe(true);
    const opening = await failureOf(openDatabase({ url }));
    expect(isPassing((opening as Error).cause)).toBe(true);
    await lost.destroy();
  });
});
