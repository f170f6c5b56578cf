/** The tables of ladders, and of their changes under running invoices. */

import type { ColumnType, Generated } from 'kysely';
import type { RunningChoice } from '../ladder/change/event.ts';
import type { GivenMapping } from '../ladder/change/mapping.ts';
import type { LadderChoice } from '../ladder/choice.ts';
import type { Ladder, Localised } from '../ladder/definition.ts';
import type { Reason } from '../ladder/reasons.ts';
import type { CivilDate } from '../ladder/time/civil.ts';
import type { InstantColumn, Json, NullableInstant } from './tables.ts';

export interface LadderTables {
  ladders: LaddersTable;
  ladder_choices: LadderChoicesTable;
  ladder_changes: LadderChangesTable;
  ladder_change_invoices: LadderChangeInvoicesTable;
  ladder_drafts: LadderDraftsTable;
  ladder_draft_edits: LadderDraftEditsTable;
  ladder_publications: LadderPublicationsTable;
  ladder_trials: LadderTrialsTable;
  trial_releases: TrialReleasesTable;
  live_hints: LiveHintsTable;
}

export interface LaddersTable {
  id: string;
  version: number;
  document: Json<Ladder>;
  created_at: InstantColumn;
  created_by: string;
  /** Checks that go with it, in the form of `ladder/saved-check/schema.ts`. */
  checks: ColumnType<unknown[], string | undefined, string>;
}

export interface LadderChoicesTable {
  creditor_id: string;
  version: number;
  document: Json<LadderChoice>;
  created_at: InstantColumn;
  created_by: string;
}

/** Whom a new version is for: new invoices alone, or running ones as well, in one of two ways. */
export type ChangeChoice = 'new_only' | RunningChoice;

export interface LadderChangesTable {
  id: string;
  ladder_id: string;
  from_version: number;
  to_version: number;
  /** What a person said of removed steps. */
  mapping: Json<GivenMapping>;
  choice: ChangeChoice;
  /** How many invoices a day may come to be due at once. */
  per_day: number;
  made_by: string;
  made_at: InstantColumn;
}

export type ProgressStatus = 'waiting' | 'done' | 'refused' | 'failed';

export interface LadderChangeInvoicesTable {
  change_id: string;
  invoice_id: string;
  /** The first day of what the change makes due at once; null where it makes nothing due. */
  not_before: CivilDate | null;
  status: ProgressStatus;
  /** Why it was refused, or what failed. */
  problem: Json<Reason> | null;
  /** How often it was begun: once, and once more whenever a person has it tried again. */
  tellings: Generated<number>;
  /** How often its workflow could not be told. */
  attempts: Generated<number>;
  next_try_at: InstantColumn;
  /** When its workflow took it in. */
  told_at: NullableInstant;
  ended_at: NullableInstant;
}

/** What a ladder is to become: one for each ladder, shared by all who work on it. */
export interface LadderDraftsTable {
  ladder_id: string;
  /** The version that it was made from; null for a ladder that has none. */
  base_version: number | null;
  /** Raised by every save. */
  revision: number;
  /** A ladder, perhaps not whole. */
  document: Json<Record<string, unknown>>;
  checks: Json<unknown[]>;
  begun_at: InstantColumn;
  begun_by: string;
  saved_at: InstantColumn;
  saved_by: string;
}

/** One change of a draft in a sentence, by whoever made it. */
export interface LadderDraftEditsTable {
  ladder_id: string;
  revision: number;
  n: number;
  at: InstantColumn;
  by: string;
  nl: string;
  en: string;
}

/** What publishing does to invoices that run on a version. */
export interface RunningChange {
  from: number;
  choice: RunningChoice;
  mapping: GivenMapping;
}

export type PublicationStatus = 'requested' | 'published' | 'refused' | 'withdrawn';

/** A version that was asked for, as it was asked, and what came of it. */
export interface LadderPublicationsTable {
  id: string;
  ladder_id: string;
  base_version: number | null;
  /** Of the draft that is to be published; null for an older version. */
  revision: number | null;
  /** Null until it is published. */
  version: number | null;
  document: Json<Record<string, unknown>>;
  checks: Json<unknown[]>;
  /** What changes, in sentences. */
  edits: Json<Localised[]>;
  running: Json<RunningChange[]>;
  per_day: number;
  /** How many of its first contacts a person releases; null: none. */
  trial: number | null;
  note: string | null;
  status: PublicationStatus;
  /** The id of the caller: it is by this that a second person is another one. */
  asked_by_id: string;
  asked_by: string;
  asked_at: InstantColumn;
  ended_by_id: string | null;
  ended_by: string | null;
  ended_at: NullableInstant;
  /** Why it was refused. */
  reason: string | null;
}

/** A version that runs on trial, or did. */
export interface LadderTrialsTable {
  ladder_id: string;
  version: number;
  /** How many contacts a person releases before all go by themselves. */
  contacts: number;
  began_at: InstantColumn;
  /** Null while it runs. */
  ended_at: NullableInstant;
  /** Who ended it; null while it runs, and where as many were released as it asks. */
  ended_by: string | null;
}

/** A contact that a person released. */
export interface TrialReleasesTable {
  ladder_id: string;
  version: number;
  dispatch_id: string;
  released_at: InstantColumn;
  released_by: string;
}

/** Something changed; triggers write it in the transaction of the change. */
export interface LiveHintsTable {
  n: Generated<number>;
  /** The transaction, as text. */
  tx: Generated<string>;
  kind: HintKind;
  ref: string;
}

export const HINT_KINDS = ['invoice', 'arrangement', 'debtor', 'ladder', 'draft', 'change', 'task'] as const;
export type HintKind = (typeof HINT_KINDS)[number];
