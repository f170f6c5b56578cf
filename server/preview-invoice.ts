/** What a change of ladder would do to one invoice, found among the versions that the change moves. */
import type { Instant } from '../ladder/time/civil.ts';
import { loadFacts } from '../store/facts.ts';
import { findInvoice } from '../store/invoices.ts';
import { findState } from '../store/states.ts';
import type { AppSettings } from './app.ts';
import { ApiError } from './errors.ts';
import { type BookChange, type Previewed, previewOne } from './ladder-changes.ts';
import { requireInvoice } from './routes/shared.ts';

/** Throws for an invoice that runs on none of the versions that the changes are from. */
export async function previewOfInvoice<C extends BookChange>(
  settings: AppSettings,
  ladderId: string,
  changes: readonly C[],
  invoiceId: string,
  now: Instant,
): Promise<{ found: Previewed; change: C }> {
  const { db } = settings;
  const row = await requireInvoice(settings, invoiceId);
  const change = changes.find(({ from }) => row.ladder_id === ladderId && row.ladder_version === from.version);
  if (!change) {
    const versions = changes.map(({ from }) => from.version).join(' or ') || 'any that is changed';
    const message = `Invoice ${row.number} runs on "${row.ladder_id}" version ${row.ladder_version}, not on "${ladderId}" version ${versions}.`;
    throw new ApiError('invalid_request', 'invoice_on_other_version', message, 'invoice');
  }
  const invoice = (await findInvoice(db, invoiceId))!;
  const { facts } = await loadFacts(db, invoice);
  const state = await findState(db, invoiceId);
  const preview = previewOne(change, { state, facts }, now);
  return { found: { invoice, preview, notBefore: null }, change };
}
