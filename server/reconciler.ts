/**
 * Finds open invoices and arrangements whose workflow is missing or behind, and nudges them: after an outage, a restored backup, or a
 * Temporal server that lost its data. Runs at start and daily.
 */
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { Instant } from '../ladder/time/civil.ts';
import { type Clock, virtualTime } from '../ladder/time/clock.ts';
import type { Db } from '../store/database.ts';
import { type OpenWork, openInvoices } from '../store/invoices.ts';
import { openArrangements } from '../store/open-arrangements.ts';
import { type Addressee, queueSignal } from '../store/signal-outbox.ts';
import { NUDGE } from '../workflows/messages.ts';
import { workflowIdOf } from './relay.ts';

const DAILY_MS = 86_400_000;
/** An invoice is behind when its wake-up is this much overdue, in real time. */
const GRACE_MS = 10 * 60_000;
const PAGE = 500;
/** Workflows that are asked for at once. */
const CONCURRENCY = 20;

export interface ReconcilerSettings {
  db: Db;
  client: Client;
  clock: Clock;
  onNudged: (count: number) => void;
  onProblem: (problem: string) => void;
}

/** Looks over what is open now and every day; returns the function that stops it. */
export function startReconciler(settings: ReconcilerSettings): () => void {
  const look = () =>
    reconcile(settings).then(
      (count) => count > 0 && settings.onNudged(count),
      (error: Error) => settings.onProblem(`what is open could not be looked over: ${error.message}`),
    );
  void look();
  const timer = setInterval(look, DAILY_MS);
  return () => clearInterval(timer);
}

/** Nudges what is missing or behind; returns how many invoices and arrangements that were. */
export async function reconcile(settings: Pick<ReconcilerSettings, 'db' | 'client' | 'clock'>): Promise<number> {
  const invoices = await look(settings, openInvoices, (invoiceId) => ({ invoiceId }));
  return invoices + (await look(settings, openArrangements, (arrangementId) => ({ arrangementId })));
}

async function look(
  { db, client, clock }: Pick<ReconcilerSettings, 'db' | 'client' | 'clock'>,
  open: typeof openInvoices,
  address: (id: string) => Addressee,
): Promise<number> {
  const overdue = virtualTime(clock, Date.now() - GRACE_MS);
  let nudged = 0;
  for (let after = ''; ; ) {
    const page = await open(db, { after, limit: PAGE, quietSince: Date.now() - GRACE_MS });
    if (page.length === 0) return nudged;
    after = page.at(-1)!.id;
    for (let start = 0; start < page.length; start += CONCURRENCY) {
      const behind = await Promise.all(
        page.slice(start, start + CONCURRENCY).map(async (work) => ({
          to: address(work.id),
          nudge: isBehind(work, overdue) || !(await isRunning(client, workflowIdOf(address(work.id)))),
        })),
      );
      for (const { to, nudge } of behind) {
        if (!nudge) continue;
        nudged++;
        await db.transaction().execute((tx) => queueSignal(tx, { ...to, signal: NUDGE, payload: null }, Date.now()));
      }
    }
  }
}

function isBehind({ unapplied, wake_at }: OpenWork, overdue: Instant): boolean {
  return unapplied !== null || (wake_at !== null && wake_at < overdue);
}

async function isRunning(client: Client, workflowId: string): Promise<boolean> {
  try {
    const description = await client.workflow.getHandle(workflowId).describe();
    return description.status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
