import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Ladder } from '../../ladder/definition.ts';
import { type InvoiceRowFull, invoiceRow } from '../../store/invoices.ts';
import { findLadder } from '../../store/ladders.ts';
import type { AppSettings } from '../app.ts';
import { notFound } from '../errors.ts';
import { isIban } from '../ubl/iban.ts';

export type Routes = FastifyPluginAsync<AppSettings>;
export const typed = (app: FastifyInstance) => app.withTypeProvider<ZodTypeProvider>();

export const idParam = z.object({ id: z.string().min(1).max(300) });

export const iban = z.string().refine(isIban, 'must be an IBAN that exists, in capitals and without spaces');

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
