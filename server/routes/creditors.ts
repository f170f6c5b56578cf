import { z } from 'zod';
import { identifier, personName } from '../../ladder/schema.ts';
import {
  addContact,
  DEFAULT_TERM_DAYS,
  findCreditor,
  findDebtor,
  listCreditors,
  saveCreditor,
} from '../../store/parties.ts';
import { notFound } from '../errors.ts';
import { iban, idParam, type Routes, typed } from './shared.ts';

const email = z.email().max(254);
const line = z.string().trim().min(1).max(200);
const creditorBody = z.strictObject({
  name: personName,
  address: z.array(line).max(8).default([]),
  email,
  phone: line.optional(),
  iban: iban.optional(),
  kvk: line.optional(),
  vat_number: line.optional(),
  default_term_days: z.int().min(0).max(365).default(DEFAULT_TERM_DAYS),
  agency: z.strictObject({ name: personName, email }).nullable().default(null),
  costs_vat: z.boolean().default(false),
});
const contactBody = z
  .strictObject({ name: personName.optional(), email: email.optional(), phone: line.optional() })
  .refine((contact) => contact.email !== undefined || contact.phone !== undefined, 'needs an email or a phone');

export const creditorRoutes: Routes = async (app, { db, now }) => {
  typed(app).get('/creditors', { schema: { summary: 'List creditors' } }, async () => {
    const rows = await listCreditors(db);
    return {
      data: rows.map(({ address_lines, agency_name, agency_email, ...rest }) => ({
        ...rest,
        address: address_lines,
        agency: agency_email === null ? null : { name: agency_name, email: agency_email },
      })),
    };
  });

  typed(app).put(
    '/creditors/:id',
    {
      schema: {
        summary: 'Set up a creditor: who sends, and which agency takes over',
        params: z.object({ id: identifier }),
        body: creditorBody,
      },
    },
    async (request) => {
      const { body } = request;
      const { id } = request.params;
      await saveCreditor(db, {
        id,
        name: body.name,
        address_lines: JSON.stringify(body.address),
        email: body.email,
        phone: body.phone ?? null,
        iban: body.iban ?? null,
        kvk: body.kvk ?? null,
        vat_number: body.vat_number ?? null,
        default_term_days: body.default_term_days,
        agency_name: body.agency?.name ?? null,
        agency_email: body.agency?.email ?? null,
        costs_vat: body.costs_vat,
        is_example: false,
      });
      return { id, name: (await findCreditor(db, id))!.name };
    },
  );

  typed(app).post(
    '/debtors/:id/contacts',
    { schema: { summary: 'Add an e-mail address or phone number of a debtor', params: idParam, body: contactBody } },
    async (request, reply) => {
      const { id } = request.params;
      if (!(await findDebtor(db, id))) throw notFound('debtor', id);
      const { name, email: address, phone } = request.body;
      await db
        .transaction()
        .execute((tx) =>
          addContact(tx, id, { name: name ?? null, email: address ?? null, phone: phone ?? null }, now()),
        );
      return reply.status(204).send();
    },
  );
};
