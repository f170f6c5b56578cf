/** The tables as kysely sees them; `migrations/` creates them. Money is integer cents, instants are epoch milliseconds. */
import type { ColumnType, Generated } from 'kysely';
import type { ArrangementTaskKind } from '../ladder/arrangement/commands.ts';
import type { DebtorKind, Language } from '../ladder/definition.ts';
import type { DebtorFact, InvoiceEvent } from '../ladder/events.ts';
import type { TaskEnd, TaskKind } from '../ladder/invoice/commands.ts';
import type { InvoiceState, StuckCause } from '../ladder/invoice/state.ts';
import type { CivilDate, Instant } from '../ladder/time/civil.ts';
import type { ArrangementTables } from './arrangement-tables.ts';
import type { ContactTables } from './contact-tables.ts';
import type { DeliveryTables } from './delivery-tables.ts';
import type { LadderTables } from './ladder-tables.ts';
import type { LogTables } from './log-tables.ts';
import type { PeopleTables } from './people-tables.ts';

/** A `timestamptz` column: read as epoch milliseconds, written as a Date. */
export type InstantColumn = ColumnType<Instant, Date, Date>;
export type NullableInstant = ColumnType<Instant | null, Date | null | undefined, Date | null>;
/** A `jsonb` column: read as the value, written as JSON text. */
export type Json<T> = ColumnType<T, string, string>;

export interface Tables
  extends ArrangementTables,
    ContactTables,
    DeliveryTables,
    LadderTables,
    LogTables,
    PeopleTables {
  creditors: CreditorsTable;
  debtors: DebtorsTable;
  contacts: ContactsTable;
  debtor_changes: DebtorChangesTable;
  invoices: InvoicesTable;
  invoice_documents: InvoiceDocumentsTable;
  payments: PaymentsTable;
  payment_allocations: PaymentAllocationsTable;
  credit_notes: CreditNotesTable;
  holds: HoldsTable;
  tasks: TasksTable;
  facts: FactsTable;
  invoice_states: InvoiceStatesTable;
  signal_outbox: SignalOutboxTable;
  idempotency_keys: IdempotencyKeysTable;
  settings: SettingsTable;
}

export interface CreditorsTable {
  id: string;
  name: string;
  address_lines: Json<string[]>;
  email: string | null;
  phone: string | null;
  iban: string | null;
  kvk: string | null;
  vat_number: string | null;
  /** Days from issue to due for invoices that state no due date. */
  default_term_days: number;
  agency_name: string | null;
  agency_email: string | null;
  /** True for the made-up creditor of a first start; it must not write to real people. */
  is_example: boolean;
  /** Payments up to and including this day are known; null where nobody ever said so. */
  bank_covered_until: CivilDate | null;
  /** Its collection service charges VAT, which it cannot deduct: collection costs are raised with it. */
  costs_vat: Generated<boolean>;
}

export interface DebtorsTable {
  id: string;
  creditor_id: string;
  /** The creditor's own customer number. */
  reference: string | null;
  kind: DebtorKind;
  name: string;
  address_lines: Json<string[]>;
  country: string;
  language: Language;
  segment: string | null;
  relation: string | null;
  /** A code of the creditor's for the payment terms of this debtor. */
  terms: string | null;
  kvk: string | null;
  vat_number: string | null;
  oin: string | null;
}

/** What holds for every invoice of a debtor; each of them has the fact as well. */
export interface DebtorChangesTable {
  debtor_id: string;
  id: string;
  at: InstantColumn;
  body: Json<DebtorFact>;
}

export interface ContactsTable {
  id: string;
  debtor_id: string;
  name: string | null;
  email: string | null;
  phone: string | null;
  created_at: InstantColumn;
  /** When mail to it came back. */
  bounced_at: NullableInstant;
}

export interface InvoicesTable {
  id: string;
  creditor_id: string;
  debtor_id: string;
  number: string;
  issued_on: CivilDate;
  due_on: CivilDate;
  /** The invoice's total including VAT (BT-112). */
  amount_cents: number;
  /** What was open at registration (BT-115). */
  claimed_cents: number;
  currency: string;
  payment_reference: string | null;
  iban: string | null;
  ladder_id: string;
  ladder_version: number;
  registered_at: InstantColumn;
}

export interface InvoiceDocumentsTable {
  id: string;
  invoice_id: string;
  kind: 'pdf' | 'ubl';
  file_name: string;
  mime_type: string;
  sha256: string;
  content: ColumnType<Uint8Array, Uint8Array, never>;
}

export interface PaymentsTable {
  id: string;
  debtor_id: string;
  amount_cents: number;
  currency: string;
  booked_on: CivilDate;
  valued_on: CivilDate | null;
  known_at: InstantColumn;
}

/** Which part of a payment, or of its reversal (negative), belongs to an invoice. */
export interface PaymentAllocationsTable {
  id: string;
  payment_id: string;
  invoice_id: string;
  amount_cents: number;
}

export interface CreditNotesTable {
  id: string;
  invoice_id: string;
  number: string;
  amount_cents: number;
  issued_on: CivilDate;
  known_at: InstantColumn;
}

export interface HoldsTable {
  id: string;
  debtor_id: string;
  invoice_id: string | null;
  owner: string;
  reason: string;
  held_at: InstantColumn;
  until_on: CivilDate;
  released_at: NullableInstant;
}

/** Of an invoice or of an arrangement: one of the two ids is there. */
export interface TasksTable {
  id: string;
  debtor_id: string;
  invoice_id: string | null;
  arrangement_id: string | null;
  kind: TaskKind | ArrangementTaskKind | 'parked';
  step: string | null;
  cause: StuckCause | null;
  outcomes: Json<string[]>;
  status: 'open' | TaskEnd;
  opened_at: InstantColumn;
  until_at: NullableInstant;
  ended_at: NullableInstant;
}

/** Everything that happened to an invoice, by id: the truth of which the other tables are views. */
export interface FactsTable {
  invoice_id: string;
  id: string;
  type: InvoiceEvent['type'];
  at: InstantColumn;
  body: Json<InvoiceEvent>;
  /** The sequence of the state that took it in; null until then. */
  applied_in: number | null;
}

export interface InvoiceStatesTable {
  invoice_id: string;
  sequence: number;
  phase: InvoiceState['phase'];
  wake_at: NullableInstant;
  state: Json<InvoiceState>;
  /** Ids of the dispatches to be delivered, in order. */
  deliveries: Json<string[]>;
}

/** For the workflow of an invoice or of an arrangement: one of the two ids is there. */
export interface SignalOutboxTable {
  id: Generated<number>;
  invoice_id: string | null;
  arrangement_id: string | null;
  signal: string;
  payload: Json<unknown>;
  created_at: InstantColumn;
  attempts: Generated<number>;
  next_try_at: InstantColumn;
  last_error: string | null;
  sent_at: NullableInstant;
}

export interface IdempotencyKeysTable {
  caller: string;
  key: string;
  request: string;
  status: number;
  body: Json<unknown>;
  created_at: InstantColumn;
}

export interface SettingsTable {
  key: string;
  value: Json<unknown>;
}
