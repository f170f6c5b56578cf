import { type Kysely, sql } from 'kysely';

/** Notices of arrangements go by letter as well: a letter of a batch is about an invoice or about an arrangement. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table letters
    alter column invoice_id drop not null,
    add column arrangement_id text references arrangements,
    add check (num_nonnulls(invoice_id, arrangement_id) = 1)`,
];
