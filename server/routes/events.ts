import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { buildEvent, dateProblem, eventBodies, identifier, instant, personName } from '../../ladder/schema.ts';
import type { Tx } from '../../store/database.ts';
import { findFact } from '../../store/facts.ts';
import type { InvoiceRecord } from '../../store/invoices.ts';
import { ApiError, notFound } from '../errors.ts';
import { derivedId } from '../idempotency.ts';
import { recordEvent } from '../record.ts';
import { idParam, type Routes, typed } from './shared.ts';

/** What every event may carry: the sender's id, and when it became known. */
const envelope = { id: identifier.optional(), at: instant.optional() };
const envelopeSchema = z.object(envelope);

/** Where each event of an invoice is posted, and what is checked beyond its form. */
const EVENTS = [
  {
    path: 'payments',
    type: 'payment',
    summary: 'A payment was received',
    check: (_tx: Tx, invoice: InvoiceRecord, body: object) => {
      const currency = 'currency' in body ? body.currency : undefined;
      if (currency === undefined || currency === invoice.facts.currency) return;
      throw new ApiError(
        'invalid_request',
        'currency_differs',
        `The invoice is in ${invoice.facts.currency}; the payment says ${currency}.`,
        'currency',
      );
    },
  },
  { path: 'credit-notes', type: 'credit_note', summary: 'A credit note was issued' },
  { path: 'reversals', type: 'reversal', summary: 'A payment was taken back by the bank' },
  { path: 'holds', type: 'hold', summary: 'Hold: nothing goes out until it ends' },
  { path: 'write-off', type: 'write_off', summary: 'Write the claim off' },
] as const;

export const eventRoutes: Routes = async (app, { db, now, onAccepted }) => {
  /** When an event that is sent again was first accepted, it became known: what it leaves out means that day. */
  async function stamp(tx: Tx, invoiceId: string, request: FastifyRequest, body: z.output<typeof envelopeSchema>) {
    const id = body.id ?? derivedId(request, randomUUID);
    const at = body.at ?? (await findFact(tx, invoiceId, id))?.at ?? now();
    return { id, at: Math.min(at, now()) };
  }

  for (const { path, type, summary, ...rest } of EVENTS) {
    const check = 'check' in rest ? rest.check : undefined;
    const body = eventBodies[type].extend(envelope);
    typed(app).post(`/invoices/:id/${path}`, { schema: { summary, params: idParam, body } }, async (request, reply) => {
      const { id } = request.params as z.output<typeof idParam>;
      const given = request.body as z.output<typeof body>;
      const accepted = await recordEvent(db, id, async (tx, invoice) => {
        check?.(tx, invoice, given);
        const event = buildEvent(type, await stamp(tx, id, request, given), given as never);
        const wrong = dateProblem(event);
        if (!wrong) return event;
        throw new ApiError('invalid_request', 'date_impossible', `${wrong.field} ${wrong.problem}.`, wrong.field);
      });
      onAccepted();
      return reply.status(accepted.isNew ? 202 : 200).send({ id: accepted.id, invoice_id: id, new: accepted.isNew });
    });
  }

  const releaseParams = idParam.extend({ hold: identifier });
  const releaseBody = z.object({ by: personName, ...envelope });
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
