/** What the screens know of the server, and how long they believe it. */
import { QueryClient } from '@tanstack/react-query';
import { Unreachable } from './api.ts';

const TRIES_WHILE_AWAY = 3;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Live updates tell what changed (`live.ts`); this is for what they missed.
      staleTime: 30_000,
      retry: (count, error) => error instanceof Unreachable && count < TRIES_WHILE_AWAY,
    },
    mutations: { retry: false },
  },
});
