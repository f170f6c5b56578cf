/** How many invoices wait at each step now, whatever their version of the ladder. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { StepId } from '../../ladder/definition.ts';
import { waitingQuery } from '../publish/publish-api.ts';

/** Counts by step; empty until they are known, and for a ladder that was never published. */
export function useWaiting(ladderId: string): ReadonlyMap<StepId, number> {
  const { data } = useQuery(waitingQuery(ladderId));
  return useMemo(() => {
    const counts = new Map<StepId, number>();
    for (const { step, count } of data ?? []) if (step !== null) counts.set(step, (counts.get(step) ?? 0) + count);
    return counts;
  }, [data]);
}
