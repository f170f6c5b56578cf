import { sql } from 'kysely';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { temporaryFolder } from '../../servers/testing.ts';
import { DatabaseError, type DatabasePlace, type Db, openDatabase } from '../../store/database.ts';
import { getSetting, setSetting } from '../../store/settings.ts';
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
      expect(rows).toEqual([{ name: '0001-initial' }]);
    },
  );
});

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
