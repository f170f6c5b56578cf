/** What stands between the subject and the foot of a letter, one piece below the other, and how high each is. */
import type { Content } from 'pdfmake';
import type { Row } from '../../ladder/texts/parts.ts';
import type { NoticePart } from '../../ladder/texts.ts';
import type { LetterContent } from './content.ts';
import { widthOf, wrap } from './font.ts';
import { invoiceTable } from './invoice-table.ts';
import { EDGE, LINE, mm, SOFT, TEXT_WIDTH, type Type } from './layout.ts';
import { paymentBox } from './payment-box.ts';

const LIST_INDENT = 12;
const SIGNATURE_ROOM = mm(14);
const WRITING_ROOM = mm(9);
const SIGN_PADDING = mm(6);
const ROW_LABEL_WIDTH = mm(45);
const MOST_LABEL_WIDTH = mm(75);
const ROW_LABEL_GAP = mm(3);
/** Of the instalments: day and amount. */
const PLAN_WIDTHS = [mm(75), mm(30)] as const;
const PLAN_PADDING = 1.2;
const PLAN_LINE = 0.4;

/** A piece and how high it is, in points; what is `tied` stays with the piece after it. */
export interface Piece {
  content: Content;
  height: number;
  tied: boolean;
}

/** The pieces of a part of the notice; `rest` are the parts after it. */
export function piecesOf(part: NoticePart, rest: readonly NoticePart[], letter: LetterContent, type: Type): Piece[] {
  switch (part.block) {
    // Address, date and subject have their own places on paper.
    case 'block.addressee':
      return [];
    case 'block.invoice': {
      const { table, height } = invoiceTable(letter);
      return [{ content: table, height, tied: false }];
    }
    case 'block.payment': {
      if (part.kind !== 'rows') return [];
      const { box, height } = paymentBox(part.title, part.rows, letter);
      return [{ content: box, height, tied: false }];
    }
    case 'plan':
      return part.kind === 'rows' ? [plan(part.title, part.rows, type)] : [];
    case 'countersign':
      if (part.kind === 'list') return [];
      return part.kind === 'rows' ? [countersign(part.rows, type)] : [declaration(part.lines, type)];
    // Address and numbers stand in the letterhead.
    case 'block.signature':
      return part.kind === 'paragraph' ? [signature(letter, type)] : [];
    default:
      return [part.kind === 'rows' ? rowsPiece(part.title, part.rows, type) : prose(part, rest, type)];
  }
}

const lineOf = ({ size, leading }: Type) => size * leading;

/** Rows of label and value below a title, such as what is open besides. */
function rowsPiece(title: string | null, rows: readonly Row[], type: Type): Piece {
  const { size, gap } = type;
  const widest = Math.max(...rows.map(({ label }) => widthOf(label, size))) + ROW_LABEL_GAP;
  const labelWidth = Math.min(Math.max(widest, ROW_LABEL_WIDTH), MOST_LABEL_WIDTH);
  const valueWidth = TEXT_WIDTH - labelWidth;
  let count = title === null ? 0 : 1;
  const contents = rows.map(({ label, lines, strong = false }): Content => {
    const labels = wrap(label, size, labelWidth - ROW_LABEL_GAP);
    const values = lines.flatMap((text) => wrap(text, size, valueWidth, strong ? 'bold' : 'normal'));
    count += Math.max(labels.length, values.length);
    return {
      columns: [
        { text: labels.join('\n'), width: labelWidth },
        { text: values.join('\n'), width: valueWidth, bold: strong },
      ],
    };
  });
  const head: Content[] = title === null ? [] : [{ text: title, bold: true }];
  return {
    content: { stack: [...head, ...contents], margin: [0, 0, 0, gap] },
    height: count * lineOf(type) + gap,
    tied: false,
  };
}

/** The instalments of an arrangement: amounts in line, their title on every page that they take. */
function plan(title: string | null, rows: readonly Row[], type: Type): Piece {
  const body = rows.map(({ label, lines, strong = false }): Content[] => [
    { text: label, bold: strong },
    { text: lines.join('\n'), alignment: 'right', bold: strong },
  ]);
  const head: Content[][] = title === null ? [] : [[{ text: title, bold: true }, { text: '' }]];
  const count = head.length + rows.length;
  const content: Content = {
    table: { widths: [...PLAN_WIDTHS], headerRows: head.length, dontBreakRows: true, body: [...head, ...body] },
    layout: {
      hLineWidth: (row) => (row === 0 ? 0 : row === count - 1 ? 2 * PLAN_LINE : PLAN_LINE),
      hLineColor: (row) => (row === count - 1 ? SOFT : LINE),
      vLineWidth: () => 0,
      paddingLeft: () => 0,
      paddingRight: () => 0,
      paddingTop: () => PLAN_PADDING,
      paddingBottom: () => PLAN_PADDING,
    },
    margin: [0, 0, 0, 2 * type.gap],
  };
  const height = count * (lineOf(type) + 2 * PLAN_PADDING + PLAN_LINE) + PLAN_LINE + 2 * type.gap;
  return { content, height, tied: false };
}

/**
 * A sentence that announces, or closes the letter, stays with what follows; what is said before the close stays with it, so
 * that no page holds a signature alone.
 */
function prose(
  part: Exclude<NoticePart, { kind: 'rows' }>,
  [next, afterNext]: readonly NoticePart[],
  type: Type,
): Piece {
  const closes = next?.block === 'block.signature' || (next?.block === null && afterNext?.block === 'block.signature');
  const tied = closes || (part.kind === 'paragraph' && /:$/.test(part.lines.at(-1)!));
  const width = part.kind === 'list' ? TEXT_WIDTH - LIST_INDENT : TEXT_WIDTH;
  const lines = part.kind === 'list' ? part.items : part.lines;
  const count = lines.reduce((sum, line) => sum + wrap(line, type.size, width).length, 0);
  const belongs = part.kind === 'paragraph' && next?.kind === 'list';
  const below = belongs ? 2 : type.gap;
  const margin: [number, number, number, number] = [0, 0, 0, below];
  return {
    content: part.kind === 'list' ? { ul: lines, margin, markerColor: SOFT } : { text: lines.join('\n'), margin },
    height: count * lineOf(type) + below,
    tied: tied || belongs,
  };
}

/** What a debtor declares: right above the lines to sign on. */
function declaration(lines: readonly string[], type: Type): Piece {
  const count = lines.reduce((sum, line) => sum + wrap(line, type.size, TEXT_WIDTH).length, 0);
  return {
    content: { text: lines.join('\n'), margin: [0, SIGN_PADDING, 0, 0] },
    height: SIGN_PADDING + count * lineOf(type),
    tied: true,
  };
}

/** Lines to write on, and room for a signature on the last. */
function countersign(rows: readonly Row[], type: Type): Piece {
  const width = TEXT_WIDTH - ROW_LABEL_WIDTH - 2 * SIGN_PADDING;
  const lines = rows.map(({ label }, index): Content => {
    const above = index === rows.length - 1 ? SIGNATURE_ROOM : WRITING_ROOM;
    return {
      columns: [
        { text: label, width: ROW_LABEL_WIDTH, color: SOFT, margin: [0, above - type.size, 0, 0] },
        { canvas: [{ type: 'line', x1: 0, y1: above, x2: width, y2: above, lineWidth: 0.6, lineColor: EDGE }], width },
      ],
    };
  });
  // A label may reach a little below its line.
  const height =
    SIGNATURE_ROOM + (rows.length - 1) * WRITING_ROOM + rows.length * (lineOf(type) - type.size) + type.gap;
  return { content: { stack: lines, margin: [0, 0, 0, type.gap] }, height, tied: false };
}

/** The creditor's name, with room for a signature where a person signs. */
function signature({ signer, sender }: LetterContent, type: Type): Piece {
  const name = wrap(sender.name, type.size, TEXT_WIDTH, 'bold').length;
  if (signer === null) {
    return { content: { text: sender.name, bold: true }, height: name * lineOf(type), tied: false };
  }
  const { position } = signer;
  const stack: Content[] = [
    { text: sender.name, margin: [0, 0, 0, SIGNATURE_ROOM] },
    { text: signer.name, bold: true },
    ...(position === null ? [] : [{ text: position, color: SOFT }]),
  ];
  return { content: { stack }, height: SIGNATURE_ROOM + (name + 2) * lineOf(type), tied: false };
}
