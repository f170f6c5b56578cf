/** A letter as pages: a document for pdfmake, made of nothing but the letter's content. */
import type { Content, DocumentDefinition } from 'pdfmake';
import type { Row } from '../../ladder/texts/parts.ts';
import type { NoticePart } from '../../ladder/texts.ts';
import { DAY_MS, dayOf } from '../../ladder/time/civil.ts';
import type { LetterContent } from './content.ts';
import { FONT, widthOf, wrap } from './font.ts';
import { invoiceTable } from './invoice-table.ts';
import { EDGE, GAP, INK, LEADING, lineHeight, MARGIN, mm, SIZE, SOFT, TEXT_HEIGHT, TEXT_WIDTH } from './layout.ts';
import { firstPage, footer, opening, runningHead } from './letterhead.ts';
import { paymentBox } from './payment-box.ts';
import { printable } from './printable.ts';

const LIST_INDENT = 12;
const SIGNATURE_ROOM = mm(14);
const WRITING_ROOM = mm(9);
const SIGN_PADDING = mm(6);
const ROW_LABEL_WIDTH = mm(45);
const MOST_LABEL_WIDTH = mm(75);
const ROW_LABEL_GAP = mm(3);
/** What is kept together is at most so high: pdfmake drops what does not fit one page. */
const MOST_KEPT = TEXT_HEIGHT / 2;

/** The pages of a letter. Throws a LetterError when the letter cannot be printed as it should be. */
export function letterPages(unchecked: LetterContent): DocumentDefinition {
  const content = printable(unchecked);
  const { marks, bottom } = firstPage(content);
  return {
    pageSize: 'A4',
    pageMargins: [MARGIN.left, MARGIN.top, MARGIN.right, MARGIN.bottom],
    content: [...marks, { stack: opening(content), margin: [0, bottom - MARGIN.top, 0, 0] }, ...bodyOf(content)],
    header: (page) => (page === 1 ? null : runningHead(content)),
    footer: (page, pages) => footer(content, page, pages),
    defaultStyle: { font: FONT, fontSize: SIZE.body, lineHeight: lineHeight(LEADING), color: INK },
    version: '1.7',
    displayTitle: true,
    language: content.language,
    info: {
      title: content.notice.subject,
      author: content.sender.name,
      creator: 'incassoladder',
      producer: 'pdfmake',
      creationDate: new Date(dayOf(content.date) * DAY_MS),
    },
  };
}

/** A piece of the letter and at most how high it is; what is `tied` stays with the piece after it. */
interface Piece {
  content: Content;
  height: number;
  tied: boolean;
}

function bodyOf(letter: LetterContent): Content[] {
  const pieces = letter.notice.parts.flatMap((part, index, parts) => piecesOf(part, parts.slice(index + 1), letter));
  const body: Content[] = [];
  for (let at = 0; at < pieces.length; ) {
    let end = at;
    while (pieces[end]!.tied && end + 1 < pieces.length) end++;
    const kept = pieces.slice(at, end + 1);
    const height = kept.reduce((sum, piece) => sum + piece.height, 0);
    const contents = kept.map((piece) => piece.content);
    if (height <= MOST_KEPT) body.push({ stack: contents, unbreakable: true });
    else body.push(...contents);
    at = end + 1;
  }
  return body;
}

function piecesOf(part: NoticePart, rest: readonly NoticePart[], letter: LetterContent): Piece[] {
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
    case 'countersign':
      return part.kind === 'rows' ? [countersign(part.title, part.rows)] : [];
    // Address and numbers stand in the letterhead.
    case 'block.signature':
      return part.kind === 'paragraph' ? [signature(letter)] : [];
    default:
      return [part.kind === 'rows' ? rowsPiece(part.title, part.rows) : prose(part, rest)];
  }
}

/** Rows of label and value below a title, such as what is open besides. */
function rowsPiece(title: string | null, rows: readonly Row[]): Piece {
  const widest = Math.max(...rows.map(({ label }) => widthOf(label, SIZE.body))) + ROW_LABEL_GAP;
  const labelWidth = Math.min(Math.max(widest, ROW_LABEL_WIDTH), MOST_LABEL_WIDTH);
  const valueWidth = TEXT_WIDTH - labelWidth;
  let count = title === null ? 0 : 1;
  const contents = rows.map(({ label, lines, strong = false }): Content => {
    const labels = wrap(label, SIZE.body, labelWidth - ROW_LABEL_GAP);
    const values = lines.flatMap((text) => wrap(text, SIZE.body, valueWidth, strong ? 'bold' : 'normal'));
    count += Math.max(labels.length, values.length);
    return {
      columns: [
        { text: labels.join('\n'), width: labelWidth, color: SOFT },
        { text: values.join('\n'), width: valueWidth, bold: strong },
      ],
    };
  });
  const head: Content[] = title === null ? [] : [{ text: title, bold: true }];
  return {
    content: { stack: [...head, ...contents], margin: [0, 0, 0, GAP] },
    height: (count + 1) * SIZE.body * LEADING + GAP,
    tied: false,
  };
}

/**
 * A sentence that announces, or closes the letter, stays with what follows; what is said before the close stays with it, so
 * that no page holds a signature alone.
 */
function prose(part: Exclude<NoticePart, { kind: 'rows' }>, [next, afterNext]: readonly NoticePart[]): Piece {
  const closes = next?.block === 'block.signature' || (next?.block === null && afterNext?.block === 'block.signature');
  const tied = closes || (part.kind === 'paragraph' && /:$/.test(part.lines.at(-1)!));
  const width = part.kind === 'list' ? TEXT_WIDTH - LIST_INDENT : TEXT_WIDTH;
  const lines = part.kind === 'list' ? part.items : part.lines;
  const count = lines.reduce((sum, line) => sum + wrap(line, SIZE.body, width).length, 0);
  const belongs = part.kind === 'paragraph' && next?.kind === 'list';
  const margin: [number, number, number, number] = [0, 0, 0, belongs ? 2 : GAP];
  return {
    content: part.kind === 'list' ? { ul: lines, margin, markerColor: SOFT } : { text: lines.join('\n'), margin },
    height: (count + 1) * SIZE.body * LEADING + GAP,
    tied: tied || belongs,
  };
}

/** A box with lines to write on, and room for a signature on the last. */
function countersign(title: string | null, rows: readonly Row[]): Piece {
  const width = TEXT_WIDTH - ROW_LABEL_WIDTH - 2 * SIGN_PADDING;
  const lines = rows.map(({ label }, index): Content => {
    const above = index === rows.length - 1 ? SIGNATURE_ROOM : WRITING_ROOM;
    return {
      columns: [
        { text: label, width: ROW_LABEL_WIDTH, color: SOFT, margin: [0, above - SIZE.body, 0, 0] },
        { canvas: [{ type: 'line', x1: 0, y1: above, x2: width, y2: above, lineWidth: 0.6, lineColor: EDGE }], width },
      ],
    };
  });
  const head: Content[] = title === null ? [] : [{ text: title, bold: true }];
  const height = SIGNATURE_ROOM + (rows.length - 1) * WRITING_ROOM + (rows.length + 2) * SIZE.body * LEADING + GAP;
  return { content: { stack: [...head, ...lines], margin: [0, SIGN_PADDING, 0, GAP] }, height, tied: false };
}

/** The creditor's name, with room for a signature where a person signs. */
function signature({ signer, sender }: LetterContent): Piece {
  const position = signer?.position ?? null;
  const stack: Content[] =
    signer === null
      ? [{ text: sender.name, bold: true }]
      : [
          { text: sender.name, margin: [0, 0, 0, SIGNATURE_ROOM] },
          { text: signer.name, bold: true },
          ...(position === null ? [] : [{ text: position, color: SOFT }]),
        ];
  const count = wrap(sender.name, SIZE.body, TEXT_WIDTH, 'bold').length + 2;
  return { content: { stack }, height: SIGNATURE_ROOM + count * SIZE.body * LEADING, tied: false };
}
