/** The table of the invoices that a letter is about. */
import type { Content } from 'pdfmake';
import type { Language } from '../../ladder/definition.ts';
import { type Cents, type Currency, formatAmount } from '../../ladder/money.ts';
import { formatDate, type InvoiceLine } from '../../ladder/texts.ts';
import { type CivilDate, civilParts, dayOf } from '../../ladder/time/civil.ts';
import { type LetterContent, totalOpen } from './content.ts';
import { widthOf, wrap } from './font.ts';
import { LINE, lineHeight, mm, SIZE, SOFT, TEXT_WIDTH } from './layout.ts';
import { LETTER_WORDS, type LetterWords } from './words.ts';

/**
 * Where dates in full leave too little room, they become figures; then the columns move together, then all becomes
 * smaller. The last way leaves the invoice date out: the number and the due date tell which invoice it is.
 */
const WAYS: readonly Way[] = [
  { size: 9, gap: mm(5), monthsInFull: true, issued: true },
  { size: 9, gap: mm(5), monthsInFull: false, issued: true },
  { size: 9, gap: mm(3), monthsInFull: false, issued: true },
  { size: 8, gap: mm(3), monthsInFull: false, issued: true },
  { size: 7, gap: mm(2.5), monthsInFull: false, issued: true },
  { size: 7, gap: mm(2.5), monthsInFull: false, issued: false },
  { size: 6, gap: mm(2), monthsInFull: false, issued: false },
];

interface Way {
  size: number;
  /** Between columns. */
  gap: number;
  monthsInFull: boolean;
  issued: boolean;
}

const ROW_LEADING = 1.3;
const ROW_PADDING = 3;
const HEAD_LEADING = 1.2;
const HEAD_PADDING = 3;
const ABOVE = 3;
const BELOW = 8;
/** The numbers of the invoices have the room that they need, and need no more than this: longer ones are broken. */
const NUMBER_WIDTH = mm(32);
/** So many rows stay with the total, so that it never stands alone at the top of a page. */
const ROWS_WITH_TOTAL = 2;

/** Stands for an amount of zero in a column where others have one. */
const NOTHING = '–';

interface Field {
  label: string;
  text: (invoice: InvoiceLine) => string;
  total?: string;
  /** Of amounts, which stand in line at the right. */
  amount?: boolean;
  bold?: boolean;
}

interface Grid {
  fields: Field[];
  way: Way;
  /** Of each field, in points. */
  widths: number[];
}

/** A row and how high it is. */
interface TableRow {
  content: Content;
  height: number;
}

/**
 * The table and how high it is, with its head on every page that it takes; a total stands below more than one invoice.
 */
export function invoiceTable(content: LetterContent): { table: Content; height: number } {
  const grid = gridOf(content);
  const head = headRow(grid);
  const rows = content.invoices.map((invoice) => tableRow(grid, (field) => field.text(invoice)));
  const words = LETTER_WORDS[content.language];
  const total = tableRow(grid, ({ total = '' }, index) => (index === 0 ? words.total : total), true);
  const several = content.invoices.length > 1;
  const totals = several ? [line(0.8, SOFT), total.content] : [];
  const contents = rows.map((row) => row.content);
  const kept = contents.slice(-ROWS_WITH_TOTAL).flatMap((row, index) => (index === 0 ? [row] : [line(0.4), row]));
  const last: Content = { stack: [...kept, ...totals] };
  const table: Content = {
    table: {
      widths: ['*'],
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      body: [[head.content], ...contents.slice(0, -ROWS_WITH_TOTAL).map((row) => [row]), [last]],
    },
    layout: {
      hLineWidth: (row) => (row === 0 ? 0 : row === 1 ? 0.8 : 0.4),
      hLineColor: (row) => (row === 1 ? SOFT : LINE),
      vLineWidth: () => 0,
      paddingLeft: () => 0,
      paddingRight: () => 0,
      paddingTop: () => 0,
      paddingBottom: () => 0,
    },
    margin: [0, ABOVE, 0, BELOW],
  };
  const around = head.height + ABOVE + BELOW + (several ? total.height : 0);
  return { table, height: rows.reduce((sum, row) => sum + row.height, around) };
}

function gridOf(content: LetterContent): Grid {
  const grids = WAYS.map((way): Grid => {
    const fields = fieldsOf(content, way);
    return { fields, way, widths: widthsOf(fields, content.invoices, way) };
  });
  const numbers = content.invoices.map(({ number }) => number);
  const fits = ({ widths, fields, way: { size } }: Grid) =>
    widths[0]! >= Math.min(NUMBER_WIDTH, widest(numbers, size, fields[0]!.label));
  return grids.find(fits) ?? grids.at(-1)!;
}

function fieldsOf({ invoices, currency, costsVat, language }: LetterContent, { monthsInFull, issued }: Way): Field[] {
  const words = LETTER_WORDS[language];
  const amount = (cents: Cents) => tableAmount(cents, currency, language);
  const date = (on: CivilDate) => (monthsInFull ? formatDate(on, language).replaceAll(' ', '\u00a0') : inFigures(on));
  const issuedField = { label: words.issued, text: ({ issuedOn }: InvoiceLine) => date(issuedOn) };
  return [
    { label: words.number, text: ({ number }) => number },
    ...(issued ? [issuedField] : []),
    { label: words.due, text: ({ dueOn }) => date(dueOn) },
    { label: words.amount, text: ({ claimedCents }) => amount(claimedCents), amount: true },
    ...addedField(
      invoices,
      ({ costsCents }) => costsCents,
      amount,
      costsVat ? words.costsChargedVat : words.costsCharged,
    ),
    ...addedField(invoices, ({ interestCents }) => interestCents, amount, words.interestColumn),
    ...settledField(invoices, amount, words),
    ...contestedField(invoices, amount, words),
    {
      label: words.stillOpen,
      text: ({ openCents }) => amount(openCents),
      total: amount(totalOpen(invoices)),
      amount: true,
      bold: true,
    },
  ];
}

/** What was charged beside the invoices, where something was; its total is the sum that the text names. */
function addedField(
  invoices: readonly InvoiceLine[],
  centsOf: (invoice: InvoiceLine) => Cents,
  amount: (cents: Cents) => string,
  label: string,
): Field[] {
  const total = invoices.reduce((sum, invoice) => sum + centsOf(invoice), 0);
  if (total === 0) return [];
  const text = (invoice: InvoiceLine) => (centsOf(invoice) === 0 ? NOTHING : amount(centsOf(invoice)));
  return [{ label, text, total: amount(total), amount: true }];
}

/** What was paid and credited, where something was. */
function settledField(invoices: readonly InvoiceLine[], amount: (cents: Cents) => string, words: LetterWords): Field[] {
  const paid = invoices.some(({ paidCents }) => paidCents !== 0);
  const credited = invoices.some(({ creditedCents }) => creditedCents !== 0);
  if (!paid && !credited) return [];
  const label = paid && credited ? words.settled : paid ? words.paid : words.credited;
  const text = ({ paidCents, creditedCents }: InvoiceLine) =>
    paidCents + creditedCents === 0 ? NOTHING : amount(paidCents + creditedCents);
  return [{ label, text, amount: true }];
}

/** What is contested and not asked for now, where something is. */
function contestedField(
  invoices: readonly InvoiceLine[],
  amount: (cents: Cents) => string,
  words: LetterWords,
): Field[] {
  if (invoices.every(({ contestedCents }) => contestedCents === 0)) return [];
  const text = ({ contestedCents }: InvoiceLine) => (contestedCents === 0 ? NOTHING : amount(contestedCents));
  return [{ label: words.contested, text, amount: true }];
}

const tableAmount = (cents: Cents, currency: Currency, language: Language) =>
  formatAmount(cents, currency, language).replaceAll(' ', '\u00a0');

/** "28-04-2026". */
function inFigures(on: CivilDate): string {
  const { year, month, day } = civilParts(dayOf(on));
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(day)}-${two(month)}-${year}`;
}

/**
 * Each column as wide as its widest text or the widest word of its label; the first, of the numbers, takes what is left.
 */
function widthsOf(fields: readonly Field[], invoices: readonly InvoiceLine[], { size, gap }: Way): number[] {
  const wide = fields
    .slice(1)
    .map(({ label, text, total = '' }) => widest([...invoices.map(text), total], size, label));
  return [TEXT_WIDTH - wide.reduce((sum, width) => sum + gap + width, 0), ...wide];
}

/** The room that texts and the words of their label need. */
function widest(texts: readonly string[], size: number, label: string): number {
  const words = label.split(' ').map((word) => widthOf(word, SIZE.label));
  return Math.max(...texts.map((text) => widthOf(text, size, 'bold')), ...words) + 0.5;
}

const aligned = ({ amount }: Field) => (amount ? 'right' : 'left');

function tableRow(
  { fields, way: { size, gap }, widths }: Grid,
  textOf: (field: Field, index: number) => string,
  allBold = false,
): TableRow {
  let lines = 1;
  const columns = fields.map((field, index): Content => {
    const bold = allBold || field.bold === true;
    const wrapped =
      index === 0 ? wrap(textOf(field, index), size, widths[0]!, bold ? 'bold' : 'normal') : [textOf(field, index)];
    lines = Math.max(lines, wrapped.length);
    return { text: wrapped.join('\n'), width: widths[index]!, alignment: aligned(field), bold };
  });
  const content: Content = {
    columns,
    columnGap: gap,
    fontSize: size,
    lineHeight: lineHeight(ROW_LEADING),
    margin: [0, ROW_PADDING, 0, ROW_PADDING],
  };
  return { content, height: lines * size * ROW_LEADING + 2 * ROW_PADDING + 1 };
}

/** The labels, on more than one line where their column is narrow. */
function headRow({ fields, widths, way: { gap } }: Grid): TableRow {
  const labels = fields.map(({ label }, index) => wrap(label, SIZE.label, widths[index]!));
  const lines = Math.max(...labels.map(({ length }) => length));
  const content: Content = {
    columns: fields.map((field, index): Content => {
      const above = Array.from({ length: lines - labels[index]!.length }, () => '\u00a0');
      return {
        text: [...above, ...labels[index]!].join('\n'),
        width: widths[index]!,
        alignment: aligned(field),
      };
    }),
    columnGap: gap,
    fontSize: SIZE.label,
    lineHeight: lineHeight(HEAD_LEADING),
    color: SOFT,
    margin: [0, 0, 0, HEAD_PADDING],
  };
  return { content, height: lines * SIZE.label * HEAD_LEADING + HEAD_PADDING };
}

function line(lineWidth: number, lineColor: string = LINE): Content {
  return { canvas: [{ type: 'line', x1: 0, y1: 0, x2: TEXT_WIDTH, y2: 0, lineWidth, lineColor }] };
}
