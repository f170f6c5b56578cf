/** Turns the reasons and happenings of an arrangement into sentences. Pure, and without the host's locale data. */
import type { Language } from '../definition.ts';
import { en as invoiceEn } from '../explain/en.ts';
import { nl as invoiceNl } from '../explain/nl.ts';
import type { Names, Words } from '../explain/words.ts';
import type { Reason } from '../reasons.ts';
import type { ArrangementHappening } from './commands.ts';
import { en } from './en.ts';
import { nl } from './nl.ts';
import { type AboutNotice, type ArrangementReason, SHARED_REASONS, type SharedReason } from './reasons.ts';
import type { ArrangementWords } from './words.ts';

/** Everything that screens and letters name: phases, notices, tasks and their outcomes. */
export const ARRANGEMENT_WORDS: Record<Language, ArrangementWords> = { nl, en };
const INVOICE_WORDS: Record<Language, Words> = { nl: invoiceNl, en: invoiceEn };

/** Shared reasons name no steps. */
const NO_NAMES: Names = { step: String, ladder: ({ id }) => id, outcome: String };

/** One reason as a clause, without capital or full stop. */
export function explainArrangementReason(reason: Exclude<ArrangementReason, AboutNotice>, language: Language): string {
  if (isShared(reason)) {
    const say = INVOICE_WORDS[language].reasons[reason.code] as (reason: Reason, names: Names) => string;
    return say(reason, NO_NAMES);
  }
  const say = ARRANGEMENT_WORDS[language].reasons[reason.code] as (reason: ArrangementReason) => string;
  return say(reason);
}

/** Reasons as one sentence, with capital and full stop; empty when there are none. */
export function explainArrangement(reasons: readonly ArrangementReason[], language: Language): string {
  let sentence = '';
  for (const reason of reasons) {
    // The headline says it.
    if (reason.code === 'notice') continue;
    const link = sentence === '' ? '' : reason.code === 'rolled' ? ', ' : '; ';
    sentence += link + explainArrangementReason(reason, language);
  }
  return sentence === '' ? '' : `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

/** The headline of a timeline entry: "Verzuimbericht verstuurd (termijnbedrag 3)". */
export function describeArrangement(
  { what, n, why }: { what: ArrangementHappening; n: number | null; why: readonly ArrangementReason[] },
  language: Language,
): string {
  const about = why.find((reason) => reason.code === 'notice');
  return ARRANGEMENT_WORDS[language].happenings[what](n, about?.notice ?? null);
}

function isShared(reason: ArrangementReason): reason is SharedReason {
  return (SHARED_REASONS as readonly string[]).includes(reason.code);
}
