import { type Kysely, sql } from 'kysely';

/**
 * When a debtor was last written to, up to which day a creditor's bank data are known, for which other invoices a consumer
 * was charged costs, whether VAT is in them, and the payment terms of a debtor.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  'alter table creditors add column bank_covered_until date',
  'alter table creditors add column costs_vat boolean not null default false',
  'alter table debtors add column terms text',
  `alter table letters add column costs_cents bigint, add column costs_vat boolean not null default false,
    add column interest_cents bigint, add column jointly jsonb`,
  // The last day on which a debtor was written to about another invoice: what left, may have left, or is being printed.
  // Corrections demand nothing.
  `create function other_contact_on(debtor text, own text) returns date language sql stable as $$
    select max(coalesce(d.sent_on, d.claimed_on)) from dispatches d
    where d.debtor_id = debtor
      and d.status in ('sending', 'sent', 'in_doubt', 'queued', 'printed')
      and d.kind not in ('handover', 'agency-update', 'correction')
      and not exists (select from dispatch_lines l where l.dispatch_id = d.id and l.invoice_id = own)
  $$`,
  // As in the first migration, with other_contact_on, has_email, terms, bank_covered_until, costs_vat and charges.
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
