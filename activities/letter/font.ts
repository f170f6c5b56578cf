/**
 * The font of letters, and what is measured with it.
 *
 * Roboto 3, which pdfmake carries: SIL Open Font License 1.1, which allows embedding. Its figures are tabular without
 * further ado, so that amounts stand in line, and it has the letters of every language in Latin, Greek or Cyrillic script.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { create, type Font } from 'fontkit';

export const FONT = 'Roboto';

const fileOf = (name: string) => fileURLToPath(import.meta.resolve(`pdfmake/fonts/Roboto/${name}.ttf`));

/** Paths of the font's files; there is no slanted style. */
export const FONT_FILES = { normal: fileOf('Roboto-Regular'), bold: fileOf('Roboto-Medium') };

type Weight = keyof typeof FONT_FILES;

interface Face {
  font: Font;
  /** Widths of words in units of the font: measuring is dear, and letters repeat themselves. */
  widths: Map<string, number>;
}

/** Bounds what is remembered of words. */
const MAX_WORDS = 20_000;

const faces: Partial<Record<Weight, Face>> = {};

function faceOf(weight: Weight): Face {
  faces[weight] ??= { font: create(readFileSync(FONT_FILES[weight])) as Font, widths: new Map() };
  return faces[weight];
}

/** How wide a line of text is, in points; kerning between a word and a space is left out. */
export function widthOf(text: string, size: number, weight: Weight = 'normal'): number {
  const { font, widths } = faceOf(weight);
  const units = text.split(' ').reduce((sum, word, index) => {
    return sum + wordWidth(word) + (index === 0 ? 0 : wordWidth(' '));
  }, 0);
  return (units * size) / font.unitsPerEm;

  function wordWidth(word: string): number {
    const known = widths.get(word);
    if (known !== undefined) return known;
    const width = font.layout(word).advanceWidth;
    if (widths.size >= MAX_WORDS) widths.clear();
    widths.set(word, width);
    return width;
  }
}

/** Where a word that is wider than a line is broken first: behind these. */
const BREAKS = /(?<=[-@/._])/;

/** Breaks a text into lines of at most `width` points: at spaces, and within a word that is wider than a line. */
export function wrap(text: string, size: number, width: number, weight: Weight = 'normal'): string[] {
  const fits = (line: string) => widthOf(line, size, weight) <= width;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    if (fits(word)) {
      line = word;
      continue;
    }
    for (const piece of word.split(BREAKS).flatMap((part) => (fits(part) ? [part] : [...part]))) {
      if (line !== '' && !fits(line + piece)) {
        lines.push(line);
        line = '';
      }
      line += piece;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** The characters of a text that the font cannot show, each once. */
export function lacking(text: string): string[] {
  const fonts = [faceOf('normal').font, faceOf('bold').font];
  return [...new Set(text)].filter((char) => !fonts.every((font) => font.hasGlyphForCodePoint(char.codePointAt(0)!)));
}
