/**
 * History events of one invoice of the shipped ladder, through the real parts: API, store, relay, worker, activities, on
 * Temporal's time-skipping server. The server keeps a workflow's history and every replay reads it, so this is what an
 * invoice costs.
 */
import { World } from '../flow/harness.ts';
import { atMost, type Bar } from './rounds.ts';

const MOST_UNPAID = 80;
const MOST_PAID_FIRST = 13;

/** Invoices of each kind; all must keep to the bar. */
const INVOICES = 3;

interface Counted {
  /** The most events of any of the invoices. */
  events: number;
  perInvoice: number[];
  /** Of the invoice with the most. */
  byType: Record<string, number>;
}

export interface EventsResult {
  what: string;
  unpaidToHandover: Counted;
  paidBeforeFirstStep: Counted;
}

export async function benchEvents(): Promise<{ result: EventsResult; bars: Bar[] }> {
  const world = new World();
  await world.open();
  try {
    await world.begin('2026-03-04T10:00');
    const unpaid = await registered(world);
    await world.sleepUntil('2026-05-19T12:00');
    const unpaidToHandover = await counted(world, unpaid, 'handed_over');
    await world.end();

    await world.begin('2026-03-04T10:00');
    const paid = await registered(world);
    await world.sleepUntil('2026-03-10T12:00');
    for (const invoice of paid) await world.pay(invoice, '1210.00');
    const paidBeforeFirstStep = await counted(world, paid, 'closed');
    await world.end();

    return {
      result: {
        what: 'history events of one invoice, shipped ladder, time-skipping server; the most of three invoices',
        unpaidToHandover,
        paidBeforeFirstStep,
      },
      bars: [
        atMost('events: unpaid, from registration to handover', unpaidToHandover.events, MOST_UNPAID),
        atMost('events: paid before the first step', paidBeforeFirstStep.events, MOST_PAID_FIRST),
      ],
    };
  } finally {
    await world.close();
  }
}

async function registered(world: World): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < INVOICES; n++) ids.push(await world.register({ issued: '2026-03-04', due: '2026-03-18' }));
  return ids;
}

async function counted(world: World, invoices: string[], phase: string): Promise<Counted> {
  const histories: string[][] = [];
  for (const invoice of invoices) {
    const state = await world.state(invoice);
    if (state.phase !== phase) throw new Error(`An invoice is ${state.phase}, not ${phase}.`);
    const { runId } = await world.run(invoice);
    const { workflowId } = world.handle(invoice);
    const { events } = await world.client.workflow.getHandle(workflowId, runId).fetchHistory();
    histories.push((events ?? []).map(typeOf));
  }
  const longest = histories.reduce((a, b) => (b.length > a.length ? b : a));
  const byType: Record<string, number> = {};
  for (const type of longest) byType[type] = (byType[type] ?? 0) + 1;
  return { events: longest.length, perInvoice: histories.map((history) => history.length), byType };
}

const SUFFIX = 'EventAttributes';

/** An event's type, by the one member that holds its attributes. */
function typeOf(event: object): string {
  const member = Object.entries(event).find(([key, value]) => key.endsWith(SUFFIX) && value !== null);
  return member?.[0].slice(0, -SUFFIX.length) ?? 'unknown';
}
