/** Ladders on trial: how far a trial is, what waits, and what a person decides about it. */
import { queryOptions } from '@tanstack/react-query';
import type { Localised, StepId } from '../../ladder/definition.ts';
import { ask } from '../app/api.ts';

/** Most contacts that a trial may ask to be released, as the API allows. */
export const MAX_TRIAL_CONTACTS = 500;

export interface Trial {
  version: number;
  /** How many contacts a person releases. */
  contacts: number;
  released: number;
  left: number;
  waiting: number;
  running: boolean;
  began_at: string;
  ended_at: string | null;
  /** Null where as many were released as it asked for. */
  ended_by: string | null;
}

/** A contact that waits for its release. */
export interface WaitingContact {
  id: string;
  invoice_id: string;
  invoice_number: string;
  step: StepId;
  opened_at: string;
  debtor: { id: string; name: string };
}

/** What would go out if it were released now. */
export interface HeldNotice {
  /** Null where it would not go, as things are. */
  leaves_at: string | null;
  why_not: Localised | null;
  notice:
    | ({
        channel: 'email' | 'letter';
        to_agency: boolean;
        to: { name: string | null; address: string | null };
        terms: { amount: string; costs_cents: number; interest_cents: number; deadline: string | null } | null;
        currency: string;
      } & ({ subject: string; text: string; html?: string } | { problem: string }))
    | null;
}

const pathOf = (ladderId: string) => `/ladders/${encodeURIComponent(ladderId)}/trials`;
const taskPath = (id: string) => `/tasks/${encodeURIComponent(id)}`;

// Named after tasks: whatever is released or comes to wait is told as a task.
export const trialsQuery = (ladderId: string) =>
  queryOptions({
    queryKey: ['task', 'trials', ladderId],
    queryFn: ({ signal }) => ask<{ data: Trial[] }>(pathOf(ladderId), { signal }).then(({ data }) => data),
  });

const MOST_WAITING = 200;
export const waitingContactsQuery = (ladderId: string, version: number) =>
  queryOptions({
    queryKey: ['task', 'trial', ladderId, version],
    queryFn: ({ signal }) =>
      ask<{ data: WaitingContact[]; next: string | null }>(
        `/tasks?cause=trial&ladder=${encodeURIComponent(ladderId)}&version=${version}&limit=${MOST_WAITING}`,
        { signal },
      ),
  });

export const heldNoticeQuery = (task: string) =>
  queryOptions({
    queryKey: ['invoice', 'held-notice', task],
    queryFn: ({ signal }) => ask<HeldNotice>(`${taskPath(task)}/notice`, { signal }),
  });

export type Decision = { outcome: 'release'; also?: string[] } | { outcome: 'hold'; note: string; until?: string };

/** Decides about a contact; `by` is who does. */
export const decide = (task: string, decision: Decision & { by: string }) =>
  ask<unknown>(`${taskPath(task)}/complete`, { method: 'POST', body: decision });

export const endTrial = (ladderId: string, version: number) =>
  ask<Trial>(`${pathOf(ladderId)}/${version}/end`, { method: 'POST' });
export const pullBack = (ladderId: string, version: number, body: { reason: string; until?: string }) =>
  ask<{ held: number }>(`${pathOf(ladderId)}/${version}/pull-back`, { method: 'POST', body });
