/** Why an invoice of a book keeps its version, in both languages. */
import type { Ladder, Localised } from '../definition.ts';
import { explainAll } from '../explain/explain.ts';
import type { BookStay } from './book.ts';

const WAITS: Localised = {
  nl: 'Er wordt gevraagd of een bericht is verstuurd; tot dat is beantwoord, blijft de oude versie gelden.',
  en: 'It is asked whether a notice went out; until that is answered, the old version holds.',
};

/** A sentence about an invoice that goes from one version to another. */
export function stayWords(
  { because, step }: Pick<BookStay, 'because' | 'step'>,
  { from, to }: { from: Ladder; to: Ladder },
): Localised {
  if (because === 'waits') return WAITS;
  // A removed step has its name in the old version alone.
  const ladder = to.steps.some(({ id }) => id === step) ? to : from;
  const reason = { code: 'change_refused' as const, because, step };
  return {
    nl: explainAll([reason], { ladder, language: 'nl' }),
    en: explainAll([reason], { ladder, language: 'en' }),
  };
}
