/** What stands above the text of a letter: sender, address, references, subject; and what every page carries. */
import type { Content } from 'pdfmake';
import { formatDate } from '../../ladder/texts.ts';
import { type LetterContent, LetterError } from './content.ts';
import { wrap } from './font.ts';
import { BODY_TOP, FOLDS, HEAD, INK, LINE, lineHeight, MARGIN, mm, SIZE, SOFT, TEXT_WIDTH, WINDOW } from './layout.ts';
import { LETTER_WORDS } from './words.ts';

const NAME_SIZES = [16, 13, 11, 9];
const NAME_LEADING = 1.2;
const HEAD_LEADING = 1.35;
const HEAD_GAP = 4;
/** Postal services ask for 10 to 12 points and read smaller print where an address needs it. */
const ADDRESS_SIZES = [10, 9, 8];
const ADDRESS_LEADING = 1.3;
const RETURN_SIZE = 6.5;
const RETURN_LEADING = 1.2;
/** What the return address takes of the window, with the room below it. */
const RETURN_HEIGHT = 12;
const RETURN_GAP = 2.4;
const MAX_RETURN_LINES = 2;

const BELOW_REFERENCES = mm(4.5);
const BELOW_SUBJECT = mm(2.5);

/** No letterhead reaches further down. */
const LOWEST_HEAD = mm(150);

/** Sender and address at their fixed places, and how far down the page they reach. */
export function firstPage(content: LetterContent): { marks: Content[]; bottom: number } {
  const head = senderColumn(content);
  if (head.bottom > LOWEST_HEAD) {
    throw new LetterError(
      `The address of ${content.sender.name} leaves no room for a letter: use fewer or shorter lines.`,
    );
  }
  return {
    marks: [...foldMarks(), ...senderName(content), ...head.marks, ...windowMarks(content)],
    bottom: Math.max(BODY_TOP, head.bottom + mm(6)),
  };
}

interface Line {
  text: string;
  size: number;
  leading: number;
  bold?: boolean;
  color?: string;
}

/** Lines of text at a place on the page, one below the other. */
function placed(lines: readonly Line[], x: number, y: number): Content[] {
  let top = y;
  return lines.map(({ text, size, leading, bold = false, color = INK }) => {
    const mark: Content = {
      text,
      fontSize: size,
      lineHeight: lineHeight(leading),
      bold,
      color,
      noWrap: true,
      absolutePosition: { x, y: top },
    };
    top += size * leading;
    return mark;
  });
}

/** The name as large as the room beside the column allows. */
function senderName({ sender }: LetterContent): Content[] {
  for (const size of NAME_SIZES) {
    const lines = wrap(sender.name, size, HEAD.nameWidth, 'bold');
    if (size !== NAME_SIZES.at(-1) && lines.length * size * NAME_LEADING > HEAD.nameHeight) continue;
    return placed(
      lines.map((text) => ({ text, size, leading: NAME_LEADING, bold: true })),
      MARGIN.left,
      HEAD.top,
    );
  }
  return [];
}

function senderColumn({ sender, language }: LetterContent): { marks: Content[]; bottom: number } {
  const words = LETTER_WORDS[language];
  const numbers = [
    [words.kvkShort, sender.kvk],
    [words.btw, sender.vatNumber],
    ['IBAN', sender.iban],
  ].flatMap(([label, value]) => (value === null ? [] : [`${label} ${value}`]));
  const groups = [sender.addressLines, [sender.phone, sender.email].filter((way) => way !== null), numbers];
  const marks: Content[] = [];
  let y = HEAD.top + 3;
  for (const group of groups.filter((lines) => lines.length > 0)) {
    const lines = group.flatMap((text) => wrap(text, SIZE.small, HEAD.width));
    marks.push(
      ...placed(
        lines.map((text) => ({ text, size: SIZE.small, leading: HEAD_LEADING, color: SOFT })),
        HEAD.left,
        y,
      ),
    );
    y += lines.length * SIZE.small * HEAD_LEADING + HEAD_GAP;
  }
  return { marks, bottom: y };
}

/** The return address in small print, and below it the address as large as the window allows. */
function windowMarks({ addressee, sender, language }: LetterContent): Content[] {
  const back = returnLines(sender, LETTER_WORDS[language].returnAddress);
  const height = Math.max(RETURN_HEIGHT, back.length * RETURN_SIZE * RETURN_LEADING + RETURN_GAP);
  return [
    ...placed(
      back.map((text) => ({ text, size: RETURN_SIZE, leading: RETURN_LEADING, color: SOFT })),
      WINDOW.left,
      WINDOW.top,
    ),
    ...placed(addressLines(addressee, WINDOW.height - height), WINDOW.left, WINDOW.top + height),
  ];
}

/**
 * Where the post brings back what it cannot deliver: a whole address, never one that is cut. A name too long for it makes
 * room: the name stands above in full.
 */
function returnLines({ name, addressLines }: LetterContent['sender'], label: string): string[] {
  if (addressLines.length === 0) return [];
  const lines = wrap(`${label}: ${[name, ...addressLines].join(', ')}`, RETURN_SIZE, WINDOW.width);
  return lines.length <= MAX_RETURN_LINES
    ? lines
    : wrap(`${label}: ${addressLines.join(', ')}`, RETURN_SIZE, WINDOW.width);
}

function addressLines(addressee: readonly string[], height: number): Line[] {
  for (const size of ADDRESS_SIZES) {
    const lines = addressee.flatMap((text) => wrap(text, size, WINDOW.width));
    if (lines.length * size * ADDRESS_LEADING > height) continue;
    return lines.map((text) => ({ text, size, leading: ADDRESS_LEADING }));
  }
  throw new LetterError(
    `The address of ${addressee[0]} does not fit the window of an envelope: use fewer or shorter lines.`,
  );
}

function foldMarks(): Content[] {
  return FOLDS.map((y) => ({
    canvas: [{ type: 'line', x1: 0, y1: 0, x2: mm(4), y2: 0, lineWidth: 0.4, lineColor: LINE }],
    absolutePosition: { x: mm(5), y },
  }));
}

/** Place and date, what the letter is about by number, and its subject. */
export function opening(content: LetterContent): { content: Content[]; height: number } {
  const { language, place, date, numbers, ourReference, paymentReference, notice } = content;
  const words = LETTER_WORDS[language];
  const on = formatDate(date, language);
  const entries: [string, string | null][] = [
    [words.date, place === null ? on : `${place}, ${on}`],
    numbers.length === 1 ? [words.number, numbers[0]!] : [words.invoices, words.invoiceCount(numbers.length)],
    [words.ourReference, ourReference],
    [words.paymentReference, paymentReference],
  ];
  const known = entries.filter((entry): entry is [string, string] => entry[1] !== null);
  const gap = mm(5);
  const width = (TEXT_WIDTH - 3 * gap) / 4;
  const values = known.map(([label, value]) => ({ label, lines: wrap(value, SIZE.body, width) }));
  const most = Math.max(...values.map(({ lines }) => lines.length));
  const subject = wrap(notice.title, SIZE.subject, TEXT_WIDTH, 'bold').length * SIZE.subject * 1.3 + BELOW_SUBJECT;
  const marks: Content[] = [
    {
      columns: values.map(({ label, lines }) => ({
        width,
        stack: [
          { text: label, fontSize: SIZE.label, color: SOFT, lineHeight: lineHeight(1.5) },
          { text: lines.join('\n'), fontSize: SIZE.body, lineHeight: lineHeight(1.3) },
        ],
      })),
      columnGap: gap,
      margin: [0, 0, 0, BELOW_REFERENCES],
    },
    {
      text: notice.title,
      fontSize: SIZE.subject,
      bold: true,
      lineHeight: lineHeight(1.3),
      margin: [0, 0, 0, BELOW_SUBJECT],
    },
  ];
  return { content: marks, height: SIZE.label * 1.5 + most * SIZE.body * 1.3 + BELOW_REFERENCES + subject };
}

/** The line above every page but the first: whose letter this is, and about what; the foot names the sender as well. */
export function runningHead({ sender, notice, date, language }: LetterContent): Content {
  const on = formatDate(date, language);
  const width = TEXT_WIDTH - mm(32);
  const both = wrap(`${sender.name} – ${notice.title}`, SIZE.small, width);
  const [line = '', ...more] = both.length === 1 ? both : wrap(notice.title, SIZE.small, width);
  return {
    margin: [MARGIN.left, mm(12), MARGIN.right, 0],
    stack: [
      {
        columns: [
          { width, text: more.length > 0 ? `${line} …` : line, noWrap: true },
          { width: '*', text: on, alignment: 'right' },
        ],
        fontSize: SIZE.small,
        color: SOFT,
      },
      ruler(4),
    ],
  };
}

/** The line below every page. */
export function footer({ sender, language }: LetterContent, page: number, pages: number): Content {
  const [line = '', ...more] = wrap(sender.name, SIZE.label, TEXT_WIDTH - mm(40));
  return {
    margin: [MARGIN.left, mm(3), MARGIN.right, 0],
    stack: [
      ruler(0),
      {
        columns: [
          { width: '*', text: more.length > 0 ? `${line} …` : line, noWrap: true },
          { width: mm(35), text: LETTER_WORDS[language].page(page, pages), alignment: 'right' },
        ],
        fontSize: SIZE.label,
        color: SOFT,
        margin: [0, 4, 0, 0],
      },
    ],
  };
}

/** A hairline over the width of the text. */
function ruler(above: number): Content {
  return {
    canvas: [{ type: 'line', x1: 0, y1: 0, x2: TEXT_WIDTH, y2: 0, lineWidth: 0.4, lineColor: LINE }],
    margin: [0, above, 0, 0],
  };
}
