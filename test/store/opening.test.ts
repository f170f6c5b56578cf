import { readdirSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { temporaryFolder } from '../../servers/testing.ts';
import { DatabaseError, type DatabasePlace, type Db, openDatabase } from '../../store/database.ts';
import { findReply } from '../../store/idempotency.ts';
import * as initial from '../../store/migrations/0001-initial.ts';
import { getSetting, setSetting } from '../../store/settings.ts';
import { hasUsers } from '../../store/users.ts';
import { newPostgresDatabase } from '../support/databases.ts';

const opened: Db[] = [];
async function open(place: DatabasePlace): Promise<Db> {
  const db = await openDatabase(place);
  opened.push(db);
  return db;
}
afterEach(async () => {
  for (const db of opened.splice(0)) await db.destroy();
});

const PLACES: [string, boolean, () => Promise<DatabasePlace>][] = [
  ['a folder of PGlite', true, async () => ({ folder: temporaryFolder() })],
  ['PostgreSQL', inject('postgresUrl') !== null, async () => ({ url: await newPostgresDatabase() })],
];

describe.each(PLACES)('%s', (_name, installed, aPlace) => {
  test.skipIf(!installed)(
    'is made ready when it is empty, and keeps what it holds when it is opened again',
    async () => {
      const place = await aPlace();
      const first = await open(place);
      await setSetting(first, 'since', '2026-03-02');
      await first.destroy();
      opened.pop();

      const second = await open(place);
      expect(await getSetting(second, 'since')).toBe('2026-03-02');
      const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(second);
      const written = readdirSync(new URL('../../store/migrations', import.meta.url)).sort();
      expect(rows.map(({ name }) => `${name}.ts`)).toEqual(written);
    },
  );

  test.skipIf(!installed)('is brought up to date when it is of the first version, with what it holds', async () => {
    const place = await aPlace();
    const old = await openFirstVersion(place);
    await sql`insert into idempotency_keys values ('k1', 'abc', 202, '{"id": "p1"}', '2026-03-02T10:00Z')`.execute(old);
    await old.destroy();

    const db = await open(place);
    expect(await findReply(db, 'api', 'k1')).toMatchObject({ request: 'abc', status: 202, body: { id: 'p1' } });
    expect(await hasUsers(db)).toBe(false);
  });
});

/** A database as the first version of the product made it. */
async function openFirstVersion(place: DatabasePlace): Promise<Kysely<unknown>> {
  const dialect =
    'url' in place
      ? new PostgresDialect({ pool: new pg.Pool({ connectionString: place.url }) })
      : new PGliteDialect({ pglite: new PGlite('folder' in place ? place.folder : undefined) });
  const db = new Kysely<unknown>({ dialect });
  const provider = { getMigrations: async () => ({ '0001-initial': initial }) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error) throw error;
  return db;
}

describe.skipIf(inject('postgresUrl') === null)('a PostgreSQL server', () => {
  test('is made ready once when several processes open it at the same time', async () => {
    const url = await newPostgresDatabase();
    const all = await Promise.all([open({ url }), open({ url }), open({ url })]);
    await setSetting(all[0], 'since', '2026-03-02');
    expect(await getSetting(all[2], 'since')).toBe('2026-03-02');
  });

  test('that has no such database is named, without the password', async () => {
    const url = Object.assign(new URL(inject('postgresUrl')!), { pathname: 'nergens', password: 'geheim' }).href;
    const failure = await openDatabase({ url }).catch((error: Error) => error);
    expect(failure).toBeInstanceOf(DatabaseError);
    expect((failure as Error).message).toMatch(
      /^Cannot open the PostgreSQL server at 127\.0\.0\.1:\d+\/nergens: .*does not exist/,
    );
    expect((failure as Error).message).not.toContain('geheim');
  });
});

test('a server that does not answer is named, without the password', async () => {
  const failure = await openDatabase({ url: 'postgres://jan:geheim@127.0.0.1:1/zaken' }).catch((error: Error) => error);
  expect(failure).toBeInstanceOf(DatabaseError);
  expect((failure as Error).message).toMatch(
    /^Cannot open the PostgreSQL server at 127\.0\.0\.1:1\/zaken: .*ECONNREFUSED/,
  );
  expect((failure as Error).message).not.toContain('geheim');
});
