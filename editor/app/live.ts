/** Live updates: the server says what changed, and what the screens know of it is asked anew. */
import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';

/** The connection counts as lost after this long, so that a blink is not told. */
const PATIENCE_MS = 4_000;
/** A connection that the server refused is tried anew after this long. */
const RETRY_MS = 10_000;

/** What changed: one thing of a kind, by which queries are named. */
interface Hint {
  kind: string;
  id: string;
}

let connected = true;
const watchers = new Set<() => void>();

function tell(value: boolean): void {
  if (connected === value) return;
  connected = value;
  for (const watcher of watchers) watcher();
}

export function useIsConnected(): boolean {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => connected,
  );
}

/** Listens until the returned function is called. What the browser gives up, it begins anew. */
export function listen(client: QueryClient): () => void {
  let source: EventSource;
  let lost: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let missed = false;
  const connect = (): void => {
    source = new EventSource('/api/live');
    source.onopen = () => {
      clearTimeout(lost);
      lost = undefined;
      tell(true);
      // What changed while nobody listened is not told again.
      if (missed) void client.invalidateQueries();
      missed = false;
    };
    source.onerror = () => {
      missed = true;
      lost ??= setTimeout(() => tell(false), PATIENCE_MS);
      if (source.readyState !== EventSource.CLOSED) return;
      // The server would not: the session may have ended.
      void client.invalidateQueries({ queryKey: ['session'] });
      again = setTimeout(connect, RETRY_MS);
    };
    source.addEventListener('changed', ({ data }: MessageEvent<string>) => {
      const kinds = new Set((JSON.parse(data) as Hint[]).map(({ kind }) => kind));
      for (const kind of kinds) void client.invalidateQueries({ queryKey: [kind] });
    });
    source.addEventListener('reload', () => void client.invalidateQueries());
    source.addEventListener('signed_out', () => void client.invalidateQueries({ queryKey: ['session'] }));
  };
  connect();
  return () => {
    clearTimeout(lost);
    clearTimeout(again);
    source.close();
  };
}
