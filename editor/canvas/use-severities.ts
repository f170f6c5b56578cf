/** The worst that a check finds at each step, for the badge on its card; worked out after what was done is drawn. */
import { useDeferredValue, useMemo } from 'react';
import { check, type Severity } from '../../ladder/check/check.ts';
import type { StepId } from '../../ladder/definition.ts';
import { useEditor } from '../draft/editor-store.ts';

export type Severities = ReadonlyMap<StepId, Severity>;

export function useSeverities(): Severities {
  const ladder = useDeferredValue(useEditor(({ draft }) => draft.present));
  return useMemo(() => {
    const worst = new Map<StepId, Severity>();
    for (const { step, severity } of check(ladder))
      if (step !== null && worst.get(step) !== 'error') worst.set(step, severity);
    return worst;
  }, [ladder]);
}
