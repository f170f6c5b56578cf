import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { APPROVALS } from '../../ladder/definition.ts';
import type { DisputeDecision, InvoiceEvent } from '../../ladder/events.ts';
import { buildEvent, civilDate, eventBodies, identifier, personName, positiveAmount } from '../../ladder/schema.ts';
import type { NoticeValues } from '../../ladder/texts.ts';
import { type CivilDate, type Instant, localDate } from '../../ladder/time/civil.ts';
import { findArrangementDispatch } from '../../store/arrangement-dispatches.ts';
import { findArrangementState } from '../../store/arrangements.ts';
import type { DispatchStatus } from '../../store/contact-tables.ts';
import type { Db } from '../../store/database.ts';
import { type DispatchRecord, findDispatch, listDispatches } from '../../store/dispatches.ts';
import { findFact, loadFacts } from '../../store/facts.ts';
import type { InvoiceRowFull } from '../../store/invoices.ts';
import { findInvoice } from '../../store/invoices.ts';
import { noticeValues } from '../../store/notice-values.ts';
import { findCreditor } from '../../store/parties.ts';
import { queueSignal } from '../../store/signal-outbox.ts';
import { findState } from '../../store/states.ts';
import { endTask, findTask, isBeingAnswered, listTasks, type TaskRecord } from '../../store/tasks.ts';
import { NUDGE } from '../../workflows/messages.ts';
import type { AppSettings } from '../app.ts';
import { answerArrangementTask, notOpen } from '../arrangement-tasks.ts';
import { arrangementTaskView } from '../arrangement-views.ts';
import { refuseUnlessAllowed } from '../caller.ts';
import { ApiError, notFound } from '../errors.ts';
import { derivedId } from '../idempotency.ts';
import { recordEvent } from '../record.ts';
import { taskView } from '../views.ts';
import { idParam, ladderOf, pageOf, pageQuery, type Routes, requireInvoice, typed } from './shared.ts';

const listQuery = z.object({
  status: z.enum(['open', 'completed', 'expired', 'withdrawn']).default('open'),
  invoice: z.string().max(100).optional(),
  arrangement: z.string().max(100).optional(),
  ...pageQuery,
});
const completion = eventBodies.task_completed
  .omit({ task_id: true })
  // For the decision on a dispute that the debtor was partly right about: what need not be paid.
  .extend({ id: identifier.optional(), amount: positiveAmount.optional() });
const approval = z.object({ outcome: z.enum(APPROVALS), by: personName, note: z.string().max(2_000).optional() });
const resolution = z.object({
  outcome: z.enum(['went_out', 'send_again']),
  on: civilDate.optional(),
  by: personName,
  note: z.string().max(2_000).optional(),
});

export const taskRoutes: Routes = async (app, settings) => {
  const { db, now, onAccepted } = settings;

  async function view(task: TaskRecord) {
    if (task.invoice_id === null) return arrangementTaskView(task);
    const invoice = await requireInvoice(settings, task.invoice_id);
    return taskView(task, await ladderOf(settings, invoice), invoice.number, await valuesOf(invoice.id));
  }

  /** What the merge fields of a script stand for today; null before the first transition. */
  async function valuesOf(invoiceId: string): Promise<NoticeValues | null> {
    const invoice = await findInvoice(db, invoiceId);
    const state = await findState(db, invoiceId);
    if (!invoice || !state) return null;
    const { facts } = await loadFacts(db, invoice);
    const creditor = (await findCreditor(db, invoice.creditorId))!;
    return noticeValues(db, { invoice, state, facts }, creditor, {
      on: localDate(now()),
      deadline: null,
      channel: 'email',
    });
  }

  typed(app).get('/tasks', { schema: { summary: 'List tasks', querystring: listQuery } }, async (request) => {
    const { status, invoice, arrangement, limit, after } = request.query;
    const of = { ...(invoice && { invoiceId: invoice }), ...(arrangement && { arrangementId: arrangement }) };
    const filter = { status, limit: limit + 1, ...of, ...(after && { after }) };
    const page = pageOf(await listTasks(db, filter), limit, (task) => task);
    return { data: await Promise.all(page.data.map(view)), next: page.next };
  });

  typed(app).get('/tasks/:id', { schema: { summary: 'Read a task', params: idParam } }, async (request) => {
    const task = await findTask(db, request.params.id);
    if (!task) throw notFound('task', request.params.id);
    return view(task);
  });

  typed(app).post(
    '/tasks/:id/complete',
    { schema: { summary: 'Give the outcome of a call or task', params: idParam, body: completion } },
    async (request, reply) => {
      const { id: given, ...body } = request.body;
      if (body.outcome === 'write_off') refuseUnlessAllowed(request, 'POST /api/invoices/:id/write-off');
      const asked = await findTask(db, request.params.id);
      const kind = asked?.kind;
      if (asked?.arrangement_id && asked.outcomes.includes('break')) {
        refuseUnlessAllowed(request, 'POST /api/arrangements/:id/renewals');
      }
      if (kind === 'dispute') refuseUnlessAllowed(request, 'POST /api/invoices/:id/dispute-decisions');
      if (kind === 'approval') refuseUnlessAllowed(request, 'POST /api/tasks/:id/approval');
      const task = await complete(settings, request.params.id, given ?? derivedId(request, randomUUID), body, now());
      onAccepted();
      return reply.status(202).send(subjectOf(task));
    },
  );

  typed(app).post(
    '/tasks/:id/approval',
    { schema: { summary: 'Release what comes next, or not', params: idParam, body: approval } },
    async (request, reply) => {
      const { id } = request.params;
      const task = await findTask(db, id);
      if (task?.kind !== 'approval') throw notFound('approval', id);
      await complete(settings, id, derivedId(request, randomUUID), request.body, now());
      onAccepted();
      return reply.status(202).send({ id: task.id, invoice_id: task.invoice_id });
    },
  );

  typed(app).post(
    '/dispatches/:id/resolve',
    { schema: { summary: 'Say whether a contact in doubt went out', params: idParam, body: resolution } },
    async (request, reply) => {
      const { id } = request.params;
      const ofInvoice = await findDispatch(db, id);
      const dispatch = ofInvoice ?? (await findArrangementDispatch(db, id));
      if (!dispatch) throw notFound('dispatch', id);
      const task = ofInvoice ? await questionAbout(db, ofInvoice) : await questionAboutNotice(db, id);
      if (!task) {
        throw new ApiError(
          'conflict',
          'dispatch_settled',
          `The dispatch is ${dispatch.status}; nothing is asked about it.`,
        );
      }
      await complete(settings, task.id, derivedId(request, randomUUID), request.body, now());
      onAccepted();
      return reply.status(202).send({ ...subjectOf(task), id });
    },
  );
};

/** Statuses of a contact that did not go out as it should; a person may be asked about it. */
const UNSETTLED: readonly DispatchStatus[] = ['in_doubt', 'refused', 'deferred', 'bounced', 'returned'];

/** The open task that asks whether a contact went out: it is about the last round of its step. */
async function questionAbout(db: Db, dispatch: DispatchRecord): Promise<TaskRecord | undefined> {
  if (!UNSETTLED.includes(dispatch.status)) return undefined;
  const { invoice_id: invoiceId, step, round } = dispatch;
  const later = (await listDispatches(db, invoiceId)).some((other) => other.step === step && other.round > round);
  if (later) return undefined;
  const open = await listTasks(db, { status: 'open', invoiceId, limit: 100 });
  return open.find((task) => task.step === step && (task.cause === 'in_doubt' || task.cause === 'refused'));
}

/** The open task that asks what became of a notice of an arrangement. */
async function questionAboutNotice(db: Db, dispatchId: string): Promise<TaskRecord | undefined> {
  const { arrangement_id: arrangementId } = (await findArrangementDispatch(db, dispatchId))!;
  const open = await listTasks(db, { status: 'open', arrangementId, limit: 100 });
  const question = (await findArrangementState(db, arrangementId))?.questions.find(({ id }) => id === dispatchId);
  return open.find(({ id }) => id === question?.taskId);
}

/** What a task is about, for a reply. */
function subjectOf({ id, invoice_id, arrangement_id }: TaskRecord) {
  return arrangement_id === null ? { id, invoice_id } : { id, arrangement_id };
}

type Completion = Omit<z.output<typeof completion>, 'id'>;

/** Accepts the outcome of an open task. Throws when it is not open, or the outcome is none of its own. */
async function complete(
  settings: AppSettings,
  taskId: string,
  eventId: string,
  body: Completion,
  now: number,
): Promise<TaskRecord> {
  const { db } = settings;
  const task = await findTask(db, taskId);
  if (!task) throw notFound('task', taskId);
  if (!task.outcomes.includes(body.outcome)) {
    throw new ApiError(
      'invalid_request',
      'outcome_unknown',
      `"${body.outcome}" is no outcome of this task; it takes ${task.outcomes.join(', ')}.`,
      'outcome',
    );
  }
  if (task.invoice_id === null) {
    if (body.amount !== undefined) throw amountOfDecision();
    await answerArrangementTask(db, task, eventId, body, now);
    return task;
  }
  const invoiceId = task.invoice_id;
  if (body.on !== undefined) checkDay(body.on, await requireInvoice(settings, invoiceId), now);
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
    if (await findFact(tx, invoiceId, eventId)) return event;
    const current = await findTask(tx, taskId);
    const status = (await isBeingAnswered(tx, task)) ? 'being answered' : current?.status;
    if (status !== 'open') throw notOpen(status);
    return event;
  });
  return task;
}

function answerOf(task: TaskRecord, id: string, { amount: _, ...body }: Completion, now: Instant): InvoiceEvent {
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
