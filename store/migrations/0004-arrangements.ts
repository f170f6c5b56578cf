import { type Kysely, sql } from 'kysely';

/** Payment arrangements: their terms, where they stand, what happened to them, and what they ask of people and workflows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table arrangements (
    id text primary key,
    debtor_id text not null references debtors,
    terms jsonb not null,
    proposed_at timestamptz not null,
    proposed_by text not null
  )`,
  'create index arrangements_debtor on arrangements (debtor_id, proposed_at)',
  `create table arrangement_invoices (
    arrangement_id text not null references arrangements,
    invoice_id text not null references invoices,
    is_open boolean not null,
    primary key (arrangement_id, invoice_id)
  )`,
  // An invoice is under one arrangement at a time.
  'create unique index arrangement_invoices_open on arrangement_invoices (invoice_id) where is_open',
  'create index arrangement_invoices_invoice on arrangement_invoices (invoice_id)',
  `create table arrangement_states (
    arrangement_id text primary key references arrangements,
    sequence integer not null,
    phase text not null
      check (phase in ('proposed', 'signed', 'running', 'kept', 'declined', 'broken', 'replaced')),
    wake_at timestamptz,
    state jsonb not null,
    deliveries jsonb not null
  )`,
  `create table arrangement_facts (
    arrangement_id text not null references arrangements,
    id text not null,
    type text not null,
    at timestamptz not null,
    body jsonb not null,
    applied_in integer,
    primary key (arrangement_id, id)
  )`,
  // What happened to its invoices: the facts themselves stand with those.
  `create table arrangement_news (
    arrangement_id text not null references arrangements,
    invoice_id text not null,
    fact_id text not null,
    applied_in integer,
    primary key (arrangement_id, invoice_id, fact_id),
    foreign key (invoice_id, fact_id) references facts (invoice_id, id)
  )`,
  `create table arrangement_dispatches (
    dispatch_id text primary key references dispatches,
    arrangement_id text not null references arrangements,
    notice text not null,
    instalment integer not null,
    round integer not null check (round > 0),
    amount_cents bigint,
    deadline date,
    unique (arrangement_id, notice, instalment, round)
  )`,
  `alter table tasks
    alter column invoice_id drop not null,
    add column arrangement_id text references arrangements,
    add check (num_nonnulls(invoice_id, arrangement_id) = 1)`,
  'create index tasks_arrangement on tasks (arrangement_id)',
  `alter table signal_outbox
    alter column invoice_id drop not null,
    add column arrangement_id text references arrangements,
    add check (num_nonnulls(invoice_id, arrangement_id) = 1)`,
];
