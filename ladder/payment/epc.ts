/**
 * The text of a payment QR code: a SEPA credit transfer that the payer's banking app fills in (European Payments Council,
 * EPC069-12, version 002). The code itself is to be drawn at error level M.
 */
import { type Cents, type Currency, decimalAmount } from '../money.ts';
import { compactIban, isIban, sepaZone } from './iban.ts';
import { readCreditorReference } from './references.ts';

export interface EpcPayment {
  /** Who is paid, as the account is registered. */
  name: string;
  iban: string;
  /** Needed for an account outside the European Economic Area only. */
  bic: string | null;
  amountCents: Cents;
  currency: Currency;
  /** What the payer quotes. A valid creditor reference (ISO 11649) goes into the structured field, anything else as text. */
  reference: string;
}

/** The lines of the code, or the sentence that says why this payment cannot have one. */
export type EpcPayload = { payload: string } | { problem: string };

const MAX_NAME_CHARS = 70;
const MAX_TEXT_CHARS = 140;
/** EUR 999,999,999.99. */
const MAX_EPC_CENTS: Cents = 99_999_999_999;
/** What a code of version 13 holds at level M, the largest that the guideline allows. */
const MAX_PAYLOAD_BYTES = 331;

/** Never throws. A name that is too long is cut off, as banks do; a reference never is, since it must match. */
export function epcPayload(payment: EpcPayment): EpcPayload {
  const iban = compactIban(payment.iban);
  const bic = payment.bic === null ? '' : payment.bic.replace(/\s/g, '').toUpperCase();
  const name = Array.from(onOneLine(payment.name)).slice(0, MAX_NAME_CHARS).join('').trim();
  const text = onOneLine(payment.reference);
  const structured = readCreditorReference(text);
  const problem =
    problemOfAmount(payment) ??
    problemOfAccount(iban, bic) ??
    problemOfTexts(name, 'reference' in structured ? '' : text);
  if (problem !== null) return { problem };
  const remittance = 'reference' in structured ? [structured.reference] : text === '' ? [] : ['', text];
  const amount = `EUR${decimalAmount(payment.amountCents)}`;
  // Lines at the end that say nothing are left out; the purpose of the payment is always empty.
  const lines = [
    'BCD',
    '002',
    '1',
    'SCT',
    bic,
    name,
    iban,
    amount,
    ...(remittance.length > 0 ? ['', ...remittance] : []),
  ];
  const payload = lines.join('\n');
  if (utf8Length(payload) > MAX_PAYLOAD_BYTES) {
    return { problem: `A payment code holds ${MAX_PAYLOAD_BYTES} bytes; name and reference are too long together.` };
  }
  return { payload };
}

function problemOfAmount({ amountCents, currency }: EpcPayment): string | null {
  if (currency !== 'EUR') return `A payment code is for euros only, not for ${currency}.`;
  if (Number.isInteger(amountCents) && amountCents > 0 && amountCents <= MAX_EPC_CENTS) return null;
  return 'A payment code is for an amount from 0.01 to 999999999.99 euros.';
}

function problemOfAccount(iban: string, bic: string): string | null {
  if (!isIban(iban)) return `The account "${iban}" is not a valid IBAN.`;
  const zone = sepaZone(iban);
  if (zone === null) return `The account ${iban} cannot be reached by a SEPA credit transfer.`;
  if (zone === 'other' && bic === '') return `The account ${iban}, outside the European Economic Area, needs a BIC.`;
  if (bic !== '' && !/^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.test(bic)) return `"${bic}" is not a BIC.`;
  return null;
}

function problemOfTexts(name: string, text: string): string | null {
  if (name === '') return 'A payment code names the holder of the account.';
  if (Array.from(text).length <= MAX_TEXT_CHARS) return null;
  return `The payment reference is longer than the ${MAX_TEXT_CHARS} characters that a payment code holds.`;
}

/** The code parts its fields by line breaks: none may come from a value. */
function onOneLine(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Cf}\p{Cs}]+/gu, ' ').trim();
}

function utf8Length(text: string): number {
  return Array.from(text).reduce((sum, char) => {
    const code = char.codePointAt(0)!;
    return sum + (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4);
  }, 0);
}
