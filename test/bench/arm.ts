/**
 * One side of the comparison in `cpu.ts`, in a process of its own: a worker with its activities and its own store in
 * memory. It registers the invoices of a round, then measures its own CPU from the first workflow to the last handover.
 */
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Worker } from '@temporalio/worker';
import { type KyselyPlugin, sql } from 'kysely';
import { createActivities } from '../../activities/activities.ts';
import { quietTemporal } from '../../bin/process.ts';
import type { Clock } from '../../ladder/time/clock.ts';
import { type Db, openDatabase } from '../../store/database.ts';
import { TASK_QUEUE, TUNING } from '../../worker/tuning.ts';
import { startWorker } from '../../worker/worker.ts';
import { INVOICE_WORKFLOW, invoiceWorkflowId } from '../../workflows/messages.ts';
import { createPlainActivities } from './plain-activities.ts';
import type { PlainInput } from './plain-workflow.ts';
import { CountingTransport, registerInvoices, seedPortfolio } from './portfolio.ts';

export type ArmName = 'product' | 'plain';

/** Told to an arm: register these invoices, to run on this clock, or, once their workflows may start, measure. */
export type ArmRequest = { do: 'register'; invoices: number; prefix: string; clock: Clock } | { do: 'measure' };

/** What the parent starts for an invoice. */
export interface ArmWorkflow {
  type: string;
  workflowId: string;
  taskQueue: string;
  invoice: PlainInput;
}

export interface Writes {
  inserted: number;
  updated: number;
}

export interface Measured {
  userMs: number;
  systemMs: number;
  mails: number;
  mailBytes: number;
  /** SQL statements, without begin and commit. */
  statements: number;
  writes: Writes;
  writesByTable: Record<string, Writes>;
}

export type ArmReply =
  | { is: 'ready' }
  | { is: 'registered'; workflows: ArmWorkflow[] }
  | { is: 'measuring' }
  | { is: 'measured'; measured: Measured };

const PLAIN_TASK_QUEUE = 'plain-invoices';
const POLL_MS = 100;
/** After the last handover: the last workflow tasks come to an end. */
const SETTLE_MS = 500;
const LIMIT_MS = 60_000;

const [name, address, namespace] = process.argv.slice(2) as [ArmName, string, string];
const reply = (message: ArmReply) => process.send!(message);

quietTemporal();
let statements = 0;
const counter: KyselyPlugin = {
  transformQuery({ node }) {
    statements++;
    return node;
  },
  transformResult: async ({ result }) => result,
};
const db: Db = (await openDatabase({ memory: true })).withPlugin(counter);
await seedPortfolio(db);
const transport = new CountingTransport();
const worker = name === 'product' ? await startProduct() : await startPlain();
let invoices: string[] = [];

process.on('message', (request: ArmRequest) => {
  const work = request.do === 'register' ? register(request) : measure();
  work.catch((error) => {
    console.error(error);
    process.exit(1);
  });
});
process.on('disconnect', () => {
  worker
    .stop()
    .then(() => process.exit(0))
    .catch(() => process.exit(1));
});
reply({ is: 'ready' });

function startProduct() {
  const activities = createActivities(db, transport, { rehearsal: false });
  return startWorker({ address, namespace, activities });
}

/** A worker like the product's, on its own task queue. */
async function startPlain() {
  const workflowsPath = fileURLToPath(new URL('plain-workflow.ts', import.meta.url));
  const worker = await Worker.create({
    connection: await NativeConnection.connect({ address }),
    namespace,
    taskQueue: PLAIN_TASK_QUEUE,
    activities: createPlainActivities(db, transport),
    workflowBundle: await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') }),
    ...TUNING,
  });
  const done = worker.run();
  return {
    async stop() {
      worker.shutdown();
      await done;
    },
  };
}

async function register({ invoices: count, prefix, clock }: ArmRequest & { do: 'register' }): Promise<void> {
  invoices = await registerInvoices(db, count, prefix);
  const rows = await db
    .selectFrom('invoices')
    .select(['id', 'debtor_id', 'due_on'])
    .where('id', 'in', invoices)
    .orderBy('number')
    .execute();
  reply({
    is: 'registered',
    workflows: rows.map((row) => ({
      ...(name === 'product'
        ? { type: INVOICE_WORKFLOW, workflowId: invoiceWorkflowId(row.id), taskQueue: TASK_QUEUE }
        : { type: 'plainLadder', workflowId: `plain:${row.id}`, taskQueue: PLAIN_TASK_QUEUE }),
      invoice: { invoiceId: row.id, debtorId: row.debtor_id, dueOn: row.due_on, clock },
    })),
  });
}

async function measure(): Promise<void> {
  const mailsBefore = transport.mails;
  const handoversBefore = transport.handovers;
  const bytesBefore = transport.bytes;
  const writesBefore = await writesOfTables();
  const statementsBefore = statements;
  const cpuBefore = process.cpuUsage();
  reply({ is: 'measuring' });

  await until(async () => transport.handovers - handoversBefore >= invoices.length);
  await until(allHandedOver);
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));

  const cpu = process.cpuUsage(cpuBefore);
  const statementsMade = statements - statementsBefore;
  const { total, byTable } = difference(writesBefore, await writesOfTables());
  reply({
    is: 'measured',
    measured: {
      userMs: cpu.user / 1000,
      systemMs: cpu.system / 1000,
      mails: transport.mails - mailsBefore,
      mailBytes: transport.bytes - bytesBefore,
      statements: statementsMade,
      writes: total,
      writesByTable: byTable,
    },
  });
}

async function until(reached: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + LIMIT_MS;
  while (!(await reached())) {
    if (Date.now() > deadline) {
      const where = await db
        .selectFrom('invoice_states')
        .select('state')
        .where('invoice_id', 'in', invoices)
        .where('phase', '<>', 'handed_over')
        .execute();
      throw new Error(`The ${name} arm did not end within ${LIMIT_MS / 1000} s: ${JSON.stringify(where)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function allHandedOver(): Promise<boolean> {
  const { count } = await db
    .selectFrom('invoice_states')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('invoice_id', 'in', invoices)
    .where('phase', '=', 'handed_over')
    .executeTakeFirstOrThrow();
  return count === invoices.length;
}

/** Rows that PostgreSQL itself counted as written, by table. */
async function writesOfTables(): Promise<Map<string, Writes>> {
  await sql`select pg_stat_force_next_flush()`.execute(db);
  const { rows } = await sql<{ table: string; inserted: number; updated: number }>`
    select relname as table, n_tup_ins as inserted, n_tup_upd as updated from pg_stat_user_tables`.execute(db);
  return new Map(rows.map(({ table, inserted, updated }) => [table, { inserted, updated }]));
}

function difference(before: Map<string, Writes>, after: Map<string, Writes>) {
  const total: Writes = { inserted: 0, updated: 0 };
  const byTable: Record<string, Writes> = {};
  for (const [table, { inserted, updated }] of after) {
    const earlier = before.get(table);
    const writes = { inserted: inserted - (earlier?.inserted ?? 0), updated: updated - (earlier?.updated ?? 0) };
    if (writes.inserted + writes.updated === 0) continue;
    byTable[table] = writes;
    total.inserted += writes.inserted;
    total.updated += writes.updated;
  }
  return { total, byTable };
}
