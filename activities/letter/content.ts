/** What a letter says, before it becomes a page: the same notice that a mail says, and what stands around it on paper. */
import type { Language, Wording } from '../../ladder/definition.ts';
import type { Cents, Currency } from '../../ladder/money.ts';
import type { EpcPayment } from '../../ladder/payment/epc.ts';
import { need, openOf } from '../../ladder/texts/fields.ts';
import { clean } from '../../ladder/texts/lines.ts';
import {
  composeNotice,
  type InvoiceLine,
  type Notice,
  type NoticeValues,
  partiesOf,
  type Sender,
} from '../../ladder/texts.ts';
import type { CivilDate } from '../../ladder/time/civil.ts';

export interface LetterContent {
  language: Language;
  /** The day on the letter; also the PDF's own date, so that the same letter is the same file. */
  date: CivilDate;
  /** Where it was written; the date stands alone without it. */
  place: string | null;
  sender: Sender;
  /** Name, address and country, one line each, as they show through the window. */
  addressee: readonly string[];
  /** How the creditor knows this case. */
  ourReference: string | null;
  paymentReference: string | null;
  /** Parts of `block.invoice`, `block.payment` and `block.signature` say where table, payment box and signature stand. */
  notice: Notice;
  /** Numbers of the invoices that it is about; at least one. */
  numbers: readonly string[];
  /** The rows of its table; none where the letter has no table. */
  invoices: readonly InvoiceLine[];
  currency: Currency;
  /** VAT is in the collection costs of the table. */
  costsVat: boolean;
  /** For the payment code; null when the creditor's account is not known. */
  payment: EpcPayment | null;
  /** Who signs for the creditor; only the creditor's name stands there without it. */
  signer: { name: string; position: string | null } | null;
}

/** What a letter tells that a mail does not. */
export interface LetterDetails {
  place: string | null;
  ourReference: string | null;
  /** The country as it is written on an envelope; null for a letter within the country. */
  country: string | null;
  /** The bank of the creditor's account; a payment code needs it outside the European Economic Area only. */
  bic: string | null;
  signer: { name: string; position: string | null } | null;
}

/** Thrown when a letter cannot be printed as it should be: it must not go out. Its message is a sentence for a person. */
export class LetterError extends Error {
  override readonly name = 'LetterError';
}

/** No letter lists more; a debtor with more open items gets a statement of account. */
const MAX_INVOICES = 500;

/**
 * The content of a letter from a ladder's text and the values of its merge fields. Throws a NoticeTextError as mail does,
 * and a LetterError when the table and the amount to pay would contradict each other.
 */
export function letterContent(text: Wording, values: NoticeValues, details: LetterDetails): LetterContent {
  const { sender, addressee } = partiesOf(values);
  requireAddress(addressee);
  const { invoice, openCents, lines: invoices } = values;
  checkSums(invoices, openCents);
  const paymentReference = invoices.length > 1 ? null : clean(values.paymentReference);
  const reference = need('payment.reference', values);
  const country = clean(details.country);
  const { bic } = details;
  const { currency } = invoice;
  const payment = sender.iban && {
    name: sender.name,
    iban: sender.iban,
    bic,
    amountCents: openCents,
    currency,
    reference,
  };
  return {
    language: values.language,
    date: values.today,
    place: clean(details.place),
    sender,
    addressee: country === null ? addressee : [...addressee, country],
    ourReference: clean(details.ourReference),
    paymentReference,
    notice: composeNotice(text, values),
    numbers: invoices.map(({ number }) => clean(number) ?? ''),
    invoices: invoices.map((one) => ({ ...one, number: clean(one.number) ?? '' })),
    currency,
    costsVat: values.costsVat,
    payment: payment || null,
    signer: signerOf(details),
  };
}

/** Throws a LetterError where no more than the name of an addressee is known. */
export function requireAddress(addressee: readonly string[]): void {
  if (addressee.length < 2) throw new LetterError(`No postal address of ${addressee[0]} is known.`);
}

export function signerOf({ signer }: LetterDetails): LetterContent['signer'] {
  const name = clean(signer?.name ?? null);
  return name === null ? null : { name, position: clean(signer?.position ?? null) };
}

function checkSums(invoices: readonly InvoiceLine[], openCents: Cents): void {
  if (invoices.length === 0) throw new LetterError('A letter is about at least one invoice.');
  if (invoices.length > MAX_INVOICES) {
    throw new LetterError(`A letter lists at most ${MAX_INVOICES} invoices; this one has ${invoices.length}.`);
  }
  for (const one of invoices) {
    if (openOf(one) === one.openCents) continue;
    throw new LetterError(
      `Invoice ${one.number}: claimed and charged, less paid, credited and contested, is not the open amount.`,
    );
  }
  if (totalOpen(invoices) !== openCents) {
    throw new LetterError('The open amounts of the invoices are not together the amount to pay.');
  }
}

export function totalOpen(invoices: readonly InvoiceLine[]): Cents {
  return invoices.reduce((sum, { openCents }) => sum + openCents, 0);
}
