/** What makes pages of letters; the server is given one, so that it need not know how. */
import type { ArrangementNoticeValues } from '../../ladder/arrangement/notices.ts';
import type { ArrangementNotice } from '../../ladder/arrangement/state.ts';
import type { Wording } from '../../ladder/definition.ts';
import type { NoticeValues } from '../../ladder/texts.ts';

export interface LetterPress {
  /** One letter as PDF, or the sentence that says why it cannot be printed. */
  render(text: Wording, values: NoticeValues, about: LetterAbout): Promise<{ pdf: Buffer } | { problem: string }>;
  /** A letter about a payment arrangement, or why it cannot be printed; `posted`: it goes by post, and needs an address. */
  renderArrangement(
    what: ArrangementNotice,
    values: ArrangementNoticeValues,
    about: LetterAbout & { posted: boolean },
  ): Promise<{ pdf: Buffer } | { problem: string }>;
  /** All letters as one file, each from a page of its own. */
  bind(letters: readonly Buffer[]): Promise<BoundLetters>;
}

export interface LetterAbout {
  /** How the creditor knows the debtor. */
  ourReference: string | null;
  /** The country as it is written on an envelope; null for a letter within the country. */
  country: string | null;
}

export interface BoundLetters {
  pdf: Buffer;
  pages: number;
  /** Where each letter stands; pages are counted from 1. */
  letters: { firstPage: number; pages: number }[];
}
