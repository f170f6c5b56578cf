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
  // The last day on which a debtor was written to about another invoice: what left, may have left, or is being printed.
  `create function other_contact_on(debtor text, own text) returns date language sql stable as $$
    select max(coalesce(d.sent_on, d.claimed_on)) from dispatches d
    where d.debtor_id = debtor
      and d.status in ('sending', 'sent', 'in_doubt', 'queued', 'printed')
      and d.kind not in ('handover', 'agency-update')
      and not exists (select from dispatch_lines l where l.dispatch_id = d.id and l.invoice_id = own)
  $$`,
  `create or replace function lock_standing(wanted text) returns json language plpgsql as $$
  begin
    perform from debtors where id = (select debtor_id from invoices where id = wanted) for update;
    perform from invoices where id = wanted for update;
    return (
      select json_build_object(
        'invoice', row_to_json(invoice),
        'sequence', s.sequence,
        'state', s.state,
        'deliveries', s.deliveries,
        'other_contact_on', other_contact_on(invoice.debtor_id, wanted),
        'facts', (
          select coalesce(json_agg(json_build_object('body', body, 'applied_in', applied_in) order by at, id), '[]')
          from facts where invoice_id = wanted
        )
      )
      from (
        select i.id, i.creditor_id, i.debtor_id, i.number, i.issued_on, i.due_on, i.claimed_cents, i.currency,
          i.ladder_id, i.ladder_version, d.kind, d.country, d.language, d.segment, d.relation,
          c.email as creditor_email,
          exists (
            select from contacts where debtor_id = d.id and email is not null and bounced_at is null
          ) as has_email
        from invoices i
        join debtors d on d.id = i.debtor_id
        join creditors c on c.id = i.creditor_id
        where i.id = wanted
      ) invoice
      left join invoice_states s on s.invoice_id = invoice.id
    );
  end $$`,
];
