/**
 * Brings queued signals to their workflows. A workflow that does not run is started by its signal, so that a reversal
 * after closing finds its invoice. What Temporal does not take now is tried again, for as long as it takes.
 */
import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { Clock } from '../ladder/time/clock.ts';
import type { Db } from '../store/database.ts';
import { markFailed, markSent, type WaitingSignal, waitingSignals } from '../store/signal-outbox.ts';
import { INVOICE_WORKFLOW, type InvoiceInput, invoiceWorkflowId } from '../workflows/messages.ts';
import { PollLoop } from './poll-loop.ts';

/** The signal that only starts. */
export const START = 'start';

const BATCH = 100;
/** Signals under way at once. */
const CONCURRENCY = 10;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 30_000;

export interface RelaySettings {
  db: Db;
  client: Client;
  taskQueue: string;
  clock: Clock;
  onProblem: (problem: string) => void;
}

export class Relay {
  readonly #settings: RelaySettings;
  readonly #loop: PollLoop;

  constructor(settings: RelaySettings) {
    this.#settings = settings;
    this.#loop = new PollLoop(
      (isStopped) => this.#drain(isStopped),
      (error) => settings.onProblem(`the signal queue cannot be read: ${error.message}`),
    );
  }

  start(): void {
    this.#loop.start();
  }

  /** Looks at the queue now; called after each accepted fact. */
  nudge(): void {
    this.#loop.nudge();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  async #drain(isStopped: () => boolean): Promise<void> {
    for (;;) {
      const batch = await waitingSignals(this.#settings.db, Date.now(), BATCH);
      if (batch.length === 0 || isStopped()) return;
      for (let start = 0; start < batch.length; start += CONCURRENCY) {
        await Promise.all(batch.slice(start, start + CONCURRENCY).map((signal) => this.#forward(signal)));
      }
    }
  }

  async #forward(signal: WaitingSignal): Promise<void> {
    const { db, onProblem } = this.#settings;
    try {
      await forward(this.#settings, signal);
      await markSent(db, signal.id, Date.now());
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      const waitMs = Math.min(FIRST_RETRY_MS * 2 ** signal.attempts, LONGEST_RETRY_MS);
      if (signal.attempts === 0) onProblem(`Temporal did not take a signal yet: ${problem}`);
      await markFailed(db, signal.id, problem, Date.now() + waitMs);
    }
  }
}

/** Starts the workflow of an invoice if it does not run, and hands it the signal. */
export async function forward(
  { client, taskQueue, clock }: Pick<RelaySettings, 'client' | 'taskQueue' | 'clock'>,
  { invoiceId, signal, payload }: Pick<WaitingSignal, 'invoiceId' | 'signal' | 'payload'>,
): Promise<void> {
  const input: InvoiceInput = { invoiceId, clock };
  const options = {
    workflowId: invoiceWorkflowId(invoiceId),
    taskQueue,
    args: [input] as [InvoiceInput],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE' as const,
    workflowIdConflictPolicy: 'USE_EXISTING' as const,
  };
  if (signal !== START) {
    await client.workflow.signalWithStart(INVOICE_WORKFLOW, { ...options, signal, signalArgs: [payload] });
    return;
  }
  await client.workflow.start(INVOICE_WORKFLOW, options).catch((error) => {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  });
}
