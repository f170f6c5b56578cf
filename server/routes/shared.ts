import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Ladder } from '../../ladder/definition.ts';
import { isIban } from '../../ladder/payment/iban.ts';
import { identifier } from '../../ladder/schema.ts';
import { type InvoiceRowFull, invoiceRow } from '../../store/invoices.ts';
import { findLadder } from '../../store/ladders.ts';
import type { AppSettings } from '../app.ts';
import { notFound } from '../errors.ts';
import { MAX_PASSWORD_CHARS, MIN_PASSWORD_CHARS } from '../passwords.ts';

export type Routes = FastifyPluginAsync<AppSettings>;
export const typed = (app: FastifyInstance) => app.withTypeProvider<ZodTypeProvider>();

export const idParam = z.object({ id: z.string().min(1).max(300) });

export const iban = z.string().refine(isIban, 'must be an IBAN that exists, in capitals and without spaces');

/** The name of a person or program on one line, without what hides or turns text. */
export const plainName = z
  .string()
  .trim()
  .normalize('NFC')
  .min(1)
  .max(200)
  .refine(
    (text) => !/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(text),
    'must be one line of plain text',
  );

export const newPassword = z.string().min(MIN_PASSWORD_CHARS).max(MAX_PASSWORD_CHARS);

/** How an e-mail address is kept and looked for: upper case tells nobody apart. */
export const normalEmail = (text: string) => text.normalize('NFC').trim().toLowerCase();

const MAX_MAPPED = 200;
/** Which steps of one version of a ladder are which of another, where that has to be said. */
export const mappingBody = z
  .record(identifier, identifier)
  .refine((given) => Object.keys(given).length <= MAX_MAPPED, `must not have more than ${MAX_MAPPED} steps`)
  .default({})
  .describe('Which step takes the place of each removed one');

const MAX_PAGE = 200;
const PAGE = 50;
/** Lists come a page at a time: `after` is the id at which the page before ended. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(PAGE),
  after: z.string().max(300).optional(),
};

export interface Page<T> {
  data: T[];
  /** Give it as `after` for the next page; null on the last one. */
  next: string | null;
}

/** Makes a page of the rows found when one more than the limit was asked for. */
export function pageOf<Row extends { id: string }, T>(rows: Row[], limit: number, view: (row: Row) => T): Page<T> {
  const page = rows.slice(0, limit);
  return { data: page.map(view), next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

export async function requireInvoice({ db }: AppSettings, id: string): Promise<InvoiceRowFull> {
  const invoice = await invoiceRow(db, id);
  if (!invoice) throw notFound('invoice', id);
  return invoice;
}

export async function ladderOf(
  { db }: AppSettings,
  invoice: { ladder_id: string; ladder_version: number },
): Promise<Ladder> {
  const ladder = await findLadder(db, { id: invoice.ladder_id, version: invoice.ladder_version }, db);
  if (!ladder) throw new Error(`Ladder ${invoice.ladder_id} version ${invoice.ladder_version} is missing.`);
  return ladder;
}
