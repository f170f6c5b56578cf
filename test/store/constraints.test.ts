/** What the database holds by itself, whatever the code does. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { keepFact } from '../../store/facts.ts';
import { anArrangement } from '../support/arranged-case.ts';
import { anInvoice, aPayment, at } from '../support/builders.ts';
import { onBothDatabases } from '../support/databases.ts';

const NOW = `'2026-03-23T10:00:00Z'`;

/** What cannot be, and the statement that tries it; `INVOICE` and `DEBTOR` are those of a case. */
const REFUSED: [string, string, RegExp][] = [
  [
    'a second contact of a step in a round',
    `insert into dispatch_lines (dispatch_id, invoice_id, step, round) values ('d', INVOICE, 'herinnering', 1), ('e', INVOICE, 'herinnering', 1)`,
    /dispatch_lines_pkey/,
  ],
  [
    'a round before the first',
    `insert into dispatch_lines (dispatch_id, invoice_id, step, round) values ('d', INVOICE, 'herinnering', 0)`,
    /round_check/,
  ],
  ['a contact in a state that nobody knows', `update dispatches set status = 'lost'`, /status_check/],
  [
    'a second notice of an arrangement for an instalment in a round',
    `insert into arrangement_dispatches (dispatch_id, arrangement_id, notice, instalment, round)
      values ('d', 'r1', 'breach-notice', 3, 1), ('e', 'r1', 'breach-notice', 3, 1)`,
    /arrangement_dispatches_.*_key/,
  ],
  [
    'an event kept twice',
    `insert into facts (invoice_id, id, type, at, body) values (INVOICE, 'p1', 'payment', ${NOW}, '{}')`,
    /facts_pkey/,
  ],
  [
    'a payment of nothing',
    `insert into payments (id, debtor_id, amount_cents, currency, booked_on, known_at) values ('x', DEBTOR, 0, 'EUR', ${NOW}, ${NOW})`,
    /amount_cents_check/,
  ],
  [
    'a credit note of nothing',
    `insert into credit_notes (id, invoice_id, number, amount_cents, issued_on, known_at) values ('x', INVOICE, 'C', 0, ${NOW}, ${NOW})`,
    /amount_cents_check/,
  ],
  [
    'a task about nothing',
    `insert into tasks (id, debtor_id, kind, outcomes, status, opened_at) values ('t', DEBTOR, 'call', '[]', 'open', ${NOW})`,
    /tasks_check/,
  ],
  [
    'a signal to nobody',
    `insert into signal_outbox (signal, payload, created_at, next_try_at) values ('held', '{}', ${NOW}, ${NOW})`,
    /signal_outbox_check/,
  ],
  [
    'an invoice in a phase that nobody knows',
    `insert into invoice_states (invoice_id, sequence, phase, state, deliveries) values (INVOICE, 1, 'lost', '{}', '[]')`,
    /phase_check/,
  ],
];

onBothDatabases((store) => {
  test.each(REFUSED)('the database refuses %s', async (_what, statement, constraint) => {
    const invoice = await anInvoice(store.db);
    await anArrangement(store.db, [invoice]);
    const payment = aPayment('10.00', { id: 'p1' });
    expect(await store.db.transaction().execute((tx) => keepFact(tx, invoice, payment))).toBe(true);
    for (const id of ['d', 'e']) {
      await store.db
        .insertInto('dispatches')
        .values({
          id,
          debtor_id: invoice.debtor.id,
          kind: 'reminder',
          channel: 'email',
          status: 'intended',
          message_id: id,
          intended_at: new Date(at('2026-03-23T10:00')),
        })
        .execute();
    }
    const of = statement.replaceAll('INVOICE', `'${invoice.id}'`).replaceAll('DEBTOR', `'${invoice.debtor.id}'`);
    await expect(sql.raw(of).execute(store.db)).rejects.toThrow(constraint);
  });
});
