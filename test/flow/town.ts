/**
 * The product's server half in this process, beside a real Temporal server that a test may stop, kill and empty, on a
 * clock on which a day takes a fraction of a second. Workers are started apart.
 */
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { letterPress } from '../../activities/letter/press.ts';
import type { InvoiceState } from '../../ladder/invoice/state.ts';
import { type CivilDate, localDate } from '../../ladder/time/civil.ts';
import { type Clock, clockFrom, parseSpeed, virtualTime } from '../../ladder/time/clock.ts';
import { buildApp } from '../../server/app.ts';
import { Relay } from '../../server/relay.ts';
import { seed } from '../../server/seed.ts';
import { type DevServer, startDevServer } from '../../servers/dev-server.ts';
import { type Db, openDatabase } from '../../store/database.ts';
import { TASK_QUEUE } from '../../worker/tuning.ts';
import { compressedLadder } from './compressed.ts';
import { AGENCY_EMAIL, CREDITOR_EMAIL, until } from './harness.ts';

export const NAMESPACE = 'default';

export interface TownOptions {
  /** In memory when left out. */
  databaseUrl?: string;
  start: string;
  speed: string;
}

export class Town {
  readonly problems: string[] = [];
  readonly invoices: string[] = [];
  readonly db: Db;
  clock!: Clock;
  readonly #folder: string;
  #data = 0;
  #temporal: DevServer | null = null;
  #connection!: Connection;
  #client!: Client;
  #relay!: Relay;
  #app!: Awaited<ReturnType<typeof buildApp>>;

  private constructor(db: Db, folder: string) {
    this.db = db;
    this.#folder = folder;
  }

  static async open({ databaseUrl, start, speed }: TownOptions): Promise<Town> {
    const folder = await mkdtemp(join(tmpdir(), 'incassoladder-town-'));
    const db = await openDatabase(databaseUrl ? { url: databaseUrl } : { memory: true });
    const town = new Town(db, folder);
    await town.startTemporal();
    town.clock = clockFrom(start, parseSpeed(speed)!, Date.now())!;
    town.#connection = await Connection.connect({ address: town.address });
    town.#client = new Client({ connection: town.#connection, namespace: NAMESPACE });
    town.#relay = new Relay({
      db,
      client: town.#client,
      taskQueue: TASK_QUEUE,
      clock: town.clock,
      onProblem: (problem) => town.problems.push(problem),
    });
    const now = () => town.now();
    town.#app = await buildApp({ db, apiKey: null, now, press: letterPress, onAccepted: () => town.#relay.nudge() });
    await seed(db, now());
    await town.call('PUT', '/api/creditors/default', {
      name: 'De Eiser B.V.',
      email: CREDITOR_EMAIL,
      iban: 'NL91ABNA0417164300',
      agency: { name: 'Het Bureau', email: AGENCY_EMAIL },
    });
    await town.call('POST', '/api/ladders', compressedLadder());
    town.#relay.start();
    return town;
  }

  async close(): Promise<void> {
    await this.#relay.stop();
    await this.#app.close();
    await this.#connection.close();
    this.#temporal?.kill();
    await this.#temporal?.exited;
    await this.db.destroy();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  // ---- Temporal

  get client(): Client {
    return this.#client;
  }

  get address(): string {
    return this.#temporal!.address;
  }

  /** Starts Temporal on the data that it had and at its old address. */
  async startTemporal(): Promise<void> {
    const port = this.#temporal ? Number(this.#temporal.address.split(':')[1]) : 0;
    const dataFolder = join(this.#folder, `temporal-${this.#data}`);
    this.#temporal = await startDevServer({ dataFolder, port, namespace: NAMESPACE, progress: () => undefined });
  }

  stopTemporal(): Promise<void> {
    return this.#temporal!.stop();
  }

  async killTemporal(): Promise<void> {
    this.#temporal!.kill();
    await this.#temporal!.exited;
  }

  /** What Temporal knew is gone for good. */
  loseTemporalData(): void {
    this.#data++;
  }

  // ---- Time and people

  now() {
    return virtualTime(this.clock, Date.now());
  }

  async waitUntil(day: CivilDate): Promise<void> {
    await until(async () => (localDate(this.now()) >= day ? null : `it is ${localDate(this.now())}`), 600_000);
  }

  async register(number: string, due: CivilDate): Promise<string> {
    const { id } = await this.call<{ id: string }>('POST', '/api/invoices', {
      number,
      issued: localDate(this.now()),
      due,
      amount: '1210.00',
      ladder: { id: compressedLadder().id },
      debtor: {
        kind: 'company',
        name: `Klant ${number}`,
        reference: number,
        email: `${number.toLowerCase()}@klant.example`,
      },
    });
    this.invoices.push(id);
    return id;
  }

  async call<T = unknown>(method: 'GET' | 'POST' | 'PUT', url: string, body?: object): Promise<T> {
    const response = await this.#app.inject({ method, url, ...(body && { payload: body }) });
    if (response.statusCode >= 300) throw new Error(`${method} ${url}: ${response.statusCode} ${response.body}`);
    return (response.body === '' ? null : JSON.parse(response.body)) as T;
  }

  async state(invoice: string): Promise<InvoiceState | null> {
    const row = await this.db
      .selectFrom('invoice_states')
      .select('state')
      .where('invoice_id', '=', invoice)
      .executeTakeFirst();
    return row?.state ?? null;
  }

  /** Waits until every invoice was handed over or closed. */
  async allEnded(limitMs: number): Promise<void> {
    await until(async () => {
      const states = await Promise.all(this.invoices.map((invoice) => this.state(invoice)));
      const under = states.filter((state) => state?.phase !== 'handed_over' && state?.phase !== 'closed');
      if (under.length === 0) return null;
      const places = under.map((state) => `${state?.position?.step} (${state?.position?.mode})`);
      return `${under.length} invoices have not ended: ${places.join(', ')}; ${this.problems.slice(-3).join('; ')}`;
    }, limitMs);
  }
}
