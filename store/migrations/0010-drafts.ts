import { type Kysely, sql } from 'kysely';

/** Drafts of ladders, their publication, the checks that go with them, and hints of what changed for who looks on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

/** Tables of which a change is told, the kind under which it is, and where the id of what changed comes from. */
const TOLD: readonly { table: string; on: readonly ('insert' | 'update' | 'delete')[]; kind: string; ref: string }[] = [
  { table: 'ladder_drafts', on: ['insert', 'update', 'delete'], kind: `'draft'`, ref: 'ladder_id' },
  { table: 'ladder_change_invoices', on: ['insert', 'update'], kind: `'change'`, ref: 'change_id' },
  { table: 'tasks', on: ['insert', 'update'], kind: `'task'`, ref: 'id' },
  // Chains of users and keys are nobody's to look on.
  {
    table: 'log',
    on: ['insert'],
    kind: `split_part(chain, ':', 1)`,
    ref: `substr(chain, strpos(chain, ':') + 1)`,
  },
];

const STATEMENTS = [
  `create table ladder_drafts (
    ladder_id text primary key,
    base_version integer,
    revision integer not null check (revision > 0),
    document jsonb not null,
    checks jsonb not null,
    begun_at timestamptz not null,
    begun_by text not null,
    saved_at timestamptz not null,
    saved_by text not null,
    foreign key (ladder_id, base_version) references ladders (id, version)
  )`,
  // What was done to a draft, by whom: with it they go, and the log keeps what came of them.
  `create table ladder_draft_edits (
    ladder_id text not null references ladder_drafts on delete cascade,
    revision integer not null,
    n integer not null,
    at timestamptz not null,
    by text not null,
    nl text not null,
    en text not null,
    primary key (ladder_id, revision, n)
  )`,
  `create table ladder_publications (
    id text primary key,
    ladder_id text not null,
    base_version integer,
    revision integer,
    version integer,
    document jsonb not null,
    checks jsonb not null,
    edits jsonb not null,
    running jsonb not null,
    per_day integer not null check (per_day > 0),
    note text,
    status text not null check (status in ('requested', 'published', 'refused', 'withdrawn')),
    asked_by_id text not null,
    asked_by text not null,
    asked_at timestamptz not null,
    ended_by_id text,
    ended_by text,
    ended_at timestamptz,
    reason text,
    check ((status = 'published') = (version is not null)),
    check ((status = 'requested') = (ended_at is null)),
    check (status <> 'refused' or (reason is not null and ended_by_id <> asked_by_id)),
    foreign key (ladder_id, version) references ladders (id, version)
  )`,
  `create unique index ladder_publications_requested on ladder_publications (ladder_id) where status = 'requested'`,
  'create index ladder_publications_ladder on ladder_publications (ladder_id, asked_at)',
  `alter table ladders add column checks jsonb not null default '[]'`,
  'create index invoices_ladder on invoices (ladder_id, ladder_version)',
  // Hints, not facts: kept for as long as somebody may come back to where they were.
  `create table live_hints (
    n bigint generated always as identity primary key,
    tx xid8 not null default pg_current_xact_id(),
    kind text not null,
    ref text not null
  )`,
  'create index live_hints_tx on live_hints (tx)',
  ...TOLD.flatMap(({ table, on, kind, ref }) => [
    `create function hint_${table}() returns trigger language plpgsql as $$
    begin
      insert into live_hints (kind, ref)
      select distinct ${kind}, ${ref} from changed
      where ${kind} in ('draft', 'change', 'task', 'invoice', 'arrangement', 'debtor', 'ladder');
      return null;
    end $$`,
    ...on.map(
      (event) => `create trigger hint_${event} after ${event} on ${table}
      referencing ${event === 'delete' ? 'old' : 'new'} table as changed
      for each statement execute function hint_${table}()`,
    ),
  ]),
];
