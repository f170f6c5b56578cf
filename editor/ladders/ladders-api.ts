/** The ladders that were published, and those that come with the product. */
import { queryOptions } from '@tanstack/react-query';
import type { Ladder, Localised } from '../../ladder/definition.ts';
import { ask } from '../app/api.ts';

/** One published version. */
export interface LadderVersion {
  id: string;
  version: number;
  name: Localised;
  created_at: string;
  created_by: string;
}

export interface Template {
  id: string;
  name: Localised;
  description: Localised | null;
  steps: number;
}

export const laddersQuery = queryOptions({
  queryKey: ['ladder'],
  queryFn: ({ signal }) => ask<{ data: LadderVersion[] }>('/ladders', { signal }).then(({ data }) => data),
});

export const templatesQuery = queryOptions({
  queryKey: ['template'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: ({ signal }) => ask<{ data: Template[] }>('/ladder-templates', { signal }).then(({ data }) => data),
});

/** A published version never changes. */
export const ladderQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['ladder', id, version],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => ask<Ladder>(`/ladders/${encodeURIComponent(id)}/${version}`, { signal }),
  });
