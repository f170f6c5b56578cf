/** Where a case stands, in a sentence. */
import { useLingui } from '@lingui/react/macro';
import { pauseLabel, stuckQuestion } from '../../ladder/explain/explain.ts';
import type { InvoiceState } from '../../ladder/invoice/state.ts';
import { dayOf, localDay } from '../../ladder/time/civil.ts';
import { useLanguage, useSaid } from '../app/said.ts';
import { shortDate } from '../time-axis/words.ts';
import type { Played } from './run/play.ts';
import { stepName } from './run/summary.ts';

export function useStanding(state: InvoiceState | null, { ladder }: Played): string {
  const { t } = useLingui();
  const said = useSaid();
  const language = useLanguage();
  if (state === null) return t`Not registered yet.`;
  const { phase, closed, paused, position } = state;
  const date = (on: number) => said(shortDate(on));
  if (phase === 'handed_over') return t`Handed over to the agency.`;
  if (phase === 'closed') {
    if (closed?.because === 'paid') return t`Closed: it is paid.`;
    if (closed?.because === 'credited') return t`Closed: it is credited.`;
    if (closed?.because === 'written_off') return t`Closed: it is written off.`;
    return t`Closed: the ladder has ended.`;
  }
  const name = position ? stepName(position.step, ladder, language) : '';
  if (paused) {
    const cause = pauseLabel(paused.cause, { language });
    if (paused.until === null) return t`Waits for ${cause}.`;
    const until = date(dayOf(paused.until));
    return t`Waits for ${cause}, until ${until}.`;
  }
  switch (position?.mode) {
    case 'planned': {
      const on = date(localDay(position.at));
      return t`Waits for ‘${name}’ on ${on}.`;
    }
    case 'asking': {
      if (position.until === null) return t`A colleague has ‘${name}’.`;
      const until = date(localDay(position.until));
      return t`A colleague has ‘${name}’, until ${until}.`;
    }
    case 'stuck':
      return stuckQuestion(position.cause, { language });
    default:
      return t`‘${name}’ is on its way.`;
  }
}
