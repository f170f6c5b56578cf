/** The draft of a ladder on the server: one for each ladder, with a revision that every save raises. */
import { queryOptions } from '@tanstack/react-query';
import type { Ladder, Localised } from '../../ladder/definition.ts';
import { ApiError, ask } from '../app/api.ts';

/** A draft without what it holds. */
export interface DraftHead {
  ladder: string;
  /** The published version that it stands on; null for a new ladder. */
  base_version: number | null;
  revision: number;
  begun_by: string;
  begun_at: string;
  saved_by: string;
  saved_at: string;
}

export interface DraftView extends DraftHead {
  latest_version: number | null;
  /** A version that was published beside it, of which it knows nothing. */
  behind: { version: number; by: string; at: string } | null;
  edits: (Localised & { revision: number; at: string; by: string })[];
  /** Asked to be published, and not yet approved. */
  requested: { id: string; revision: number; by: string } | null;
}

export interface WholeDraft extends DraftView {
  document: Ladder;
  checks: object[];
}

export const draftsQuery = queryOptions({
  queryKey: ['draft'],
  queryFn: ({ signal }) => ask<{ data: DraftHead[] }>('/drafts', { signal }).then(({ data }) => data),
});

const pathOf = (ladderId: string) => `/ladders/${encodeURIComponent(ladderId)}/draft`;

/** The draft, or null where there is none. */
export const readDraft = (ladderId: string, signal?: AbortSignal): Promise<WholeDraft | null> =>
  ask<WholeDraft>(pathOf(ladderId), signal ? { signal } : {}).catch((error) => {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  });

/** The draft of one ladder; null where there is none. It is read anew for each screen: it was just being edited. */
export const draftQuery = (ladderId: string) =>
  queryOptions({
    queryKey: ['draft', ladderId],
    staleTime: 0,
    gcTime: 0,
    queryFn: ({ signal }) => readDraft(ladderId, signal),
  });

/** Where a draft begins: at the latest version, at one of the shipped ladders, or at a document. */
export type DraftSource = Record<string, never> | { template: string; name?: Localised } | { document: Ladder };

export const beginDraft = (ladderId: string, source: DraftSource) =>
  ask<WholeDraft>(pathOf(ladderId), { method: 'POST', body: source });

export interface DraftSave {
  revision: number;
  document: Ladder;
  checks?: object[];
  base_version?: number;
  edits: Localised[];
}

export const saveDraft = (ladderId: string, body: DraftSave) =>
  ask<DraftView>(pathOf(ladderId), { method: 'PUT', body });

export const discardDraft = (ladderId: string, revision: number) =>
  ask<void>(`${pathOf(ladderId)}?revision=${revision}`, { method: 'DELETE' });
