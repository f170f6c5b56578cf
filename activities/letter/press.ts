/** The press that prints the letters of the server: pages by pdfmake, bound by pdf-lib. */
import type { Wording } from '../../ladder/definition.ts';
import { NoticeTextError, type NoticeValues } from '../../ladder/texts.ts';
import { LetterError, letterContent } from './content.ts';
import { mergeLetters } from './merge.ts';
import { renderLetter } from './render.ts';

export const letterPress = { render, bind: mergeLetters };

async function render(
  text: Wording,
  values: NoticeValues,
  about: { ourReference: string | null; country: string | null },
): Promise<{ pdf: Buffer } | { problem: string }> {
  try {
    const details = { ...about, place: null, bic: null, signer: null };
    return { pdf: await renderLetter(letterContent(text, values, details)) };
  } catch (error) {
    if (error instanceof LetterError || error instanceof NoticeTextError) return { problem: error.message };
    throw error;
  }
}
