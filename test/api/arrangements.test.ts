import { describe, expect, test } from 'vitest';
import { loadFacts } from '../../store/facts.ts';
import { findInvoice } from '../../store/invoices.ts';
import { useApi } from '../support/api.ts';
import { ArrangedCase } from '../support/arranged-case.ts';
import { at } from '../support/builders.ts';
import { aKey, aUser, signedIn } from '../support/people.ts';

const api = useApi();

/** Ten instalments of € 100 over an invoice of € 1,000, to be signed within a week of 2 March 2026. */
const TEN = { instalments: { count: 10, first_on: '2026-04-01' }, by: 'Anna' };
const propose = (invoices: string[], changes: object = {}) =>
  api.post('/api/arrangements', { ...TEN, invoices, ...changes });
const tell = (invoice: string, path: string, body: object) => api.post(`/api/invoices/${invoice}/${path}`, body);

/** The arrangement of which the shortfall at instalment 1 is put before a person. */
async function breached(): Promise<{ id: string; invoice: string; story: ArrangedCase; task: string }> {
  await api.put('/api/creditors/default', { name: 'Eiser', email: 'a@eiser.example', iban: 'NL91ABNA0417164300' });
  const invoice = await api.invoice();
  const { id } = (await propose([invoice], { reminder_days: 0 })).body;
  const story = new ArrangedCase(api.db, id);
  await story.run('2026-03-02T10:00');
  await api.post(`/api/arrangements/${id}/signed`, { by: 'Jan' });
  for (const time of ['2026-03-02T11:00', '2026-04-08T16:00', '2026-04-20T09:00']) {
    api.now = at(time);
    await story.run(time);
  }
  const [task] = await story.openTasks();
  return { id, invoice, story, task: `/api/tasks/${encodeURIComponent(task!.id)}` };
}

describe('a proposal', () => {
  test('is kept with its instalments, and its invoices wait from then on', async () => {
    const invoice = await api.invoice({ amount: '1000.01' });
    const { status, body } = await propose([invoice]);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      phase: 'proposed',
      nl: { phase: 'wacht op ondertekening' },
      invoices: [{ id: invoice }],
      proposed_by: 'Anna',
      total: '1000.01',
      sign_by: '2026-03-09',
      account: { paid: '0.00', owed: '1000.01', left: '1000.01' },
    });
    expect(body.instalments).toHaveLength(10);
    expect(body.instalments[0]).toEqual({ n: 1, amount: '100.00', on: '2026-04-01', paid: false });
    expect(body.instalments.at(-1)).toEqual({
      n: 10,
      amount: '100.01',
      on: '2027-01-04',
      planned: '2027-01-01',
      because: expect.any(Array),
      paid: false,
    });
    expect((await api.get(`/api/arrangements/${body.id}`)).body).toEqual(body);
    expect((await api.get(`/api/debtors/${body.debtor}/arrangements`)).body).toEqual({ data: [body] });
    const { facts } = await loadFacts(api.db, (await findInvoice(api.db, invoice))!);
    expect(facts.arrangements).toMatchObject([{ type: 'arrangement_proposed', arrangementId: body.id }]);
  });

  test('the same again under its id changes nothing; another under it is refused', async () => {
    const invoice = await api.invoice();
    await propose([invoice], { id: 'r1' });
    const before = await api.rows();
    expect(await propose([invoice], { id: 'r1' })).toMatchObject({ status: 200, body: { id: 'r1' } });
    expect(await api.rows()).toEqual(before);
    const other = { id: 'r1', instalments: { count: 9, first_on: '2026-04-01' } };
    await api.refuses(() => propose([invoice], other), 409, 'arrangement_exists', 'id');
  });

  test('by dates with a deposit has to make up what is open', async () => {
    const invoice = await api.invoice();
    const plan = (last: string) => ({
      deposit: { on: '2026-03-16', amount: '400.00' },
      instalments: [
        { on: '2026-04-01', amount: '300.00' },
        { on: '2026-05-15', amount: last },
      ],
    });
    const message = await api.refuses(() => propose([invoice], plan('299.99')), 422, 'plan_impossible', 'instalments');
    expect(message).toContain('€1,000.00');
    const { body } = await propose([invoice], plan('300.00'));
    expect(body.instalments.map(({ n, amount }: { n: number; amount: string }) => `${n} ${amount}`)).toEqual([
      '0 400.00',
      '1 300.00',
      '2 300.00',
    ]);
  });

  test('is shown before it is made, and nothing is kept', async () => {
    const invoice = await api.invoice({ amount: '300.00' });
    const before = await api.rows();
    const body = { invoices: [invoice], instalments: { count: 3, first_on: '2026-04-01' } };
    const shown = (await api.post('/api/arrangements/preview', body)).body;
    expect(shown).toMatchObject({ total: '300.00', instalments: [{ n: 1 }, { n: 2 }, { n: 3 }] });
    const lines = (list: { at: string; what: string; instalment: number }[]) =>
      list.map(({ at: when, what, instalment }) => `${when.slice(0, 10)} ${what} ${instalment ?? ''}`.trim());
    expect(lines(shown.if_kept)).toEqual([
      '2026-03-02 notice_sent',
      '2026-03-27 notice_sent 1',
      '2026-05-01 notice_sent 2',
      '2026-05-29 notice_sent 3',
      '2026-06-01 kept',
    ]);
    expect(lines(shown.if_nothing_is_paid)).toEqual([
      '2026-03-02 notice_sent',
      '2026-03-27 notice_sent 1',
      '2026-04-08 notice_sent 1',
      // Midnight after 17 April here, in UTC.
      '2026-04-17 task_opened 1',
    ]);
    expect(shown.if_kept.at(-1).nl.title).toBe('Betalingsregeling nagekomen');
    expect(await api.rows()).toEqual(before);
  });

  describe('is refused', () => {
    test.each<[string, (invoice: string) => Promise<unknown>, string]>([
      ['is paid', (invoice) => tell(invoice, 'payments', { amount: '1000.00' }), 'invoice_closed'],
      ['is written off', (invoice) => tell(invoice, 'write-off', { by: 'A', reason: 'oninbaar' }), 'invoice_closed'],
      [
        'is disputed in part',
        (invoice) => tell(invoice, 'disputes', { amount: '1.00', reason: 'stuk' }),
        'invoice_disputed',
      ],
      ['is under an arrangement', (invoice) => propose([invoice]), 'invoice_arranged'],
      [
        'is under an arrangement made elsewhere',
        (invoice) => tell(invoice, 'arrangements/agreed', { arrangement_id: 'elders-1' }),
        'invoice_arranged',
      ],
      [
        'is of somebody who may not be written to',
        async (invoice) => {
          const { debtor } = (await api.get(`/api/invoices/${invoice}`)).body;
          await api.post(`/api/debtors/${debtor.id}/status`, { status: 'debt-help', by: 'A' });
        },
        'debtor_protected',
      ],
    ])('over an invoice that %s', async (_, happen, code) => {
      const invoice = await api.invoice();
      await happen(invoice);
      const message = await api.refuses(() => propose([invoice]), 409, code, 'invoices');
      if (code !== 'debtor_protected') expect(message).toMatch(/invoice F-\d+/i);
    });

    test('over an invoice that was handed over', async () => {
      const invoice = await api.invoice();
      const state = { phase: 'handed_over' } as object;
      await api.db
        .insertInto('invoice_states')
        .values({
          invoice_id: invoice,
          sequence: 1,
          phase: 'handed_over',
          state: JSON.stringify(state),
          deliveries: '[]',
        })
        .execute();
      await api.refuses(() => propose([invoice]), 409, 'invoice_handed_over', 'invoices');
    });

    test('over invoices of two debtors, in two currencies, twice the same, or none that exists', async () => {
      const [one, euro] = [await api.invoice(), await api.invoice({ currency: 'USD' })];
      const other = await api.invoice({ debtor: { kind: 'company', name: 'Ander B.V.', address: ['Weg 1'] } });
      await api.refuses(() => propose([one, other]), 422, 'debtor_differs', 'invoices');
      await api.refuses(() => propose([one, euro]), 409, 'currency_differs', 'invoices');
      await api.refuses(() => propose([one, one]), 422, 'invoice_twice', 'invoices');
      await api.refuses(() => propose(['nergens']), 422, 'invoice_not_found', 'invoices');
    });

    test.each<[string, object, string, string]>([
      [
        'a tolerance as large as an instalment',
        { tolerance: { amount: '100.00' } },
        'tolerance_too_large',
        'tolerance',
      ],
      [
        'more instalments than cents',
        { instalments: { count: 120, first_on: '2026-04-01' } },
        'plan_impossible',
        'instalments',
      ],
      ['a first payment before the last day to sign', { sign_by: '2026-04-02' }, 'plan_impossible', 'instalments'],
      ['a last day to sign that has passed', { sign_by: '2026-03-01' }, 'plan_impossible', 'sign_by'],
      [
        'a deposit after the first instalment',
        { deposit: { on: '2026-04-02', amount: '1.00' } },
        'plan_impossible',
        'instalments',
      ],
    ])('with %s', async (_, changes, code, param) => {
      const invoice = await api.invoice({ amount: code === 'plan_impossible' ? '1.00' : '1000.00' });
      await api.refuses(() => propose([invoice], changes), 422, code, param);
    });

    test('by an ERP or a key for tasks', async () => {
      const invoice = await api.invoice();
      const body = { ...TEN, invoices: [invoice] };
      const key = await aKey(api, ['tasks']);
      await api.refuses(() => api.post('/api/arrangements', body, key), 403, 'scope_missing');
      const erp = await signedIn(api, await aUser(api, ['erp']));
      await api.refuses(() => erp.post('/api/arrangements', { ...TEN, invoices: [invoice] }), 403, 'role_missing');
    });
  });
});

describe('an arrangement', () => {
  test('gives the text to countersign, in the language of the debtor', async () => {
    await api.put('/api/creditors/default', { name: 'Eiser', email: 'a@eiser.example', iban: 'NL91ABNA0417164300' });
    const { body } = await propose([await api.invoice({ amount: '100.00' })], {
      instalments: { count: 2, first_on: '2026-04-01' },
    });
    const { text, subject } = (await api.get(`/api/arrangements/${body.id}/agreement`)).body;
    expect(subject).toMatch(/^Voorstel voor een betalingsregeling: factuur F-/);
    expect(text).toMatch(/Termijnbedrag 1, 1 april 2026\s+€ 50,00/);
    expect(text).toContain('9 maart 2026');
    expect(text).toContain('Voor akkoord');
  });

  test('is signed, or refused, by the debtor, whoever of ours is signed in and writes it down', async () => {
    const invoices = [await api.invoice(), await api.invoice()];
    for (const [index, invoice] of invoices.entries()) await propose([invoice], { id: `getekend-${index}` });
    const sanne = await signedIn(api, await aUser(api, ['collector'], 'Sanne'));
    expect((await sanne.post('/api/arrangements/getekend-0/signed', { by: 'J. Klant' })).status).toBe(202);
    expect((await sanne.post('/api/arrangements/getekend-1/refused', { by: 'K. Klant', reason: 'duur' })).status).toBe(
      202,
    );
    const facts = await api.db.selectFrom('arrangement_facts').select('body').execute();
    const bodies = facts.map(({ body }) => JSON.stringify(body));
    expect(bodies.filter((body) => /"by": ?"J. Klant"/.test(body))).toHaveLength(1);
    expect(bodies.filter((body) => /"by": ?"K. Klant"/.test(body))).toHaveLength(1);
    await api.refuses(() => sanne.post('/api/arrangements/getekend-0/signed', {}), 422, 'invalid_field', 'by');
  });

  test('is signed once; one that runs needs no signature', async () => {
    const { id } = (await propose([await api.invoice()])).body;
    const sign = (body: object = {}) => api.post(`/api/arrangements/${id}/signed`, { by: 'Jan', id: 's1', ...body });
    await api.refuses(() => sign({ on: '2026-03-03' }), 422, 'date_impossible', 'on');
    expect(await sign()).toMatchObject({ status: 202, body: { id: 's1', arrangement_id: id, new: true } });
    expect(await sign()).toMatchObject({ status: 200, body: { new: false } });
    await new ArrangedCase(api.db, id).advance('2026-03-02T10:00');
    await api.refuses(() => sign({ id: 's2' }), 409, 'arrangement_past_this');
    await api.refuses(
      () => api.post(`/api/arrangements/${id}/refused`, { by: 'Jan', reason: 'te veel' }),
      409,
      'arrangement_past_this',
    );
  });

  test('that the debtor refuses is declined, and tells so', async () => {
    const { id } = (await propose([await api.invoice()])).body;
    await api.post(`/api/arrangements/${id}/refused`, { by: 'Jan', reason: 'te veel' });
    await new ArrangedCase(api.db, id).advance('2026-03-02T10:00');
    expect((await api.get(`/api/arrangements/${id}`)).body).toMatchObject({ phase: 'declined', next_at: null });
    const { data } = (await api.get(`/api/arrangements/${id}/timeline`)).body;
    expect(data.map(({ what }: { what: string }) => what)).toEqual(['proposed', 'refused', 'declined']);
    expect(data.at(-1).nl.why).toBe('Het voorstel is afgewezen door Jan, reden: “te veel”.');
  });

  test('that is kept here is not spoken for by its invoices', async () => {
    const invoice = await api.invoice();
    const { id } = (await propose([invoice])).body;
    const say = () => tell(invoice, 'arrangements/broken', { arrangement_id: id });
    await api.refuses(say, 409, 'arrangement_managed', 'arrangement_id');
  });

  test('that does not exist is not found', async () => {
    for (const path of ['', '/timeline', '/plan', '/dispatches', '/agreement']) {
      await api.refuses(() => api.get(`/api/arrangements/nergens${path}`), 404, 'arrangement_not_found');
    }
    await api.refuses(() => api.post('/api/arrangements/nergens/signed', { by: 'J' }), 404, 'arrangement_not_found');
    await api.refuses(() => api.get('/api/debtors/nergens/arrangements'), 404, 'debtor_not_found');
  });
});

describe('a breach', () => {
  test('asks a person, who revives with a new day', async () => {
    const { id, story, task } = await breached();
    const asked = (await api.get(task)).body;
    expect(asked).toMatchObject({ arrangement_id: id, kind: 'breach', outcomes: ['revive', 'renew', 'break'] });
    expect(asked.nl.title).toBe('De betalingsregeling is niet nagekomen. Hoe verder?');
    const answer = (body: object) => api.post(`${task}/complete`, { by: 'Anna', ...body });
    await api.refuses(() => answer({ outcome: 'revive' }), 422, 'day_impossible', 'on');
    await api.refuses(() => answer({ outcome: 'revive', on: '2026-04-20' }), 422, 'day_impossible', 'on');
    await api.refuses(() => answer({ outcome: 'renew' }), 422, 'renewal_needs_terms', 'outcome');
    await api.refuses(() => answer({ outcome: 'vergeten' }), 422, 'outcome_unknown', 'outcome');
    expect((await answer({ outcome: 'revive', on: '2026-04-30' })).status).toBe(202);
    await api.refuses(() => answer({ outcome: 'break' }), 409, 'task_not_open');
    await story.advance('2026-04-20T09:00');
    const { body } = await api.get(`/api/arrangements/${id}`);
    expect(body.instalments[0]).toMatchObject({ n: 1, on: '2026-04-30', amount: '100.00' });
  });

  test('is answered by a person who may decide, and by nobody else', async () => {
    const { task } = await breached();
    const key = await aKey(api, ['tasks']);
    const answer = { outcome: 'break', by: 'Anna' };
    await api.refuses(() => api.post(`${task}/complete`, answer, key), 403, 'scope_missing');
    expect((await api.post(`${task}/complete`, answer, await aKey(api, ['tasks', 'decisions']))).status).toBe(202);
  });

  test('is answered with a new arrangement, which begins as the old one makes way', async () => {
    const { id, invoice, story } = await breached();
    await tell(invoice, 'payments', { amount: '50.00' });
    const terms = { instalments: { count: 19, first_on: '2026-06-01' }, by: 'Anna', id: 'r2', sign_by: '2026-04-30' };
    const renew = () => api.post(`/api/arrangements/${id}/renewals`, terms);
    expect(await renew()).toMatchObject({ status: 201, body: { id: 'r2', total: '950.00', phase: 'proposed' } });
    expect(await renew()).toMatchObject({ status: 200, body: { id: 'r2' } });
    await api.refuses(() => api.post('/api/arrangements/r2/signed', { by: 'Jan' }), 409, 'arrangement_not_begun');
    await story.advance('2026-04-20T09:00');
    expect(story.state.phase).toBe('replaced');
    const { facts } = await loadFacts(api.db, (await findInvoice(api.db, invoice))!);
    expect(facts.arrangements.map(({ type, arrangementId }) => `${type} ${arrangementId}`).slice(2)).toEqual([
      `arrangement_replaced ${id}`,
      'arrangement_proposed r2',
    ]);
    expect((await api.post('/api/arrangements/r2/signed', { by: 'Jan' })).status).toBe(202);
    const again = { ...terms, id: 'r3' };
    await api.refuses(() => api.post(`/api/arrangements/${id}/renewals`, again), 409, 'renewal_not_asked');
  });
});
