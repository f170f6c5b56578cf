import { type Kysely, sql } from 'kysely';

/** Versions of ladders on trial: their first contacts wait until a person releases them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  'alter table ladder_publications add column trial integer check (trial > 0)',
  `create table ladder_trials (
    ladder_id text not null,
    version integer not null,
    contacts integer not null check (contacts > 0),
    began_at timestamptz not null,
    ended_at timestamptz,
    ended_by text,
    primary key (ladder_id, version),
    foreign key (ladder_id, version) references ladders (id, version),
    check (ended_by is null or ended_at is not null)
  )`,
  'create index ladder_trials_running on ladder_trials (ladder_id) where ended_at is null',
  `create table trial_releases (
    ladder_id text not null,
    version integer not null,
    dispatch_id text not null,
    released_at timestamptz not null,
    released_by text not null,
    primary key (ladder_id, version, dispatch_id),
    foreign key (ladder_id, version) references ladder_trials (ladder_id, version)
  )`,
  `create index tasks_trial on tasks (invoice_id) where status = 'open' and cause = 'trial'`,
  // As it was, with the versions of its ladder that are on trial. Whoever ends a trial holds its row and writes signals for
  // invoices that wait; a signal refers to its invoice, which a full lock would keep from it: a release of that invoice at
  // the same moment, which waits for the row of the trial, would never end.
  `create or replace function lock_standing(wanted text) returns json language plpgsql as $$
  begin
    perform from debtors where id = (select debtor_id from invoices where id = wanted) for update;
    perform from invoices where id = wanted for no key update;
    return (
      select json_build_object(
        'invoice', row_to_json(invoice),
        'sequence', s.sequence,
        'state', s.state,
        'deliveries', s.deliveries,
        'other_contact_on', other_contact_on(invoice.debtor_id, wanted),
        'trials', (
          select coalesce(json_agg(t.version), '[]') from ladder_trials t
          where t.ladder_id = invoice.ladder_id and t.ended_at is null
        ),
        'facts', (
          select coalesce(json_agg(json_build_object('body', body, 'applied_in', applied_in) order by at, id), '[]')
          from facts where invoice_id = wanted
        )
      )
      from (
        select i.id, i.creditor_id, i.debtor_id, i.number, i.issued_on, i.due_on, i.claimed_cents, i.currency,
          i.ladder_id, i.ladder_version, d.kind, d.country, d.language, d.segment, d.relation, d.terms,
          c.email as creditor_email,
          exists (
            select from contacts where debtor_id = d.id and email is not null and bounced_at is null
          ) as has_email,
          c.bank_covered_until, c.costs_vat,
          case when d.kind = 'consumer' then (
            select json_agg(json_build_object(
              'on', o.state->'charged'->'costs'->>'on',
              'letter', o.state->'charged'->'costs'->'letter'
            ))
            from invoice_states o
            join invoices other on other.id = o.invoice_id
            where other.debtor_id = i.debtor_id and other.id <> i.id
              and (o.state->'charged'->'costs'->>'standingCents')::bigint > 0
          ) end as charges
        from invoices i
        join debtors d on d.id = i.debtor_id
        join creditors c on c.id = i.creditor_id
        where i.id = wanted
      ) invoice
      left join invoice_states s on s.invoice_id = invoice.id
    );
  end $$`,
];
