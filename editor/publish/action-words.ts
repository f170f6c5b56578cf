/** What comes next for an invoice, and the days on which, in words. */
import { useLingui } from '@lingui/react/macro';
import type { Ladder, StepId } from '../../ladder/definition.ts';
import { dayOf } from '../../ladder/time/civil.ts';
import { useSaid } from '../app/said.ts';
import { shortDate } from '../time-axis/words.ts';
import type { NextAction } from './publish-api.ts';

export interface ActionWords {
  step: (ladder: Ladder | undefined, id: StepId) => string;
  action: (ladder: Ladder | undefined, action: NextAction | null) => string;
  days: (span: { first: string; last: string } | null) => string;
}

export function useActionWords(): ActionWords {
  const { t } = useLingui();
  const said = useSaid();
  const date = (day: string) => said(shortDate(dayOf(day)));
  const step = (ladder: Ladder | undefined, id: StepId) => {
    const name = ladder?.steps.find((one) => one.id === id)?.name;
    return (name && said(name)) || id;
  };
  return {
    step,
    action: (ladder, action) => {
      if (action === null) return t`nothing more`;
      return action.step === null ? t`a task for a colleague` : step(ladder, action.step);
    },
    days: (span) => {
      if (span === null) return '';
      return span.first === span.last ? date(span.first) : `${date(span.first)} – ${date(span.last)}`;
    },
  };
}
