import type { Selectable } from 'kysely';
import type { TaskEnd, TaskIntent } from '../ladder/invoice/commands.ts';
import type { StuckCause } from '../ladder/invoice/state.ts';
import type { CivilDate, Instant } from '../ladder/time/civil.ts';
import type { Db, Tx } from './database.ts';
import type { InvoiceRecord } from './invoices.ts';
import type { TasksTable } from './tables.ts';

export type TaskRecord = Selectable<TasksTable>;

export function openTask(tx: Tx, invoice: InvoiceRecord, task: TaskIntent, now: Instant): Promise<void> {
  return putTask(tx, { debtor_id: invoice.debtor.id, invoice_id: invoice.id, arrangement_id: null }, task, now);
}

/** A task of an arrangement; it waits as long as it takes. */
export function openArrangementTask(
  tx: Tx,
  { id, debtorId }: { id: string; debtorId: string },
  task: Pick<TaskIntent, 'id' | 'outcomes'> & { kind: TaskRecord['kind'] },
  now: Instant,
): Promise<void> {
  const of = { debtor_id: debtorId, invoice_id: null, arrangement_id: id };
  return putTask(tx, of, { step: null, cause: null, until: null, ...task }, now);
}

/** Puts a task on the list; one that was taken off and comes back is opened again. */
async function putTask(
  tx: Tx,
  of: Pick<TaskRecord, 'debtor_id' | 'invoice_id' | 'arrangement_id'>,
  task: Omit<TaskIntent, 'kind'> & { kind: TaskRecord['kind'] },
  now: Instant,
): Promise<void> {
  const state = {
    outcomes: JSON.stringify(task.outcomes),
    status: 'open' as const,
    until_at: task.until === null ? null : new Date(task.until),
    ended_at: null,
  };
  await tx
    .insertInto('tasks')
    .values({
      id: task.id,
      ...of,
      kind: task.kind,
      step: task.step,
      cause: task.cause,
      opened_at: new Date(now),
      ...state,
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(state))
    .execute();
}

export async function endTask(tx: Tx, taskId: string, end: TaskEnd, now: Instant): Promise<void> {
  await tx
    .updateTable('tasks')
    .set({ status: end, ended_at: new Date(now) })
    .where('id', '=', taskId)
    .where('status', '=', 'open')
    .execute();
}

export async function findTask(db: Db | Tx, taskId: string): Promise<TaskRecord | null> {
  return (await db.selectFrom('tasks').selectAll().where('id', '=', taskId).executeTakeFirst()) ?? null;
}

/** True when an answer to the task was accepted that its workflow has not taken in yet. */
export async function isBeingAnswered(tx: Tx, task: TaskRecord): Promise<boolean> {
  if (task.arrangement_id !== null) {
    const given = await tx
      .selectFrom('arrangement_facts')
      .select('body')
      .where('arrangement_id', '=', task.arrangement_id)
      .where('applied_in', 'is', null)
      .execute();
    return given.some(({ body }) => body.type === 'task_completed' && body.taskId === task.id);
  }
  const answers = await tx
    .selectFrom('facts')
    .select('body')
    .where('invoice_id', '=', task.invoice_id)
    .where('type', 'in', ['task_completed', 'dispute_decided', 'hold'])
    .where('applied_in', 'is', null)
    .execute();
  return answers.some(
    ({ body }) =>
      (body.type === 'task_completed' && body.taskId === task.id) ||
      (body.type === 'dispute_decided' && task.id.endsWith(`:dispute.${body.disputeId}`)) ||
      // What is held back is not released in the same breath.
      (body.type === 'hold' && task.cause === 'trial'),
  );
}

/** The open task that asks whether the contact of a step went out, or null. */
export async function openQuestion(tx: Tx, invoiceId: string, step: string): Promise<TaskRecord | null> {
  const task = await tx
    .selectFrom('tasks')
    .selectAll()
    .where('invoice_id', '=', invoiceId)
    .where('step', '=', step)
    .where('cause', '=', 'in_doubt')
    .where('status', '=', 'open')
    .executeTakeFirst();
  return task ?? null;
}

/** Open calls to debtors, with their invoices, the oldest claim first. */
export async function openCalls(db: Db | Tx, debtorIds: readonly string[]): Promise<OpenCall[]> {
  if (debtorIds.length === 0) return [];
  return db
    .selectFrom('tasks')
    .innerJoin('invoices', 'invoices.id', 'tasks.invoice_id')
    .innerJoin('debtors', 'debtors.id', 'tasks.debtor_id')
    .select(['tasks.id', 'tasks.debtor_id', 'debtors.name as debtor_name', 'tasks.until_at'])
    .select(['tasks.invoice_id', 'invoices.number', 'invoices.due_on'])
    .where('tasks.debtor_id', 'in', debtorIds)
    .where('tasks.kind', '=', 'call')
    .where('tasks.status', '=', 'open')
    .orderBy('invoices.due_on')
    .orderBy('tasks.id')
    .$narrowType<{ invoice_id: string }>()
    .execute();
}

export interface OpenCall {
  id: string;
  debtor_id: string;
  debtor_name: string;
  invoice_id: string;
  number: string;
  due_on: CivilDate;
  until_at: Instant | null;
}

export interface TaskFilter {
  status?: TaskRecord['status'];
  debtorId?: string;
  invoiceId?: string;
  arrangementId?: string;
  cause?: StuckCause;
  /** Of invoices on this ladder, or on one version of it. */
  ladder?: { id: string; version?: number };
  limit: number;
  /** The id after which the page begins. */
  after?: string;
}

export async function listTasks(db: Db | Tx, filter: TaskFilter): Promise<TaskRecord[]> {
  let query = db.selectFrom('tasks').selectAll().orderBy('id').limit(filter.limit);
  const { ladder } = filter;
  if (filter.cause) query = query.where('cause', '=', filter.cause);
  if (ladder) {
    const on = db.selectFrom('invoices').select('id').where('ladder_id', '=', ladder.id);
    const ids = ladder.version === undefined ? on : on.where('ladder_version', '=', ladder.version);
    query = query.where('invoice_id', 'in', ids);
  }
  if (filter.status) query = query.where('status', '=', filter.status);
  if (filter.debtorId) query = query.where('debtor_id', '=', filter.debtorId);
  if (filter.invoiceId) query = query.where('invoice_id', '=', filter.invoiceId);
  if (filter.arrangementId) query = query.where('arrangement_id', '=', filter.arrangementId);
  if (filter.after) query = query.where('id', '>', filter.after);
  return query.execute();
}
