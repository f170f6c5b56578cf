/**
 * Finds open invoices whose workflow is missing or behind, and nudges them: after an outage, a restored backup, or a
 * Temporal server that lost its data. Runs at start and daily.
 */
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { Instant } from '../ladder/time/civil.ts';
import { type Clock, virtualTime } from '../ladder/time/clock.ts';
import { atInstant, type Db } from '../store/database.ts';
import { queueSignal } from '../store/signal-outbox.ts';
import { invoiceWorkflowId, NUDGE } from '../workflows/messages.ts';

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

/** Looks over the open invoices now and every day; returns the function that stops it. */
export function startReconciler(settings: ReconcilerSettings): () => void {
  const look = () =>
    reconcile(settings).then(
      (count) => count > 0 && settings.onNudged(count),
      (error: Error) => settings.onProblem(`the open invoices could not be looked over: ${error.message}`),
    );
  void look();
  const timer = setInterval(look, DAILY_MS);
  return () => clearInterval(timer);
}

/** Nudges what is missing or behind; returns how many invoices that were. */
export async function reconcile({
  db,
  client,
  clock,
}: Pick<ReconcilerSettings, 'db' | 'client' | 'clock'>): Promise<number> {
  const overdue = virtualTime(clock, Date.now() - GRACE_MS);
  let nudged = 0;
  for (let after = ''; ; ) {
    const page = await openInvoices(db, after);
    if (page.length === 0) return nudged;
    after = page.at(-1)!.id;
    for (let start = 0; start < page.length; start += CONCURRENCY) {
      const behind = await Promise.all(
        page.slice(start, start + CONCURRENCY).map(async (invoice) => ({
          invoice,
          nudge: isBehind(invoice, overdue) || !(await isRunning(client, invoice.id)),
        })),
      );
      for (const { invoice, nudge } of behind) {
        if (!nudge) continue;
        nudged++;
        const signal = { invoiceId: invoice.id, signal: NUDGE, payload: null };
        await db.transaction().execute((tx) => queueSignal(tx, signal, Date.now()));
      }
    }
  }
}

interface OpenInvoice {
  id: string;
  wake_at: Instant | null;
  unapplied: string | null;
}

/** Invoices that are not closed and have no signal under way, a page at a time. */
function openInvoices(db: Db, after: string): Promise<OpenInvoice[]> {
  return db
    .selectFrom('invoices')
    .leftJoin('invoice_states', 'invoice_states.invoice_id', 'invoices.id')
    .select((eb) => [
      'invoices.id',
      'invoice_states.wake_at',
      eb
        .selectFrom('facts')
        .select('facts.id')
        .whereRef('facts.invoice_id', '=', 'invoices.id')
        .where('facts.applied_in', 'is', null)
        .limit(1)
        .as('unapplied'),
    ])
    .where('invoices.id', '>', after)
    .where((eb) => eb.or([eb('invoice_states.phase', 'is', null), eb('invoice_states.phase', '!=', 'closed')]))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('signal_outbox')
            .select('signal_outbox.id')
            .whereRef('signal_outbox.invoice_id', '=', 'invoices.id')
            .where((inner) =>
              inner.or([
                inner('signal_outbox.sent_at', 'is', null),
                inner('signal_outbox.sent_at', '>', atInstant(Date.now() - GRACE_MS)),
              ]),
            ),
        ),
      ),
    )
    .orderBy('invoices.id')
    .limit(PAGE)
    .execute();
}

function isBehind(invoice: OpenInvoice, overdue: Instant): boolean {
  return invoice.unapplied !== null || (invoice.wake_at !== null && invoice.wake_at < overdue);
}

async function isRunning(client: Client, invoiceId: string): Promise<boolean> {
  try {
    const description = await client.workflow.getHandle(invoiceWorkflowId(invoiceId)).describe();
    return description.status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
