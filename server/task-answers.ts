/** Answers to the tasks of invoices. */
import { z } from 'zod';
import type { DisputeDecision, InvoiceEvent } from '../ladder/events.ts';
import { buildEvent, civilDate, eventBodies, identifier, positiveAmount } from '../ladder/schema.ts';
import { type CivilDate, type Instant, localDate } from '../ladder/time/civil.ts';
import type { Db, Tx } from '../store/database.ts';
import { findFact } from '../store/facts.ts';
import { type InvoiceRowFull, invoiceRow } from '../store/invoices.ts';
import { queueSignal } from '../store/signal-outbox.ts';
import { endTask, findTask, isBeingAnswered, type TaskRecord } from '../store/tasks.ts';
import { NUDGE } from '../workflows/messages.ts';
import { answerArrangementTask, notOpen } from './arrangement-tasks.ts';
import { ApiError, notFound } from './errors.ts';
import { recordEvent, recordEventIn } from './record.ts';

/** Questions about a debtor that one answer may serve for. */
const MAX_ALSO = 100;

export const completion = eventBodies.task_completed
  .omit({ task_id: true })
  .extend({
    id: identifier.optional(),
    // For the decision on a dispute that the debtor was partly right about: what need not be paid.
    amount: positiveAmount.optional(),
    also: z
      .array(z.string().min(1).max(300))
      .max(MAX_ALSO)
      .optional()
      .describe(
        'Other open calls to the same debtor that were answered in the same conversation, or other contacts with the same debtor that are released together',
      ),
    until: civilDate.optional().describe('For "hold": the last day of the hold; 14 days when left out'),
  })
  .strict();
export type Completion = Omit<z.output<typeof completion>, 'id'>;

/** Accepts the outcome of an open task. Throws when it is not open, or the outcome is none of its own. */
export async function complete(
  db: Db,
  taskId: string,
  eventId: string,
  body: Completion,
  now: Instant,
): Promise<TaskRecord> {
  const task = await findTask(db, taskId);
  if (!task) throw notFound('task', taskId);
  refuseUnknownOutcome(task, body);
  if (body.also !== undefined && body.also.length > 0) {
    await answerTogether(db, task, eventId, body, now);
    return task;
  }
  if (task.invoice_id === null) {
    if (body.amount !== undefined) throw amountOfDecision();
    await answerArrangementTask(db, task, eventId, body, now);
    return task;
  }
  const invoiceId = task.invoice_id;
  if (body.on !== undefined) checkDay(body.on, (await invoiceRow(db, invoiceId))!, now);
  if (task.kind === 'parked') {
    if (task.status !== 'open') throw notOpen(task.status);
    // The engine does not know of this task: answering it only makes the workflow try again.
    await db.transaction().execute(async (tx) => {
      await endTask(tx, task.id, 'completed', now);
      await queueSignal(tx, { invoiceId, signal: NUDGE, payload: null }, Date.now());
    });
    return task;
  }
  const decides = task.kind === 'dispute';
  if (decides && (body.outcome === 'partly') !== (body.amount !== undefined)) throw amountOfDecision();
  if (!decides && body.amount !== undefined) throw amountOfDecision();
  await recordEvent(db, invoiceId, async (tx) => {
    const event = decides ? decisionOf(task, eventId, body, now) : answerOf(task, eventId, body, now);
    const status = await statusUnlessAnswered(tx, task, invoiceId, eventId);
    if (status !== 'open') throw notOpen(status);
    return event;
  });
  return task;
}

function refuseUnknownOutcome({ outcomes }: TaskRecord, { outcome }: Completion): void {
  if (outcomes.includes(outcome)) return;
  const message = `"${outcome}" is no outcome of this task; it takes ${outcomes.join(', ')}.`;
  throw new ApiError('invalid_request', 'outcome_unknown', message, 'outcome');
}

/** Where a task stands; `open` too where this very answer was given already. */
async function statusUnlessAnswered(tx: Tx, task: TaskRecord, invoiceId: string, eventId: string): Promise<string> {
  if (await findFact(tx, invoiceId, eventId)) return 'open';
  return (await isBeingAnswered(tx, task)) ? 'being answered' : (await findTask(tx, task.id))!.status;
}

/**
 * One conversation about several invoices of a debtor, or contacts with one debtor that are looked at together: the answer to
 * each, all or none. Each invoice keeps it under the same id, so that the same request again changes nothing.
 */
async function answerTogether(
  db: Db,
  asked: TaskRecord,
  eventId: string,
  body: Completion,
  now: Instant,
): Promise<void> {
  if (body.amount !== undefined) throw amountOfDecision();
  const ids = [...new Set([asked.id, ...body.also!])];
  await db.transaction().execute(async (tx) => {
    const tasks: (TaskRecord & { invoice_id: string })[] = [];
    for (const id of ids) {
      const task = await findTask(tx, id);
      if (!goesWith(task, asked)) throw notTogether(id);
      refuseUnknownOutcome(task, body);
      tasks.push(task);
    }
    for (const task of tasks.toSorted((a, b) => (a.invoice_id < b.invoice_id ? -1 : 1))) {
      await recordEventIn(tx, task.invoice_id, async () => {
        const status = await statusUnlessAnswered(tx, task, task.invoice_id, eventId);
        if (status !== 'open') throw task.id === asked.id ? notOpen(status) : otherNotOpen(task.id, status);
        return answerOf(task, eventId, body, now);
      });
    }
  });
}

function goesWith(task: TaskRecord | null, asked: TaskRecord): task is TaskRecord & { invoice_id: string } {
  if (task?.debtor_id !== asked.debtor_id) return false;
  const areCalls = task.kind === 'call' && asked.kind === 'call';
  return areCalls || (task.cause === 'trial' && asked.cause === 'trial');
}

const notTogether = (id: string) =>
  new ApiError(
    'invalid_request',
    'not_same_call',
    `"${id}" is not asked with this; "also" names other calls to the debtor who was called, beside a call, or other contacts with the same debtor that wait for their release.`,
    'also',
  );

const otherNotOpen = (id: string, status: string) =>
  new ApiError(
    'conflict',
    'task_not_open',
    `Task "${id}" is ${status}; leave it out of "also", and read what is asked about this debtor again.`,
    'also',
  );

function answerOf(
  task: TaskRecord,
  id: string,
  { amount: _, also: __, until, ...body }: Completion,
  now: Instant,
): InvoiceEvent {
  // Holding back is a fact of its own, with an owner and an end; the question goes, and comes back when the hold is over.
  if (task.cause === 'trial' && body.outcome === 'hold') {
    if (body.note === undefined) throw reasonOfHold();
    if (until !== undefined && until < localDate(now)) throw untilPassed(until);
    return buildEvent('hold', { id, at: now }, { owner: body.by, reason: body.note, ...(until && { until }) });
  }
  if (until !== undefined) throw untilOfHold();
  return buildEvent('task_completed', { id, at: now }, { ...body, task_id: task.id });
}

/** A dispute ends with its decision, which is a fact of the invoice. */
function decisionOf(task: TaskRecord, id: string, body: Completion, now: Instant): InvoiceEvent {
  const { amount, by, note } = body;
  const decision = body.outcome as DisputeDecision['decision'];
  const disputeId = task.id.slice(task.id.indexOf('.') + 1);
  const decided = { dispute_id: disputeId, decision, by, ...(amount && { amount }), ...(note && { note }) };
  return buildEvent('dispute_decided', { id, at: now }, decided);
}

const reasonOfHold = () =>
  new ApiError('invalid_request', 'reason_of_hold', 'Say in "note" why it is held back.', 'note');

const untilPassed = (until: CivilDate) =>
  new ApiError('invalid_request', 'day_impossible', `A hold until ${until} is over already.`, 'until');

const untilOfHold = () =>
  new ApiError(
    'invalid_request',
    'until_of_hold',
    'Only the outcome "hold", of a contact that waits for its release, has a last day.',
    'until',
  );

const amountOfDecision = () =>
  new ApiError(
    'invalid_request',
    'amount_of_decision',
    'The outcome "partly" of a dispute, and no other, has an amount: what need not be paid.',
    'amount',
  );

/** The terms of a notice count from the day on which it went out: a slip of the pen must not let them end early. */
function checkDay(on: CivilDate, invoice: InvoiceRowFull, now: Instant): void {
  const [first, last] = [localDate(invoice.registered_at), localDate(now)];
  if (first <= on && on <= last) return;
  const message = `It cannot have gone out on ${on}: the invoice was registered on ${first}, and today is ${last}.`;
  throw new ApiError('invalid_request', 'day_impossible', message, 'on');
}
