/** The measures of a page, in points unless a name says otherwise: one place for sizes, distances and tones. */

/** Points of millimetres. */
export const mm = (millimetres: number) => (millimetres * 72) / 25.4;

export const PAGE = { width: mm(210), height: mm(297) };
export const MARGIN = { left: mm(25), right: mm(20), top: mm(25), bottom: mm(18) };
export const TEXT_WIDTH = PAGE.width - MARGIN.left - MARGIN.right;
/** What a page after the first holds. */
export const TEXT_HEIGHT = PAGE.height - MARGIN.top - MARGIN.bottom;

/**
 * Where the address stands: for the left window of a C5/6 or DL envelope (paper folded in three), 20 mm from the left
 * edge and 45 to 50 mm from the top, 90 × 40 mm. A letter of 210 × 99 mm can move 10 mm sideways and 11 mm up and down in
 * an envelope of 220 × 110 mm, so the text keeps 5 mm from the window's left edge, and an address of up to five lines
 * stays in sight however the letter lies. Nothing else of the page comes near it.
 */
export const WINDOW = { left: mm(25), top: mm(49), width: mm(80), height: mm(36) };

/** The first page's text begins here, or below a letterhead that needs more room. */
export const BODY_TOP = mm(95);
/** The letterhead's own column, right of the window. */
export const HEAD = { top: mm(16), nameWidth: mm(95), nameHeight: mm(26), left: mm(130), width: mm(60) };
/** Where the paper is folded in three. */
export const FOLDS = [mm(99), mm(198)];

export const SIZE = { body: 9.5, small: 8, label: 7.5, subject: 11.5, heading: 10.5 };

/** How the text of a letter is set. */
export interface Type {
  size: number;
  /** Line height as a share of the size; Roboto's own is 1.17. */
  leading: number;
  /** Between paragraphs. */
  gap: number;
}

/** From wide to close. The widest in which a letter takes one page is taken, so that no page holds but a few lines and a signature. */
export const TYPES: readonly Type[] = [
  { size: 10, leading: 1.35, gap: 7.5 },
  { size: 9.5, leading: 1.27, gap: 5 },
  { size: 9.5, leading: 1.24, gap: 3.5 },
  { size: 9, leading: 1.24, gap: 3.5 },
];
export const WIDEST: Type = TYPES[0]!;
/** Of a letter with a long table. */
export const ORDINARY: Type = TYPES[1]!;

export const INK = '#16191d';
export const SOFT = '#5b6470';
/** Around the payment box. */
export const EDGE = '#8b94a0';
export const LINE = '#b9c0c9';

/** What pdfmake multiplies the font's own line height with, to get a share of the size. */
const OWN_LEADING = 2400 / 2048;
export const lineHeight = (leading: number) => leading / OWN_LEADING;
