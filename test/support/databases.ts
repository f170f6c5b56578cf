/** The two databases on which the same tests run, each test on empty tables. */
import { sql } from 'kysely';
import pg from 'pg';
import { beforeAll, beforeEach, describe, inject } from 'vitest';
import { type Db, openDatabase } from '../../store/database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the PostgreSQL server that `postgres-setup.ts` started; null where PostgreSQL is not installed. */
    postgresUrl: string | null;
  }
}

/** A database of a test; `db` is a new handle on empty tables before each test. */
export interface Store {
  readonly db: Db;
  readonly on: DatabaseName;
}

export type DatabaseName = 'PGlite' | 'PostgreSQL';
const NAMES: readonly DatabaseName[] = ['PGlite', 'PostgreSQL'];

/** Runs the same tests on PGlite and on PostgreSQL; the latter are skipped where it is not installed. */
export function onBothDatabases(tests: (store: Store) => void): void {
  for (const name of NAMES) {
    const missing = name === 'PostgreSQL' && inject('postgresUrl') === null;
    describe.skipIf(missing)(`on ${name}`, () => tests(emptyStore(name)));
  }
}

/** A database for the tests of a file, emptied before each of them. */
export function emptyStore(on: DatabaseName = 'PGlite'): Store {
  let opened: Db;
  let db: Db | null = null;
  beforeAll(async () => {
    opened = await (on === 'PGlite' ? sharedPGlite() : sharedPostgres());
  });
  beforeEach(async () => {
    await emptyTables(opened);
    // What is remembered of a database (its ladders never change) is remembered by handle.
    db = opened.withoutPlugins();
  });
  return {
    on,
    get db() {
      if (!db) throw new Error('The database is there once a test runs.');
      return db;
    },
  };
}

// PGlite takes seconds to start, so that a worker's files share one.
let pglite: Promise<Db> | null = null;
function sharedPGlite(): Promise<Db> {
  pglite ??= openDatabase({ memory: true });
  return pglite;
}

let postgres: Promise<Db> | null = null;
function sharedPostgres(): Promise<Db> {
  postgres ??= newPostgresDatabase().then((url) => openDatabase({ url }));
  return postgres;
}

/** Makes an empty database on the server of this run, and returns its URL. */
export async function newPostgresDatabase(): Promise<string> {
  const url = inject('postgresUrl');
  if (url === null) throw new Error('PostgreSQL is not installed.');
  const name = `test_${process.pid}_${databases++}`;
  const server = new pg.Client({ connectionString: url });
  await server.connect();
  await server.query(`create database ${name}`);
  await server.end();
  return Object.assign(new URL(url), { pathname: name }).href;
}
let databases = 0;

let emptying: string | null = null;
/** Deleting few rows is faster than truncating many tables. */
async function emptyTables(db: Db): Promise<void> {
  if (emptying === null) {
    const tables = await db.introspection.getTables();
    const deletes = tables.map(({ name }) => `delete from ${name};`).join(' ');
    emptying = `do $$ begin set local session_replication_role = replica; ${deletes} end $$`;
  }
  await sql.raw(emptying).execute(db);
}
