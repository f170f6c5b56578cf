import { type Kysely, sql } from 'kysely';

/** Which ladder an invoice gets: policy of a creditor, in versions. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table ladder_choices (
        creditor_id text not null references creditors,
        version integer not null check (version > 0),
        document jsonb not null,
        created_at timestamptz not null,
        created_by text not null,
        primary key (creditor_id, version)
      )`,
    )
    .execute(db);
}
