/**
 * History events of one invoice on the Temporal dev server, through the real parts: registration, relay, worker,
 * activities and store. The server keeps a workflow's history and every replay reads it, so this is what an invoice costs.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { createActivities } from '../../activities/activities.ts';
import type { InvoiceState } from '../../ladder/invoice/state.ts';
import { localDate } from '../../ladder/time/civil.ts';
import { recordEvent } from '../../server/record.ts';
import { Relay } from '../../server/relay.ts';
import { openDatabase } from '../../store/database.ts';
import { TASK_QUEUE } from '../../worker/tuning.ts';
import { startWorker } from '../../worker/worker.ts';
import { invoiceWorkflowId } from '../../workflows/messages.ts';
import type { BenchServer } from './main.ts';
import { CountingTransport, compressedClock, now, registerInvoices, seedPortfolio } from './portfolio.ts';
import { atMost, type Bar } from './rounds.ts';

const MOST_UNPAID = 80;
const MOST_PAID_FIRST = 13;

/** Invoices of each kind; all must keep to the bar. */
const INVOICES = 3;
const LIMIT_MS = 60_000;
const POLL_MS = 200;

interface Counted {
  /** The most events of any of the invoices. */
  events: number;
  perInvoice: number[];
  byType: Record<string, number>;
}

export interface EventsResult {
  what: string;
  unpaidToHandover: Counted;
  paidBeforeFirstStep: Counted;
}

export async function benchEvents(server: BenchServer): Promise<{ result: EventsResult; bars: Bar[] }> {
  const { address, namespace, client, progress } = server;
  const db = await openDatabase({ memory: true });
  await seedPortfolio(db);
  const transport = new CountingTransport();
  const activities = createActivities(db, transport, { rehearsal: false });
  const worker = await startWorker({ address, namespace, activities });
  const clock = compressedClock();
  const relay = new Relay({ db, client, taskQueue: TASK_QUEUE, clock, onProblem: progress });
  relay.start();

  const phaseReached = async (ids: string[], phase: InvoiceState['phase']) => {
    const deadline = Date.now() + LIMIT_MS;
    for (;;) {
      const rows = await db.selectFrom('invoice_states').select('state').where('invoice_id', 'in', ids).execute();
      const missing = rows.filter(({ state }) => state.phase !== phase);
      if (rows.length === ids.length && missing.length === 0) return;
      if (Date.now() > deadline) {
        const where = JSON.stringify(missing.map(({ state }) => state.position));
        throw new Error(`Invoices did not become ${phase} within ${LIMIT_MS / 1000} s: ${where}`);
      }
      await sleep(POLL_MS);
    }
  };

  try {
    const paid = await registerInvoices(db, INVOICES, 'paid', clock);
    const unpaid = await registerInvoices(db, INVOICES, 'unpaid', clock);
    relay.nudge();
    await phaseReached([...paid, ...unpaid], 'climbing');
    for (const id of paid) await historyAtRest(client, invoiceWorkflowId(id));
    for (const id of paid) {
      await recordEvent(db, id, (_, { facts }) => ({
        type: 'payment',
        id: `payment-${id}`,
        at: now(clock),
        amountCents: facts.claimedCents,
        bookedOn: localDate(now(clock)),
      }));
    }
    relay.nudge();
    await phaseReached(paid, 'closed');
    const paidBeforeFirstStep = await counted(client, paid);
    progress('events: waiting for the unpaid invoices to be handed over …');
    await phaseReached(unpaid, 'handed_over');
    const unpaidToHandover = await counted(client, unpaid);
    return {
      result: {
        what: 'history events of one invoice on the Temporal dev server; the most of three invoices',
        unpaidToHandover,
        paidBeforeFirstStep,
      },
      bars: [
        atMost('events: unpaid, from registration to handover', unpaidToHandover.events, MOST_UNPAID),
        atMost('events: paid before the first step', paidBeforeFirstStep.events, MOST_PAID_FIRST),
      ],
    };
  } finally {
    await relay.stop();
    await worker.stop();
    await db.destroy();
  }
}

async function counted(client: Client, invoiceIds: string[]): Promise<Counted> {
  const histories = await Promise.all(invoiceIds.map((id) => historyAtRest(client, invoiceWorkflowId(id))));
  const longest = histories.reduce((a, b) => (b.length > a.length ? b : a));
  const byType: Record<string, number> = {};
  for (const type of longest) byType[type] = (byType[type] ?? 0) + 1;
  return { events: longest.length, perInvoice: histories.map((history) => history.length), byType };
}

/** The types of all events, once nothing is under way any more. */
async function historyAtRest(client: Client, workflowId: string): Promise<string[]> {
  const deadline = Date.now() + LIMIT_MS;
  for (;;) {
    const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
    const types = (events ?? []).map(typeOf);
    if (AT_REST.includes(types.at(-1)!)) return types;
    if (Date.now() > deadline) throw new Error(`Workflow ${workflowId} does not come to rest: ${types.at(-1)}.`);
    await sleep(POLL_MS);
  }
}

/** The last event of a workflow that waits, or has ended. */
const AT_REST = ['workflowTaskCompleted', 'timerStarted', 'workflowExecutionCompleted'];
const SUFFIX = 'EventAttributes';

/** An event's type, by the one member that holds its attributes. */
function typeOf(event: object): string {
  const member = Object.entries(event).find(([key, value]) => key.endsWith(SUFFIX) && value !== null);
  return member?.[0].slice(0, -SUFFIX.length) ?? 'unknown';
}
