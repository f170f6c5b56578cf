/** Those who work the task list: they call, release, and say of contacts in doubt what the mail server's own log says. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { TaskRecord } from '../../store/tasks.ts';
import type { Outside } from './outside.ts';
import type { Rng } from './random.ts';

const LOOK_MS = 300;
/** A task that is still open so long after its answer was accepted is answered again. */
const PATIENCE_MS = 5_000;
const BY = 'Anna';

/** An answer that the product accepted. */
export interface Answer {
  invoiceId: string;
  taskId: string;
  id: string;
  outcome: string;
}

export class People {
  readonly answers: Answer[] = [];
  readonly #outside: Outside;
  readonly #rng: Rng;
  readonly #answeredAt = new Map<string, number>();
  #going: Promise<void> | null = null;
  #stopped = false;
  #count = 0;

  constructor(outside: Outside, rng: Rng) {
    this.#outside = outside;
    this.#rng = rng;
  }

  start(): void {
    this.#going = this.#work();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#going;
  }

  async #work(): Promise<void> {
    const { db } = this.#outside.world;
    while (!this.#stopped) {
      await sleep(LOOK_MS);
      const open = await db.selectFrom('tasks').selectAll().where('status', '=', 'open').execute();
      for (const task of open) {
        if ((this.#answeredAt.get(task.id) ?? 0) > Date.now() - PATIENCE_MS) continue;
        const outcome = await this.#outcomeOf(task);
        if (outcome === null || this.#stopped) continue;
        this.#answeredAt.set(task.id, Date.now());
        await this.#answer(task, outcome);
      }
    }
  }

  async #answer(task: TaskRecord, outcome: string): Promise<void> {
    const id = `antwoord-${++this.#count}`;
    const path = `/tasks/${encodeURIComponent(task.id)}/complete`;
    const reply = await this.#outside.request('POST', path, { id, outcome, by: BY });
    if (reply?.status === 202) {
      this.#outside.counts.tasksAnswered++;
      this.answers.push({ invoiceId: task.invoice_id!, taskId: task.id, id, outcome });
    } else if (reply?.status !== 409) {
      this.#outside.refused.push(`answer "${outcome}" to ${task.id}: ${JSON.stringify(reply)}`);
    }
  }

  /** What a task is answered with now; null when it is left alone. The same task fares alike in every run of a seed. */
  async #outcomeOf(task: TaskRecord): Promise<string | null> {
    const invoice = this.#outside.invoices.find(({ id }) => id === task.invoice_id);
    const chance = this.#rng.branch(`${invoice?.number} ${task.id.slice(task.invoice_id?.length)}`);
    switch (task.kind) {
      case 'call':
        return chance.chance(0.6) ? chance.pick(['pays', 'cannot_pay', 'not_reached', 'refuses', 'promise']) : null;
      case 'task':
        return chance.chance(0.5) ? 'vastgelegd' : null;
      case 'approval':
        return chance.chance(0.9) ? 'approved' : 'refused';
      case 'repair':
        return this.#repair(task);
      case 'overpaid':
      case 'return':
      case 'unreadable_signal':
      case 'agency_not_told':
        return 'done';
      case 'reply':
        return chance.chance(0.5) ? 'done' : null;
      default:
        return null;
    }
  }

  async #repair(task: TaskRecord): Promise<string | null> {
    switch (task.cause) {
      case 'in_doubt':
        return this.#wentOut(task);
      case 'refused':
        return 'send_again';
      case 'latest_missed':
        return 'proceed';
      case 'left_open':
        return 'done';
      default:
        return null;
    }
  }

  /** Looks the contact up in the mail server's log. */
  async #wentOut(task: TaskRecord): Promise<string | null> {
    const { db, mailbox } = this.#outside.world;
    const asked = await db
      .selectFrom('dispatches')
      .innerJoin('dispatch_lines', 'dispatch_lines.dispatch_id', 'dispatches.id')
      // The mail in which it was to leave may be that of another invoice.
      .leftJoin('dispatches as lead', 'lead.id', 'dispatches.covered_by')
      .select((eb) => eb.fn.coalesce('lead.message_id', 'dispatches.message_id').as('message_id'))
      .where('dispatch_lines.invoice_id', '=', task.invoice_id)
      .where('dispatch_lines.step', '=', task.step)
      .where('dispatches.status', '=', 'in_doubt')
      .orderBy('round', 'desc')
      .executeTakeFirst();
    if (!asked) return null;
    return mailbox.has(asked.message_id) ? 'went_out' : 'send_again';
  }
}
