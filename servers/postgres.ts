import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Child, startChild } from './child.ts';
import { CONNECT_LIMIT_MS } from './limits.ts';
import { HOST, usablePort } from './ports.ts';
import { findPostgresPrograms } from './postgres-programs.ts';
import { run } from './programs.ts';
import type { Progress } from './progress.ts';

export interface Postgres {
  /** Of the database `postgres`, for `DATABASE_URL`. */
  url: string;
  /** Makes an empty database and returns its URL. */
  createDatabase(name: string): Promise<string>;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
  /** Breaks all connections and comes back on the same port with the same data. */
  restart(): Promise<void>;
}

const TITLE = 'The PostgreSQL server';
/** Text is sorted and compared as in PGlite, on every machine. */
const CLUSTER = ['--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--lc-ctype=C.UTF-8'];
/** Speed before safety: the data lives as long as one test run. */
const SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'unix_socket_directories='];

/**
 * Starts a throw-away PostgreSQL server for tests, with its data in a temporary folder. Returns null when PostgreSQL is
 * not installed. It ends with our process at the latest. Throws `CommandFailed` or `ServerStartFailed`.
 */
export async function startPostgres(progress: Progress): Promise<Postgres | null> {
  const programs = await findPostgresPrograms();
  if (programs === null) return null;
  progress('Starting a PostgreSQL server for the tests …');
  const owner = await ownerOfTheServer();
  const folder = await mkdtemp(join(tmpdir(), 'incassoladder-postgres-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    if (owner !== null) await chown(folder, owner.uid, owner.gid);
    return await startIn(folder, programs, owner, remove);
  } catch (error) {
    await remove();
    throw error;
  }
}

async function startIn(
  folder: string,
  programs: string,
  owner: Owner | null,
  remove: () => Promise<void>,
): Promise<Postgres> {
  const data = join(folder, 'data');
  await run(join(programs, 'initdb'), ['-D', data, '--no-sync', ...CLUSTER], { ...owner, cwd: folder });
  const port = await usablePort(0, TITLE);
  const url = (database: string) => `postgres://postgres@${HOST}:${port}/${database}`;
  const settings = [`listen_addresses=${HOST}`, `port=${port}`, ...SETTINGS].flatMap((setting) => ['-c', setting]);

  const start = async () => {
    const postgres = join(programs, 'postgres');
    const options = { ...owner, cwd: folder, title: TITLE, orphanSignal: 'QUIT' } as const;
    const child = startChild(postgres, ['-D', data, ...settings], options);
    await child.serving(() => ask(url('postgres'), 'select 1'));
    return child;
  };
  // SIGINT is PostgreSQL's "fast" end: it breaks connections and rolls back what is under way.
  const end = (child: Child) => child.stop('SIGINT');

  let child = await start();
  return {
    url: url('postgres'),
    async createDatabase(name) {
      await ask(url('postgres'), `create database ${pg.escapeIdentifier(name)}`);
      return url(name);
    },
    async stop() {
      await end(child);
      await remove();
    },
    async restart() {
      await end(child);
      child = await start();
    },
  };
}

interface Owner {
  uid: number;
  gid: number;
}

/** Who runs the server: we, unless we are root, which PostgreSQL refuses; then its own user, or `nobody`. */
async function ownerOfTheServer(): Promise<Owner | null> {
  if (process.getuid?.() !== 0) return null;
  const user = await run('id', ['postgres']).then(
    () => 'postgres',
    () => 'nobody',
  );
  const idOf = async (which: string) => Number((await run('id', [which, user]))[0]);
  return { uid: await idOf('-u'), gid: await idOf('-g') };
}

async function ask(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_LIMIT_MS });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
