import { type Kysely, sql } from 'kysely';

/** Deliveries that are held until an invoice is paid, and what the ERP is told of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table delivery_holds (
    invoice_id text primary key references invoices,
    debtor_id text not null references debtors,
    held_at timestamptz not null,
    released_at timestamptz
  )`,
  'create index delivery_holds_debtor on delivery_holds (debtor_id) where released_at is null',
  `create table erp_notices (
    id bigint generated always as identity primary key,
    debtor_id text not null references debtors,
    type text not null,
    data jsonb not null,
    happened_at timestamptz not null,
    attempts integer not null default 0,
    next_try_at timestamptz,
    sent_at timestamptz,
    problem text
  )`,
  'create index erp_notices_waiting on erp_notices (next_try_at) where sent_at is null',
];
