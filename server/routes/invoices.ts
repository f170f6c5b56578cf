import { z } from 'zod';
import {
  civilDate,
  country,
  currency,
  debtorKind,
  identifier,
  ladderVersion,
  language,
  personName,
  positiveAmount,
} from '../../ladder/schema.ts';
import { plan } from '../../ladder/simulate.ts';
import { localDate } from '../../ladder/time/civil.ts';
import { listDispatches } from '../../store/dispatches.ts';
import { replacePdf } from '../../store/documents.ts';
import { loadFacts } from '../../store/facts.ts';
import { findInvoice, listInvoices } from '../../store/invoices.ts';
import { invoiceChain, readLog } from '../../store/log.ts';
import { DEFAULT_CREDITOR_ID, findDebtor } from '../../store/parties.ts';
import { findState } from '../../store/states.ts';
import type { AppSettings } from '../app.ts';
import { ApiError, notFound } from '../errors.ts';
import { creditorById, creditorOfUbl, languageOf, registerInvoice, registrationOfUbl } from '../register.ts';
import { readUblRequest, recordUblCredit, ublView } from '../ubl-import.ts';
import { dispatchView, entryView, invoiceView, stateView } from '../views.ts';
import { iban, idParam, ladderOf, pageOf, pageQuery, type Routes, requireInvoice, typed } from './shared.ts';

const text = (most: number) => z.string().trim().min(1).max(most);
const email = z.email().max(254);

const registrationBody = z.strictObject({
  number: text(100),
  issued: civilDate,
  due: civilDate.optional(),
  amount: positiveAmount,
  open: positiveAmount.optional(),
  currency: currency.default('EUR'),
  payment_reference: text(140).optional(),
  iban: iban.optional(),
  creditor: identifier.default(DEFAULT_CREDITOR_ID),
  ladder: z.strictObject({ id: identifier, version: ladderVersion.optional() }).optional(),
  debtor: z.strictObject({
    reference: text(100).optional(),
    kind: debtorKind,
    name: personName,
    address: z.array(text(200)).max(8).default([]),
    country: country.default('NL'),
    language: language.optional(),
    segment: text(100).optional(),
    relation: text(100).optional(),
    terms: text(100).optional(),
    kvk: text(20).optional(),
    vat_number: text(20).optional(),
    oin: text(30).optional(),
    email: email.optional(),
    phone: text(30).optional(),
  }),
});

/** Invoices that are asked for by their ids at most, in one go. */
const MAX_NAMED = 100;

const listQuery = z.strictObject({
  number: z.string().max(100).optional(),
  search: z.string().trim().min(1).max(100).optional().describe('Part of the number, or of the customer'),
  ladder: identifier.optional(),
  phase: z.enum(['climbing', 'handed_over', 'closed']).optional(),
  id: z
    .union([
      z
        .string()
        .max(300)
        .transform((one) => [one]),
      z.array(z.string().max(300)).max(MAX_NAMED),
    ])
    .optional()
    .describe('Invoices by their ids; may be repeated'),
  ...pageQuery,
});

const ublQuery = z.strictObject({
  ladder: identifier.optional(),
  email: email.optional(),
  debtor_kind: debtorKind.optional(),
});

export const invoiceRoutes: Routes = async (app, settings) => {
  const { db, now, onAccepted } = settings;

  typed(app).post(
    '/invoices',
    { schema: { summary: 'Register an invoice', body: registrationBody } },
    async (request, reply) => {
      const { body } = request;
      if (body.open !== undefined && body.open > body.amount) {
        throw new ApiError(
          'invalid_request',
          'open_exceeds_amount',
          'More is open than the invoice amounts to.',
          'open',
        );
      }
      const { debtor } = body;
      const registered = await registerInvoice(
        db,
        (tx) => creditorById(tx, body.creditor),
        {
          number: body.number,
          issuedOn: body.issued,
          dueOn: body.due ?? null,
          amountCents: body.amount,
          claimedCents: body.open ?? body.amount,
          currency: body.currency,
          paymentReference: body.payment_reference ?? null,
          iban: body.iban ?? null,
          ladder: body.ladder ? { id: body.ladder.id, version: body.ladder.version ?? null } : null,
          debtor: {
            reference: debtor.reference ?? null,
            kind: debtor.kind,
            name: debtor.name,
            addressLines: debtor.address,
            country: debtor.country,
            language: debtor.language ?? languageOf(debtor.country),
            segment: debtor.segment ?? null,
            relation: debtor.relation ?? null,
            terms: debtor.terms ?? null,
            kvk: debtor.kvk ?? null,
            vatNumber: debtor.vat_number ?? null,
            oin: debtor.oin ?? null,
            email: debtor.email ?? null,
            phone: debtor.phone ?? null,
          },
          documents: [],
        },
        now(),
      );
      onAccepted();
      return reply.status(registered.isNew ? 201 : 200).send(await show(settings, registered.id));
    },
  );

  typed(app).post(
    '/invoices/ubl',
    {
      schema: {
        summary: 'Register a UBL invoice, or book a UBL credit note',
        querystring: ublQuery,
        consumes: ['application/xml'],
      },
    },
    async (request, reply) => {
      const { document, xml } = readUblRequest(request.body);
      const { ladder, email: fallbackEmail, debtor_kind } = request.query;
      if (document.kind === 'credit_note') {
        const credited = await recordUblCredit(db, document, now());
        onAccepted();
        return reply
          .status(credited.isNew ? 201 : 200)
          .send({ ...ublView(document), invoice_id: credited.invoiceId, new: credited.isNew });
      }
      const options = { ladder: ladder ?? null, email: fallbackEmail ?? null, debtorKind: debtor_kind ?? null };
      const registered = await registerInvoice(
        db,
        (tx) => creditorOfUbl(tx, document),
        registrationOfUbl(document, xml, options),
        now(),
      );
      onAccepted();
      return reply
        .status(registered.isNew ? 201 : 200)
        .send({ ...ublView(document), invoice_id: registered.id, new: registered.isNew });
    },
  );

  typed(app).get('/invoices', { schema: { summary: 'List invoices', querystring: listQuery } }, async (request) => {
    const { limit, id: ids, ...filter } = request.query;
    return pageOf(await listInvoices(db, { ...given({ ...filter, ids }), limit: limit + 1 }), limit, (row) => ({
      id: row.id,
      number: row.number,
      debtor: { id: row.debtor_id, name: row.debtor_name, reference: row.debtor_reference },
      ladder: { id: row.ladder_id, version: row.ladder_version },
      issued: row.issued_on,
      due: row.due_on,
      currency: row.currency,
      state: row.state === null ? null : stateView(row.state),
    }));
  });

  typed(app).get('/invoices/:id', { schema: { summary: 'Read an invoice', params: idParam } }, (request) =>
    show(settings, request.params.id),
  );

  typed(app).get(
    '/invoices/:id/timeline',
    { schema: { summary: 'What happened, and why', params: idParam } },
    async (request) => {
      const invoice = await requireInvoice(settings, request.params.id);
      const ladder = await ladderOf(settings, invoice);
      const entries = await readLog(db, invoiceChain(invoice.id));
      return { data: entries.map((entry) => ({ ...entryView(entry, ladder), actor: entry.actor })) };
    },
  );

  typed(app).get(
    '/invoices/:id/plan',
    { schema: { summary: 'What comes, when and why', params: idParam } },
    async (request) => {
      const invoice = await requireInvoice(settings, request.params.id);
      const ladder = await ladderOf(settings, invoice);
      const { facts, state } = await known(settings, invoice.id);
      const planned = state === null ? [] : plan(ladder, state, facts, now());
      return { data: planned.map((entry) => entryView(entry, ladder)) };
    },
  );

  typed(app).get(
    '/invoices/:id/dispatches',
    { schema: { summary: 'Contacts and what came of them', params: idParam } },
    async (request) => {
      const invoice = await requireInvoice(settings, request.params.id);
      return { data: (await listDispatches(db, invoice.id)).map(dispatchView) };
    },
  );

  typed(app).put(
    '/invoices/:id/pdf',
    { schema: { summary: 'Attach the invoice as PDF', params: idParam, consumes: ['application/pdf'] } },
    async (request, reply) => {
      const invoice = await requireInvoice(settings, request.params.id);
      const content = request.body;
      if (!Buffer.isBuffer(content) || content.subarray(0, 5).toString('latin1') !== '%PDF-') {
        throw new ApiError('invalid_request', 'not_a_pdf', 'Send the PDF itself, with Content-Type application/pdf.');
      }
      const document = {
        kind: 'pdf' as const,
        fileName: fileName(invoice.number),
        mimeType: 'application/pdf',
        content,
      };
      await db.transaction().execute((tx) => replacePdf(tx, invoice.id, document));
      return reply.status(204).send();
    },
  );
};

/** The members that have a value. */
function given<T extends object>(members: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;
}

const fileName = (number: string) => `factuur-${number.replace(/[^A-Za-z0-9._-]+/g, '-')}.pdf`;

/** An invoice with its debtor, its state and what is open. */
async function show(settings: AppSettings, invoiceId: string) {
  const today = localDate(settings.now());
  const invoice = await requireInvoice(settings, invoiceId);
  const debtor = (await findDebtor(settings.db, invoice.debtor_id))!;
  const { facts, state } = await known(settings, invoiceId);
  const { kind, country: land, language: spoken, segment, relation, terms } = facts.debtor;
  const said = { id: debtor.id, name: debtor.name, kind, country: land, language: spoken, segment, relation, terms };
  return invoiceView(invoice, said, state, facts, today);
}

/** Facts and state of an invoice, read without locks. */
async function known({ db }: AppSettings, invoiceId: string) {
  const invoice = await findInvoice(db, invoiceId);
  if (!invoice) throw notFound('invoice', invoiceId);
  const { facts } = await loadFacts(db, invoice);
  return { facts, state: await findState(db, invoiceId) };
}
