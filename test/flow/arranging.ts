/** What stories of arrangements ask of the store. */
import type { ArrangementReason } from '../../ladder/arrangement/reasons.ts';
import type { ArrangementState } from '../../ladder/arrangement/state.ts';
import { type Instant, localDate, localMinute } from '../../ladder/time/civil.ts';
import { listArrangementDispatches } from '../../store/arrangement-dispatches.ts';
import { findArrangementState } from '../../store/arrangements.ts';
import type { Db } from '../../store/database.ts';
import { arrangementChain, readLog } from '../../store/log.ts';
import { listTasks, type TaskRecord } from '../../store/tasks.ts';
import type { World } from './harness.ts';

/** What is left to be done now for any of these arrangements, or null. */
export async function restlessArrangement(db: Db, ids: readonly string[], now: Instant): Promise<string | null> {
  if (ids.length === 0) return null;
  const waiting = await db
    .selectFrom('signal_outbox')
    .select('signal')
    .where('arrangement_id', 'in', ids)
    .where('sent_at', 'is', null)
    .executeTakeFirst();
  if (waiting) return `signal ${waiting.signal} of an arrangement`;
  for (const table of ['arrangement_facts', 'arrangement_news'] as const) {
    const fresh = await db
      .selectFrom(table)
      .select('arrangement_id')
      .where('arrangement_id', 'in', ids)
      .where('applied_in', 'is', null)
      .executeTakeFirst();
    if (fresh) return `something that happened to arrangement ${fresh.arrangement_id}`;
  }
  for (const id of ids) {
    const state = await findArrangementState(db, id);
    if (state === null) return `arrangement ${id} has not started`;
    if (state.wakeAt !== null && state.wakeAt <= now)
      return `arrangement ${id} is due since ${localMinute(state.wakeAt)}`;
    const contact = (await listArrangementDispatches(db, id)).find(({ status }) => /intended|sending/.test(status));
    if (contact) return `contact ${contact.id} is ${contact.status}`;
  }
  return null;
}

/** One arrangement of a world. */
export class Arranged {
  readonly id: string;
  readonly #world: World;

  constructor(world: World, id: string) {
    this.#world = world;
    this.id = id;
  }

  /** Posts to the arrangement, and waits until its workflow has taken it in. */
  async tell(path: string, body: object): Promise<void> {
    await this.#world.call('POST', `/api/arrangements/${this.id}/${path}`, body);
    await this.#world.settled();
  }

  sign(on?: string): Promise<void> {
    return this.tell('signed', { by: 'Jan Klant', ...(on && { on }) });
  }

  async state(): Promise<ArrangementState> {
    return (await findArrangementState(this.#world.db, this.id))!;
  }

  openTasks(): Promise<TaskRecord[]> {
    return listTasks(this.#world.db, { status: 'open', arrangementId: this.id, limit: 100 });
  }

  /** Answers its one open task. */
  async answer(outcome: string, more: { on?: string; note?: string } = {}): Promise<void> {
    const [task, ...others] = await this.openTasks();
    if (!task || others.length > 0) throw new Error(`${others.length + (task ? 1 : 0)} open tasks`);
    await this.#world.call('POST', `/api/tasks/${encodeURIComponent(task.id)}/complete`, {
      outcome,
      by: 'Anna',
      ...more,
    });
    await this.#world.settled();
  }

  /** What happened, one line each: "2026-04-24 breach notice_sent 3". `what` picks kinds of happenings. */
  async timeline(what?: readonly string[]): Promise<string[]> {
    const entries = await readLog<ArrangementReason>(this.#world.db, arrangementChain(this.id));
    return entries
      .filter((entry) => what === undefined || what.includes(entry.what))
      .map((entry) => [localDate(entry.at), entry.what, entry.step].filter((part) => part !== null).join(' '));
  }

  /** Its notices: "breach-notice 3 sent 2026-04-06". */
  async notices(): Promise<string[]> {
    const rows = await listArrangementDispatches(this.#world.db, this.id);
    return rows.map(({ notice, instalment, status, sent_on }) =>
      [notice, instalment, status, sent_on].filter((part) => part !== null).join(' '),
    );
  }
}
