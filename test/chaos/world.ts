/** The real programs, each a process of its own, and between them the lines that can be cut. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { DAY_MS, localDate } from '../../ladder/time/civil.ts';
import { type Clock, clockFrom, virtualTime } from '../../ladder/time/clock.ts';
import { type Child, startChild } from '../../servers/child.ts';
import { type DevServer, startDevServer } from '../../servers/dev-server.ts';
import { HOST, usablePort } from '../../servers/ports.ts';
import { type Postgres, startPostgres } from '../../servers/postgres.ts';
import { type Db, openDatabase } from '../../store/database.ts';
import { keepSecondBook } from './audit.ts';
import { Line } from './line.ts';
import { MailLine } from './mail-line.ts';
import { Mailbox } from './mailbox.ts';
import { type Plan, slowed } from './plan.ts';
import type { LastWord, Point, ServerPoint } from './points.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NAMESPACE = 'default';
const BEGINNING = '2026-03-02';
/** A program that ended is started again after this, as a supervisor would. */
const RESTART_MS = 300;
const POLL_MS = 20;
/** Settings of whoever runs this that must not reach the programs. */
const FOREIGN = /^(DATABASE_URL|TEMPORAL_|SMTP_URL|ERP_|API_KEY|HOST$|PORT$|VITEST|npm_)/;

/** Thrown where a run is not possible at all. */
export class ChaosUnavailable extends Error {
  override readonly name = 'ChaosUnavailable';
}

/** A worker that runs; `program` is the name under which the database knows it. */
export interface WorkerProcess {
  program: string;
  child: Child;
  /** Resolves once it works, or has ended. */
  ready(): Promise<void>;
  /** At which point it says that it dies; null while it has said nothing. */
  lastWord(): LastWord | null;
}

export class World {
  readonly mailbox = new Mailbox();
  /** Past the lines: for those who look, and who must not be cut off. */
  db!: Db;
  clock!: Clock;
  databaseLine!: Line;
  mailLine!: MailLine;
  readonly folder: string;
  /** As asked, or slower where the machine is. */
  plan: Plan;
  #postgres!: Postgres;
  #databaseUrl!: string;
  #temporal: DevServer | null = null;
  #temporalPort = 0;
  #connection: Connection | null = null;
  #serverPort = 0;
  #server: Child | null = null;
  #bundle: string | null = null;
  #workers = 0;
  #closing = false;

  private constructor(plan: Plan, folder: string) {
    this.plan = plan;
    this.folder = folder;
  }

  static async open(plan: Plan, progress: (line: string) => void): Promise<World> {
    const world = new World(plan, await mkdtemp(join(tmpdir(), 'incassoladder-chaos-')));
    try {
      await world.#open(progress);
      return world;
    } catch (error) {
      await world.close();
      throw error;
    }
  }

  async #open(progress: (line: string) => void): Promise<void> {
    const postgres = await startPostgres(progress);
    if (!postgres) throw new ChaosUnavailable('Chaos needs PostgreSQL, which is not installed.');
    this.#postgres = postgres;
    const direct = await postgres.createDatabase('chaos');
    this.db = await openDatabase({ url: direct });
    await keepSecondBook(this.db);
    this.databaseLine = await Line.to(Number(new URL(direct).port));
    this.#databaseUrl = Object.assign(new URL(direct), { port: String(this.databaseLine.port) }).href;
    this.mailLine = await MailLine.to(await this.mailbox.open());
    await mkdir(join(this.folder, 'journals'));
    if (this.plan.quick) {
      const began = Date.now();
      this.#bundle = await this.#quickBundle();
      this.plan = slowed(this.plan, Date.now() - began);
    }
    await this.startTemporal();
    this.clock = clockFrom(BEGINNING, DAY_MS / this.plan.dayMs, Date.now())!;
    this.#serverPort = await usablePort(0, 'The server');
    this.#startServer();
    await this.#serverAnswers();
  }

  async #quickBundle(): Promise<string> {
    const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
    const { code } = await bundleWorkflowCode({
      workflowsPath: file('../../workflows/workflows.ts'),
      workflowInterceptorModules: [file('./quick-time-outs.ts')],
      logger: new DefaultLogger('WARN'),
    });
    const path = join(this.folder, 'workflows.js');
    await writeFile(path, code);
    return path;
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#server?.kill();
    await this.#server?.exited;
    await this.#connection?.close();
    this.#temporal?.kill();
    await this.#temporal?.exited;
    await this.databaseLine?.close();
    await this.mailLine?.line.close();
    await this.mailbox.close().catch(() => undefined);
    await this.db?.destroy();
    await this.#postgres?.stop();
  }

  /** Throws the logs away. */
  removeFolder(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  // ---- Time

  now(): number {
    return virtualTime(this.clock, Date.now());
  }

  today(): string {
    return localDate(this.now());
  }

  /** The real instant at which so many days of the ladder have passed. */
  realAt(day: number): number {
    return this.clock.realOrigin + day * this.plan.dayMs;
  }

  // ---- Temporal

  async startTemporal(): Promise<void> {
    const dataFolder = join(this.folder, 'temporal');
    const logFile = join(this.folder, 'temporal.log');
    const port = this.#temporalPort;
    this.#temporal = await startDevServer({
      dataFolder,
      port,
      namespace: NAMESPACE,
      logFile,
      progress: () => undefined,
      settings: { 'limit.historyCount.suggestContinueAsNew': this.plan.cutAfterEvents },
    });
    this.#temporalPort = Number(this.#temporal.address.split(':')[1]);
  }

  async stopTemporal(how: 'stop' | 'kill'): Promise<void> {
    if (how === 'stop') return this.#temporal!.stop();
    this.#temporal!.kill();
    await this.#temporal!.exited;
  }

  /** A client of Temporal, as a person has one. */
  get client(): Client {
    this.#connection ??= Connection.lazy({ address: `${HOST}:${this.#temporalPort}` });
    return new Client({ connection: this.#connection, namespace: NAMESPACE });
  }

  // ---- The server

  get api(): string {
    return `http://${HOST}:${this.#serverPort}/api`;
  }

  #startServer(): void {
    this.#server = this.#start('server', ['test/chaos/server.ts'], {
      PORT: String(this.#serverPort),
      CHAOS_CLOCK: JSON.stringify(this.clock),
      CHAOS_ORDER: this.#order,
    });
    const { pid, exited } = this.#server;
    this.#note('server', `started as ${pid}`);
    void exited.then(async () => {
      this.#note('server', `${pid} has ended`);
      await sleep(RESTART_MS);
      if (!this.#closing) this.#startServer();
    });
  }

  killServer(): void {
    this.#server!.kill();
  }

  /** Lets the server die where it next passes a point; false when it did not pass it within a time. */
  async serverDiesAt(point: ServerPoint, withinMs: number): Promise<boolean> {
    await writeFile(this.#order, point);
    for (const ends = Date.now() + withinMs; Date.now() < ends; await sleep(POLL_MS)) {
      if (!existsSync(this.#order)) return true;
    }
    return rm(this.#order).then(
      () => false,
      () => true,
    );
  }

  /** Names the point at which the server is to die. */
  get #order(): string {
    return join(this.folder, 'order');
  }

  async #serverAnswers(): Promise<void> {
    await this.#server!.serving(async () => void (await fetch(`${this.api}/ladders`)));
  }

  // ---- Workers

  /** The program as it is shipped. */
  startShippedWorker(): WorkerProcess {
    return this.#worker('bin/worker.ts', {});
  }

  /** The same parts, that may be told to die at a point once it was passed so often. */
  startMortalWorker(point: Point | null, passes = 0): WorkerProcess {
    return this.#worker('test/chaos/worker.ts', {
      ...(point && { CHAOS_POINT: point, CHAOS_PASSES: String(passes) }),
      ...(this.#bundle && { CHAOS_BUNDLE: this.#bundle }),
    });
  }

  /** One that nobody means to kill. */
  startWorker(): WorkerProcess {
    return this.#bundle ? this.startMortalWorker(null) : this.startShippedWorker();
  }

  #worker(file: string, env: Record<string, string>): WorkerProcess {
    const program = `worker-${++this.#workers}`;
    const journal = join(this.folder, 'journals', program);
    const child = this.#start(program, [file], { ...env, SMTP_URL: this.mailLine.url, CHAOS_JOURNAL: journal });
    const lastWord = () => (existsSync(journal) ? (JSON.parse(readFileSync(journal, 'utf8')) as LastWord) : null);
    const ready = () => child.serving(() => this.#says(program, 'the worker is ready')).catch(() => undefined);
    return { program, child, ready, lastWord };
  }

  /** Throws unless a program has said so in its log. */
  async #says(program: string, text: string): Promise<void> {
    const log = await readFile(this.#logOf(program), 'utf8').catch(() => '');
    if (!log.includes(text)) throw new Error(`${program} has not said that ${text}`);
  }

  /** Writes into a program's log what the program does not say itself. */
  #note(program: string, text: string): void {
    appendFileSync(this.#logOf(program), `${JSON.stringify({ time: Date.now(), msg: text })}\n`);
  }

  #logOf(program: string): string {
    return join(this.folder, `${program}.log`);
  }

  #start(program: string, args: string[], env: Record<string, string>): Child {
    const inherited = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
    return startChild(process.execPath, args, {
      title: program,
      cwd: ROOT,
      env: {
        ...Object.fromEntries(inherited),
        DATABASE_URL: `${this.#databaseUrl}?application_name=${program}`,
        TEMPORAL_ADDRESS: `${HOST}:${this.#temporalPort}`,
        LOG_LEVEL: 'info',
        ...env,
      },
      logFile: this.#logOf(program),
      orphanSignal: 'KILL',
    });
  }
}
