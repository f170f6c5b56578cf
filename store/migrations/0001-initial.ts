import { type Kysely, sql } from 'kysely';

/** Creditors, debtors, invoices and all that happens to them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table creditors (
    id text primary key,
    name text not null,
    address_lines jsonb not null,
    email text,
    phone text,
    iban text,
    kvk text,
    vat_number text,
    default_term_days integer not null check (default_term_days between 0 and 365),
    agency_name text,
    agency_email text,
    is_example boolean not null
  )`,
  `create table debtors (
    id text primary key,
    creditor_id text not null references creditors,
    reference text,
    kind text not null check (kind in ('consumer', 'sole-trader', 'company', 'government')),
    name text not null,
    address_lines jsonb not null,
    country text not null,
    language text not null check (language in ('nl', 'en')),
    segment text,
    relation text,
    kvk text,
    vat_number text,
    oin text
  )`,
  'create unique index debtors_reference on debtors (creditor_id, reference)',
  'create index debtors_name on debtors (creditor_id, name)',
  `create table contacts (
    id text primary key,
    debtor_id text not null references debtors,
    name text,
    email text,
    phone text,
    created_at timestamptz not null
  )`,
  'create index contacts_debtor on contacts (debtor_id, created_at)',
  `create table debtor_changes (
    debtor_id text not null references debtors,
    id text not null,
    at timestamptz not null,
    body jsonb not null,
    primary key (debtor_id, id)
  )`,
  `create table ladders (
    id text not null,
    version integer not null check (version > 0),
    document jsonb not null,
    created_at timestamptz not null,
    created_by text not null,
    primary key (id, version)
  )`,
  `create table invoices (
    id text primary key,
    creditor_id text not null references creditors,
    debtor_id text not null references debtors,
    number text not null,
    issued_on date not null,
    due_on date not null,
    amount_cents bigint not null,
    claimed_cents bigint not null check (claimed_cents >= 0),
    currency text not null,
    payment_reference text,
    iban text,
    ladder_id text not null,
    ladder_version integer not null,
    registered_at timestamptz not null,
    unique (creditor_id, number),
    check (due_on >= issued_on),
    foreign key (ladder_id, ladder_version) references ladders (id, version)
  )`,
  'create index invoices_debtor on invoices (debtor_id)',
  'create index invoices_number on invoices (number)',
  `create table invoice_documents (
    id text primary key,
    invoice_id text not null references invoices,
    kind text not null check (kind in ('pdf', 'ubl')),
    file_name text not null,
    mime_type text not null,
    sha256 text not null,
    content bytea not null
  )`,
  'create index invoice_documents_invoice on invoice_documents (invoice_id)',
  `create table payments (
    id text primary key,
    debtor_id text not null references debtors,
    amount_cents bigint not null check (amount_cents > 0),
    currency text not null,
    booked_on date not null,
    valued_on date,
    known_at timestamptz not null
  )`,
  `create table payment_allocations (
    id text primary key,
    payment_id text not null,
    invoice_id text not null references invoices,
    amount_cents bigint not null
  )`,
  'create index payment_allocations_invoice on payment_allocations (invoice_id)',
  'create index payment_allocations_payment on payment_allocations (payment_id)',
  `create table credit_notes (
    id text primary key,
    invoice_id text not null references invoices,
    number text not null,
    amount_cents bigint not null check (amount_cents > 0),
    issued_on date not null,
    known_at timestamptz not null
  )`,
  'create index credit_notes_invoice on credit_notes (invoice_id)',
  `create table holds (
    id text primary key,
    debtor_id text not null references debtors,
    invoice_id text references invoices,
    owner text not null,
    reason text not null,
    held_at timestamptz not null,
    until_on date not null,
    released_at timestamptz
  )`,
  'create index holds_debtor on holds (debtor_id)',
  `create table tasks (
    id text primary key,
    debtor_id text not null references debtors,
    invoice_id text not null references invoices,
    kind text not null,
    step text,
    cause text,
    outcomes jsonb not null,
    status text not null check (status in ('open', 'completed', 'expired', 'withdrawn')),
    opened_at timestamptz not null,
    until_at timestamptz,
    ended_at timestamptz
  )`,
  'create index tasks_invoice on tasks (invoice_id)',
  `create index tasks_open on tasks (opened_at) where status = 'open'`,
  `create table dispatches (
    id text primary key,
    debtor_id text not null references debtors,
    kind text not null,
    channel text not null,
    status text not null
      check (status in ('intended', 'sending', 'sent', 'withdrawn', 'deferred', 'refused', 'in_doubt')),
    message_id text not null,
    intended_at timestamptz not null,
    claimed_on date,
    sent_on date,
    recipient text,
    problem text
  )`,
  'create index dispatches_debtor on dispatches (debtor_id)',
  `create table dispatch_lines (
    dispatch_id text not null references dispatches,
    invoice_id text not null references invoices,
    step text not null,
    round integer not null check (round > 0),
    amount_cents bigint,
    primary key (invoice_id, step, round)
  )`,
  'create index dispatch_lines_dispatch on dispatch_lines (dispatch_id)',
  `create table facts (
    invoice_id text not null references invoices,
    id text not null,
    type text not null,
    at timestamptz not null,
    body jsonb not null,
    applied_in integer,
    primary key (invoice_id, id)
  )`,
  `create table invoice_states (
    invoice_id text primary key references invoices,
    sequence integer not null,
    phase text not null check (phase in ('climbing', 'handed_over', 'closed')),
    wake_at timestamptz,
    state jsonb not null,
    deliveries jsonb not null
  )`,
  `create index invoice_states_wake on invoice_states (wake_at) where phase <> 'closed'`,
  `create table signal_outbox (
    id bigint generated always as identity primary key,
    invoice_id text not null references invoices,
    signal text not null,
    payload jsonb not null,
    created_at timestamptz not null,
    attempts integer not null default 0,
    next_try_at timestamptz not null,
    last_error text,
    sent_at timestamptz
  )`,
  'create index signal_outbox_waiting on signal_outbox (next_try_at) where sent_at is null',
  `create table log (
    chain text not null,
    seq integer not null,
    at timestamptz not null,
    actor text not null,
    what text not null,
    step text,
    data jsonb not null,
    previous_hash text not null,
    hash text not null,
    primary key (chain, seq)
  )`,
  `create table log_texts (
    chain text not null,
    seq integer not null,
    n integer not null,
    salt text not null,
    text text,
    primary key (chain, seq, n)
  )`,
  `create table idempotency_keys (
    key text primary key,
    request text not null,
    status integer not null,
    body jsonb not null,
    created_at timestamptz not null
  )`,
  'create table settings (key text primary key, value jsonb not null)',
  // One call instead of five: it is made twice for every contact, and its plans are made once a connection. Volatile, as
  // functions are by default, so that what follows a lock sees what its holder before wrote.
  `create function lock_standing(wanted text) returns json language plpgsql as $$
  begin
    perform from debtors where id = (select debtor_id from invoices where id = wanted) for update;
    perform from invoices where id = wanted for update;
    return (
      select json_build_object(
        'invoice', row_to_json(invoice),
        'sequence', s.sequence,
        'state', s.state,
        'deliveries', s.deliveries,
        'facts', (
          select coalesce(json_agg(json_build_object('body', body, 'applied_in', applied_in) order by at, id), '[]')
          from facts where invoice_id = wanted
        )
      )
      from (
        select i.id, i.creditor_id, i.debtor_id, i.number, i.issued_on, i.due_on, i.claimed_cents, i.currency,
          i.ladder_id, i.ladder_version, d.kind, d.country, d.language, d.segment, d.relation,
          c.email as creditor_email
        from invoices i
        join debtors d on d.id = i.debtor_id
        join creditors c on c.id = i.creditor_id
        where i.id = wanted
      ) invoice
      left join invoice_states s on s.invoice_id = invoice.id
    );
  end $$`,
];
