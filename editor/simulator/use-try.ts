/** What is tried, as the address says it, and how it is changed: by another address. */
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { daysBetween } from '../../ladder/time/civil.ts';
import { useEditor } from '../draft/editor-store.ts';
import type { ViewId } from '../edit/view-id.ts';
import { addressOf, type ReadAddress, readAddress } from './run/address.ts';
import { type Try, usualTry } from './run/try.ts';

const route = getRouteApi('/ladders/$id/try');

export interface TryState {
  read: ReadAddress;
  /** The view of the ladder from which it is tried. */
  view: ViewId;
  /** Goes to another try. What is typed or slid is no place to go back to: `quietly` then. */
  put: (next: Try, how?: { quietly: boolean }) => void;
  afresh: () => void;
}

export function useTry(): TryState {
  const { view = 'table', ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const example = useEditor((state) => state.example);
  const address = JSON.stringify(search);
  const read = useMemo((): ReadAddress => {
    const given = JSON.parse(address) as Record<string, unknown>;
    if (Object.keys(given).length > 0) return readAddress(given);
    return { ok: true, try: usualTry(example.issuedOn, daysBetween(example.issuedOn, example.dueOn)) };
  }, [address, example]);
  return {
    read,
    view,
    put: (next, { quietly } = { quietly: false }) =>
      void navigate({ search: { view, ...addressOf(next) }, replace: quietly, resetScroll: false }),
    afresh: () => void navigate({ search: { view } }),
  };
}
