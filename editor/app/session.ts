/** Who sits before the screen. */
import { queryOptions } from '@tanstack/react-query';
import type { Role } from '../../store/people-tables.ts';
import { ApiError, ask } from './api.ts';

export interface Session {
  /** `root` is whoever is on this machine while there is nobody yet. */
  kind: 'person' | 'key' | 'root';
  id: string | null;
  name: string | null;
  email: string | null;
  roles: Role[];
}

/** The session; null for nobody. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 60_000,
  queryFn: ({ signal }): Promise<Session | null> =>
    ask<Session>('/session', { signal }).catch((error) => {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }),
});

export const signIn = (email: string, password: string) =>
  ask<Session>('/session', { method: 'POST', body: { email, password } });
export const signOut = () => ask<void>('/session', { method: 'DELETE' });
export const setUp = (body: { name: string; email: string; password: string }) =>
  ask<unknown>('/setup', { method: 'POST', body });
