import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { APPROVALS } from '../../ladder/definition.ts';
import { civilDate, identifier, ladderVersion, personName } from '../../ladder/schema.ts';
import type { NoticeValues } from '../../ladder/texts.ts';
import { localDate } from '../../ladder/time/civil.ts';
import { findArrangementDispatch } from '../../store/arrangement-dispatches.ts';
import { findArrangementState } from '../../store/arrangements.ts';
import type { DispatchStatus } from '../../store/contact-tables.ts';
import type { Db } from '../../store/database.ts';
import { type DispatchRecord, findDispatch, listDispatches } from '../../store/dispatches.ts';
import { loadFacts } from '../../store/facts.ts';
import { findInvoice } from '../../store/invoices.ts';
import { noticeValues } from '../../store/notice-values.ts';
import { findCreditor, findDebtor } from '../../store/parties.ts';
import { findState } from '../../store/states.ts';
import { findTask, listTasks, openCalls, type TaskRecord } from '../../store/tasks.ts';
import { arrangementTaskView } from '../arrangement-views.ts';
import { refuseUnlessAllowed } from '../caller.ts';
import { ApiError, notFound } from '../errors.ts';
import { heldNotice } from '../held-notice.ts';
import { derivedId } from '../idempotency.ts';
import { complete, completion } from '../task-answers.ts';
import { calledView, taskView } from '../views.ts';
import { idParam, ladderOf, pageOf, pageQuery, type Routes, requireInvoice, typed } from './shared.ts';

const listQuery = z.strictObject({
  status: z.enum(['open', 'completed', 'expired', 'withdrawn']).default('open'),
  debtor: z.string().max(100).optional(),
  invoice: z.string().max(100).optional(),
  arrangement: z.string().max(100).optional(),
  cause: z
    .enum(['may_be_barred', 'latest_missed', 'refused', 'in_doubt', 'no_valid_notice', 'left_open', 'trial'])
    .optional(),
  ladder: identifier.optional().describe('Of invoices on this ladder'),
  version: ladderVersion.optional().describe('With `ladder`: of invoices on this version of it'),
  ...pageQuery,
});
const approval = z.strictObject({ outcome: z.enum(APPROVALS), by: personName, note: z.string().max(2_000).optional() });
const resolution = z.strictObject({
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

  /** An open call comes with all that are open to the same debtor, for one conversation may answer them. */
  async function shown(tasks: readonly TaskRecord[]) {
    const isOpenCall = ({ kind, status }: TaskRecord) => kind === 'call' && status === 'open';
    const debtors = new Set(tasks.filter(isOpenCall).map((task) => task.debtor_id));
    const callsTo = Map.groupBy(await openCalls(db, [...debtors]), (call) => call.debtor_id);
    return Promise.all(
      tasks.map(async (task) => {
        const calls = isOpenCall(task) ? callsTo.get(task.debtor_id) : undefined;
        if (task.cause === 'trial') return { ...(await view(task)), debtor: await debtorOf(task) };
        return { ...(await view(task)), ...(calls && { debtor: calledView(calls) }) };
      }),
    );
  }

  /** Who a contact that waits for its release is for. */
  async function debtorOf({ debtor_id }: TaskRecord) {
    const { id, name } = (await findDebtor(db, debtor_id))!;
    return { id, name };
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
    const { status, debtor, invoice, arrangement, cause, ladder, version, limit, after } = request.query;
    const of = {
      ...(debtor && { debtorId: debtor }),
      ...(invoice && { invoiceId: invoice }),
      ...(arrangement && { arrangementId: arrangement }),
      ...(cause && { cause }),
      ...(ladder && { ladder: { id: ladder, ...(version !== undefined && { version }) } }),
    };
    const filter = { status, limit: limit + 1, ...of, ...(after && { after }) };
    const page = pageOf(await listTasks(db, filter), limit, (task) => task);
    return { data: await shown(page.data), next: page.next };
  });

  typed(app).get('/tasks/:id', { schema: { summary: 'Read a task', params: idParam } }, async (request) => {
    const task = await findTask(db, request.params.id);
    if (!task) throw notFound('task', request.params.id);
    return (await shown([task]))[0];
  });

  typed(app).get(
    '/tasks/:id/notice',
    { schema: { summary: 'What would go out if it were released now', params: idParam } },
    async (request) => {
      const task = await findTask(db, request.params.id);
      if (task?.cause !== 'trial') throw notFound('held notice', request.params.id);
      return heldNotice(settings, task);
    },
  );

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
      const task = await complete(db, request.params.id, given ?? derivedId(request, randomUUID), body, now());
      onAccepted();
      return reply.status(202).send({ ...subjectOf(task), ...(body.also && { also: body.also }) });
    },
  );

  typed(app).post(
    '/tasks/:id/approval',
    { schema: { summary: 'Release what comes next, or not', params: idParam, body: approval } },
    async (request, reply) => {
      const { id } = request.params;
      const task = await findTask(db, id);
      if (task?.kind !== 'approval') throw notFound('approval', id);
      await complete(db, id, derivedId(request, randomUUID), request.body, now());
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
      await complete(db, task.id, derivedId(request, randomUUID), request.body, now());
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
