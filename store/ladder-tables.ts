/** The tables of ladders, and of their changes under running invoices. */

import type { Generated } from 'kysely';
import type { RunningChoice } from '../ladder/change/event.ts';
import type { GivenMapping } from '../ladder/change/mapping.ts';
import type { LadderChoice } from '../ladder/choice.ts';
import type { Ladder } from '../ladder/definition.ts';

import type { Reason } from '../ladder/reasons.ts';
import type { CivilDate } from '../ladder/time/civil.ts';
import type { InstantColumn, Json, NullableInstant } from './tables.ts';

export interface LadderTables {
  ladders: LaddersTable;
  ladder_choices: LadderChoicesTable;
  ladder_changes: LadderChangesTable;
  ladder_change_invoices: LadderChangeInvoicesTable;
}

export interface LaddersTable {
  id: string;
  version: number;
  document: Json<Ladder>;
  created_at: InstantColumn;
  created_by: string;
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
