/**
 * Renders the text of a step for one invoice: a notice as plain text and as an HTML mail, a script for a call or task.
 *
 * A template is plain text with merge fields `{{invoice.number}}` from a fixed list and without any logic. Paragraphs
 * are parted by an empty line; a line that begins with `- ` is an item of a list. A block stands alone in a paragraph
 * and becomes rows of label and value, of which those that may lack a value are left out without one. Any other field
 * without a value stops the notice: a letter with a hole does not go out.
 */
import type { DebtorKind, Language, StepText } from './definition.ts';
import { type Cents, type Currency, formatAmount } from './money.ts';
import { type CivilDate, civilParts, dayOf } from './time/civil.ts';

export interface NoticeValues {
  language: Language;
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
  invoice: { number: string; issuedOn: CivilDate; dueOn: CivilDate; claimedCents: Cents; currency: Currency };
  /** Claimed less paid less credited. */
  openCents: Cents;
  /** Paid and not taken back. */
  paidCents: Cents;
  creditedCents: Cents;
  /** The final payment date that the notice sets, that day included. */
  deadline: CivilDate | null;
  /** Payments up to and including this day were taken into account. */
  bankDate: CivilDate;
  /** When the last written contact about this invoice left. */
  lastNoticeOn: CivilDate | null;
  /** The invoice number serves as reference when there is none. */
  paymentReference: string | null;
}

export interface RenderedNotice {
  subject: string;
  text: string;
  html: string;
}

/** Thrown when a notice cannot be rendered as it should be: it must not go out. */
export class NoticeTextError extends Error {
  override readonly name = 'NoticeTextError';
}

/** Longer values are cut off, counted in code points. */
const MAX_VALUE_CHARS = 200;
const MAX_SUBJECT_CHARS = 200;
const MAX_ADDRESS_LINES = 8;
const TEXT_COLUMNS = 72;
/** Holds together what must stay on one line; plain text gets ordinary spaces once it is wrapped. */
const NO_BREAK = '\u00a0';

const WORDS = {
  nl: {
    months: 'januari februari maart april mei juni juli augustus september oktober november december'.split(' '),
    or: 'of',
    to: 'Aan',
    date: 'Datum',
    about: 'Betreft',
    invoice: 'Factuur',
    number: 'Factuurnummer',
    issued: 'Factuurdatum',
    due: 'Vervaldatum',
    amount: 'Bedrag',
    paid: 'Al betaald',
    credited: 'Gecrediteerd',
    open: 'Openstaand bedrag',
    payment: 'Betaling',
    toPay: 'Te betalen',
    deadline: 'Uiterste betaaldatum',
    account: 'Rekeningnummer',
    accountOnInvoice: 'het rekeningnummer op de factuur',
    holder: 'Ten name van',
    reference: 'Onder vermelding van',
    phone: 'Telefoon',
    email: 'E-mail',
    kvk: 'KvK-nummer',
    vatNumber: 'Btw-nummer',
    costs: {
      business: 'Alle incassokosten, tot het wettelijk maximum, zijn dan voor uw rekening.',
      foreign: 'Onze wettelijke rechten op vergoeding van kosten behouden wij ons voor.',
      consumer:
        'Incassokosten zijn pas voor uw rekening als u ook na een aparte brief met een termijn van veertien dagen niet betaalt.',
    },
    interest: { business: 'wettelijke handelsrente', consumer: 'wettelijke rente', foreign: 'wettelijke rente' },
    previous: (date: string) => `Op ${date} hebben wij u hierover al een bericht gestuurd.`,
  },
  en: {
    months: 'January February March April May June July August September October November December'.split(' '),
    or: 'or',
    to: 'To',
    date: 'Date',
    about: 'Subject',
    invoice: 'Invoice',
    number: 'Invoice number',
    issued: 'Invoice date',
    due: 'Due date',
    amount: 'Amount',
    paid: 'Already paid',
    credited: 'Credited',
    open: 'Amount outstanding',
    payment: 'Payment',
    toPay: 'Amount to pay',
    deadline: 'Final payment date',
    account: 'Account (IBAN)',
    accountOnInvoice: 'the account stated on the invoice',
    holder: 'Account name',
    reference: 'Payment reference',
    phone: 'Telephone',
    email: 'E-mail',
    kvk: 'KvK number',
    vatNumber: 'VAT number',
    costs: {
      business: 'All collection costs, up to the statutory maximum, will then be payable by you.',
      foreign: 'We reserve our statutory rights to compensation for costs.',
      consumer:
        'Collection costs will be payable by you only if you still do not pay after a separate letter that gives you fourteen days.',
    },
    interest: {
      business: 'statutory commercial interest',
      consumer: 'statutory interest',
      foreign: 'statutory interest',
    },
    previous: (date: string) => `We wrote to you about this on ${date}.`,
  },
};

/** "3 maart 2026" in Dutch, "3 March 2026" in English. */
export function formatDate(date: CivilDate, language: Language): string {
  const { year, month, day } = civilParts(dayOf(date));
  return `${day} ${WORDS[language].months[month - 1]} ${year}`;
}

/** A value on one line: control and format characters removed, white space folded, cut off when too long. */
function clean(value: string | null): string | null {
  const folded = (value ?? '')
    .slice(0, MAX_VALUE_CHARS * 10)
    .replace(/[\p{Cf}\p{Cs}\p{Co}]/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return folded === '' ? null : cut(folded, MAX_VALUE_CHARS);
}

/** Spaces that hold together stay; every other white space or control character becomes one space. */
function onOneLine(text: string): string {
  return text.replace(/(?:(?!\u00a0)[\s\p{Cc}])+/gu, ' ').trim();
}

function cut(text: string, most: number): string {
  const chars = Array.from(text);
  return chars.length <= most ? text : `${chars.slice(0, most - 1).join('')}…`;
}

const unbroken = (value: string | null) => value?.replaceAll(' ', NO_BREAK) ?? null;

const dateField = (date: CivilDate | null, { language }: NoticeValues) =>
  date === null ? null : unbroken(formatDate(date, language));

const amountField = (cents: Cents, { invoice, language }: NoticeValues) => {
  const currency = clean(invoice.currency);
  return currency === null ? null : unbroken(formatAmount(cents, currency, language));
};

/** "NL91 ABNA 0417 1643 00". */
function ibanField({ creditor }: NoticeValues): string | null {
  const iban = (clean(creditor.iban) ?? '').replace(/[^0-9a-z]/gi, '').toUpperCase();
  return iban === '' ? null : iban.match(/.{1,4}/g)!.join(NO_BREAK);
}

const phoneField = ({ creditor }: NoticeValues) => unbroken(clean(creditor.phone));

/** "030 123 45 67 of debiteuren@voorbeeld.nl", or the one that is known. */
function contactField(v: NoticeValues): string | null {
  const ways = [phoneField(v), clean(v.creditor.email)].filter((way) => way !== null);
  return ways.join(` ${WORDS[v.language].or} `) || null;
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
  'invoice.number': { value: (v) => clean(v.invoice.number), lacks: 'the invoice has no number' },
  'invoice.issued': { value: (v) => dateField(v.invoice.issuedOn, v), lacks: 'the invoice has no date' },
  'invoice.due': { value: (v) => dateField(v.invoice.dueOn, v), lacks: 'the invoice has no due date' },
  'invoice.amount': { value: (v) => amountField(v.invoice.claimedCents, v), lacks: 'the invoice has no currency' },
  'amount.open': { value: (v) => amountField(v.openCents, v), lacks: 'the invoice has no currency' },
  'amount.paid': { value: (v) => amountField(v.paidCents, v), lacks: 'the invoice has no currency' },
  'amount.credited': { value: (v) => amountField(v.creditedCents, v), lacks: 'the invoice has no currency' },
  'notice.deadline': { value: (v) => dateField(v.deadline, v), lacks: 'this step has no term to pay' },
  'bank.date': { value: (v) => dateField(v.bankDate, v), lacks: 'it is not known up to which day payments were read' },
  'last.notice.date': { value: (v) => dateField(v.lastNoticeOn, v), lacks: 'no notice was sent before this one' },
  'payment.iban': { value: ibanField, lacks: 'the creditor has no IBAN' },
  'payment.reference': {
    value: (v) => clean(v.paymentReference) ?? clean(v.invoice.number),
    lacks: 'there is neither a payment reference nor an invoice number',
  },
  'law.costs': { value: (v) => forDebtor(WORDS[v.language].costs, v), lacks: 'the kind of debtor is not known' },
  'law.interest': { value: (v) => forDebtor(WORDS[v.language].interest, v), lacks: 'the kind of debtor is not known' },
  today: { value: (v) => dateField(v.today, v), lacks: 'the day of sending is not known' },
} as const satisfies Record<string, Field>;

export type MergeField = keyof typeof FIELDS;
export const MERGE_FIELDS = Object.keys(FIELDS) as readonly MergeField[];

/** The value of a field that may not lack. */
function need(name: MergeField, values: NoticeValues): string {
  const { value, lacks }: Field = FIELDS[name];
  const found = value(values);
  if (found === null) throw new NoticeTextError(`{{${name}}} has no value: ${lacks}.`);
  return found;
}

interface Row {
  label: string;
  lines: string[];
  strong?: boolean;
}

type Part =
  | { kind: 'paragraph'; lines: string[] }
  | { kind: 'list'; items: string[] }
  | { kind: 'rows'; title: string | null; rows: Row[] };

/** A row of one line, or none without a value. */
function row(label: string, value: string | null, strong = false): Row[] {
  return value === null ? [] : [{ label, lines: [value], strong }];
}

function addressOf({ addressLines }: { addressLines: readonly string[] }): string[] {
  const lines = addressLines.slice(0, MAX_ADDRESS_LINES).map(clean);
  return lines.filter((line) => line !== null);
}

type BlockOf = (values: NoticeValues, title: string) => Part[];

const BLOCKS_BY_NAME = {
  /** To whom, when and about what. */
  'block.addressee': (v, title) => {
    const words = WORDS[v.language];
    const rows = [
      { label: words.to, lines: [need('debtor.name', v), ...addressOf(v.debtor)] },
      ...row(words.date, need('today', v)),
      ...row(words.about, title, true),
    ];
    return [{ kind: 'rows', title: null, rows }];
  },
  /** A sentence that recalls the last notice; left out when there was none. */
  'block.previous': (v) => {
    const date = dateField(v.lastNoticeOn, v);
    return date === null ? [] : [{ kind: 'paragraph', lines: [WORDS[v.language].previous(date)] }];
  },
  'block.invoice': (v) => {
    if (v.invoice.claimedCents - v.paidCents - v.creditedCents !== v.openCents) {
      throw new NoticeTextError('{{block.invoice}}: claimed less paid less credited is not the open amount.');
    }
    const words = WORDS[v.language];
    const rows = [
      ...row(words.number, need('invoice.number', v)),
      ...row(words.issued, need('invoice.issued', v)),
      ...row(words.due, need('invoice.due', v)),
      ...row(words.amount, need('invoice.amount', v)),
      ...row(words.paid, v.paidCents === 0 ? null : need('amount.paid', v)),
      ...row(words.credited, v.creditedCents === 0 ? null : need('amount.credited', v)),
      ...row(words.open, need('amount.open', v), true),
    ];
    return [{ kind: 'rows', title: words.invoice, rows }];
  },
  'block.payment': (v) => {
    const words = WORDS[v.language];
    const iban = ibanField(v);
    const rows = [
      ...row(words.toPay, need('amount.open', v), true),
      ...row(words.deadline, dateField(v.deadline, v), true),
      ...row(words.account, iban ?? words.accountOnInvoice),
      ...row(words.holder, iban && need('creditor.name', v)),
      ...row(words.reference, need('payment.reference', v)),
    ];
    return [{ kind: 'rows', title: words.payment, rows }];
  },
  'block.signature': (v) => {
    const words = WORDS[v.language];
    const rows = [
      ...row(words.phone, phoneField(v)),
      ...row(words.email, clean(v.creditor.email)),
      ...row(words.kvk, clean(v.creditor.kvk)),
      ...row(words.vatNumber, clean(v.creditor.vatNumber)),
    ];
    return [
      { kind: 'paragraph', lines: [need('creditor.name', v), ...addressOf(v.creditor)] },
      { kind: 'rows', title: null, rows },
    ];
  },
} as const satisfies Record<string, BlockOf>;

export type Block = keyof typeof BLOCKS_BY_NAME;
export const BLOCKS = Object.keys(BLOCKS_BY_NAME) as readonly Block[];

const FIELD_PATTERN = /\{\{([^{}\n]*)\}\}/g;

function isField(name: string): name is MergeField {
  return Object.hasOwn(FIELDS, name);
}

/** The block that a paragraph consists of, or null. */
function blockOf(paragraph: string): Block | null {
  const name = /^\{\{([^{}\n]*)\}\}$/.exec(paragraph)?.[1]?.trim() ?? '';
  return Object.hasOwn(BLOCKS_BY_NAME, name) ? (name as Block) : null;
}

function paragraphsOf(body: string): string[] {
  return body
    .replace(/\r\n?/g, '\n')
    .split(/\n[^\S\n]*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
}

/** The names of all merge fields and blocks in a text, each once, in their order. */
export function fieldsIn(text: StepText): string[] {
  const found = [...`${text.subject}\n${text.body}`.matchAll(FIELD_PATTERN)].map((match) => match[1]!.trim());
  return [...new Set(found)];
}

/** What stands between braces and cannot be filled in: unknown names, blocks that do not stand alone, stray braces. */
export function unknownFields(text: StepText): string[] {
  const unknown = new Set<string>();
  for (const piece of [text.subject, ...paragraphsOf(text.body).filter((paragraph) => blockOf(paragraph) === null)]) {
    const rest = piece.replace(FIELD_PATTERN, (_, inner: string) => {
      if (!isField(inner.trim())) unknown.add(inner.trim());
      return '';
    });
    const stray = /\{\{|\}\}/.exec(rest);
    if (stray) unknown.add(stray[0]);
  }
  return [...unknown];
}

/** Fills in the fields of a piece of template. One pass: what looks like a field inside a value stays as it is. */
function fill(piece: string, values: NoticeValues): string {
  return piece.replace(FIELD_PATTERN, (whole, inner: string) => {
    const name = inner.trim();
    if (!isField(name)) throw new NoticeTextError(`${whole} cannot be filled in here.`);
    return need(name, values);
  });
}

/** Renders a text for one invoice. Throws a NoticeTextError where a field is unknown or has no value. */
export function renderNotice(text: StepText, values: NoticeValues): RenderedNotice {
  const unknown = unknownFields(text);
  if (unknown.length > 0) {
    throw new NoticeTextError(`The text has fields that cannot be filled in: ${unknown.join(', ')}.`);
  }
  const title = cut(onOneLine(fill(text.subject, values)), MAX_SUBJECT_CHARS);
  const subject = title.replaceAll(NO_BREAK, ' ');
  const parts = paragraphsOf(text.body).flatMap((paragraph) => {
    const block = blockOf(paragraph);
    return block ? BLOCKS_BY_NAME[block](values, title) : prose(paragraph, values);
  });
  return { subject, text: asText(parts), html: asHtml(parts, subject, values) };
}

/** A paragraph as runs of lines and list items. */
function prose(paragraph: string, values: NoticeValues): Part[] {
  const parts: Part[] = [];
  for (const raw of paragraph.split('\n')) {
    const isItem = raw.startsWith('- ');
    const line = onOneLine(fill(isItem ? raw.slice(2) : raw, values));
    const last = parts.at(-1);
    if (isItem && last?.kind === 'list') last.items.push(line);
    else if (!isItem && last?.kind === 'paragraph') last.lines.push(line);
    else parts.push(isItem ? { kind: 'list', items: [line] } : { kind: 'paragraph', lines: [line] });
  }
  return parts;
}

function asText(parts: Part[]): string {
  let text = '';
  parts.forEach((part, index) => {
    if (part.kind === 'rows' && part.rows.length === 0) return;
    const belongs = part.kind === 'list' && parts[index - 1]?.kind === 'paragraph';
    text += `${text === '' ? '' : belongs ? '\n' : '\n\n'}${textPart(part)}`;
  });
  return `${text.replaceAll(NO_BREAK, ' ')}\n`;
}

function textPart(part: Part): string {
  if (part.kind === 'rows') return textRows(part.rows);
  if (part.kind === 'paragraph') return part.lines.map((line) => wrap(line, '')).join('\n');
  return part.items.map((item) => `- ${wrap(item, '  ')}`).join('\n');
}

/** Rows are never wrapped: a value that is copied must stay whole. */
function textRows(rows: Row[]): string {
  const width = Math.max(...rows.map((row) => row.label.length)) + 2;
  return rows
    .flatMap((row) => row.lines.map((line, index) => `${(index === 0 ? row.label : '').padEnd(width)}${line}`))
    .join('\n');
}

/** Breaks a line at spaces; the lines after the first begin with `indent`. */
function wrap(line: string, indent: string): string {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (current !== '' && Array.from(longer).length + indent.length > TEXT_COLUMNS) {
      lines.push(current);
      current = word;
    } else {
      current = longer;
    }
  }
  return [...lines, current].join(`\n${indent}`);
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"'\u00a0]/g, (char) => `&#${char.charCodeAt(0)};`);
}

const FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const BODY_TEXT = `${FONT};font-size:16px;line-height:24px;color:#1c2430`;
const CELL = `${FONT};font-size:15px;line-height:22px;vertical-align:top;text-align:left;overflow-wrap:anywhere;word-break:break-word`;
const GRID = 'width="100%" cellpadding="0" cellspacing="0" border="0"';
const TABLE = `role="presentation" ${GRID}`;

/** Mail programs that follow the system's dark theme take these; the others show the light colours inline. */
const STYLE = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (max-width: 480px) {
  .page { padding: 0 !important; }
  .sheet { padding: 24px 16px 8px !important; }
  .cell { display: block !important; width: auto !important; padding: 0 12px !important; }
  td.cell { padding-bottom: 8px !important; }
  .head { padding: 0 12px 8px !important; }
}
@media (prefers-color-scheme: dark) {
  .page { background-color: #14171c !important; }
  .sheet { background-color: #1d2229 !important; border-color: #3a424e !important; }
  .ink { color: #e8ebef !important; }
  .soft { color: #a7b0bc !important; }
  .box { background-color: #252b34 !important; border-color: #3a424e !important; }
  .line { border-color: #3a424e !important; }
}`;

function asHtml(parts: Part[], subject: string, values: NoticeValues): string {
  const content = parts.map(htmlPart).filter((piece) => piece !== '');
  return `<!DOCTYPE html>
<html lang="${values.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${escapeHtml(subject)}</title>
<style>${STYLE}
</style>
</head>
<body class="page" style="margin:0;padding:0;background-color:#f3f4f6">
<table ${TABLE} class="page" style="background-color:#f3f4f6"><tr><td class="page" align="center" style="padding:24px 12px">
<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table ${TABLE} style="max-width:600px">
<tr><td class="sheet" align="left" style="padding:32px 36px 16px;background-color:#ffffff;border:1px solid #e2e5ea">
<p class="ink line" style="margin:0 0 24px;padding:0 0 14px;border-bottom:2px solid #1c2430;${BODY_TEXT};font-size:18px;font-weight:600;overflow-wrap:anywhere">${escapeHtml(need('creditor.name', values))}</p>
${content.join('\n')}
</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table>
</body>
</html>
`;
}

function htmlPart(part: Part): string {
  if (part.kind === 'rows') return htmlRows(part.title, part.rows);
  const style = `${BODY_TEXT};overflow-wrap:anywhere`;
  if (part.kind === 'paragraph') {
    return `<p class="ink" style="margin:0 0 16px;${style}">${part.lines.map(escapeHtml).join('<br>\n')}</p>`;
  }
  const items = part.items.map((item) => `<li style="margin:0 0 6px">${escapeHtml(item)}</li>`);
  return `<ul class="ink" style="margin:0 0 16px;padding:0 0 0 22px;${style}">${items.join('\n')}</ul>`;
}

/** A titled table stands in a box, where narrow screens put a value below its label; one without a title stands bare. */
function htmlRows(title: string | null, rows: Row[]): string {
  if (rows.length === 0) return '';
  const [cell, pad, width] =
    title === null ? ['', '1px 16px 1px 0', 'width:1%;white-space:nowrap'] : [' cell', '3px 16px', 'width:40%'];
  const cells = rows.map((row) => {
    const value = row.lines.map((line) => escapeHtml(line)).join('<br>');
    const weight = row.strong ? 600 : 400;
    return `<tr><th scope="row" class="soft${cell}" style="padding:${pad};${width};${CELL};font-weight:400;color:#5a6573">${escapeHtml(row.label)}</th><td class="ink${cell}" style="padding:${title === null ? '1px 0' : pad};${CELL};font-weight:${weight};color:#1c2430">${value}</td></tr>`;
  });
  if (title === null) return `<table ${GRID} style="margin:0 0 24px">\n${cells.join('\n')}\n</table>`;
  const head = `<tr><th colspan="2" scope="colgroup" class="ink head" style="padding:0 16px 6px;${CELL};font-weight:600;color:#1c2430">${escapeHtml(title)}</th></tr>`;
  return `<table ${TABLE} style="margin:0 0 20px"><tr><td class="box" style="padding:12px 0;background-color:#f7f8fa;border:1px solid #e2e5ea"><table ${GRID}>\n${head}\n${cells.join('\n')}\n</table></td></tr></table>`;
}
