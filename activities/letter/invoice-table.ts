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

/** Where dates in full leave too little room, they become figures; then all of the table becomes smaller. */
const SIZES = [
  { size: 9, monthsInFull: true },
  { size: 9, monthsInFull: false },
  { size: 7.5, monthsInFull: false },
  { size: 6.5, monthsInFull: false },
];
const ROW_LEADING = 1.3;
const ROW_PADDING = 3;
const COLUMN_GAP = mm(5);
const ABOVE = 4;
const BELOW = 11;
/** So much room is for the numbers of the invoices. */
const LEAST_NUMBER_WIDTH = mm(32);
/** So many rows stay with the total, so that it never stands alone at the top of a page. */
const ROWS_WITH_TOTAL = 2;

/** Stands for an amount of zero in a column where others have one. */
const NOTHING = '–';

interface Field {
  label: string;
  text: (invoice: InvoiceLine) => string;
  total?: string;
  bold?: boolean;
}

interface Grid {
  fields: Field[];
  size: number;
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
  const { fields } = grid;
  const rows = content.invoices.map((invoice) => tableRow(grid, (field) => field.text(invoice)));
  const words = LETTER_WORDS[content.language];
  const total = tableRow(grid, ({ total = '' }, index) => (index === 0 ? words.total : total), true);
  const totals = content.invoices.length > 1 ? [line(0.8, SOFT), total.content] : [];
  const contents = rows.map((row) => row.content);
  const kept = contents.slice(-ROWS_WITH_TOTAL).flatMap((row, index) => (index === 0 ? [row] : [line(0.4), row]));
  const last: Content = { stack: [...kept, ...totals] };
  const table: Content = {
    table: {
      widths: ['*'],
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      body: [[headRow(fields, grid.widths)], ...contents.slice(0, -ROWS_WITH_TOTAL).map((row) => [row]), [last]],
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
  const head = 2 * SIZE.label;
  return { table, height: rows.reduce((sum, row) => sum + row.height, total.height + head + ABOVE + BELOW) };
}

function gridOf(content: LetterContent): Grid {
  const grids = SIZES.map(({ size, monthsInFull }): Grid => {
    const fields = fieldsOf(content, monthsInFull);
    return { fields, size, widths: widthsOf(fields, content.invoices, size) };
  });
  return grids.find(({ widths }) => widths[0]! >= LEAST_NUMBER_WIDTH) ?? grids.at(-1)!;
}

function fieldsOf({ invoices, currency, language }: LetterContent, monthsInFull: boolean): Field[] {
  const words = LETTER_WORDS[language];
  const amount = (cents: Cents) => tableAmount(cents, currency, language);
  const date = (on: CivilDate) => (monthsInFull ? formatDate(on, language).replaceAll(' ', '\u00a0') : inFigures(on));
  return [
    { label: words.number, text: ({ number }) => number },
    { label: words.issued, text: ({ issuedOn }) => date(issuedOn) },
    { label: words.due, text: ({ dueOn }) => date(dueOn) },
    { label: words.amount, text: ({ claimedCents }) => amount(claimedCents) },
    ...addedField(invoices, ({ costsCents }) => costsCents, amount, words.costsCharged),
    ...addedField(invoices, ({ interestCents }) => interestCents, amount, words.interestColumn),
    ...settledField(invoices, amount, words),
    ...contestedField(invoices, amount, words),
    {
      label: words.stillOpen,
      text: ({ openCents }) => amount(openCents),
      total: amount(totalOpen(invoices)),
      bold: true,
    },
  ];
}

/** What was charged beside the invoices, where something was. */
function addedField(
  invoices: readonly InvoiceLine[],
  centsOf: (invoice: InvoiceLine) => Cents,
  amount: (cents: Cents) => string,
  label: string,
): Field[] {
  if (invoices.every((invoice) => centsOf(invoice) === 0)) return [];
  return [{ label, text: (invoice) => (centsOf(invoice) === 0 ? NOTHING : amount(centsOf(invoice))) }];
}

/** What was paid and credited, where something was. */
function settledField(invoices: readonly InvoiceLine[], amount: (cents: Cents) => string, words: LetterWords): Field[] {
  const paid = invoices.some(({ paidCents }) => paidCents !== 0);
  const credited = invoices.some(({ creditedCents }) => creditedCents !== 0);
  if (!paid && !credited) return [];
  const label = paid && credited ? words.settled : paid ? words.paid : words.credited;
  const text = ({ paidCents, creditedCents }: InvoiceLine) =>
    paidCents + creditedCents === 0 ? NOTHING : amount(paidCents + creditedCents);
  return [{ label, text }];
}

/** What is contested and not asked for now, where something is. */
function contestedField(
  invoices: readonly InvoiceLine[],
  amount: (cents: Cents) => string,
  words: LetterWords,
): Field[] {
  if (invoices.every(({ contestedCents }) => contestedCents === 0)) return [];
  const text = ({ contestedCents }: InvoiceLine) => (contestedCents === 0 ? NOTHING : amount(contestedCents));
  return [{ label: words.contested, text }];
}

const tableAmount = (cents: Cents, currency: Currency, language: Language) =>
  formatAmount(cents, currency, language).replaceAll(' ', '\u00a0');

/** "28-04-2026". */
function inFigures(on: CivilDate): string {
  const { year, month, day } = civilParts(dayOf(on));
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(day)}-${two(month)}-${year}`;
}

/** Each column as wide as its widest text; the first, of the numbers, takes what is left. */
function widthsOf(fields: readonly Field[], invoices: readonly InvoiceLine[], size: number): number[] {
  const wide = fields.slice(1).map(({ label, text, total = '' }) => {
    const texts = [...invoices.map(text), total].map((one) => widthOf(one, size, 'bold'));
    return Math.max(...texts, widthOf(label, SIZE.label)) + 0.5;
  });
  return [TEXT_WIDTH - wide.reduce((sum, width) => sum + COLUMN_GAP + width, 0), ...wide];
}

const isAmount = (index: number) => index > 2;

function tableRow(
  { fields, size, widths }: Grid,
  textOf: (field: Field, index: number) => string,
  allBold = false,
): TableRow {
  let lines = 1;
  const columns = fields.map((field, index): Content => {
    const bold = allBold || field.bold === true;
    const wrapped =
      index === 0 ? wrap(textOf(field, index), size, widths[0]!, bold ? 'bold' : 'normal') : [textOf(field, index)];
    lines = Math.max(lines, wrapped.length);
    const alignment = isAmount(index) ? 'right' : 'left';
    return { text: wrapped.join('\n'), width: widths[index]!, alignment, bold };
  });
  const content: Content = {
    columns,
    columnGap: COLUMN_GAP,
    fontSize: size,
    lineHeight: lineHeight(ROW_LEADING),
    margin: [0, ROW_PADDING, 0, ROW_PADDING],
  };
  return { content, height: lines * size * ROW_LEADING + 2 * ROW_PADDING + 1 };
}

function headRow(fields: readonly Field[], widths: readonly number[]): Content {
  return {
    columns: fields.map(
      ({ label }, index): Content => ({
        text: label,
        width: widths[index]!,
        alignment: isAmount(index) ? 'right' : 'left',
      }),
    ),
    columnGap: COLUMN_GAP,
    fontSize: SIZE.label,
    color: SOFT,
    margin: [0, 0, 0, 3],
  };
}

function line(lineWidth: number, lineColor: string = LINE): Content {
  return { canvas: [{ type: 'line', x1: 0, y1: 0, x2: TEXT_WIDTH, y2: 0, lineWidth, lineColor }] };
}
