/** The box with what is to be paid, to whom and how, and a code that a banking app reads. */
import type { Content } from 'pdfmake';
import { epcPayload } from '../../ladder/payment/epc.ts';
import type { Row } from '../../ladder/texts/parts.ts';
import type { LetterContent } from './content.ts';
import { paymentCode } from './epc-qr.ts';
import { wrap } from './font.ts';
import { EDGE, lineHeight, mm, SIZE, SOFT, TEXT_WIDTH } from './layout.ts';
import { LETTER_WORDS } from './words.ts';

/** With its quiet zone; a module of the largest code (version 13) is 0.36 mm wide, of an ordinary one 0.57 mm. */
const CODE_SIZE = mm(28);
/** The code's quiet zone is white as the box is, and reaches into its padding. */
const CODE_SHIFT = mm(1.5);
const CAPTION_HEIGHT = 14;
const PADDING = mm(3.5);
const BORDER = 0.8;
const LABEL_WIDTH = mm(38);
const TITLE_HEIGHT = 19;
const ROW_LEADING = 1.3;
const ROW_GAP = 1.5;
const ABOVE = 3;
const BELOW = 8;

/** The box and how high it is. The code is left out where the payment cannot have one: another currency, no valid IBAN. */
export function paymentBox(
  title: string | null,
  rows: readonly Row[],
  content: LetterContent,
): { box: Content; height: number } {
  const made = content.payment && epcPayload(content.payment);
  const payload = made && 'payload' in made ? made.payload : null;
  const codeHeight = payload === null ? 0 : CODE_SIZE + CAPTION_HEIGHT - CODE_SHIFT;
  const inner = TEXT_WIDTH - 2 * (PADDING + BORDER);
  const leftWidth = payload === null ? inner : inner - CODE_SIZE - PADDING;
  const { lines, contents } = rowContents(rows, leftWidth - LABEL_WIDTH);
  const left: Content = {
    width: leftWidth,
    stack:
      title === null
        ? contents
        : [{ text: title, bold: true, fontSize: SIZE.heading, margin: [0, 0, 0, 4] }, ...contents],
  };
  const height = Math.max(TITLE_HEIGHT + lines * SIZE.body * ROW_LEADING + rows.length * ROW_GAP, codeHeight);
  return {
    box: {
      table: { widths: [inner], body: [[{ columns: [left, ...code(payload, content)], columnGap: 0 }]] },
      layout: {
        hLineWidth: () => BORDER,
        vLineWidth: () => BORDER,
        hLineColor: () => EDGE,
        vLineColor: () => EDGE,
        paddingLeft: () => PADDING,
        paddingRight: () => PADDING,
        paddingTop: () => PADDING,
        paddingBottom: () => PADDING,
      },
      margin: [0, ABOVE, 0, BELOW],
    },
    height: height + 2 * (PADDING + BORDER) + ABOVE + BELOW,
  };
}

function rowContents(rows: readonly Row[], valueWidth: number): { lines: number; contents: Content[] } {
  let count = 0;
  const contents = rows.map(({ label, lines, strong = false }): Content => {
    const wrapped = lines.flatMap((text) => wrap(text, SIZE.body, valueWidth, strong ? 'bold' : 'normal'));
    count += wrapped.length;
    return {
      columns: [
        { text: label, width: LABEL_WIDTH, color: SOFT },
        { text: wrapped.join('\n'), width: valueWidth, bold: strong },
      ],
      fontSize: SIZE.body,
      lineHeight: lineHeight(ROW_LEADING),
      margin: [0, 0, 0, ROW_GAP],
    };
  });
  return { lines: count, contents };
}

function code(payload: string | null, { language }: LetterContent): Content[] {
  if (payload === null) return [];
  return [
    { width: PADDING, text: '' },
    {
      width: CODE_SIZE,
      stack: [
        { svg: paymentCode(payload), width: CODE_SIZE },
        { text: LETTER_WORDS[language].scan, alignment: 'center', fontSize: SIZE.small, color: SOFT },
      ],
      margin: [CODE_SHIFT, -CODE_SHIFT, -CODE_SHIFT, 0],
    },
  ];
}
