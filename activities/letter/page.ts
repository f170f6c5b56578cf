/** A letter as pages: a document for pdfmake, made of nothing but the letter's content. */
import type { Content, DocumentDefinition } from 'pdfmake';
import type { NoticePart } from '../../ladder/texts.ts';
import { DAY_MS, dayOf } from '../../ladder/time/civil.ts';
import type { LetterContent } from './content.ts';
import { FONT } from './font.ts';
import { INK, lineHeight, MARGIN, ORDINARY, PAGE, TEXT_HEIGHT, TYPES, type Type, WIDEST } from './layout.ts';
import { firstPage, footer, opening, runningHead } from './letterhead.ts';
import { type Piece, piecesOf } from './pieces.ts';
import { printable } from './printable.ts';

/** What measuring and setting may differ by. */
const SLACK = 4;
/** What is kept together is at most so high: pdfmake drops what does not fit one page. */
const MOST_KEPT = TEXT_HEIGHT / 2;
/** What is kept together leaves some of the first page empty. */
const MOST_ON_SECOND = TEXT_HEIGHT * 0.75;

/** The pages of a letter. Throws a LetterError when the letter cannot be printed as it should be. */
export function letterPages(unchecked: LetterContent): DocumentDefinition {
  const content = printable(unchecked);
  const { marks, bottom } = firstPage(content);
  const above = opening(content);
  const pieces = measured(content);
  const type = typeOf(pieces, PAGE.height - MARGIN.bottom - bottom - above.height - SLACK);
  return {
    pageSize: 'A4',
    pageMargins: [MARGIN.left, MARGIN.top, MARGIN.right, MARGIN.bottom],
    content: [
      ...marks,
      { stack: above.content, margin: [0, bottom - MARGIN.top, 0, 0] },
      ...bodyOf(pieces(type), type),
    ],
    header: (page) => (page === 1 ? null : runningHead(content)),
    footer: (page, pages) => footer(content, page, pages),
    defaultStyle: { font: FONT, fontSize: type.size, lineHeight: lineHeight(type.leading), color: INK },
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

/** The pieces of a letter in a type; table and payment box are the same in every one, and made once. */
function measured(letter: LetterContent): (type: Type) => Piece[] {
  const made = new Map<NoticePart, Piece[]>();
  const of = (part: NoticePart, rest: readonly NoticePart[], type: Type) => {
    const pieces = made.get(part) ?? piecesOf(part, rest, letter, type);
    if (part.block === 'block.invoice' || part.block === 'block.payment') made.set(part, pieces);
    return pieces;
  };
  return (type) => letter.notice.parts.flatMap((part, index, parts) => of(part, parts.slice(index + 1), type));
}

/** The widest type in which all stands within the room on the first page. */
function typeOf(pieces: (type: Type) => Piece[], room: number): Type {
  const takes = (type: Type) => pieces(type).reduce((sum, { height }) => sum + height, 0);
  const found = TYPES.find((type) => takes(type) <= room);
  // What takes two pages takes them in the widest setting, so that the second is more than a few lines.
  return found ?? (takes(WIDEST) <= room + MOST_ON_SECOND ? WIDEST : ORDINARY);
}

function bodyOf(pieces: readonly Piece[], type: Type): Content[] {
  const body: Content[] = [];
  for (let at = 0; at < pieces.length; ) {
    let end = at;
    while (pieces[end]!.tied && end + 1 < pieces.length) end++;
    const kept = pieces.slice(at, end + 1);
    // A line more for each, should one be set wider than it was measured.
    const height = kept.reduce((sum, piece) => sum + piece.height + type.size * type.leading, 0);
    const contents = kept.map((piece) => piece.content);
    if (height <= MOST_KEPT) body.push({ stack: contents, unbreakable: true });
    else body.push(...contents);
    at = end + 1;
  }
  return body;
}
