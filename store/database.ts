/**
 * Opens the database: PGlite in a folder (or in memory) when there is no server, PostgreSQL otherwise. The same SQL, the
 * same migrations and the same values on both.
 */
import { PGlite } from '@electric-sql/pglite';
import {
  type DatabaseConnection,
  type Driver,
  Kysely,
  PGliteDialect,
  PostgresDialect,
  sql,
  type Transaction,
} from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import pg from 'pg';
import type { Instant } from '../ladder/time/civil.ts';
import * as initial from './migrations/0001-initial.ts';
import * as people from './migrations/0002-people.ts';
import * as deliveries from './migrations/0003-deliveries.ts';
import * as arrangements from './migrations/0004-arrangements.ts';
import * as contacts from './migrations/0005-contacts.ts';
import * as ladderChanges from './migrations/0006-ladder-changes.ts';
import * as ladderChoice from './migrations/0007-ladder-choice.ts';
import * as bankData from './migrations/0008-bank-data.ts';
import * as arrangementLetters from './migrations/0009-arrangement-letters.ts';
import * as drafts from './migrations/0010-drafts.ts';
import * as trials from './migrations/0011-trials.ts';
import type { Tables } from './tables.ts';

export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;

/** An instant to compare a column with. */
export const atInstant = (at: Instant) => sql<Instant>`${new Date(at)}::timestamptz`;

/** Where the data is: a PostgreSQL URL, a folder for PGlite, or memory (tests). */
export type DatabasePlace = { url: string } | { folder: string } | { memory: true };

const MIGRATIONS: Record<string, Migration> = {
  '0001-initial': initial,
  '0002-people': people,
  '0003-deliveries': deliveries,
  '0004-arrangements': arrangements,
  '0005-contacts': contacts,
  '0006-ladder-changes': ladderChanges,
  '0007-ladder-choice': ladderChoice,
  '0008-bank-data': bankData,
  '0009-arrangement-letters': arrangementLetters,
  '0010-drafts': drafts,
  '0011-trials': trials,
};

/** Connections of one process to a PostgreSQL server. */
const POOL_SIZE = 10;
const CONNECT_TIMEOUT_MS = 10_000;

export class DatabaseError extends Error {
  override name = 'DatabaseError';
}

/** Opens the database and brings its tables up to date. Throws a DatabaseError that says what is wrong. */
export async function openDatabase(place: DatabasePlace): Promise<Db> {
  const db = new Kysely<Tables>({ dialect: dialect(place) });
  try {
    const { error } = await new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } }).migrateToLatest();
    if (error) throw error;
  } catch (error) {
    await db.destroy().catch(() => undefined);
    const where = 'url' in place ? `the PostgreSQL server at ${withoutPassword(place.url)}` : 'the data folder';
    throw new DatabaseError(`Cannot open ${where}: ${messageOf(error)}`, { cause: error });
  }
  return db;
}

function dialect(place: DatabasePlace) {
  if ('url' in place) {
    const pool = new pg.Pool({
      connectionString: place.url,
      max: POOL_SIZE,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      // What PARSERS read is written one way, whatever the server's own settings.
      onConnect: async (client) => void (await client.query(`set datestyle to 'ISO'; set timezone to 'UTC'`)),
      types: { getTypeParser: (oid, format) => PARSERS[oid] ?? pg.types.getTypeParser(oid, format) },
    });
    // A connection that breaks is replaced by the pool, whether it was idle or lent; whoever uses it sees its query fail.
    // Without these listeners it would end the process.
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
    return new PostgresDialect({ pool });
  }
  const pglite = new PGlite({ ...('folder' in place && { dataDir: place.folder }), parsers: PARSERS });
  return new SerialPGliteDialect({ pglite });
}

/** Values as the core wants them: dates as ISO text, instants as epoch milliseconds, whole numbers as numbers. */
const PARSERS: Record<number, (text: string) => unknown> = {
  [pg.types.builtins.INT8]: Number,
  [pg.types.builtins.DATE]: (text) => text,
  [pg.types.builtins.TIMESTAMPTZ]: (text) => new Date(text).getTime(),
};

/**
 * PGlite has one connection, and kysely's driver hands it to everybody at once: a query made beside an open transaction
 * would run inside it. So the connection is lent to one user at a time, which bounds PGlite's work as well.
 */
class SerialPGliteDialect extends PGliteDialect {
  override createDriver(): Driver {
    return new SerialDriver(super.createDriver());
  }
}

class SerialDriver implements Driver {
  readonly #driver: Driver;
  #last: Promise<void> = Promise.resolve();
  #release: () => void = () => undefined;

  constructor(driver: Driver) {
    this.#driver = driver;
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const previous = this.#last;
    let release: () => void = () => undefined;
    this.#last = new Promise((resolve) => {
      release = resolve;
    });
    await previous;
    this.#release = release;
    return this.#driver.acquireConnection();
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    await this.#driver.releaseConnection(connection);
    this.#release();
  }

  init: Driver['init'] = (...args) => this.#driver.init(...args);
  beginTransaction: Driver['beginTransaction'] = (...args) => this.#driver.beginTransaction(...args);
  commitTransaction: Driver['commitTransaction'] = (...args) => this.#driver.commitTransaction(...args);
  rollbackTransaction: Driver['rollbackTransaction'] = (...args) => this.#driver.rollbackTransaction(...args);
  destroy: Driver['destroy'] = (...args) => this.#driver.destroy(...args);
}

function withoutPassword(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `${host}${pathname}`;
  } catch {
    return 'DATABASE_URL';
  }
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
