/** Live updates: the server says what changed, and what the screens know of it is asked anew. */
import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';

/** The connection counts as lost after this long, so that a blink is not told. */
const PATIENCE_MS = 4_000;

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

/** Listens until the returned function is called. The browser connects anew by itself. */
export function listen(client: QueryClient): () => void {
  const source = new EventSource('/api/live');
  let lost: ReturnType<typeof setTimeout> | undefined;
  let missed = false;
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
    // Closed for good: the session ended, or there is no such address.
    if (source.readyState === EventSource.CLOSED) void client.invalidateQueries({ queryKey: ['session'] });
  };
  source.onmessage = ({ data }) => {
    const { topic, id } = JSON.parse(data) as { topic: string; id?: string };
    void client.invalidateQueries({ queryKey: id === undefined ? [topic] : [topic, id] });
  };
  return () => {
    clearTimeout(lost);
    source.close();
  };
}
