import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { DebtorFact } from '../../ladder/events.ts';
import {
  buildEvent,
  dateProblem,
  eventBodies,
  factId,
  identifier,
  instant,
  type OutsideEventType,
  personName,
} from '../../ladder/schema.ts';
import type { CivilDate } from '../../ladder/time/civil.ts';
import { findArrangement } from '../../store/arrangements.ts';
import type { Tx } from '../../store/database.ts';
import { findFact } from '../../store/facts.ts';
import type { Standing } from '../../store/states.ts';
import { ApiError, notFound } from '../errors.ts';
import { derivedId } from '../idempotency.ts';
import { recordDebtorFact, recordEvent } from '../record.ts';
import { idParam, type Routes, typed } from './shared.ts';

/** What every event may carry: the sender's id, and when it became known. */
const envelope = { id: identifier.optional(), at: instant.optional() };
const envelopeSchema = z.strictObject(envelope);

type Check = (standing: Standing, body: object) => void;

const sameCurrency: Check = ({ invoice }, body) => {
  const currency = 'currency' in body ? body.currency : undefined;
  if (currency === undefined || currency === invoice.facts.currency) return;
  const message = `The invoice is in ${invoice.facts.currency}; the payment says ${currency}.`;
  throw new ApiError('invalid_request', 'currency_differs', message, 'currency');
};

const knownDispute: Check = ({ facts }, body) => {
  const id = 'dispute_id' in body ? body.dispute_id : undefined;
  if (facts.disputes.some((dispute) => dispute.id === id)) return;
  throw new ApiError('not_found', 'dispute_not_found', `This invoice has no dispute "${id}".`, 'dispute_id');
};

const dueAfterIssue: Check = ({ invoice }, body) => {
  const due = 'due_on' in body ? (body.due_on as CivilDate | undefined) : undefined;
  if (due === undefined || due >= invoice.facts.issuedOn) return;
  const message = `The invoice was issued on ${invoice.facts.issuedOn}; it cannot be due on ${due}, before that.`;
  throw new ApiError('invalid_request', 'due_before_issue', message, 'due_on');
};

/** How an arrangement fares that is kept here, its own machine tells its invoices. */
async function refuseManaged(tx: Tx, body: object): Promise<void> {
  const id = 'arrangement_id' in body ? String(body.arrangement_id) : null;
  if (id === null || !(await findArrangement(tx, id))) return;
  const message = `Arrangement "${id}" is kept here and tells its invoices itself; use /api/arrangements/${id}.`;
  throw new ApiError('conflict', 'arrangement_managed', message, 'arrangement_id');
}

/** Where each event of an invoice is posted, and what is checked beyond its form. */
const EVENTS: { path: string; type: OutsideEventType; summary: string; check?: Check }[] = [
  { path: 'payments', type: 'payment', summary: 'A payment was received', check: sameCurrency },
  { path: 'credit-notes', type: 'credit_note', summary: 'A credit note was issued' },
  { path: 'reversals', type: 'reversal', summary: 'A payment was taken back by the bank' },
  { path: 'holds', type: 'hold', summary: 'Hold: nothing goes out until it ends' },
  { path: 'promises', type: 'promise', summary: 'The debtor promised to pay by a day' },
  { path: 'disputes', type: 'dispute', summary: 'The debtor contests the invoice, or a part of it' },
  {
    path: 'dispute-decisions',
    type: 'dispute_decided',
    summary: 'A dispute was decided',
    check: knownDispute,
  },
  { path: 'returns', type: 'return_announced', summary: 'The debtor sends goods back' },
  { path: 'replies', type: 'reply', summary: 'The debtor replied: a person reads it first' },
  { path: 'arrangements/proposed', type: 'arrangement_proposed', summary: 'An arrangement over it was proposed' },
  { path: 'arrangements/agreed', type: 'arrangement_agreed', summary: 'A payment arrangement over it was agreed' },
  { path: 'arrangements/declined', type: 'arrangement_declined', summary: 'An arrangement was declined' },
  { path: 'arrangements/kept', type: 'arrangement_kept', summary: 'An arrangement was kept to its end' },
  { path: 'arrangements/broken', type: 'arrangement_broken', summary: 'An arrangement was broken' },
  { path: 'arrangements/replaced', type: 'arrangement_replaced', summary: 'An arrangement made way for a new one' },
  { path: 'corrections', type: 'invoice_corrected', summary: 'The invoice was wrong', check: dueAfterIssue },
  { path: 'sent-again', type: 'invoice_sent_again', summary: 'The invoice was sent again', check: dueAfterIssue },
  { path: 'escalations', type: 'escalation', summary: 'Bring the case to a later step at once' },
  { path: 'left-out', type: 'step_left_out', summary: 'Leave out the step at which the case stands' },
  { path: 'write-off', type: 'write_off', summary: 'Write the claim off' },
];

export const eventRoutes: Routes = async (app, { db, now, onAccepted }) => {
  /** When an event that is sent again was first accepted, it became known: what it leaves out means that day. */
  async function stamp(tx: Tx, invoiceId: string, request: FastifyRequest, body: z.output<typeof envelopeSchema>) {
    const id = body.id ?? derivedId(request, randomUUID);
    const at = body.at ?? (await findFact(tx, invoiceId, id))?.at ?? now();
    return { id, at: Math.min(at, now()) };
  }

  for (const { path, type, summary, check } of EVENTS) {
    const body = (eventBodies[type] as z.ZodObject).extend(envelope).strict();
    typed(app).post(`/invoices/:id/${path}`, { schema: { summary, params: idParam, body } }, async (request, reply) => {
      const { id } = request.params as z.output<typeof idParam>;
      const given = request.body as z.output<typeof body>;
      const accepted = await recordEvent(db, id, async (tx, _invoice, standing) => {
        check?.(standing, given);
        await refuseManaged(tx, given);
        const event = buildEvent(type, await stamp(tx, id, request, given), given as never);
        const wrong = dateProblem(event);
        if (!wrong) return event;
        throw new ApiError('invalid_request', 'date_impossible', `${wrong.field} ${wrong.problem}.`, wrong.field);
      });
      onAccepted();
      return reply.status(accepted.isNew ? 202 : 200).send({ id: accepted.id, invoice_id: id, new: accepted.isNew });
    });
  }

  /** What is said of a debtor at once. */
  async function ofDebtor(
    debtorId: string,
    type: 'debtor_changed' | 'hold' | 'release',
    request: FastifyRequest,
    { id: given, at = now(), ...body }: z.output<typeof envelopeSchema>,
    reply: FastifyReply,
  ) {
    const id = given ?? derivedId(request, randomUUID);
    const said = buildEvent(type, { id, at: Math.min(at, now()) }, body as never) as DebtorFact;
    const wrong = dateProblem(said);
    if (wrong) {
      throw new ApiError('invalid_request', 'date_impossible', `${wrong.field} ${wrong.problem}.`, wrong.field);
    }
    const { isNew } = await recordDebtorFact(db, debtorId, said);
    onAccepted();
    return reply.status(isNew ? 202 : 200).send({ id, debtor_id: debtorId, new: isNew });
  }

  const statusBody = eventBodies.debtor_changed.extend(envelope).strict();
  typed(app).post(
    '/debtors/:id/status',
    { schema: { summary: 'Say what holds for every invoice of a debtor', params: idParam, body: statusBody } },
    (request, reply) => ofDebtor(request.params.id, 'debtor_changed', request, request.body, reply),
  );

  const holdBody = eventBodies.hold.extend(envelope).strict();
  typed(app).post(
    '/debtors/:id/holds',
    { schema: { summary: 'Hold every invoice of a debtor', params: idParam, body: holdBody } },
    (request, reply) => ofDebtor(request.params.id, 'hold', request, request.body, reply),
  );

  const releaseParams = idParam.extend({ hold: factId });
  const releaseBody = z.strictObject({ by: personName, ...envelope });
  typed(app).post(
    '/debtors/:id/holds/:hold/release',
    { schema: { summary: 'End a hold of a debtor before its time', params: releaseParams, body: releaseBody } },
    (request, reply) => {
      const { id, hold } = request.params;
      return ofDebtor(id, 'release', request, { ...request.body, ...{ hold_id: hold } }, reply);
    },
  );

  typed(app).post(
    '/invoices/:id/holds/:hold/release',
    { schema: { summary: 'End a hold before its time', params: releaseParams, body: releaseBody } },
    async (request, reply) => {
      const { id, hold } = request.params;
      const accepted = await recordEvent(db, id, async (tx, invoice) => {
        if ((await findFact(tx, invoice.id, hold))?.type !== 'hold') throw notFound('hold', hold);
        return buildEvent('release', await stamp(tx, id, request, request.body), {
          hold_id: hold,
          by: request.body.by,
        });
      });
      onAccepted();
      return reply.status(accepted.isNew ? 202 : 200).send({ id: accepted.id, invoice_id: id, new: accepted.isNew });
    },
  );
};
