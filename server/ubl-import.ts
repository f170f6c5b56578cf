/** UBL documents as the API and the CLI take them in. */
import { createHash } from 'node:crypto';
import { decimalAmount } from '../ladder/money.ts';
import type { Instant } from '../ladder/time/civil.ts';
import type { Db } from '../store/database.ts';
import { invoiceOfCreditor } from '../store/invoices.ts';
import { findSeller, supposedKind } from '../store/parties.ts';
import { ApiError } from './errors.ts';
import { recordEvent } from './record.ts';
import { readUbl, type UblDocument } from './ubl/ubl.ts';
import { UblError } from './ubl/ubl-error.ts';

/** Reads the body of a request as UBL; what is wrong with it becomes a refusal with the reader's own sentence. */
export function readUblRequest(body: unknown): { document: UblDocument; xml: Buffer } {
  if (!Buffer.isBuffer(body)) {
    throw new ApiError(
      'invalid_request',
      'not_xml',
      'Send the UBL document itself, with Content-Type application/xml.',
    );
  }
  try {
    const document = readUbl(body);
    checkLengths(document);
    return { document, xml: body };
  } catch (error) {
    if (error instanceof UblError) throw new ApiError('invalid_request', 'ubl_refused', error.message);
    throw error;
  }
}

const MAX_NUMBER_CHARS = 100;
const MAX_NAME_CHARS = 200;

/** UBL sets no limits; a number or a name longer than any that is real is a document gone wrong. */
function checkLengths({ number, seller, buyer }: UblDocument): void {
  if (number.length > MAX_NUMBER_CHARS) {
    throw new UblError(`The number (BT-1) is longer than ${MAX_NUMBER_CHARS} characters: shorten it.`);
  }
  if (seller.name.length > MAX_NAME_CHARS || buyer.name.length > MAX_NAME_CHARS) {
    throw new UblError(`The name of the seller or the buyer is longer than ${MAX_NAME_CHARS} characters: shorten it.`);
  }
}

/** The same credit note always has the same id, and another one another, also where only signs tell them apart. */
function creditId(number: string): string {
  const readable = number.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 60);
  if (readable === number) return `credit-${number}`;
  return `credit-${readable}-${createHash('sha256').update(number).digest('hex').slice(0, 12)}`;
}

const NO_SENDER =
  'The seller states no e-mail address: notices cannot leave until it is set with PUT /api/creditors/{id}.';

const NO_BUSINESS =
  'The buyer has no KvK, VAT or OIN number and is taken as a consumer, unless the import says otherwise (--debtor-kind).';

/** What an import says of a document. */
export function ublView(document: UblDocument) {
  const { buyer } = document;
  return {
    kind: document.kind,
    number: document.number,
    issued: document.issuedOn,
    due: document.dueOn,
    currency: document.currency,
    amount_cents: document.amountCents,
    open_cents: document.openCents,
    buyer: {
      name: buyer.name,
      country: buyer.address.country,
      email: buyer.email,
      vat_number: buyer.vatNumber,
      kvk: buyer.kvk,
      oin: buyer.oin,
      customer_number: buyer.customerNumber,
    },
    warnings: [
      ...document.warnings,
      ...(document.seller.email === null ? [NO_SENDER] : []),
      ...(supposedKind(buyer) === 'consumer' ? [NO_BUSINESS] : []),
    ],
  };
}

/** Books a credit note on the invoice that it names (BT-25). */
export async function recordUblCredit(
  db: Db,
  document: UblDocument,
  now: Instant,
): Promise<{ invoiceId: string; isNew: boolean }> {
  const numbers = document.precedingInvoices;
  if (numbers.length !== 1) {
    const names = numbers.length === 0 ? 'names no invoice' : `names ${numbers.length} invoices`;
    throw new ApiError(
      'invalid_request',
      'credit_note_unmatched',
      `Credit note ${document.number} ${names} (BT-25); book it on one invoice with POST /api/invoices/{id}/credit-notes.`,
    );
  }
  const { name, vatNumber } = document.seller;
  const creditor = await findSeller(db, { name, vatNumber, kvk: document.seller.kvk });
  const invoice = creditor && (await invoiceOfCreditor(db, creditor.id, numbers[0]!));
  if (!invoice) {
    throw new ApiError(
      'invalid_request',
      'credit_note_unmatched',
      `Credit note ${document.number} is for invoice ${numbers[0]}, which ${document.seller.name} has not registered.`,
    );
  }
  if (invoice.currency !== document.currency) {
    throw new ApiError(
      'invalid_request',
      'currency_differs',
      `Credit note ${document.number} is in ${document.currency}, its invoice in ${invoice.currency}.`,
    );
  }
  if (document.openCents === 0) {
    throw new ApiError(
      'invalid_request',
      'amount_zero',
      `Credit note ${document.number} leaves nothing to set off (BT-115 is ${decimalAmount(0)}).`,
    );
  }
  const accepted = await recordEvent(db, invoice.id, () => ({
    type: 'credit_note',
    id: creditId(document.number),
    at: now,
    number: document.number,
    amountCents: document.openCents,
    issuedOn: document.issuedOn,
  }));
  return { invoiceId: invoice.id, isNew: accepted.isNew };
}
