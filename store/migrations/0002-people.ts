import { type Kysely, sql } from 'kysely';

/** People who sign in, their sessions, keys of programs; and replies kept for the caller who got them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table users (
    id text primary key,
    name text not null,
    email text not null unique,
    roles jsonb not null,
    password_hash text not null,
    disabled boolean not null,
    created_at timestamptz not null,
    signed_in_at timestamptz
  )`,
  `create table sessions (
    id text primary key,
    user_id text not null references users on delete cascade,
    token_hash text not null unique,
    previous_hash text unique,
    previous_until timestamptz,
    opened_at timestamptz not null,
    rotated_at timestamptz not null,
    seen_at timestamptz not null
  )`,
  'create index sessions_user on sessions (user_id, seen_at)',
  `create table api_keys (
    id text primary key,
    name text not null,
    scopes jsonb not null,
    secret_hash text not null,
    created_at timestamptz not null,
    created_by text not null,
    expires_at timestamptz not null,
    last_used_at timestamptz,
    revoked_at timestamptz
  )`,
  // Replies kept until now were given to the holder of API_KEY, or to whoever was on the machine: server/caller.ts.
  `alter table idempotency_keys
    add column caller text not null default 'api',
    drop constraint idempotency_keys_pkey,
    add primary key (caller, key)`,
  'alter table idempotency_keys alter column caller drop default',
];
