/**
 * A small world for stories: the real API, store, relay, worker and workflows on Temporal's time-skipping server, with a
 * mail server that does as it is told. One world serves a test file; each story in it begins on a day of its own choice.
 *
 * Everything about time skipping stands here (`World.sleepUntil`), so that another way of skipping replaces one function.
 */
import { Client } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, makeTelemetryFilterString, Runtime, Worker, type WorkflowBundle } from '@temporalio/worker';
import { type Activities, createActivities } from '../../activities/activities.ts';
import { letterPress } from '../../activities/letter/press.ts';
import type { InvoiceState } from '../../ladder/invoice/state.ts';
import type { PlannedStep } from '../../ladder/simulate.ts';
import { type CivilDate, type Instant, localDate, localMinute, parseInstant } from '../../ladder/time/civil.ts';
import { type Clock, virtualTime } from '../../ladder/time/clock.ts';
import { buildApp } from '../../server/app.ts';
import { ChangeRunner } from '../../server/change-runner.ts';
import { Relay } from '../../server/relay.ts';
import { seed } from '../../server/seed.ts';
import { findTestServer } from '../../servers/test-server.ts';
import { type Db, openDatabase } from '../../store/database.ts';
import { invoiceChain, readLog } from '../../store/log.ts';
import type { TaskRecord } from '../../store/tasks.ts';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { TASK_QUEUE, TUNING } from '../../worker/tuning.ts';
import { arrangementWorkflowId, invoiceWorkflowId, PLAN_QUERY, STATE_QUERY } from '../../workflows/messages.ts';
import { restlessArrangement } from './arranging.ts';
import { FakeMail } from './fake-mail.ts';
import { BOOKKEEPING, brief } from './telling.ts';

/** How long the store may take, in real time, to be where a story expects it. */
const SETTLE_LIMIT_MS = 120_000;
const SETTLE_POLL_MS = 10;

/** What deliveries leave among the facts. */
const DELIVERY_EVENTS = [
  'notice_sent',
  'notice_withdrawn',
  'notice_deferred',
  'notice_refused',
  'notice_in_doubt',
] as const;

export const CREDITOR_EMAIL = 'administratie@eiser.example';
export const AGENCY_EMAIL = 'zaken@bureau.example';

export interface NewInvoice {
  number?: string;
  issued?: CivilDate;
  due: CivilDate;
  amount?: string;
  ladder?: string;
  kind?: 'consumer' | 'sole-trader' | 'company' | 'government';
  /** The customer number of a debtor with several invoices; each invoice has a debtor of its own without it. */
  customer?: string;
  /** Null: the debtor cannot be reached by e-mail. */
  email?: string | null;
}

export class World {
  readonly mail = new FakeMail();
  /** Runs before the next delivery: between the decision to send and the last look. */
  beforeDeliver: (() => Promise<void>) | null = null;
  /** The workers cannot reach the database. */
  databaseAway = false;
  /** How far the API's clock is ahead of Temporal's. */
  apiAheadMs = 0;
  db!: Db;
  client!: Client;
  clock!: Clock;
  env!: TestWorkflowEnvironment;
  relay!: Relay;
  changes!: ChangeRunner;
  bundle!: WorkflowBundle;
  /** What the relay reported. */
  readonly problems: string[] = [];
  #app!: Awaited<ReturnType<typeof buildApp>>;
  #worker!: Worker;
  #working!: Promise<void>;
  /** How far the server's time is ahead of ours. */
  #skippedMs = 0;
  #stories = 0;
  #invoices: string[] = [];
  #arrangements: string[] = [];

  async open(): Promise<void> {
    quietRuntime();
    this.env = await startSkippingServer();
    [this.db, this.bundle] = await Promise.all([openDatabase({ memory: true }), bundleWorkflows()]);
    // The environment's own client skips time while it waits for a result; this one never does.
    this.client = new Client({ connection: this.env.connection });
    const world = this;
    this.relay = new Relay({
      db: this.db,
      client: this.client,
      taskQueue: TASK_QUEUE,
      // Each story has a clock of its own.
      get clock() {
        return world.clock;
      },
      onProblem: (problem) => this.problems.push(problem),
    });
    this.#app = await buildApp({
      db: this.db,
      apiKey: null,
      now: () => this.now() + this.apiAheadMs,
      press: letterPress,
      onAccepted: () => {
        this.relay.nudge();
        this.changes?.nudge();
      },
    });
    const real = createActivities(this.db, this.mail, { rehearsal: false });
    const reach = () => {
      if (this.databaseAway) throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    };
    const hooked = async () => {
      const hook = this.beforeDeliver;
      this.beforeDeliver = null;
      await hook?.();
    };
    const activities: Activities = {
      advance: async (input) => {
        reach();
        return real.advance(input);
      },
      park: async (input) => {
        reach();
        return real.park(input);
      },
      deliver: async (input) => {
        reach();
        await hooked();
        return real.deliver(input);
      },
      advanceArrangement: async (input) => {
        reach();
        return real.advanceArrangement(input);
      },
      parkArrangement: async (input) => {
        reach();
        return real.parkArrangement(input);
      },
      deliverArrangement: async (input) => {
        reach();
        await hooked();
        return real.deliverArrangement(input);
      },
    };
    await this.begin('2026-01-01T00:00');
    await seed(this.db, this.now());
    await this.call('PUT', '/api/creditors/default', {
      name: 'De Eiser B.V.',
      address: ['Dorpsstraat 1', '1234 AB  Dorp'],
      email: CREDITOR_EMAIL,
      iban: 'NL91ABNA0417164300',
      agency: { name: 'Het Bureau', email: AGENCY_EMAIL },
    });
    this.#worker = await Worker.create({
      connection: this.env.nativeConnection,
      taskQueue: TASK_QUEUE,
      activities,
      workflowBundle: this.bundle,
      ...TUNING,
      shutdownGraceTime: '1 second',
    });
    this.#working = this.#worker.run();
    this.relay.start();
    this.restartChanges();
  }

  /** Begins to tell workflows of changes of ladders, as a server does that starts. */
  restartChanges(): void {
    const world = this;
    this.changes = new ChangeRunner({
      db: this.db,
      client: this.client,
      taskQueue: TASK_QUEUE,
      get clock() {
        return world.clock;
      },
      onProblem: (problem) => this.problems.push(problem),
    });
    this.changes.start();
  }

  async close(): Promise<void> {
    this.mail.letGo();
    await this.relay?.stop();
    await this.changes?.stop();
    this.#worker?.shutdown();
    await this.#working;
    await this.#app?.close();
    await this.env?.teardown();
    await this.db?.destroy();
  }

  /** The invoices of this story. */
  get invoices(): readonly string[] {
    return this.#invoices;
  }

  // ---- Time

  /** Begins a story at a Dutch wall-clock time. What ran before has ended. */
  async begin(start: string): Promise<void> {
    const realOrigin = await this.env.currentTimeMs();
    this.#skippedMs = realOrigin - Date.now();
    this.clock = { realOrigin, virtualOrigin: instant(start), speed: 1 };
    this.#stories++;
    this.#invoices = [];
    this.#arrangements = [];
    this.mail.reset();
    this.beforeDeliver = null;
    this.databaseAway = false;
    this.apiAheadMs = 0;
  }

  /** Ends a story: workflows that still wait would wake up in the next one. */
  async end(): Promise<void> {
    this.mail.letGo();
    const workflows = [
      ...this.#arrangements.map(arrangementWorkflowId),
      ...this.#invoices.map((invoice) => invoiceWorkflowId(invoice)),
    ];
    for (const id of workflows) {
      const { status } = await this.#rested(id);
      if (status === 'RUNNING') await this.client.workflow.getHandle(id).terminate('the story is over');
    }
    await this.db.deleteFrom('signal_outbox').where('sent_at', 'is', null).execute();
  }

  now(): Instant {
    return virtualTime(this.clock, Date.now() + this.#skippedMs);
  }

  /**
   * Lets time pass until a Dutch wall-clock time, and returns when everything due by then has been done. The server
   * returns as soon as its clock is there; the worker is still busy then, so the store is asked until it is at rest.
   */
  async sleepUntil(wallClock: string, { settle = true } = {}): Promise<void> {
    const aheadMs = instant(wallClock) - this.now();
    if (aheadMs <= 0) throw new Error(`It is ${localMinute(this.now())} already, later than ${wallClock}.`);
    await this.env.sleep(aheadMs);
    this.#skippedMs = (await this.env.currentTimeMs()) - Date.now();
    if (settle) await this.settled();
  }

  /** Waits until nothing is left to be done now: no signal, fact, contact or wake-up that is due. */
  async settled(): Promise<void> {
    await until(async () => {
      const restless = await this.#restless();
      return restless === null ? null : `still busy: ${restless}`;
    });
  }

  async #restless(): Promise<string | null> {
    if (this.#invoices.length === 0) return null;
    const { db } = this;
    const waiting = await db
      .selectFrom('signal_outbox')
      .select('signal')
      .where('invoice_id', 'in', this.#invoices)
      .where('sent_at', 'is', null)
      .executeTakeFirst();
    if (waiting) return `signal ${waiting.signal}`;
    const fresh = await db
      .selectFrom('facts')
      .select(['type', 'id'])
      .where('invoice_id', 'in', this.#invoices)
      .where('applied_in', 'is', null)
      .executeTakeFirst();
    if (fresh) return `fact ${fresh.type} ${fresh.id}`;
    const contact = await db
      .selectFrom('dispatches')
      .innerJoin('dispatch_lines', 'dispatch_lines.dispatch_id', 'dispatches.id')
      .select(['dispatches.id', 'status'])
      .where('invoice_id', 'in', this.#invoices)
      .where('status', 'in', ['intended', 'sending'])
      .executeTakeFirst();
    if (contact) return `contact ${contact.id} is ${contact.status}`;
    const change = await db
      .selectFrom('ladder_change_invoices')
      .leftJoin('invoice_states', 'invoice_states.invoice_id', 'ladder_change_invoices.invoice_id')
      .select(['change_id', 'told_at', 'state'])
      .where('ladder_change_invoices.invoice_id', 'in', this.#invoices)
      .where('status', '=', 'waiting')
      .execute();
    const under = change.find((one) => one.told_at === null || one.state?.awaitsChange !== one.change_id);
    if (under) return `change ${under.change_id} is ${under.told_at === null ? 'not told' : 'told and not taken in'}`;
    const states = await db
      .selectFrom('invoices')
      .leftJoin('invoice_states', 'invoice_states.invoice_id', 'invoices.id')
      .select(['invoices.id', 'number', 'wake_at', 'sequence'])
      .where('invoices.id', 'in', this.#invoices)
      .execute();
    const now = this.now();
    for (const { number, wake_at, sequence } of states) {
      if (sequence === null) return `invoice ${number} has not started`;
      if (wake_at !== null && wake_at <= now) return `invoice ${number} is due since ${localMinute(wake_at)}`;
    }
    return restlessArrangement(db, this.#arrangements, now);
  }

  /** Waits until so many facts of each invoice have been taken in; for signals that went past the API. */
  async taken(invoices: string[], facts: number): Promise<void> {
    await until(async () => {
      for (const invoice of invoices) {
        const { count } = await this.db
          .selectFrom('facts')
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .where('invoice_id', '=', invoice)
          .where('applied_in', 'is not', null)
          .where('type', 'not in', DELIVERY_EVENTS)
          .executeTakeFirstOrThrow();
        if (count < facts) return `${count} of ${facts} facts are known`;
      }
      return null;
    });
    await this.settled();
  }

  // ---- What people and programs do, by the API

  /** Registers an invoice of a debtor of its own, and returns its id. */
  async register({ issued, due, amount = '1210.00', ladder, kind = 'company', ...rest }: NewInvoice): Promise<string> {
    const number = rest.number ?? `F${this.#stories}-${this.#invoices.length + 1}`;
    const customer = rest.customer ?? number;
    const email = rest.email === undefined ? `${customer.toLowerCase()}@klant.example` : rest.email;
    const { id } = await this.call<{ id: string }>('POST', '/api/invoices', {
      number,
      issued: issued ?? localDate(instant(`${due}T12:00`) - 14 * 86_400_000),
      due,
      amount,
      ...(ladder && { ladder: { id: ladder } }),
      debtor: { kind, name: `Klant ${customer}`, address: ['Kade 1'], reference: customer, ...(email && { email }) },
    });
    this.#invoices.push(id);
    await this.settled();
    return id;
  }

  /** Books a payment of today, or as stated. */
  pay(invoice: string, amount: string, more: { id?: string; booked_on?: CivilDate; valued_on?: CivilDate } = {}) {
    return this.tell(invoice, 'payments', { amount, ...more });
  }

  /** Posts an event of an invoice, and waits until the workflow has taken it in. */
  async tell(invoice: string, path: string, body: object): Promise<string> {
    const { id } = await this.call<{ id: string }>('POST', `/api/invoices/${invoice}/${path}`, body);
    await this.settled();
    return id;
  }

  /** The one open task of an invoice, of a kind where several are open. */
  async task(invoice: string, kind?: TaskRecord['kind']): Promise<TaskRecord> {
    const tasks = (await this.openTasks(invoice)).filter((task) => kind === undefined || task.kind === kind);
    if (tasks.length !== 1) throw new Error(`${tasks.length} open tasks: ${JSON.stringify(tasks)}`);
    return tasks[0]!;
  }

  async openTasks(invoice: string): Promise<TaskRecord[]> {
    return this.db
      .selectFrom('tasks')
      .selectAll()
      .where('invoice_id', '=', invoice)
      .where('status', '=', 'open')
      .orderBy('id')
      .execute();
  }

  /** Answers the one open task of an invoice. */
  async answer(
    invoice: string,
    outcome: string,
    more: { kind?: TaskRecord['kind']; on?: CivilDate; note?: string } = {},
  ): Promise<void> {
    const { kind, ...body } = more;
    const { id } = await this.task(invoice, kind);
    await this.call('POST', `/api/tasks/${encodeURIComponent(id)}/complete`, { outcome, by: 'Anna', ...body });
    await this.settled();
  }

  /** Proposes an arrangement over invoices, and returns its id once they wait. */
  async arrange(invoices: string[], body: object): Promise<string> {
    const { id } = await this.call<{ id: string }>('POST', '/api/arrangements', { invoices, by: 'Anna', ...body });
    return this.follow(id);
  }

  /** Lets the world wait for an arrangement as well. */
  async follow(arrangement: string): Promise<string> {
    this.#arrangements.push(arrangement);
    await this.settled();
    return arrangement;
  }

  /** Calls the API; throws what it refuses. */
  async call<T = unknown>(method: 'GET' | 'POST' | 'PUT', url: string, body?: object): Promise<T> {
    const response = await this.#app.inject({ method, url, ...(body && { payload: body }) });
    const text = response.body;
    if (response.statusCode >= 300) throw new Error(`${method} ${url}: ${response.statusCode} ${text}`);
    return (text === '' ? null : JSON.parse(text)) as T;
  }

  // ---- What came of it

  /** What happened, one line each: "2026-04-24 ingebrekestelling notice_sent". `what` picks kinds of happenings. */
  async timeline(invoice: string, what?: readonly string[]): Promise<string[]> {
    const entries = await readLog(this.db, invoiceChain(invoice));
    return entries
      .filter((entry) => (what ? what.includes(entry.what) : !BOOKKEEPING.includes(entry.what)))
      .map((entry) => [localDate(entry.at), entry.step, entry.what].filter(Boolean).join(' '));
  }

  /** Each step that was taken, with why it was taken then: "2026-04-24 ingebrekestelling: due+40, kings-day 04-27". */
  async steps(invoice: string): Promise<string[]> {
    const entries = await readLog(this.db, invoiceChain(invoice));
    return entries
      .filter((entry) => ['notice_intended', 'task_opened', 'step_skipped'].includes(entry.what) && entry.step !== null)
      .map((entry) => {
        const skipped = entry.what === 'step_skipped' ? ' skipped' : '';
        return `${localDate(entry.at)} ${entry.step}${skipped}: ${entry.why.map(brief).join(', ')}`;
      });
  }

  async state(invoice: string): Promise<InvoiceState> {
    const row = await this.db
      .selectFrom('invoice_states')
      .select('state')
      .where('invoice_id', '=', invoice)
      .executeTakeFirstOrThrow();
    return row.state;
  }

  /** The contacts of an invoice: "notice-of-default sent 2026-04-24". */
  async contacts(invoice: string): Promise<string[]> {
    const rows = await this.db
      .selectFrom('dispatches')
      .innerJoin('dispatch_lines', 'dispatch_lines.dispatch_id', 'dispatches.id')
      .select(['kind', 'status', 'sent_on'])
      .where('invoice_id', '=', invoice)
      .orderBy('intended_at')
      .orderBy('dispatches.id')
      .execute();
    return rows.map((row) => [row.kind, row.status, row.sent_on].filter(Boolean).join(' '));
  }

  // ---- Temporal

  handle(invoice: string) {
    return this.client.workflow.getHandle(invoiceWorkflowId(invoice));
  }

  queryState(invoice: string): Promise<InvoiceState> {
    return this.handle(invoice).query<InvoiceState>(STATE_QUERY);
  }

  queryPlan(invoice: string): Promise<PlannedStep[]> {
    return this.handle(invoice).query<PlannedStep[]>(PLAN_QUERY);
  }

  /**
   * The latest run, once that has come to rest: no workflow task scheduled or started, no activity under way. To end a
   * workflow in the middle of one would stop the server's time for good.
   */
  run(invoice: string): Promise<{ status: string; events: number; runId: string }> {
    return this.#rested(invoiceWorkflowId(invoice));
  }

  /** The same, of an arrangement. */
  runOfArrangement(id: string): Promise<{ status: string; events: number; runId: string }> {
    return this.#rested(arrangementWorkflowId(id));
  }

  async #rested(workflowId: string): Promise<{ status: string; events: number; runId: string }> {
    const handle = this.client.workflow.getHandle(workflowId);
    let rested: { status: string; events: number; runId: string } | null = null;
    await until(async () => {
      const { status, runId, raw, historyLength } = await handle.describe();
      const isRunning = status.name === 'RUNNING';
      const underWay = raw.pendingActivities?.[0];
      if (isRunning && underWay) return `${workflowId} is busy with ${underWay.activityType?.name}`;
      const events = (await handle.fetchHistory()).events ?? [];
      const turns = events.flatMap((event) => EVENTS_OF_A_TURN.filter((attributes) => event[attributes]));
      const busy = isRunning && turns.at(-1) !== 'workflowTaskCompletedEventAttributes';
      if (historyLength !== events.length || busy) {
        return `${workflowId} is busy after ${events.length} events, the last of them ${turns.slice(-3).join(', ')}`;
      }
      rested = { status: status.name, events: historyLength, runId };
      return null;
    });
    return rested!;
  }
}

/** The last of these is a completed workflow task when nothing is under way. */
const EVENTS_OF_A_TURN = [
  'workflowTaskScheduledEventAttributes',
  'workflowTaskStartedEventAttributes',
  'workflowTaskCompletedEventAttributes',
  'workflowTaskFailedEventAttributes',
  'workflowTaskTimedOutEventAttributes',
  'workflowExecutionSignaledEventAttributes',
] as const;

/** A Dutch wall-clock time ("2026-03-09T12:00") as an instant. */
export function instant(wallClock: string): Instant {
  const at = parseInstant(wallClock);
  if (at === null) throw new Error(`"${wallClock}" is no time.`);
  return at;
}

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks until the answer is null, for a bounded time; any other answer says what is missing. */
export async function until(missing: () => Promise<string | null>, limitMs = SETTLE_LIMIT_MS): Promise<void> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const what = await missing();
    if (what === null) return;
    if (performance.now() > deadline) throw new Error(`After ${limitMs / 1000} s, ${what}.`);
    await pause(SETTLE_POLL_MS);
  }
}

/** The SDK gives the server five seconds to start, which a crowded machine may not have. */
const START_TRIES = 4;

export async function startSkippingServer(): Promise<TestWorkflowEnvironment> {
  const path = await findTestServer(console.log);
  for (let tries = 1; ; tries++) {
    try {
      return await TestWorkflowEnvironment.createTimeSkipping({
        server: { executable: { type: 'existing-path', path } },
      });
    } catch (error) {
      if (tries === START_TRIES) throw error;
    }
  }
}

let quiet = false;
/** Temporal's runtime is one per process, and vitest may run several files in one. */
export function quietRuntime(): void {
  if (quiet) return;
  quiet = true;
  Runtime.install({
    shutdownSignals: [],
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }) } },
  });
}
