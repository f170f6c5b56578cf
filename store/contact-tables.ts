/** The tables of contacts: dispatches, their lines, and the letters that are printed of them. */
import type { ColumnType, Generated } from 'kysely';
import type { ArrangementNotice } from '../ladder/arrangement/state.ts';
import type { Channel } from '../ladder/definition.ts';
import type { Jointly } from '../ladder/events.ts';
import type { DispatchKind } from '../ladder/invoice/commands.ts';
import type { Terms } from '../ladder/invoice/delivery.ts';
import type { CivilDate } from '../ladder/time/civil.ts';
import type { InstantColumn, NullableInstant } from './tables.ts';

export interface ContactTables {
  dispatches: DispatchesTable;
  dispatch_lines: DispatchLinesTable;
  letter_batches: LetterBatchesTable;
  letters: LettersTable;
}

/** `sending` is a claim: the text may have left the house. It is never sent again without a person's word. */
export type DispatchStatus =
  | 'intended'
  | 'sending'
  | 'sent'
  | 'withdrawn'
  | 'deferred'
  | 'refused'
  | 'in_doubt'
  /** A letter that waits to be printed; printed, it waits to be posted. */
  | 'queued'
  | 'printed'
  /** It went out and did not arrive. */
  | 'bounced'
  | 'returned';

export interface DispatchesTable {
  id: string;
  debtor_id: string;
  kind: DispatchKind | ArrangementNotice;
  channel: Channel;
  status: DispatchStatus;
  /** The dispatch in whose text this one went out: one contact for several invoices. */
  covered_by: string | null;
  message_id: string;
  intended_at: InstantColumn;
  /** The day of the last try, from which the terms count that its text states. */
  claimed_on: CivilDate | null;
  /** The day on which it left. */
  sent_on: CivilDate | null;
  recipient: string | null;
  problem: string | null;
}

/** One invoice of a dispatch. At most once is this row: an invoice, a step, a round. */
export interface DispatchLinesTable {
  /** What the notice stated when it was claimed. */
  terms: ColumnType<Terms | null, string | null | undefined, string | null>;
  dispatch_id: string;
  invoice_id: string;
  step: string;
  round: number;
  amount_cents: number | null;
}

/** Letters that are printed as one file and posted together. */
export interface LetterBatchesTable {
  id: string;
  creditor_id: string;
  printed_at: InstantColumn;
  /** What is not posted by then is made anew. */
  cut_off_at: InstantColumn;
  posted_on: CivilDate | null;
  posted_by: string | null;
  pages: number;
  pdf: ColumnType<Uint8Array, Uint8Array, never>;
}

/** What a letter of a batch states; a letter about several invoices has a row for each. */
export interface LettersTable {
  batch_id: string;
  dispatch_id: string;
  invoice_id: string;
  /** Counted from 1. */
  first_page: number;
  pages: number;
  dated_on: CivilDate;
  received_on: CivilDate;
  deadline: CivilDate | null;
  amount_cents: number;
  costs_cents: number | null;
  /** VAT is in them. */
  costs_vat: Generated<boolean>;
  /** Of a fourteen-day letter over several claims. */
  jointly: ColumnType<Jointly | null, string | null, string | null>;
  interest_cents: number | null;
  voided_at: NullableInstant;
  posted_on: CivilDate | null;
}
