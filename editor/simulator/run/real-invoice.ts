/** An invoice of the book as something to try. */
import { daysBetween } from '../../../ladder/time/civil.ts';
import { MAX_TERM_DAYS, type TryDebtor, type TryInvoice } from './try.ts';

/** What the API tells of an invoice, as far as it matters here. */
export interface InvoiceView {
  number: string;
  issued: string;
  due: string;
  currency: string;
  open_cents: number;
  debtor: TryDebtor & { id: string; name: string };
}

/** The invoice with what is still open, and without the name of the debtor. */
export function invoiceOf({ number, issued, due, currency, open_cents, debtor }: InvoiceView): TryInvoice {
  const { kind, country, language, segment, relation, terms } = debtor;
  return {
    number,
    issuedOn: issued,
    termDays: Math.min(MAX_TERM_DAYS, Math.max(0, daysBetween(issued, due))),
    amountCents: Math.max(1, open_cents),
    currency,
    debtor: {
      kind,
      country,
      language,
      ...(segment !== undefined && { segment }),
      ...(relation !== undefined && { relation }),
      ...(terms !== undefined && { terms }),
    },
  };
}
