import { type Kysely, sql } from 'kysely';

/** Contacts that take in several invoices, letters that are printed and posted, and notices that came back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // The notice of another invoice, in one text with which this one went out.
  'alter table dispatches add column covered_by text references dispatches',
  // What the notice stated when it was claimed, for when nobody can say whether it left.
  'alter table dispatch_lines add column terms jsonb',
  'create index dispatches_covered_by on dispatches (covered_by) where covered_by is not null',
  'alter table dispatches drop constraint dispatches_status_check',
  `alter table dispatches add constraint dispatches_status_check check (status in ('intended', 'sending', 'sent',
    'withdrawn', 'deferred', 'refused', 'in_doubt', 'queued', 'printed', 'bounced', 'returned'))`,
  `create index dispatches_queued on dispatches (debtor_id) where status = 'queued'`,
  'alter table contacts add column bounced_at timestamptz',
  `create table letter_batches (
    id text primary key,
    creditor_id text not null references creditors,
    printed_at timestamptz not null,
    cut_off_at timestamptz not null,
    posted_on date,
    posted_by text,
    pages integer not null,
    pdf bytea not null
  )`,
  'create index letter_batches_printed on letter_batches (creditor_id, printed_at)',
  // What each letter of a batch states; of several invoices in one letter there is a row each.
  `create table letters (
    batch_id text not null references letter_batches,
    dispatch_id text not null references dispatches,
    invoice_id text not null references invoices,
    first_page integer not null,
    pages integer not null,
    dated_on date not null,
    received_on date not null,
    deadline date,
    amount_cents bigint not null,
    voided_at timestamptz,
    posted_on date,
    primary key (batch_id, dispatch_id)
  )`,
  'create index letters_dispatch on letters (dispatch_id)',
];
