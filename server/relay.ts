/**
 * Brings queued signals to their workflows. A workflow that does not run is started by its signal, so that a reversal
 * after closing finds its invoice, and its arrangement. What Temporal does not take now is tried again, for as long as it takes.
 */
import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { Clock } from '../ladder/time/clock.ts';
import type { Db } from '../store/database.ts';
import { type Addressee, markFailed, markSent, type WaitingSignal, waitingSignals } from '../store/signal-outbox.ts';
import {
  ARRANGEMENT_WORKFLOW,
  type ArrangementInput,
  arrangementWorkflowId,
  INVOICE_WORKFLOW,
  type InvoiceInput,
  invoiceWorkflowId,
} from '../workflows/messages.ts';
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

/** The workflow of an invoice or of an arrangement, as it is started. */
function workflowOf(to: Addressee, clock: Clock): { name: string; id: string; input: InvoiceInput | ArrangementInput } {
  if ('invoiceId' in to) return { name: INVOICE_WORKFLOW, id: workflowIdOf(to), input: { ...to, clock } };
  return { name: ARRANGEMENT_WORKFLOW, id: workflowIdOf(to), input: { ...to, clock } };
}

export function workflowIdOf(to: Addressee): string {
  return 'invoiceId' in to ? invoiceWorkflowId(to.invoiceId) : arrangementWorkflowId(to.arrangementId);
}

/** Starts the workflow that a signal is for if it does not run, and hands it the signal. */
export async function forward(
  { client, taskQueue, clock }: Pick<RelaySettings, 'client' | 'taskQueue' | 'clock'>,
  { to, signal, payload }: Pick<WaitingSignal, 'to' | 'signal' | 'payload'>,
): Promise<void> {
  const { name, id, input } = workflowOf(to, clock);
  const options = {
    workflowId: id,
    taskQueue,
    args: [input],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE' as const,
    workflowIdConflictPolicy: 'USE_EXISTING' as const,
  };
  if (signal !== START) {
    await client.workflow.signalWithStart(name, { ...options, signal, signalArgs: [payload] });
    return;
  }
  await client.workflow.start(name, options).catch((error) => {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  });
}
