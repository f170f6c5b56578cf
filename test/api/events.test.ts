import { describe, expect, test } from 'vitest';
import { loadFacts } from '../../store/facts.ts';
import { useApi } from '../support/api.ts';
import { aHold, aPayment } from '../support/builders.ts';
import { signal } from '../support/case.ts';

const api = useApi();

const EVENTS = [
  {
    path: 'payments',
    type: 'payment',
    body: { amount: '250.00' },
    kept: { amountCents: 25_000, bookedOn: '2026-03-02' },
  },
  {
    path: 'credit-notes',
    type: 'credit_note',
    body: { number: 'CN-1', amount: '10' },
    kept: { amountCents: 1_000, number: 'CN-1', issuedOn: '2026-03-02' },
  },
  { path: 'reversals', type: 'reversal', body: { payment_id: 'p1' }, kept: { paymentId: 'p1', on: '2026-03-02' } },
  {
    path: 'holds',
    type: 'hold',
    body: { owner: 'Sanne', reason: 'belofte' },
    kept: { owner: 'Sanne', reason: 'belofte' },
  },
  { path: 'write-off', type: 'write_off', body: { by: 'Sanne', reason: 'failliet' }, kept: { by: 'Sanne' } },
  {
    path: 'promises',
    type: 'promise',
    body: { on: '2026-03-10', by: 'Sanne' },
    kept: { on: '2026-03-10', by: 'Sanne' },
  },
  { path: 'disputes', type: 'dispute', body: { reason: 'te duur' }, kept: { reason: 'te duur' } },
  {
    path: 'returns',
    type: 'return_announced',
    body: { expected_on: '2026-03-10' },
    kept: { expectedOn: '2026-03-10' },
    other: { note: 'twee dozen' },
  },
  {
    path: 'replies',
    type: 'reply',
    body: { summary: 'Bel mij' },
    kept: { summary: 'Bel mij' },
    other: { summary: 'Bel niet' },
  },
  {
    path: 'arrangements/proposed',
    type: 'arrangement_proposed',
    body: { arrangement_id: 'r1' },
    kept: { arrangementId: 'r1' },
    other: { arrangement_id: 'r2' },
  },
  {
    path: 'arrangements/agreed',
    type: 'arrangement_agreed',
    body: { arrangement_id: 'r1' },
    kept: { arrangementId: 'r1' },
    other: { arrangement_id: 'r2' },
  },
  {
    path: 'arrangements/broken',
    type: 'arrangement_broken',
    body: { arrangement_id: 'r1' },
    kept: { arrangementId: 'r1' },
    other: { arrangement_id: 'r2' },
  },
  {
    path: 'arrangements/replaced',
    type: 'arrangement_replaced',
    body: { arrangement_id: 'r1' },
    kept: { arrangementId: 'r1' },
    other: { arrangement_id: 'r2' },
  },
  {
    path: 'corrections',
    type: 'invoice_corrected',
    body: { by: 'Sanne', amount: '900.00', reason: 'verkeerd aantal' },
    kept: { amountCents: 90_000 },
  },
  {
    path: 'sent-again',
    type: 'invoice_sent_again',
    body: { by: 'Sanne', due_on: '2026-04-01' },
    kept: { on: '2026-03-02', dueOn: '2026-04-01' },
    other: { due_on: '2026-04-02' },
  },
  {
    path: 'escalations',
    type: 'escalation',
    body: { step: 'ingebrekestelling', by: 'Sanne', reason: 'weigert' },
    kept: { step: 'ingebrekestelling' },
    other: { reason: 'anders' },
  },
  {
    path: 'left-out',
    type: 'step_left_out',
    body: { step: 'eerste-herinnering', by: 'Sanne', reason: 'al gebeld' },
    kept: { step: 'eerste-herinnering' },
    other: { reason: 'anders' },
  },
];

/** What makes another event of it. */
const differing = (path: string): object =>
  path === 'holds' || path === 'write-off' ? { reason: 'anders' } : { amount: '3.00' };

describe.each(EVENTS)('POST …/$path', ({ path, type, body, kept, other = differing(path) }) => {
  test('is accepted, kept whole, and on its way to the workflow', async () => {
    const id = await api.invoice();
    api.accepted = 0;
    const reply = await api.post(`/api/invoices/${id}/${path}`, { ...body, id: 'e1' });
    expect(reply).toMatchObject({ status: 202, body: { id: 'e1', invoice_id: id, new: true } });
    const facts = await api.db.selectFrom('facts').select('body').execute();
    expect(facts).toEqual([{ body: expect.objectContaining({ id: 'e1', type, at: api.now, ...kept }) }]);
    const signals = await api.db.selectFrom('signal_outbox').select('signal').where('signal', '!=', 'start').execute();
    expect(signals).toEqual([{ signal: signal({ type, ...kept, id: 'e1', at: 0 } as never).name }]);
    expect(api.accepted).toBe(1);
  });

  test('the same again is accepted and changes nothing, also the next day', async () => {
    const id = await api.invoice();
    await api.post(`/api/invoices/${id}/${path}`, { ...body, id: 'e1' });
    const before = await api.rows();
    api.now += 86_400_000;
    const reply = await api.post(`/api/invoices/${id}/${path}`, { ...body, id: 'e1' });
    expect(reply).toMatchObject({ status: 200, body: { id: 'e1', invoice_id: id, new: false } });
    expect(await api.rows()).toEqual(before);
  });

  test('another under the same id is refused', async () => {
    const id = await api.invoice();
    await api.post(`/api/invoices/${id}/${path}`, { ...body, id: 'e1' });
    const call = () => api.post(`/api/invoices/${id}/${path}`, { ...body, ...other, id: 'e1' });
    await api.refuses(call, 409, 'event_id_taken', 'id');
  });

  test('without an id gets one, and counts each time', async () => {
    const id = await api.invoice();
    const one = await api.post(`/api/invoices/${id}/${path}`, body);
    const other = await api.post(`/api/invoices/${id}/${path}`, body);
    expect([one.status, other.status]).toEqual([202, 202]);
    expect(one.body.id).not.toBe(other.body.id);
    expect((await api.rows()).facts).toBe(2);
  });

  test('without its members, with a wrong id or a wrong time, is refused', async () => {
    const id = await api.invoice();
    const url = `/api/invoices/${id}/${path}`;
    const [first] = Object.keys(body);
    await api.refuses(() => api.post(url, {}), 422, 'invalid_field', first!);
    await api.refuses(() => api.post(url, { ...body, id: 'a b' }), 422, 'invalid_field', 'id');
    await api.refuses(() => api.post(url, { ...body, at: 'gisteren' }), 422, 'invalid_field', 'at');
  });

  test('with a field that nobody knows is refused, for it may be a slip in the one that was meant', async () => {
    const id = await api.invoice();
    const slip = () => api.post(`/api/invoices/${id}/${path}`, { ...body, bookd_on: '2026-02-01' });
    expect(await api.refuses(slip, 422, 'invalid_field')).toContain('a field that is not known here: "bookd_on"');
    expect((await api.rows()).facts).toBe(0);
  });

  test('for an invoice that does not exist is not found', async () => {
    await api.refuses(() => api.post(`/api/invoices/x/${path}`, body), 404, 'invoice_not_found');
  });
});

test('an event that became known earlier says so; one from the future is of now', async () => {
  const id = await api.invoice();
  const pay = (body: object) => api.post(`/api/invoices/${id}/payments`, { amount: '1.00', ...body });
  await pay({ id: 'p1', at: '2026-03-01T09:00' });
  await pay({ id: 'p2', at: '2027-01-01T09:00' });
  const facts = await api.db.selectFrom('facts').select('body').orderBy('id').execute();
  expect(facts.map(({ body }) => body)).toMatchObject([
    { at: api.now - 25 * 3_600_000, bookedOn: '2026-03-01' },
    { at: api.now, bookedOn: '2026-03-02' },
  ]);
});

test('a payment in another currency is refused', async () => {
  const id = await api.invoice();
  const pay = (currency: string) => api.post(`/api/invoices/${id}/payments`, { amount: '1.00', currency });
  await api.refuses(() => pay('USD'), 422, 'currency_differs', 'currency');
  await api.refuses(() => pay('guldens'), 422, 'invalid_field', 'currency');
  expect((await pay('EUR')).status).toBe(202);
});

test.each<[string, string, object, string]>([
  ['a payment booked tomorrow', 'payments', { amount: '1.00', booked_on: '2026-03-03' }, 'booked_on'],
  ['a hold until yesterday', 'holds', { owner: 'Sanne', reason: 'r', until: '2026-03-01' }, 'until'],
  ['a hold of more than ninety days', 'holds', { owner: 'Sanne', reason: 'r', until: '2026-06-01' }, 'until'],
])('a day that cannot be is refused: %s', async (_what, path, body, param) => {
  const id = await api.invoice();
  await api.refuses(() => api.post(`/api/invoices/${id}/${path}`, body), 422, 'date_impossible', param);
});

test('a payment shows in what is open before any workflow has heard of it', async () => {
  const id = await api.invoice();
  await api.post(`/api/invoices/${id}/payments`, { amount: '400.00', id: 'p1' });
  expect((await api.get(`/api/invoices/${id}`)).body).toMatchObject({ open: '600.00', open_cents: 60_000 });
  await api.post(`/api/invoices/${id}/reversals`, { payment_id: 'p1', amount: '100.00' });
  expect((await api.get(`/api/invoices/${id}`)).body).toMatchObject({ open: '700.00' });
  await api.post(`/api/invoices/${id}/payments`, { amount: '800.00' });
  expect((await api.get(`/api/invoices/${id}`)).body).toMatchObject({ open: '-100.00', open_cents: -10_000 });
});

describe('releasing a hold', () => {
  const release = (id: string, hold: string, body: object = { by: 'Sanne' }) =>
    api.post(`/api/invoices/${id}/holds/${hold}/release`, body);

  test('ends it; again changes nothing', async () => {
    const id = await api.invoice();
    await api.post(`/api/invoices/${id}/holds`, { id: 'h1', owner: 'Sanne', reason: 'belofte' });
    expect(await release(id, 'h1', { by: 'Sanne', id: 'r1' })).toMatchObject({ status: 202, body: { new: true } });
    expect(await release(id, 'h1', { by: 'Sanne', id: 'r1' })).toMatchObject({ status: 200, body: { new: false } });
    const holds = await api.db.selectFrom('holds').select('released_at').execute();
    expect(holds).toEqual([{ released_at: api.now }]);
  });

  test('that does not exist, or is no hold, or of another invoice, is not found', async () => {
    const [id, other] = [await api.invoice(), await api.invoice()];
    await api.post(`/api/invoices/${id}/payments`, { id: 'p1', amount: '1.00' });
    await api.post(`/api/invoices/${other}/holds`, { id: 'h1', owner: 'Sanne', reason: 'belofte' });
    await api.refuses(() => release(id, 'h1'), 404, 'hold_not_found');
    await api.refuses(() => release(id, 'p1'), 404, 'hold_not_found');
    await api.refuses(() => release('x', 'h1'), 404, 'invoice_not_found');
    await api.refuses(() => release(other, 'h1', {}), 422, 'invalid_field', 'by');
  });
});

test('what is accepted reaches the case in its next turn', async () => {
  const story = await api.case();
  await story.run('2026-03-02T10:00');
  await api.post(`/api/invoices/${story.id}/payments`, { amount: '1000.00' });
  await story.run('2026-03-03T10:00');
  expect((await api.get(`/api/invoices/${story.id}`)).body.state).toMatchObject({
    phase: 'closed',
    closed: { because: 'paid', on: '2026-03-03' },
  });
});

test('events that this API did not bring show as well', async () => {
  const story = await api.case();
  await story.run(
    '2026-03-02T10:00',
    signal(aPayment('100.00', { at: '2026-03-02T09:00' })),
    signal(aHold({ at: '2026-03-02T09:00' })),
  );
  expect((await api.get(`/api/invoices/${story.id}`)).body).toMatchObject({
    open: '900.00',
    state: { paused: { cause: 'held', until: '2026-03-16' } },
  });
});

describe('a dispute', () => {
  async function disputed(amount?: string) {
    const story = await api.case();
    await story.run('2026-03-02T10:00');
    await api.post(`/api/invoices/${story.id}/disputes`, { id: 'd1', reason: 'te duur', ...(amount && { amount }) });
    await story.run('2026-03-02T11:00');
    const [task] = await story.openTasks();
    return { story, task: task! };
  }
  const decide = (task: string, body: object) => api.post(`/api/tasks/${encodeURIComponent(task)}/complete`, body);

  test('over the whole pauses the case, and puts the decision before a person', async () => {
    const { story, task } = await disputed();
    expect(task).toMatchObject({ kind: 'dispute', outcomes: ['rejected', 'upheld', 'partly'] });
    const { body } = await api.get(`/api/invoices/${story.id}`);
    expect(body).toMatchObject({ open: '1000.00', contested_cents: 100_000 });
    expect(body.state.paused).toEqual({ cause: 'disputed', until: null });
  });

  test('ends with the answer to its task, which is kept as the decision', async () => {
    const { story, task } = await disputed('200.00');
    const reply = await decide(task.id, { outcome: 'partly', amount: '50.00', by: 'Sanne', note: 'korting' });
    expect(reply.status).toBe(202);
    await story.run('2026-03-02T12:00');
    const { decisions } = (await loadFacts(api.db, story.invoice)).facts;
    expect(decisions).toMatchObject([{ disputeId: 'd1', decision: 'partly', amountCents: 5_000, note: 'korting' }]);
    expect((await story.openTasks()).map(({ kind }) => kind)).toEqual(['credit_due']);
  });

  test('does not take an amount with another answer, nor an answer that is none', async () => {
    const { task } = await disputed();
    const withAmount = () => decide(task.id, { outcome: 'rejected', amount: '50.00', by: 'Sanne' });
    await api.refuses(withAmount, 422, 'amount_of_decision', 'amount');
    const without = () => decide(task.id, { outcome: 'partly', by: 'Sanne' });
    await api.refuses(without, 422, 'amount_of_decision', 'amount');
    await api.refuses(() => decide(task.id, { outcome: 'done', by: 'Sanne' }), 422, 'outcome_unknown', 'outcome');
  });

  test('is decided once by its task: a second answer comes too late', async () => {
    const { task } = await disputed();
    expect((await decide(task.id, { outcome: 'rejected', by: 'Sanne' })).status).toBe(202);
    await api.refuses(() => decide(task.id, { outcome: 'upheld', by: 'Bert' }), 409, 'task_not_open');
  });

  test('that the invoice does not have cannot be decided', async () => {
    const id = await api.invoice();
    const body = { dispute_id: 'd9', decision: 'rejected', by: 'Sanne' };
    const call = () => api.post(`/api/invoices/${id}/dispute-decisions`, body);
    await api.refuses(call, 404, 'dispute_not_found', 'dispute_id');
  });
});

test.each([
  ['promises', { on: '2026-03-01', by: 'Sanne' }, 'on'],
  ['promises', { on: '2028-03-01', by: 'Sanne' }, 'on'],
  ['returns', { expected_on: '2026-09-01' }, 'expected_on'],
  ['sent-again', { on: '2026-03-03', by: 'Sanne' }, 'on'],
  ['reversals', { payment_id: 'p1', on: '2027-03-03' }, 'on'],
  ['credit-notes', { number: 'C1', amount: '1.00', issued_on: '2031-01-01' }, 'issued_on'],
  ['corrections', { by: 'Sanne', reason: 'niets' }, 'amount'],
])('POST …/%s refuses a day or a body that makes no sense: %o', async (path, body, field) => {
  const id = await api.invoice();
  await api.refuses(() => api.post(`/api/invoices/${id}/${path}`, body), 422, 'date_impossible', field);
});

test.each(['corrections', 'sent-again'])('POST …/%s refuses a due date before the issue', async (path) => {
  const id = await api.invoice();
  const call = () =>
    api.post(`/api/invoices/${id}/${path}`, {
      due_on: '2020-01-01',
      by: 'Sanne',
      ...(path === 'corrections' && { reason: 'x' }),
    });
  await api.refuses(call, 422, 'due_before_issue', 'due_on');
});

describe('the status of a debtor', () => {
  test('holds for every invoice of theirs, and for those that come later', async () => {
    const [one, other] = [await api.case(), await api.case()];
    const debtor = one.invoice.debtor.id;
    expect(other.invoice.debtor.id).toBe(debtor);
    await one.run('2026-03-02T10:00');
    await other.run('2026-03-02T10:00');
    const status = { id: 's1', status: 'bankruptcy', by: 'Sanne', note: 'curator mr. De Wit' };
    const reply = await api.post(`/api/debtors/${debtor}/status`, status);
    expect(reply).toMatchObject({ status: 202, body: { id: 's1', debtor_id: debtor, new: true } });
    expect((await api.post(`/api/debtors/${debtor}/status`, status)).status).toBe(200);
    const later = await api.case();
    for (const story of [one, other, later]) {
      await story.run('2026-03-02T11:00');
      expect(story.state.paused).toMatchObject({ cause: 'debtor_protected', until: null });
    }
    api.now += 3_600_000;
    await api.post(`/api/debtors/${debtor}/status`, { status: 'normal', by: 'Sanne' });
    await one.run('2026-03-03T12:00');
    expect(one.state.paused).toBeNull();
  });

  test('reaches an invoice that has an event of its own under the same id', async () => {
    const story = await api.case();
    await story.run('2026-03-02T10:00');
    await api.post(`/api/invoices/${story.id}/payments`, { id: '1001', amount: '10.00' });
    const status = { id: '1001', status: 'debt-help', by: 'Sanne' };
    expect((await api.post(`/api/debtors/${story.invoice.debtor.id}/status`, status)).status).toBe(202);
    await story.run('2026-03-02T11:00');
    expect(story.state.paused).toMatchObject({ cause: 'debtor_protected' });
  });

  test('of a debtor that is not known, or under an id that means another, is refused', async () => {
    const status = { id: 's1', status: 'bankruptcy', by: 'Sanne' };
    await api.refuses(() => api.post('/api/debtors/x/status', status), 404, 'debtor_not_found');
    const story = await api.case();
    const path = `/api/debtors/${story.invoice.debtor.id}/status`;
    await api.post(path, status);
    await api.refuses(() => api.post(path, { ...status, status: 'deceased' }), 409, 'event_id_taken', 'id');
  });
});

test('a correction shows in the invoice', async () => {
  const id = await api.invoice();
  const due = '2026-04-30';
  await api.post(`/api/invoices/${id}/corrections`, { amount: '900.00', due_on: due, by: 'Sanne', reason: 'fout' });
  expect((await api.get(`/api/invoices/${id}`)).body).toMatchObject({ amount: '900.00', open: '900.00', due });
});

describe('a hold of a debtor', () => {
  const debtorOf = async (id: string): Promise<string> => (await api.get(`/api/invoices/${id}`)).body.debtor.id;
  const holdOf = (debtor: string, changes: object = {}) =>
    api.post(`/api/debtors/${debtor}/holds`, { id: 'h1', owner: 'Sanne', reason: 'gesprek loopt', ...changes });

  test('keeps everything in, on every invoice, those to come included, until it is released', async () => {
    const first = await api.case();
    await first.run('2026-03-02T10:00');
    const debtor = await debtorOf(first.id);
    expect(await holdOf(debtor, { until: '2026-04-30' })).toMatchObject({ status: 202, body: { debtor_id: debtor } });
    const later = await api.case();
    for (const one of [first, later]) {
      await one.run('2026-03-03T10:00');
      expect(one.state.paused).toMatchObject({ cause: 'held', until: '2026-04-30' });
    }
    const release = () => api.post(`/api/debtors/${debtor}/holds/h1/release`, { id: 'r1', by: 'Sanne' });
    expect((await release()).status).toBe(202);
    expect((await release()).status).toBe(200);
    for (const one of [first, later]) {
      await one.run('2026-03-03T11:00');
      expect(one.state.paused).toBeNull();
    }
    const afterwards = await api.case();
    await afterwards.run('2026-03-03T12:00');
    expect(afterwards.state.paused).toBeNull();
  });

  test('is refused for nobody, for longer than a hold lasts, and under an id that says something else', async () => {
    const debtor = await debtorOf(await api.invoice());
    await api.refuses(() => holdOf('niemand'), 404, 'debtor_not_found');
    await api.refuses(() => holdOf(debtor, { until: '2027-03-02' }), 422, 'date_impossible', 'until');
    await holdOf(debtor);
    await api.refuses(() => holdOf(debtor, { reason: 'iets anders' }), 409, 'event_id_taken', 'id');
    const release = (hold: string) => api.post(`/api/debtors/${debtor}/holds/${hold}/release`, { by: 'Sanne' });
    await api.refuses(() => release('h9'), 404, 'hold_of_this_debtor_not_found');
  });
});
