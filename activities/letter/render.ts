/** Makes the PDF of a letter. */
import pdfmake from 'pdfmake';
import type { LetterContent } from './content.ts';
import { FONT, FONT_FILES } from './font.ts';
import { letterPages } from './page.ts';

// A letter is made of its content and the font, and of nothing else from disk or network.
pdfmake.setFonts({ [FONT]: FONT_FILES });
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => Object.values(FONT_FILES).includes(path));

/**
 * The letter as an A4 PDF. The same content gives the same bytes, as long as Node, pdfmake and the font are the same: keep
 * the file where it must be shown years later. Throws a LetterError when the letter cannot be printed as it should be.
 * Takes about a tenth of a second, in which nothing else runs.
 */
export async function renderLetter(letter: LetterContent): Promise<Buffer> {
  return pdfmake.createPdf(letterPages(letter)).getBuffer();
}
