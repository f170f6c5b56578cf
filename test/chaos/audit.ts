/**
 * A second book, kept by the database itself: triggers write down every change of a dispatch and every fact, in one count, with
 * the program that did it. So what a killed program had committed is known, whatever it could still tell.
 */
import { sql } from 'kysely';
import type { Db } from '../../store/database.ts';

const STATEMENTS = [
  'create sequence chaos_count',
  `create table chaos_dispatches (
    n bigint not null default nextval('chaos_count'),
    at timestamptz not null default clock_timestamp(),
    program text not null default current_setting('application_name'),
    dispatch_id text not null,
    status text not null,
    covered_by text
  )`,
  `create table chaos_facts (
    n bigint not null default nextval('chaos_count'),
    at timestamptz not null default clock_timestamp(),
    invoice_id text not null,
    id text not null
  )`,
  `create function chaos_note_dispatch() returns trigger language plpgsql as $$ begin
    insert into chaos_dispatches (dispatch_id, status, covered_by) values (new.id, new.status, new.covered_by);
    return null;
  end $$`,
  `create function chaos_note_fact() returns trigger language plpgsql as $$ begin
    insert into chaos_facts (invoice_id, id) values (new.invoice_id, new.id);
    return null;
  end $$`,
  `create trigger chaos_dispatch after insert or update of status on dispatches
    for each row execute function chaos_note_dispatch()`,
  'create trigger chaos_fact after insert on facts for each row execute function chaos_note_fact()',
];

export async function keepSecondBook(db: Db): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

/** A status that a dispatch was given. */
export interface StatusChange {
  n: number;
  /** Real milliseconds. */
  at: number;
  /** The `application_name` of who did it. */
  program: string;
  status: string;
  /** The dispatch in whose text it was to leave: it is forgotten once it is known that it did not. */
  covered_by: string | null;
}

/** What happened to each dispatch, in order. */
export async function dispatchChanges(db: Db): Promise<Map<string, StatusChange[]>> {
  const { rows } = await sql<StatusChange & { dispatch_id: string }>`
    select n, at, program, dispatch_id, status, covered_by from chaos_dispatches order by n`.execute(db);
  return Map.groupBy(rows, ({ dispatch_id }) => dispatch_id);
}

/** When each fact was committed, by invoice and id. */
export async function factCommits(db: Db): Promise<Map<string, Map<string, { n: number; at: number }>>> {
  const { rows } = await sql<{ n: number; at: number; invoice_id: string; id: string }>`
    select n, at, invoice_id, id from chaos_facts order by n`.execute(db);
  const byInvoice = new Map<string, Map<string, { n: number; at: number }>>();
  for (const { invoice_id, id, n, at } of rows) {
    const facts = byInvoice.get(invoice_id) ?? new Map();
    byInvoice.set(invoice_id, facts.set(id, { n, at }));
  }
  return byInvoice;
}
