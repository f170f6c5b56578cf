/** The tables of payment arrangements as kysely sees them. */
import type { ArrangementEvent, CoveredFact } from '../ladder/arrangement/events.ts';
import type { ArrangementNotice, ArrangementPhase, ArrangementState } from '../ladder/arrangement/state.ts';
import type { ArrangementTerms } from '../ladder/arrangement/terms.ts';
import type { CivilDate } from '../ladder/time/civil.ts';
import type { InstantColumn, Json, NullableInstant } from './tables.ts';

export interface ArrangementTables {
  arrangements: ArrangementsTable;
  arrangement_invoices: ArrangementInvoicesTable;
  arrangement_states: ArrangementStatesTable;
  arrangement_facts: ArrangementFactsTable;
  arrangement_news: ArrangementNewsTable;
  arrangement_dispatches: ArrangementDispatchesTable;
}

export interface ArrangementsTable {
  id: string;
  debtor_id: string;
  terms: Json<ArrangementTerms>;
  proposed_at: InstantColumn;
  proposed_by: string;
}

export interface ArrangementInvoicesTable {
  arrangement_id: string;
  invoice_id: string;
  /** True while it waits for its end; the database sees to it that one arrangement of an invoice is. */
  is_open: boolean;
}

export interface ArrangementStatesTable {
  arrangement_id: string;
  sequence: number;
  phase: ArrangementPhase;
  wake_at: NullableInstant;
  state: Json<ArrangementState>;
  /** Ids of the dispatches to be delivered, in order. */
  deliveries: Json<string[]>;
}

/** An event of the arrangement itself; those of its invoices are told by `arrangement_news`. */
export type OwnArrangementEvent = Exclude<ArrangementEvent, CoveredFact>;

export interface ArrangementFactsTable {
  arrangement_id: string;
  id: string;
  type: OwnArrangementEvent['type'];
  at: InstantColumn;
  body: Json<OwnArrangementEvent>;
  /** The sequence of the state that took it in; null until then. */
  applied_in: number | null;
}

/** A fact of a covered invoice of which the arrangement hears. */
export interface ArrangementNewsTable {
  arrangement_id: string;
  invoice_id: string;
  fact_id: string;
  applied_in: number | null;
}

/** What a dispatch is about. At most once is this row: an arrangement, a notice, an instalment, a round. */
export interface ArrangementDispatchesTable {
  dispatch_id: string;
  arrangement_id: string;
  notice: ArrangementNotice;
  /** 0 for a confirmation, and for the deposit. */
  instalment: number;
  round: number;
  /** What it asked for, and by when, once it was claimed. */
  amount_cents: number | null;
  deadline: CivilDate | null;
}
