import { useLingui } from '@lingui/react/macro';
import type { RunningChoice } from '../../ladder/change/event.ts';

/** What running invoices do, in a few words. */
export function useChoiceNames(): Record<RunningChoice, string> {
  const { t } = useLingui();
  return { next_step: t`running invoices from their next step`, replan: t`running invoices are planned anew` };
}
