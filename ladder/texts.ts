/**
 * Renders the text of a step for one invoice: a notice as plain text and as an HTML mail, a script for a call or task.
 *
 * A template is plain text with merge fields `{{invoice.number}}` from a fixed list and without any logic. Paragraphs
 * are parted by an empty line; a line that begins with `- ` is an item of a list. A block stands alone in a paragraph
 * and becomes rows of label and value, of which those that may lack a value are left out without one. Any other field
 * without a value stops the notice: a letter with a hole does not go out.
 */
import type { Language, Wording } from './definition.ts';
import { addressee, row, signature } from './texts/blocks.ts';
import { chargedSentence, handoverWeighed } from './texts/charges.ts';
import {
  type AlsoOpen,
  addressOf,
  amountField,
  dateField,
  ibanField,
  isField,
  NoticeTextError,
  type NoticeValues,
  need,
  openOf,
  type PartyValues,
  phoneField,
  present,
} from './texts/fields.ts';
import { asHtml } from './texts/html.ts';
import { clean, cut, NO_BREAK, onOneLine } from './texts/lines.ts';
import type { Part, Row } from './texts/parts.ts';
import { asText } from './texts/plain.ts';
import { WORDS } from './texts/words.ts';

export {
  type AlsoOpen,
  formatDate,
  type InvoiceLine,
  MERGE_FIELDS,
  type MergeField,
  NoticeTextError,
  type NoticeValues,
} from './texts/fields.ts';

export interface RenderedNotice {
  subject: string;
  text: string;
  html: string;
}

/** A paragraph, list or rows, and the block that it is of; null for the text's own words. `plan`: instalments; `countersign`: what a debtor signs, and room for it. */
export type NoticePart = Part & { block: Block | 'plan' | 'countersign' | null };

/** What a notice says, before it takes a form. Spaces that hold together are U+00A0. */
export interface Notice {
  language: Language;
  title: string;
  /** The title as a mail's subject: with ordinary spaces. */
  subject: string;
  parts: readonly NoticePart[];
}

/** Who writes, each value on one line and as it is shown: the IBAN in groups of four. */
export interface Sender {
  name: string;
  addressLines: string[];
  phone: string | null;
  email: string | null;
  iban: string | null;
  kvk: string | null;
  vatNumber: string | null;
}

const MAX_SUBJECT_CHARS = 200;

/** An invoice in a list: its number, due date and what is open. */
function shortRow({ number, dueOn, openCents }: AlsoOpen, v: NoticeValues): Row[] {
  const open = amountField(openCents, v);
  return row(clean(number) ?? '?', open && WORDS[v.language].dueAndOpen(dateField(dueOn, v)!, open));
}

/** What was charged beside the invoices. */
function chargedRows(v: NoticeValues): Row[] {
  const words = WORDS[v.language];
  return [
    ...row(
      v.costsVat ? words.costsChargedVat : words.costsCharged,
      v.costsCents === 0 ? null : amountField(v.costsCents, v),
    ),
    ...row(words.interestCharged(need('today', v)), v.interestCents === 0 ? null : amountField(v.interestCents, v)),
  ];
}

/** Throws where the amounts of a notice contradict each other. */
function checkSums({ lines, invoice, openCents, ...sums }: NoticeValues): void {
  const wrong = lines.find((line) => openOf(line) !== line.openCents);
  if (wrong || openOf({ ...sums, claimedCents: invoice.claimedCents }) !== openCents) {
    throw new NoticeTextError(
      '{{block.invoice}}: claimed and charged, less paid, credited and contested, is not the open amount.',
    );
  }
  if (lines.reduce((sum, line) => sum + line.openCents, 0) !== openCents) {
    throw new NoticeTextError('{{block.invoice}}: the open amounts of the invoices are not together the open amount.');
  }
}

type BlockOf = (values: NoticeValues, title: string) => Part[];

const BLOCKS_BY_NAME = {
  'block.addressee': addressee,
  /** A sentence that recalls the last notice, behind the paragraph before it; left out when there was none. */
  'block.previous': (v) => {
    const date = dateField(v.lastNoticeOn, v);
    return date === null ? [] : [{ kind: 'paragraph', lines: [WORDS[v.language].previous(date)] }];
  },
  'block.invoice': (v) => {
    checkSums(v);
    const words = WORDS[v.language];
    if (v.lines.length > 1) {
      const rows = [
        ...v.lines.flatMap((line) => shortRow(line, v)),
        ...row(words.open, need('amount.open', v), true),
        // Of several, each line holds its own: these are told of the sum.
        ...chargedRows(v).map((charged) => ({ ...charged, label: words.ofWhich(charged.label) })),
      ];
      return [{ kind: 'rows', title: words.invoices, rows }];
    }
    const rows = [
      ...row(words.number, need('invoice.number', v)),
      ...row(words.issued, need('invoice.issued', v)),
      ...row(words.due, need('invoice.due', v)),
      ...row(words.amount, need('invoice.amount', v)),
      ...chargedRows(v),
      ...row(words.paid, v.paidCents === 0 ? null : need('amount.paid', v)),
      ...row(words.credited, v.creditedCents === 0 ? null : need('amount.credited', v)),
      ...row(words.contested, v.contestedCents === 0 ? null : need('amount.contested', v)),
      ...row(words.open, need('amount.open', v), true),
    ];
    return [{ kind: 'rows', title: words.invoice, rows }];
  },
  /** A sentence on the costs and interest that were charged; left out when none were. */
  'block.charges': chargedSentence,
  /** What is asked and what collection costs the law lets ask beside it, for a script. */
  'block.handover': handoverWeighed,
  /** Other open invoices, for information; left out when there are none. */
  'block.other': (v) => {
    if (v.alsoOpen.length === 0) return [];
    return [{ kind: 'rows', title: WORDS[v.language].alsoOpen, rows: v.alsoOpen.flatMap((one) => shortRow(one, v)) }];
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
  'block.signature': signature,
} as const satisfies Record<string, BlockOf>;

export type Block = keyof typeof BLOCKS_BY_NAME;
export const BLOCKS = Object.keys(BLOCKS_BY_NAME) as readonly Block[];

const FIELD_PATTERN = /\{\{([^{}\n]*)\}\}/g;

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
export function fieldsIn(text: Wording): string[] {
  const found = [...`${text.subject}\n${text.body}`.matchAll(FIELD_PATTERN)].map((match) => match[1]!.trim());
  return [...new Set(found)];
}

/** True for words that list the debtor's other open invoices. */
export function tellsOthers(text: Wording): boolean {
  return paragraphsOf(text.body).some((paragraph) => blockOf(paragraph) === 'block.other');
}

/** What stands between braces and cannot be filled in: unknown names, blocks that do not stand alone, stray braces. */
export function unknownFields(text: Wording): string[] {
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
export function renderNotice(text: Wording, values: NoticeValues): RenderedNotice {
  const { language, subject, parts } = composeNotice(text, values);
  const frame = { language, subject, creditorName: need('creditor.name', values) };
  return { subject, text: asText(parts), html: asHtml(parts, frame) };
}

/** The same as parts, from which a letter is made as well. Throws a NoticeTextError as `renderNotice` does. */
export function composeNotice(text: Wording, values: NoticeValues): Notice {
  const unknown = unknownFields(text);
  if (unknown.length > 0) {
    throw new NoticeTextError(`The text has fields that cannot be filled in: ${unknown.join(', ')}.`);
  }
  const title = cut(onOneLine(fill(text.subject, values)), MAX_SUBJECT_CHARS);
  const subject = title.replaceAll(NO_BREAK, ' ');
  const parts: NoticePart[] = [];
  for (const paragraph of paragraphsOf(text.body)) {
    const block = blockOf(paragraph);
    const made: Part[] = block ? BLOCKS_BY_NAME[block](values, title) : prose(paragraph, values);
    for (const part of made) add(parts, { ...part, block });
  }
  return { language: values.language, title, subject, parts };
}

/** Adds a part; the sentence that recalls the last notice ends the paragraph of sentences before it. */
function add(parts: NoticePart[], part: NoticePart): void {
  const before = parts.at(-1);
  const joins = part.block === 'block.previous' && part.kind === 'paragraph' && before?.kind === 'paragraph';
  const line = before?.kind === 'paragraph' ? before.lines.at(-1)! : '';
  // A salutation, and what announces something, stay by themselves.
  if (!joins || before.block !== null || !/[.!?]$/.test(line)) {
    parts.push(part);
    return;
  }
  parts[parts.length - 1] = { ...before, lines: [...before.lines.slice(0, -1), [line, ...part.lines].join(' ')] };
}

/** The parties as notices name them, for what stands around the text of a letter. */
export function partiesOf(v: PartyValues): { sender: Sender; addressee: string[] } {
  return {
    sender: {
      name: present('creditor.name', clean(v.creditor.name)),
      addressLines: addressOf(v.creditor),
      phone: phoneField(v),
      email: clean(v.creditor.email),
      iban: ibanField(v),
      kvk: clean(v.creditor.kvk),
      vatNumber: clean(v.creditor.vatNumber),
    },
    addressee: [present('debtor.name', clean(v.debtor.name)), ...addressOf(v.debtor)],
  };
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
