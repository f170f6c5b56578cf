/** Publishing on the server: what it would do, what was asked for, and how far each invoice is with it. */
import { queryOptions } from '@tanstack/react-query';
import type { RunningChoice } from '../../ladder/change/event.ts';
import type { LadderAct, LadderReason } from '../../ladder/change/history.ts';
import type { GivenMapping } from '../../ladder/change/mapping.ts';
import type { Effect } from '../../ladder/change/preview.ts';
import type { Ladder, Localised, StepId } from '../../ladder/definition.ts';
import { ask } from '../app/api.ts';
import type { Session } from '../app/session.ts';

/** What invoices do that run on one older version. */
export interface Move {
  from: number;
  choice: RunningChoice;
  mapping: GivenMapping;
}

export interface Moving {
  running: Move[];
  /** Invoices a day of what would be due at once. */
  per_day: number;
}

/** What comes next: a contact, or a task of a person. */
export interface NextAction {
  step: StepId | null;
  what: string;
}

interface DaySpan {
  first: string;
  last: string;
}

export interface StepImpact {
  version: number;
  step: StepId;
  waiting: number;
  moves: {
    before: NextAction | null;
    after: NextAction | null;
    count: number;
    at_once: number;
    was: DaySpan | null;
    becomes: DaySpan | null;
  }[];
}

export interface Book {
  invoices: number;
  counts: Record<Effect, number>;
  refused: (Localised & { count: number; step: StepId | null })[];
  steps: StepImpact[];
  spread: { day: string; count: number }[];
}

export interface CheckResult {
  id: string;
  name: string;
  /** Null where the ladder cannot be run. */
  holds: boolean | null;
  sentence: Localised | null;
}

export interface Problem {
  rule: string;
  severity: 'error' | 'warning';
  step: StepId | null;
  /** English; the Dutch one stands beside it. */
  sentence: string;
  sentence_nl: string;
}

export interface Preview {
  base_version: number | null;
  latest_version: number | null;
  /** The number that the new version would get. */
  version: number;
  /** True where a second person approves. */
  approval: boolean;
  unchanged: boolean;
  problems: Problem[];
  checks: CheckResult[];
  running: {
    from: number;
    choice: RunningChoice;
    problems: { step: StepId | null; rule: string; sentence: string }[];
  }[];
  /** Null where nothing moves, or something stands in its way. */
  book: Book | null;
}

export interface Publication {
  id: string;
  ladder: string;
  base_version: number | null;
  /** Of the draft; null where an older version was published again. */
  revision: number | null;
  version: number | null;
  status: 'requested' | 'published' | 'refused' | 'withdrawn';
  edits: Localised[];
  running: (Move & { change: string | null })[];
  per_day: number;
  /** How many of its first contacts a person releases; null: none. */
  trial: number | null;
  note: string | null;
  asked_by: string;
  /** As the server signs: `user:` and the id of a person. */
  asked_by_id: string;
  asked_at: string;
  ended_by: string | null;
  ended_at: string | null;
  reason: string | null;
}

/** True for who asked for it: a colleague decides about it. */
export const isOwn = ({ asked_by_id }: Publication, session: Session | null | undefined): boolean =>
  session?.kind === 'person' && asked_by_id === `user:${session.id}`;

const pathOf = (ladderId: string) => `/ladders/${encodeURIComponent(ladderId)}`;
const POST = 'POST' as const;

/** What is to be published: the draft, or an older version again. */
export type Source = { draft: true } | { version: number };

/** What publishing would do; nothing changes. */
export const previewPublishing = (id: string, source: Source, moving: Moving, signal: AbortSignal) =>
  'version' in source
    ? ask<Preview>(`${pathOf(id)}/rollback/preview`, {
        method: POST,
        body: { ...moving, version: source.version },
        signal,
      })
    : ask<Preview>(`${pathOf(id)}/draft/preview`, { method: POST, body: moving, signal });

export interface Publishing extends Moving {
  /** Asked twice under one id, it is published once. */
  id: string;
  trial?: number;
  note?: string;
  base_version: number | null;
}

export const publishDraft = (ladderId: string, body: Publishing & { revision: number }) =>
  ask<Publication>(`${pathOf(ladderId)}/draft/publish`, { method: POST, body });
export const rollBack = (ladderId: string, body: Publishing & { version: number }) =>
  ask<Publication>(`${pathOf(ladderId)}/rollback`, { method: POST, body });

/** All that wait for approval. */
export const requestsQuery = queryOptions({
  queryKey: ['ladder', 'requests'],
  queryFn: ({ signal }) => ask<{ data: Publication[] }>('/publications', { signal }).then(({ data }) => data),
});

export const publicationsQuery = (ladderId: string) =>
  queryOptions({
    queryKey: ['ladder', ladderId, 'publications'],
    queryFn: ({ signal }) =>
      ask<{ data: Publication[] }>(`${pathOf(ladderId)}/publications`, { signal }).then(({ data }) => data),
  });

export const publicationQuery = (ladderId: string, id: string) =>
  queryOptions({
    queryKey: ['ladder', ladderId, 'publications', id],
    queryFn: ({ signal }) =>
      ask<Publication & { document: Ladder }>(`${pathOf(ladderId)}/publications/${encodeURIComponent(id)}`, { signal }),
  });

const ofPublication = (ladderId: string, id: string, what: string) =>
  `${pathOf(ladderId)}/publications/${encodeURIComponent(id)}/${what}`;

export const previewApproving = (ladderId: string, id: string, signal: AbortSignal) =>
  ask<Preview>(ofPublication(ladderId, id, 'preview'), { method: POST, body: {}, signal });
export const approve = (ladderId: string, id: string) =>
  ask<Publication>(ofPublication(ladderId, id, 'approve'), { method: POST });
export const refuse = (ladderId: string, id: string, reason: string) =>
  ask<Publication>(ofPublication(ladderId, id, 'refuse'), { method: POST, body: { reason } });
export const withdraw = (ladderId: string, id: string) =>
  ask<Publication>(ofPublication(ladderId, id, 'withdraw'), { method: POST });

// ---- Progress

export type ProgressStatus = 'waiting' | 'done' | 'refused' | 'failed';

export interface InvoiceProgress {
  invoice_id: string;
  number: string;
  status: ProgressStatus;
  not_before: string | null;
  problem: Localised | null;
}

export interface ChangeProgress {
  id: string;
  from: number;
  to: number;
  progress: Partial<Record<ProgressStatus, number>>;
  data: InvoiceProgress[];
  next: string | null;
}

const changePath = (ladderId: string, change: string) => `${pathOf(ladderId)}/changes/${encodeURIComponent(change)}`;

export const progressQuery = (ladderId: string, change: string, status: ProgressStatus | null) =>
  queryOptions({
    queryKey: ['change', change, ladderId, status],
    queryFn: ({ signal }) =>
      ask<ChangeProgress>(`${changePath(ladderId, change)}?limit=100${status ? `&status=${status}` : ''}`, { signal }),
  });

/** Tries a change again for the invoices that have not taken it. */
export const retryChange = (ladderId: string, change: string) =>
  ask<unknown>(`${changePath(ladderId, change)}/retry`, { method: POST });

// ---- Where invoices stand, and what was done

export interface WaitingAt {
  version: number;
  step: StepId | null;
  count: number;
}

/** How many invoices wait at each step of each version. */
export const waitingQuery = (ladderId: string) =>
  queryOptions({
    queryKey: ['invoice', 'waiting', ladderId],
    queryFn: ({ signal }) =>
      ask<{ data: WaitingAt[] }>(`${pathOf(ladderId)}/waiting`, { signal }).then(({ data }) => data),
  });

export interface HistoryEntry {
  at: string;
  what: LadderAct;
  why: LadderReason[];
}

export const historyQuery = (ladderId: string) =>
  queryOptions({
    queryKey: ['ladder', ladderId, 'history'],
    queryFn: ({ signal }) =>
      ask<{ data: HistoryEntry[] }>(`${pathOf(ladderId)}/history`, { signal }).then(({ data }) => data),
  });
