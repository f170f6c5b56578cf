import { type Kysely, sql } from 'kysely';

/** Changes of the ladder under running invoices, and how far each invoice is with them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table ladder_changes (
    id text primary key,
    ladder_id text not null,
    from_version integer not null,
    to_version integer not null,
    mapping jsonb not null,
    choice text not null check (choice in ('new_only', 'next_step', 'replan')),
    per_day integer not null check (per_day > 0),
    made_by text not null,
    made_at timestamptz not null,
    foreign key (ladder_id, from_version) references ladders (id, version),
    foreign key (ladder_id, to_version) references ladders (id, version)
  )`,
  'create index ladder_changes_ladder on ladder_changes (ladder_id, made_at)',
  `create table ladder_change_invoices (
    change_id text not null references ladder_changes,
    invoice_id text not null references invoices,
    not_before date,
    status text not null check (status in ('waiting', 'done', 'refused', 'failed')),
    problem jsonb,
    tellings integer not null default 1,
    attempts integer not null default 0,
    next_try_at timestamptz not null,
    told_at timestamptz,
    ended_at timestamptz,
    primary key (change_id, invoice_id)
  )`,
  `create index ladder_change_invoices_untold on ladder_change_invoices (next_try_at)
    where status = 'waiting' and told_at is null`,
];
