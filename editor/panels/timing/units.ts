import { useLingui } from '@lingui/react/macro';
import type { Anchor } from '../../../ladder/definition.ts';

/** Days and working days, as a choice behind a number. */
export function useUnits(count: number): { id: Anchor['unit']; name: string }[] {
  const { t } = useLingui();
  return Math.abs(count) === 1
    ? [
        { id: 'days', name: t`day` },
        { id: 'workdays', name: t`working day` },
      ]
    : [
        { id: 'days', name: t`days` },
        { id: 'workdays', name: t`working days` },
      ];
}

/** What a ladder plans ahead at most (`ladder/schema.ts`). */
export const MAX_DAYS = 1_000;
