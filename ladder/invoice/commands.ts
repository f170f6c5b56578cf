/** What the engine asks of the world. A shell carries commands out in the same transaction that writes the new state. */
import type { NoticeKind, StepId } from '../definition.ts';
import type { Reason } from '../reasons.ts';
import type { CivilDate, Instant } from '../time/civil.ts';
import type { StuckCause } from './state.ts';

/** A dispatch to the debtor carries a notice, or corrects one; one to the agency the case or news of it. */
export type DispatchKind = NoticeKind | 'handover' | 'agency-update' | 'correction';

/** Dispatches that demand nothing: they may be tried again under their Message-ID, and wait for no day. */
export const SERVICE_KINDS: readonly string[] = ['agency-update', 'correction'];

export interface DispatchIntent {
  id: string;
  kind: DispatchKind;
  /** The step, or for news to the agency the id of the fact that it tells. */
  step: StepId;
  round: number;
}

/** The step under which the agency is told of a fact; no step of a ladder has a dot in its id. */
export const newsOf = (factId: string) => `agency.${factId}`;
/** The step under which the debtor is told, for the nth time, that less is owed than a notice said. */
export const correctionStep = (n: number) => `correction.${n}`;
export const isCorrection = (dispatchId: string) => dispatchId.includes(':correction.');
export const factOfNews = (step: string) => step.slice('agency.'.length);

export type TaskKind =
  | 'call'
  | 'task'
  | 'approval'
  | 'repair'
  | MatterKind
  | 'unreadable_signal'
  | 'agency_not_told'
  | 'pull_letter'
  | 'not_arrived'
  | 'correction_not_told'
  | 'parked';

/** What the facts put before a person, beside the ladder. */
export const MATTER_KINDS = [
  'overpaid',
  'dispute',
  'credit_due',
  'return',
  'reply',
  'debtor_protected',
  'payment_unknown',
] as const;
export type MatterKind = (typeof MATTER_KINDS)[number];

export interface TaskIntent {
  id: string;
  kind: TaskKind;
  step: StepId | null;
  cause: StuckCause | null;
  /** The answers that the engine understands. */
  outcomes: string[];
  until: Instant | null;
}

export type TaskEnd = 'completed' | 'expired' | 'withdrawn';

/** What a timeline entry is about. */
export type Happening =
  | 'started'
  | 'step_skipped'
  | 'branch_taken'
  | 'notice_intended'
  | 'notice_sent'
  | 'notice_withdrawn'
  | 'notice_deferred'
  | 'notice_refused'
  | 'notice_in_doubt'
  | 'letter_queued'
  | 'letter_printed'
  | 'letter_posted_too'
  | 'letter_posted_stale'
  | 'letter_posted_overstated'
  | 'notice_undelivered'
  | 'send_again'
  | 'task_opened'
  | 'decision_asked'
  | 'attention_asked'
  | 'task_completed'
  | 'task_expired'
  | 'task_withdrawn'
  | 'payment'
  | 'credit_note'
  | 'reversal'
  | 'hold'
  | 'release'
  | 'hold_ended'
  | 'promise'
  | 'promise_broken'
  | 'dispute'
  | 'dispute_decided'
  | 'return_announced'
  | 'reply'
  | 'arrangement_proposed'
  | 'arrangement_agreed'
  | 'arrangement_declined'
  | 'arrangement_kept'
  | 'arrangement_broken'
  | 'arrangement_replaced'
  | 'invoice_corrected'
  | 'invoice_sent_again'
  | 'debtor_changed'
  | 'escalated'
  | 'deliveries_held'
  | 'deliveries_resumed'
  | 'step_left_out'
  | 'ladder_changed'
  | 'write_off'
  | 'handed_over'
  | 'agency_told'
  | 'costs_charged'
  | 'costs_withdrawn'
  | 'interest_charged'
  | 'interest_withdrawn'
  | 'correction_intended'
  | 'correction_sent'
  | 'closed'
  | 'reopened';

export type Command =
  | { type: 'intend'; dispatch: DispatchIntent }
  | { type: 'open_task'; task: TaskIntent; why: Reason[] }
  /** A person said whether a dispatch in doubt, or refused, went out after all; null: it did not. */
  | { type: 'settle_dispatch'; dispatchId: string; sentOn: CivilDate | null }
  /** A letter that waits to be printed or posted must not go out. */
  | { type: 'withdraw_letter'; dispatchId: string; batchId: string | null }
  /** Deliveries to the debtor stop for this invoice, or no longer do. */
  | { type: 'deliveries'; action: 'hold' | 'resume' }
  | { type: 'end_task'; taskId: string; end: TaskEnd }
  /** A person released a contact of a version that is on trial: it counts towards the end of the trial. */
  | { type: 'release'; dispatchId: string; version: number; by: string }
  | { type: 'record'; what: Happening; step: StepId | null; why: Reason[] };
