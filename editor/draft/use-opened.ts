/**
 * The editor of one ladder, kept while one goes from its screen to another about the same draft and back: what can be undone
 * stays so. It is let go when no screen has it any more.
 */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { queryClient } from '../app/queries.ts';
import { sessionQuery } from '../app/session.ts';
import type { EditorStore } from './editor-store.ts';
import { type Opened, openEditor, readOpened } from './open-editor.ts';

interface Kept {
  ladderId: string;
  isReadOnly: boolean;
  store: EditorStore;
  holders: number;
}
let kept: Kept | null = null;

function letGo(mine: Kept): void {
  if (mine.holders > 0) return;
  mine.store.autosave.stop();
  if (kept === mine) kept = null;
}

/** The store of a ladder's draft; null while it is being opened. Throws what keeps it from being opened. */
export function useOpened(ladderId: string): { store: EditorStore | null; reload: () => void } {
  const { data: session } = useQuery(sessionQuery);
  // As it was on opening: while the session is taken up again, nothing changes under one's hands.
  const [isReadOnly] = useState(() => !session?.roles.includes('designer'));
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round opens it anew.
  const before = useMemo(
    () => (kept?.ladderId === ladderId && kept.isReadOnly === isReadOnly ? kept : null),
    [ladderId, isReadOnly, round],
  );
  const opened = useQuery<Opened>({
    queryKey: ['opened', ladderId],
    // What is being worked on is never exchanged under one's hands: autosave finds what a colleague did.
    enabled: (query) => before === null && query.state.data === undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: ({ signal }) => readOpened(ladderId, signal),
  });
  const mine = useMemo((): Kept | null => {
    if (before) return before;
    return opened.data ? { ladderId, isReadOnly, store: openEditor(opened.data, isReadOnly), holders: 0 } : null;
  }, [before, opened.data, ladderId, isReadOnly]);
  useEffect(() => {
    if (!mine) return;
    kept = mine;
    mine.holders += 1;
    return () => {
      mine.holders -= 1;
      // The screen that comes in the place of this one takes it up first.
      setTimeout(() => letGo(mine));
    };
  }, [mine]);
  const store = mine?.store ?? null;
  // What could not be saved without a session is saved with the next one.
  useEffect(() => {
    if (session && store?.autosave.status.is === 'signed_out') void store.autosave.saveNow();
  }, [session, store]);
  if (opened.error) throw opened.error;
  return {
    store,
    reload: () => {
      if (kept === mine) kept = null;
      setRound(round + 1);
      void queryClient.resetQueries({ queryKey: ['opened', ladderId] });
    },
  };
}
