/** The example book, played on days that differ in weekday and holidays: what is in it is read from the store. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { playBook } from '../../example/book.ts';
import { CALL_OUTCOMES, DEBTOR_KINDS } from '../../ladder/definition.ts';
import { openCents } from '../../ladder/facts.ts';
import { awaited } from '../../ladder/invoice/state.ts';
import { outsideForm } from '../../ladder/outside-form.ts';
import type { LetterPress } from '../../server/letters/press.ts';
import { START } from '../../server/relay.ts';
import { type Db, openDatabase } from '../../store/database.ts';
import { loadFacts } from '../../store/facts.ts';
import { findInvoice } from '../../store/invoices.ts';
import { brokenAt } from '../../store/log.ts';
import { at } from '../support/builders.ts';
import { ObedientMail, signal } from '../support/case.ts';
import { booksOf } from '../support/money-model.ts';

/** Playing takes about ten seconds; a crowded machine needs more. */
const PLAY_LIMIT_MS = 180_000;

/** Real pages are drawn in the test of the program; here a letter is a page. */
const PAGES: LetterPress = {
  render: async () => ({ pdf: Buffer.from('page') }),
  renderArrangement: async () => ({ pdf: Buffer.from('page') }),
  bind: async (letters) => ({
    pdf: Buffer.from('%PDF-'),
    pages: letters.length,
    letters: letters.map((_, index) => ({ firstPage: index + 1, pages: 1 })),
  }),
};

async function played(time: string): Promise<{ db: Db; mail: ObedientMail }> {
  const db = await openDatabase({ memory: true });
  const mail = new ObedientMail();
  await playBook({ db, now: at(time), transport: mail, press: PAGES });
  return { db, mail };
}

/** How the book stands: every invoice with its timeline, in words that hold no random id. */
async function standing(db: Db): Promise<unknown> {
  const entries = await db.selectFrom('log').select(['chain', 'seq', 'at', 'what', 'step']).orderBy('chain').execute();
  const states = await db.selectFrom('invoice_states').select(['invoice_id', 'phase', 'wake_at']).execute();
  return {
    entries: new Set(entries.map((entry) => JSON.stringify(entry))),
    states: new Set(states.map((state) => JSON.stringify(state))),
  };
}

describe.each([
  ['a Sunday', '2026-11-22T14:00'],
  ['2 January, a day off by decree', '2026-01-02T11:00'],
  ['1 March', '2027-03-01T09:30'],
  ['the evening after Easter', '2026-04-07T23:30'],
])('played on %s (%s)', (_day, time) => {
  let db: Db;
  let mail: ObedientMail;

  beforeAll(async () => {
    ({ db, mail } = await played(time));
  }, PLAY_LIMIT_MS);
  afterAll(() => db.destroy());

  /** What a column of a table holds. */
  async function values(table: string, column: string, where = 'true'): Promise<string[]> {
    const { rows } = await sql
      .raw<{ value: string }>(`select distinct ${column} as value from ${table} where ${where}`)
      .execute(db);
    return rows.map(({ value }) => value);
  }
  const count = async (table: string, where = 'true') =>
    (await sql.raw<{ n: number }>(`select count(*)::int as n from ${table} where ${where}`).execute(db)).rows[0]!.n;
  const all = (...expected: string[]) => expect.arrayContaining(expected);

  test('it has 60 invoices of 25 debtors of every kind, one of them with seven, one abroad', async () => {
    expect(await count('invoices')).toBe(60);
    expect(await count('debtors')).toBe(25);
    expect((await values('debtors', 'kind')).toSorted()).toEqual(DEBTOR_KINDS.toSorted());
    expect(await count('(select debtor_id from invoices group by 1 having count(*) = 7) as seven')).toBe(1);
    expect(await count('debtors', "country = 'GB' and language = 'en'")).toBe(1);
    expect(mail.sent.some(({ title }) => title.includes('Payment reminder'))).toBe(true);
  });

  test('every shipped ladder climbs', async () => {
    const ladders = await values('invoices', 'ladder_id');
    expect(ladders.toSorted()).toEqual(['incassotraject', 'onderhandelen', 'stappenplan', 'zeven-stappen']);
  });

  test('everything happened that can happen', async () => {
    expect(await values('facts', 'type')).toEqual(
      all(
        'payment',
        'credit_note',
        'reversal',
        'hold',
        'release',
        'promise',
        'dispute',
        'dispute_decided',
        'return_announced',
        'reply',
        'invoice_corrected',
        'invoice_sent_again',
        'debtor_changed',
        'escalation',
        'step_left_out',
        'write_off',
        'letter_printed',
        'notice_posted',
        'notice_bounced',
        'notice_returned',
        'arrangement_proposed',
        'arrangement_agreed',
        'arrangement_kept',
        'arrangement_broken',
      ),
    );
    expect(await values('facts', "body ->> 'decision'", "type = 'dispute_decided'")).toEqual(all('upheld', 'partly'));
    expect(await values('facts', "body ->> 'status'", "type = 'debtor_changed'")).toEqual(
      all('debt-help', 'bankruptcy'),
    );
    expect(await values('facts', "body ->> 'outcome'", "type = 'task_completed'")).toEqual(
      all(...CALL_OUTCOMES, 'approved'),
    );
    expect(await values('log', 'what')).toEqual(
      all(
        'promise_broken',
        'deliveries_held',
        'costs_charged',
        'handed_over',
        'agency_told',
        'reopened',
        'notice_deferred',
        'step_skipped',
      ),
    );
  });

  test('a whole and a part payment, a promise that was kept, an end of every sort', async () => {
    expect(await count('facts', "type = 'promise'")).toBeGreaterThan(await count('log', "what = 'promise_broken'"));
    const part =
      "type = 'payment' and (body ->> 'amountCents')::int < (select claimed_cents from invoices where id = invoice_id)";
    expect(await count('facts', part)).toBeGreaterThan(2);
    expect(await values('invoice_states', "state -> 'closed' ->> 'because'")).toEqual(
      all('paid', 'credited', 'written_off'),
    );
    expect(await values('invoice_states', 'phase')).toEqual(all('climbing', 'handed_over', 'closed'));
    expect((await values('arrangement_states', 'phase')).toSorted()).toEqual(['broken', 'kept', 'proposed', 'running']);
  });

  test('mails and letters fared in every way', async () => {
    expect((await values('dispatches', 'status')).filter((status) => status !== 'withdrawn').toSorted()).toEqual(
      ['bounced', 'in_doubt', 'printed', 'queued', 'refused', 'returned', 'sent'].toSorted(),
    );
    expect(await count('dispatches', "channel = 'letter' and status = 'sent'")).toBeGreaterThan(5);
    // Three invoices that were due on one day, in one mail.
    expect(
      await count('(select covered_by from dispatches group by 1 having count(*) = 2 and covered_by is not null) as c'),
    ).toBe(1);
    // A mail that came back went out again, as a letter.
    const bounced = 'select debtor_id from dispatches where status = ';
    expect(await count('dispatches', `channel = 'letter' and debtor_id in (${bounced} 'bounced')`)).toBeGreaterThan(0);
  });

  test('costs were charged to a company, and to a consumer after the fourteen-day letter', async () => {
    const charged = `chain in (select 'invoice:' || i.id from invoices i join debtors d on d.id = debtor_id where kind = `;
    expect(await count('log', `what = 'costs_charged' and ${charged} 'company')`)).toBeGreaterThan(0);
    expect(await count('log', `what = 'costs_charged' and ${charged} 'consumer')`)).toBeGreaterThan(0);
    const { rows } = await sql<{ before: boolean }>`
      select letter.at < costs.at as before from log costs
      join log letter on letter.chain = costs.chain and letter.step = 'veertiendagenbrief' and letter.what = 'notice_sent'
      where costs.what = 'costs_charged'`.execute(db);
    expect(rows.map(({ before }) => before)).toEqual(rows.map(() => true));
    expect(rows.length).toBeGreaterThan(0);
  });

  test('people have work of every sort today, and none that nobody intended', async () => {
    expect((await values('tasks', 'kind', "status = 'open'")).toSorted()).toEqual(
      ['approval', 'call', 'debtor_protected', 'dispute', 'overpaid', 'repair', 'reply', 'return', 'task'].toSorted(),
    );
    expect((await values('tasks', 'cause', "status = 'open' and cause is not null")).toSorted()).toEqual(
      ['in_doubt', 'may_be_barred', 'refused'].toSorted(),
    );
    expect(await count('tasks', "kind in ('parked', 'unreadable_signal', 'payment_unknown', 'agency_not_told')")).toBe(
      0,
    );
    expect(await count('delivery_holds', 'released_at is null')).toBeGreaterThan(0);
  });

  test('something comes of every invoice that is not closed, and nothing of it before today', async () => {
    const states = await db.selectFrom('invoice_states').select(['state', 'wake_at', 'deliveries']).execute();
    expect(states).toHaveLength(60);
    for (const { state, wake_at, deliveries } of states) {
      expect(awaited(state)).toBeTypeOf('string');
      expect(deliveries).toEqual([]);
      if (wake_at !== null) expect(wake_at).toBeGreaterThan(at(time));
    }
  });

  test('every chain of the log is whole', async () => {
    for (const chain of await values('log', 'chain')) expect([chain, await brokenAt(db, chain)]).toEqual([chain, null]);
  });

  test('the sums are those of the model of the money', async () => {
    const invoices = await db.selectFrom('invoices').select(['id', 'number', 'claimed_cents']).execute();
    for (const { id, number, claimed_cents } of invoices) {
      const { facts } = await loadFacts(db, (await findInvoice(db, id))!);
      const kept = await db.selectFrom('facts').select('body').where('invoice_id', '=', id).execute();
      const told = kept.map(({ body }) => ({
        id: body.id,
        what: signal(body).name,
        at: body.at,
        body: outsideForm(body),
      }));
      expect([number, openCents(facts)]).toEqual([number, booksOf(claimed_cents, told).openCents]);
    }
  });

  test('what is unfinished waits to be started, and no signal is left', async () => {
    const waiting = await db.selectFrom('signal_outbox').selectAll().where('sent_at', 'is', null).execute();
    expect(new Set(waiting.map(({ signal: name }) => name))).toEqual(new Set([START]));
    const open = await count('invoice_states', "phase <> 'closed'");
    expect(waiting.filter(({ invoice_id }) => invoice_id !== null)).toHaveLength(open);
    expect(waiting.filter(({ arrangement_id }) => arrangement_id !== null)).toHaveLength(2);
  });
});

test('it is the same book each time that it is played on a day', { timeout: 2 * PLAY_LIMIT_MS }, async () => {
  const books = [await played('2026-11-22T14:00'), await played('2026-11-22T14:00')];
  const [first, second] = await Promise.all(books.map(({ db }) => standing(db)));
  expect(second).toEqual(first);
  await Promise.all(books.map(({ db }) => db.destroy()));
});
