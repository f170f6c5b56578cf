/**
 * Reads an invoice or credit note in UBL 2.1 as EN 16931 uses it (Peppol BIS Billing 3, the Dutch NLCIUS). Terms such
 * as BT-112 are those of EN 16931-1.
 */
import { checkCurrency } from './amounts.ts';
import { readAttachments, type UblAttachment } from './attachments.ts';
import { readDate } from './dates.ts';
import { pathOf, requiredChild, requiredText, textsAt } from './elements.ts';
import { readParty, type UblParty } from './party.ts';
import { readPayment } from './payment.ts';
import { findDocument } from './root.ts';
import { readTotals } from './totals.ts';
import { UblError, type Warn } from './ubl-error.ts';
import { parseXml, type XmlElement } from './xml.ts';
import { decodeXml } from './xml-encoding.ts';
import { XmlError } from './xml-error.ts';

const MIB = 1024 * 1024;
/** The largest file that is read. Nearly all of a large invoice is its attachments. */
export const MAX_UBL_BYTES = 20 * MIB;

export interface UblDocument {
  /**
   * A credit note is a CreditNote, an Invoice whose type (BT-3) says so, or a document by which the seller owes the
   * buyer: one with a negative amount due (BT-115), or with a negative total where nothing is due.
   */
  kind: 'invoice' | 'credit_note';
  /** BT-1. */
  number: string;
  /** BT-2, as YYYY-MM-DD. */
  issuedOn: string;
  /** BT-9, as YYYY-MM-DD; null where only the creditor's usual term can give it. */
  dueOn: string | null;
  /** BT-20: the payment terms in words. */
  terms: string | null;
  /** BT-5: an ISO 4217 code. */
  currency: string;
  /** BT-112, the total with VAT: hundredths of the currency's unit, more than zero for credit notes too. */
  amountCents: number;
  /**
   * BT-115, what is still due: hundredths, zero or more. Of a credit note it is what the customer has to his credit;
   * this can be less than `amountCents`, as on a yearly bill for which too much was paid in advance.
   */
  openCents: number;
  /** BT-25: the numbers of the invoices this document is about. */
  precedingInvoices: string[];
  /** BT-83: what the payer is to quote. */
  paymentReference: string | null;
  /** BT-84: the first account to pay to, if it is a valid IBAN. */
  iban: string | null;
  seller: UblParty;
  buyer: UblParty;
  attachments: UblAttachment[];
  /** Sentences about what was read but is doubtful. */
  warnings: string[];
}

/** The credit notes among the type codes (UNTDID 1001) that EN 16931 allows in BT-3. */
const CREDIT_NOTE_TYPES: ReadonlySet<string> = new Set('81 83 261 262 296 308 381 396 420 458 502 503 532'.split(' '));

/**
 * Reads a UBL file. Throws a UblError, whose message says in a sentence what is wrong, where, and how to mend it, for
 * anything that is not one whole and unambiguous invoice or credit note.
 */
export function readUbl(bytes: Uint8Array): UblDocument {
  checkSize(bytes.length);
  return readDocument(findDocument(readXml(bytes)));
}

function checkSize(bytes: number): void {
  if (bytes <= MAX_UBL_BYTES) return;
  const size = (Math.ceil((bytes / MIB) * 10) / 10).toFixed(1);
  throw new UblError(
    `The file is ${size} MiB and may be ${MAX_UBL_BYTES / MIB} MiB at most: leave out attachments or make them smaller.`,
  );
}

function readXml(bytes: Uint8Array): XmlElement {
  try {
    return parseXml(decodeXml(bytes));
  } catch (error) {
    if (error instanceof XmlError) throw new UblError(error.message, { cause: error });
    throw error;
  }
}

function readDocument(root: XmlElement): UblDocument {
  const warnings: string[] = [];
  const warn: Warn = (sentence) => warnings.push(sentence);
  const number = requiredText(root, 'cbc:ID', 'invoice number (BT-1)');
  const issuedOn = readIssueDate(root);
  const currency = requiredText(root, 'cbc:DocumentCurrencyCode', 'currency (BT-5)');
  checkCurrency(currency, `${pathOf(root)}/cbc:DocumentCurrencyCode`);
  const { amountCents, openCents, negative } = readTotals(root, currency, warn);
  return {
    kind: readKind(root, negative, warn),
    number,
    issuedOn,
    ...readPayment(root, issuedOn, warn),
    currency,
    amountCents,
    openCents,
    precedingInvoices: readPrecedingInvoices(root),
    seller: readParty(root, 'seller', warn),
    buyer: readParty(root, 'buyer', warn),
    attachments: readAttachments(root, warn),
    warnings,
  };
}

function readIssueDate(root: XmlElement): string {
  const term = 'issue date (BT-2)';
  requiredText(root, 'cbc:IssueDate', term);
  return readDate(requiredChild(root, 'cbc:IssueDate', term))!;
}

function readKind(root: XmlElement, negative: boolean, warn: Warn): UblDocument['kind'] {
  const isCredit = isCreditNote(root);
  if (isCredit && negative) {
    warn('The amounts of this credit note are negative; they were read as a credit, not as a claim.');
  }
  return isCredit || negative ? 'credit_note' : 'invoice';
}

function isCreditNote(root: XmlElement): boolean {
  // UBL leaves the type code of a CreditNote out freely; without that of an Invoice nobody knows what it is.
  if (root.name === 'CreditNote') return true;
  return CREDIT_NOTE_TYPES.has(requiredText(root, 'cbc:InvoiceTypeCode', 'invoice type (BT-3)'));
}

function readPrecedingInvoices(root: XmlElement): string[] {
  return [...new Set(textsAt(root, 'cac:BillingReference', 'cac:InvoiceDocumentReference', 'cbc:ID'))];
}
