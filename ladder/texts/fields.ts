/** The merge fields of a text: their names, their values for one invoice, and what lacks where there is none. */
import type { Channel, DebtorKind, Language } from '../definition.ts';
import { type Cents, type Currency, formatAmount } from '../money.ts';
import { type CivilDate, civilParts, dayOf } from '../time/civil.ts';
import { clean, NO_BREAK, unbroken } from './lines.ts';
import { WORDS } from './words.ts';

/** One invoice that a notice asks for. */
export interface InvoiceLine {
  number: string;
  issuedOn: CivilDate;
  dueOn: CivilDate;
  claimedCents: Cents;
  paidCents: Cents;
  creditedCents: Cents;
  contestedCents: Cents;
  /** Collection costs and interest that were charged, before payments. */
  costsCents: Cents;
  interestCents: Cents;
  /** Claimed and charged, less paid, credited and contested. */
  openCents: Cents;
}

/** Another invoice of the debtor, told for information. */
export type AlsoOpen = Pick<InvoiceLine, 'number' | 'dueOn' | 'openCents'>;

export interface NoticeValues {
  language: Language;
  channel: Channel;
  /** The day on which the notice leaves. */
  today: CivilDate;
  creditor: {
    name: string;
    addressLines: readonly string[];
    email: string | null;
    phone: string | null;
    iban: string | null;
    kvk: string | null;
    vatNumber: string | null;
  };
  debtor: { name: string; addressLines: readonly string[]; kind: DebtorKind };
  /** The invoice; of several the first, and the amounts below are then their sums. */
  invoice: { number: string; issuedOn: CivilDate; dueOn: CivilDate; claimedCents: Cents; currency: Currency };
  /** Every invoice that the notice asks for; at least one. */
  lines: readonly InvoiceLine[];
  alsoOpen: readonly AlsoOpen[];
  /** All that is asked for: claimed and charged, less paid, credited and contested. */
  openCents: Cents;
  /** Collection costs and interest that were charged, before payments; 0 when none were. */
  costsCents: Cents;
  interestCents: Cents;
  /** VAT is in the costs that were charged. */
  costsVat: boolean;
  /** The collection costs that a fourteen-day letter announces; 0 where none can be. */
  announcedCostsCents: Cents;
  /** VAT is in those that it announces. */
  announcedCostsVat: boolean;
  /** Paid and not taken back. */
  paidCents: Cents;
  creditedCents: Cents;
  /** Contested, or conceded and not yet credited: not asked for now. */
  contestedCents: Cents;
  /** The final payment date that the notice sets, that day included. */
  deadline: CivilDate | null;
  /** Payments up to and including this day were taken into account. */
  bankDate: CivilDate;
  /** When the last written contact about this invoice left. */
  lastNoticeOn: CivilDate | null;
  /** The invoice number serves as reference when there is none. */
  paymentReference: string | null;
}

/** What of an invoice is asked for. */
export function openOf(line: Omit<InvoiceLine, 'number' | 'issuedOn' | 'dueOn' | 'openCents'>): Cents {
  const charged = line.claimedCents + line.costsCents + line.interestCents;
  return charged - line.paidCents - line.creditedCents - line.contestedCents;
}

/** What every notice names, whatever it is about. */
export type PartyValues = Pick<NoticeValues, 'language' | 'today' | 'creditor' | 'debtor'>;

/** Thrown when a notice cannot be rendered as it should be: it must not go out. */
export class NoticeTextError extends Error {
  override readonly name = 'NoticeTextError';
}

const MAX_ADDRESS_LINES = 8;

/** "3 maart 2026" in Dutch, "3 March 2026" in English. */
export function formatDate(date: CivilDate, language: Language): string {
  const { year, month, day } = civilParts(dayOf(date));
  return `${day} ${WORDS[language].months[month - 1]} ${year}`;
}

export const dateField = (date: CivilDate | null, { language }: Pick<NoticeValues, 'language'>) =>
  date === null ? null : unbroken(formatDate(date, language));

export const amountField = (cents: Cents, { invoice, language }: NoticeValues) => {
  const currency = clean(invoice.currency);
  return currency === null ? null : unbroken(formatAmount(cents, currency, language));
};

/** An amount of collection costs; where VAT is in it the law wants that said, and why (art. 2(3) Besluit BIK). */
export function costsField(cents: Cents, vat: boolean, v: NoticeValues): string | null {
  const amount = amountField(cents, v);
  return amount !== null && vat && cents > 0 ? `${amount} ${WORDS[v.language].withVat}` : amount;
}

/** What is asked for, in three parts that add up to it: payments lower the principal first, as in the books. */
function askedParts({ openCents, costsCents, interestCents }: NoticeValues) {
  const charges = Math.min(openCents, costsCents + interestCents);
  const costs = Math.min(charges, costsCents);
  return { principalCents: openCents - charges, costsCents: costs, interestCents: charges - costs };
}

/** "NL91 ABNA 0417 1643 00". */
export function ibanField({ creditor }: Pick<NoticeValues, 'creditor'>): string | null {
  const iban = (clean(creditor.iban) ?? '').replace(/[^0-9a-z]/gi, '').toUpperCase();
  return iban === '' ? null : iban.match(/.{1,4}/g)!.join(NO_BREAK);
}

export const phoneField = ({ creditor }: Pick<NoticeValues, 'creditor'>) => unbroken(clean(creditor.phone));

/** "030 123 45 67 of debiteuren@voorbeeld.nl", or the one that is known. */
export function contactField(v: PartyValues): string | null {
  const ways = [phoneField(v), clean(v.creditor.email)].filter((way) => way !== null);
  return ways.join(` ${WORDS[v.language].or} `) || null;
}

/** "F-1, F-2 en F-3". */
function numbersField({ lines, language }: NoticeValues): string | null {
  const numbers = lines.map(({ number }) => clean(number) ?? '?');
  if (numbers.length < 2) return clean(lines[0]?.number ?? null);
  return clean(`${numbers.slice(0, -1).join(', ')} ${WORDS[language].and} ${numbers.at(-1)}`);
}

/** As much as a bank passes on (EPC069-12). */
const MAX_REFERENCE_CHARS = 140;

/** The payment reference of one invoice; of several their numbers. */
function referenceField({ lines, paymentReference, language }: NoticeValues): string | null {
  const numbers = lines.map(({ number }) => number);
  return referenceOf(numbers, paymentReference, language);
}

/** What a payment of invoices names: the reference of the one, or all their numbers; the first where those do not fit. */
export function referenceOf(numbers: readonly string[], ofOne: string | null, language: Language): string | null {
  const first = clean(numbers[0] ?? null);
  if (numbers.length < 2) return clean(ofOne) ?? first;
  const all = numbers.map((number) => clean(number) ?? '?').join(' ');
  return all.length <= MAX_REFERENCE_CHARS ? all : `${first} ${WORDS[language].andOthers}`;
}

/** A value of an invoice, where the notice is about one. */
const ofOne = (value: (values: NoticeValues) => string | null) => (values: NoticeValues) =>
  values.lines.length > 1 ? null : value(values);

/** How to react: who reads paper cannot answer the mail. */
function replyField(v: NoticeValues): string | null {
  const contact = contactField(v);
  return contact === null ? null : WORDS[v.language].reply[v.channel](contact);
}

/**
 * What the law lets a notice announce. A consumer owes collection costs only after a fourteen-day letter (art. 6:96(6)
 * BW) and statutory interest (6:119); whoever trades owes costs once in default and commercial interest (6:119a, 6:119b).
 * In another currency than the euro no Dutch costs are announced.
 */
function forDebtor(words: { consumer: string; business: string; foreign: string }, values: NoticeValues): string {
  if (values.invoice.currency !== 'EUR') return words.foreign;
  return values.debtor.kind === 'consumer' ? words.consumer : words.business;
}

interface Field {
  value: (values: NoticeValues) => string | null;
  /** What lacks when there is no value. */
  lacks: string;
}

const FIELDS = {
  'creditor.name': { value: (v) => clean(v.creditor.name), lacks: 'the creditor has no name' },
  'creditor.email': { value: (v) => clean(v.creditor.email), lacks: 'the creditor has no e-mail address' },
  'creditor.phone': { value: phoneField, lacks: 'the creditor has no telephone number' },
  'creditor.contact': { value: contactField, lacks: 'the creditor has no telephone number and no e-mail address' },
  'debtor.name': { value: (v) => clean(v.debtor.name), lacks: 'the debtor has no name' },
  'invoice.number': { value: numbersField, lacks: 'the invoice has no number' },
  'invoice.issued': { value: ofOne((v) => dateField(v.invoice.issuedOn, v)), lacks: 'the notice is about several' },
  'invoice.due': { value: ofOne((v) => dateField(v.invoice.dueOn, v)), lacks: 'the notice is about several' },
  'invoice.amount': { value: (v) => amountField(v.invoice.claimedCents, v), lacks: 'the invoice has no currency' },
  'invoices.count': { value: (v) => String(v.lines.length), lacks: 'the notice is about no invoice' },
  'amount.open': { value: (v) => amountField(v.openCents, v), lacks: 'the invoice has no currency' },
  'amount.principal': {
    value: (v) => amountField(askedParts(v).principalCents, v),
    lacks: 'the invoice has no currency',
  },
  'amount.costs': {
    value: (v) => costsField(askedParts(v).costsCents, v.costsVat, v),
    lacks: 'the invoice has no currency',
  },
  'amount.interest': {
    value: (v) => amountField(askedParts(v).interestCents, v),
    lacks: 'the invoice has no currency',
  },
  'costs.announced': {
    value: (v) => (v.announcedCostsCents === 0 ? null : costsField(v.announcedCostsCents, v.announcedCostsVat, v)),
    lacks: 'collection costs are announced in euros, over what is open',
  },
  'amount.paid': { value: (v) => amountField(v.paidCents, v), lacks: 'the invoice has no currency' },
  'amount.contested': { value: (v) => amountField(v.contestedCents, v), lacks: 'the invoice has no currency' },
  'amount.credited': { value: (v) => amountField(v.creditedCents, v), lacks: 'the invoice has no currency' },
  'notice.deadline': { value: (v) => dateField(v.deadline, v), lacks: 'this notice states no final payment date' },
  'bank.date': { value: (v) => dateField(v.bankDate, v), lacks: 'it is not known up to which day payments were read' },
  'last.notice.date': { value: (v) => dateField(v.lastNoticeOn, v), lacks: 'no notice was sent before this one' },
  'payment.iban': { value: ibanField, lacks: 'the creditor has no IBAN' },
  'payment.reference': {
    value: referenceField,
    lacks: 'there is neither a payment reference nor an invoice number',
  },
  'reply.how': { value: replyField, lacks: 'the creditor has no telephone number and no e-mail address' },
  'law.costs': { value: (v) => forDebtor(WORDS[v.language].costs, v), lacks: 'the kind of debtor is not known' },
  'law.interest': { value: (v) => forDebtor(WORDS[v.language].interest, v), lacks: 'the kind of debtor is not known' },
  today: { value: (v) => dateField(v.today, v), lacks: 'the day of sending is not known' },
} as const satisfies Record<string, Field>;

export type MergeField = keyof typeof FIELDS;
export const MERGE_FIELDS = Object.keys(FIELDS) as readonly MergeField[];

/** The value of a field that may not lack. */
export function need(name: MergeField, values: NoticeValues): string {
  return present(name, FIELDS[name].value(values));
}

/** What was found for a field, which may not lack. */
export function present(name: MergeField, found: string | null): string {
  if (found === null) throw new NoticeTextError(`{{${name}}} has no value: ${FIELDS[name].lacks}.`);
  return found;
}

/** The lines of an address that say something, at most eight. */
export function addressOf({ addressLines }: { addressLines: readonly string[] }): string[] {
  const lines = addressLines.slice(0, MAX_ADDRESS_LINES).map(clean);
  return lines.filter((line) => line !== null);
}

export function isField(name: string): name is MergeField {
  return Object.hasOwn(FIELDS, name);
}
