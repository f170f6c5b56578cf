/** How many open invoices would meet conditions today. */
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { DecideStep } from '../../../ladder/definition.ts';
import { ask } from '../../app/api.ts';

export interface Matches {
  looked_at: number;
  /** There are more open invoices than were looked at. */
  more: boolean;
  /** Invoices for each row. */
  rows: number[];
  otherwise: number;
}

/** Conditions are let finish before they are counted. */
const PAUSE_MS = 400;

const matchesQuery = (ladder: string, rows: string) =>
  queryOptions({
    queryKey: ['matches', ladder, rows],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      ask<Matches>('/conditions/matches', { method: 'POST', body: { ladder, rows: JSON.parse(rows) }, signal }),
  });

/** The counts for the rows of a choice in a ladder; undefined while they are not known. */
export function useMatches(ladder: string, rows: DecideStep['rows']): Matches | undefined {
  const asked = JSON.stringify(rows.map(({ all }) => ({ all })));
  const [settled, setSettled] = useState(asked);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(asked), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [asked]);
  const { data } = useQuery(matchesQuery(ladder, settled));
  // Of other rows than are shown, nothing is said.
  return data && data.rows.length === rows.length ? data : undefined;
}
