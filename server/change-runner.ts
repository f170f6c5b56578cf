/**
 * Tells workflows of the changes of ladder that were accepted, each by its update, until each has taken its own in. What
 * comes of it the workflow's own transaction writes. It goes on where it was after a restart, for it works off the store.
 */
import {
  type Client,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { type Clock, virtualTime } from '../ladder/time/clock.ts';
import type { Db } from '../store/database.ts';
import { endChange, findLadderChange, markTold, type Untold, untold } from '../store/ladder-changes.ts';
import { findState } from '../store/states.ts';
import { CHANGE_LADDER, type ChangeOrder, invoiceWorkflowId } from '../workflows/messages.ts';
import { PollLoop } from './poll-loop.ts';
import { forward, START } from './relay.ts';

const BATCH = 100;
/** Updates under way at once. */
const CONCURRENCY = 5;
/** How long a worker may take to take an update in, before the others get their turn. */
const ANSWER_MS = 10_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;

export interface ChangeRunnerSettings {
  db: Db;
  client: Client;
  taskQueue: string;
  clock: Clock;
  onProblem: (problem: string) => void;
}

export class ChangeRunner {
  readonly #settings: ChangeRunnerSettings;
  readonly #loop: PollLoop;

  constructor(settings: ChangeRunnerSettings) {
    this.#settings = settings;
    this.#loop = new PollLoop(
      (isStopped) => this.#drain(isStopped),
      (error) => settings.onProblem(`the changes of ladders cannot be read: ${error.message}`),
    );
  }

  start(): void {
    this.#loop.start();
  }

  /** Looks now for what is to be told; called when a change was accepted. */
  nudge(): void {
    this.#loop.nudge();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  async #drain(isStopped: () => boolean): Promise<void> {
    for (;;) {
      const batch = await untold(this.#settings.db, Date.now(), BATCH);
      if (batch.length === 0) return;
      for (let start = 0; start < batch.length; start += CONCURRENCY) {
        if (isStopped()) return;
        await Promise.all(batch.slice(start, start + CONCURRENCY).map((row) => this.#tell(row)));
      }
    }
  }

  async #tell(row: Untold): Promise<void> {
    const { db, clock, onProblem } = this.#settings;
    const { changeId, invoiceId, attempts } = row;
    try {
      await this.#update(row);
      await markTold(db, row, { toldAt: Date.now() });
    } catch (error) {
      const now = virtualTime(clock, Date.now());
      const phase = (await findState(db, invoiceId))?.phase;
      if (phase === 'closed' || phase === 'handed_over') {
        const problem = { code: 'change_refused', because: phase, step: null } as const;
        return endChange(db, changeId, invoiceId, { status: 'refused', problem }, now);
      }
      if (error instanceof WorkflowUpdateFailedError) {
        const problem = { code: 'problem', problem: error.cause?.message ?? error.message } as const;
        return endChange(db, changeId, invoiceId, { status: 'failed', problem }, now);
      }
      // A workflow that is missing is started, and told at the next try.
      if (error instanceof WorkflowNotFoundError) await this.#start(invoiceId);
      else if (attempts === 0) onProblem(`A workflow did not take a change of its ladder yet: ${reasonOf(error)}`);
      const waitMs = Math.min(FIRST_RETRY_MS * 2 ** attempts, LONGEST_RETRY_MS);
      await markTold(db, row, { nextTryAt: Date.now() + waitMs });
    }
  }

  async #update({ changeId, invoiceId, tellings }: Untold): Promise<void> {
    const { db, client } = this.#settings;
    const change = await findLadderChange(db, changeId);
    if (!change || change.choice === 'new_only') throw new Error(`There is no change ${changeId} of running invoices.`);
    const order: ChangeOrder = { change: changeId, ladder: change.to, choice: change.choice };
    const handle = client.workflow.getHandle(invoiceWorkflowId(invoiceId));
    // Under one id an update is taken in once, however often it is sent.
    const updateId = `${changeId}:${tellings}`;
    await client.withDeadline(Date.now() + ANSWER_MS, () =>
      handle.executeUpdate<void, [ChangeOrder]>(CHANGE_LADDER, { args: [order], updateId }),
    );
  }

  async #start(invoiceId: string): Promise<void> {
    try {
      await forward(this.#settings, { to: { invoiceId }, signal: START, payload: null });
    } catch (error) {
      this.#settings.onProblem(`The workflow of an invoice could not be started: ${reasonOf(error)}`);
    }
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return 'no worker answered';
  return error instanceof Error ? error.message : String(error);
}
