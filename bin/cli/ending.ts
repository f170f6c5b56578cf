/** Says where an invoice stands, and what has to happen for it to move on. */
import type { Ladder, Language } from '../../ladder/definition.ts';
import type { ClosedBecause, InvoiceState } from '../../ladder/invoice/state.ts';
import { localMinute } from '../../ladder/time/civil.ts';

const CLOSED: Record<Language, Record<ClosedBecause, string>> = {
  nl: { paid: 'betaald', credited: 'gecrediteerd', written_off: 'afgeboekt', ended: 'beëindigd' },
  en: { paid: 'paid', credited: 'credited', written_off: 'written off', ended: 'ended' },
};

export function closedBecause(because: ClosedBecause, language: Language): string {
  return CLOSED[language][because];
}

/** The name of a step; its id when the ladder has none. */
export function stepName(ladder: Pick<Ladder, 'steps'>, id: string, language: Language): string {
  return ladder.steps.find((step) => step.id === id)?.name[language] ?? id;
}

/** The sentence of a simulation's last line. */
export function endingOf(ladder: Ladder, state: InvoiceState, language: Language): string {
  const nl = language === 'nl';
  if (state.closed !== null) {
    const how = closedBecause(state.closed.because, language);
    return nl
      ? `De factuur is afgesloten: ${how}. Er gebeurt niets meer.`
      : `The invoice is closed: ${how}. Nothing more happens.`;
  }
  if (state.phase === 'handed_over') {
    return nl
      ? 'De vordering is overgedragen; alleen nieuws over geld gaat nog naar het incassobureau.'
      : 'The claim was handed over; only news about money still goes to the agency.';
  }
  const name = `‘${stepName(ladder, state.position?.step ?? '', language)}’`;
  if (state.wakeAt !== null) {
    const at = localMinute(state.wakeAt).replace('T', ' ');
    return nl
      ? `De simulatie houdt op; ${name} wacht tot ${at}.`
      : `The simulation stops here; ${name} waits until ${at}.`;
  }
  return nl
    ? `Bij ${name} moet een mens antwoorden; tot dan gebeurt er niets.`
    : `A person has to answer at ${name}; until then nothing happens.`;
}
