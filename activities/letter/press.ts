/** The press that prints the letters of the server: pages by pdfmake, bound by pdf-lib. */
import type { ArrangementNoticeValues } from '../../ladder/arrangement/notices.ts';
import type { ArrangementNotice } from '../../ladder/arrangement/state.ts';
import type { Wording } from '../../ladder/definition.ts';
import { NoticeTextError, type NoticeValues } from '../../ladder/texts.ts';
import { arrangementLetter } from './arrangement.ts';
import { type LetterContent, LetterError, letterContent } from './content.ts';
import { mergeLetters } from './merge.ts';
import { renderLetter } from './render.ts';

export const letterPress = { render, renderArrangement, bind: mergeLetters };

type About = { ourReference: string | null; country: string | null };
export type Printed = { pdf: Buffer } | { problem: string };

const detailsOf = (about: About) => ({ ...about, place: null, bic: null, signer: null });

function render(text: Wording, values: NoticeValues, about: About): Promise<Printed> {
  return orProblem(() => letterContent(text, values, detailsOf(about)));
}

/** A letter about a payment arrangement; `posted`: it goes by post, and needs an address. */
export function renderArrangement(
  what: ArrangementNotice,
  values: ArrangementNoticeValues,
  { posted, ...about }: About & { posted: boolean },
): Promise<Printed> {
  return orProblem(() => arrangementLetter(what, values, { ...detailsOf(about), posted }));
}

async function orProblem(content: () => LetterContent): Promise<Printed> {
  try {
    return { pdf: await renderLetter(content()) };
  } catch (error) {
    if (error instanceof LetterError || error instanceof NoticeTextError) return { problem: error.message };
    throw error;
  }
}
