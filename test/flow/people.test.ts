/** What people decide on the way: holds, calls, tasks; and what they send by hand. */
import { expect, test } from 'vitest';
import { localDate } from '../../ladder/time/civil.ts';
import { planView } from './telling.ts';
import { useWorld } from './use-world.ts';

const world = useWorld();

test('a hold over King’s Day keeps the notice of default in; it leaves on the first working day after', async () => {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18' });
  await world.sleepUntil('2026-04-20T12:00');
  await world.tell(invoice, 'holds', { owner: 'Anna', reason: 'Wacht op de directeur', until: '2026-04-27' });
  expect((await world.state(invoice)).paused?.until).toBe('2026-04-27');
  await world.sleepUntil('2026-05-19T12:00');
  expect((await world.timeline(invoice)).slice(-4)).toEqual([
    '2026-04-20 hold',
    '2026-04-28 hold_ended',
    '2026-04-28 ingebrekestelling notice_sent',
    '2026-05-18 overdragen handed_over',
  ]);
  expect((await world.steps(invoice)).at(-2)).toBe(
    '2026-04-28 ingebrekestelling: due+40, not on 2026-04-27 (kings-day, weekend), late for 2026-04-24',
  );
});

test('a hold that is released early lets the next step leave on its own day', async () => {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18' });
  await world.sleepUntil('2026-04-20T12:00');
  const hold = await world.tell(invoice, 'holds', { owner: 'Anna', reason: 'Klacht', until: '2026-05-20' });
  await world.sleepUntil('2026-04-22T12:00');
  await world.tell(invoice, `holds/${hold}/release`, { by: 'Anna' });
  expect((await world.state(invoice)).paused).toBeNull();
  await world.sleepUntil('2026-05-19T12:00');
  expect((await world.steps(invoice)).slice(-2)).toEqual([
    '2026-04-24 ingebrekestelling: due+40, not on 2026-04-27 (kings-day, weekend)',
    '2026-05-18 overdragen: due+60, not on 2026-05-17 (weekend), demanded 2026-04-24 until 2026-05-08',
  ]);
});

test('a hold counts at once, also when the clock of the API is ahead of Temporal’s', async () => {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18' });
  await world.sleepUntil('2026-04-07T12:00');
  world.apiAheadMs = 3_000;
  await world.tell(invoice, 'holds', { owner: 'Anna', reason: 'Klacht', until: '2026-04-10' });
  expect((await world.state(invoice)).paused?.until).toBe('2026-04-10');
  expect(await world.openTasks(invoice)).toEqual([]);
});

test('a hold takes a call off the list and puts it back', async () => {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18' });
  await world.sleepUntil('2026-04-07T12:00');
  const call = await world.task(invoice, 'call');
  const hold = await world.tell(invoice, 'holds', { owner: 'Anna', reason: 'Klacht' });
  expect(await world.openTasks(invoice)).toEqual([]);
  await world.sleepUntil('2026-04-09T12:00');
  await world.tell(invoice, `holds/${hold}/release`, { by: 'Anna' });
  expect((await world.task(invoice, 'call')).id).toBe(call.id);
});

test('S0.6 a hold beyond day 45 is no silent shift: a person says whether the notice may still go', async () => {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18' });
  await world.sleepUntil('2026-04-20T12:00');
  await world.tell(invoice, 'holds', { owner: 'Anna', reason: 'Klacht', until: '2026-05-08' });
  await world.sleepUntil('2026-05-13T12:00');
  expect(await world.task(invoice)).toMatchObject({ kind: 'repair', cause: 'latest_missed' });
  await world.answer(invoice, 'proceed');
  await world.sleepUntil('2026-06-02T12:00');
  expect(await world.timeline(invoice, ['notice_sent', 'handed_over'])).toEqual([
    '2026-03-23 eerste-herinnering notice_sent',
    '2026-04-17 tweede-herinnering notice_sent',
    '2026-05-13 ingebrekestelling notice_sent',
    '2026-05-28 overdragen handed_over',
  ]);
});

test('S0.3 S0.5 a call that ends in an arrangement leads to its task; countersigned and broken, the notice of default follows', async () => {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18' });
  await world.sleepUntil('2026-04-07T12:00');
  await world.answer(invoice, 'arrangement', { note: 'Drie termijnen' });
  expect((await world.task(invoice)).step).toBe('regeling-vastleggen');
  await world.sleepUntil('2026-04-10T12:00');
  await world.answer(invoice, 'ondertekend');
  await world.sleepUntil('2026-05-20T12:00');
  expect((await world.task(invoice)).step).toBe('regeling-bewaken');
  expect(world.mail.sent).toHaveLength(1);
  await world.answer(invoice, 'verbroken');
  await world.sleepUntil('2026-07-01T12:00');
  expect(await world.contacts(invoice)).toEqual([
    'reminder sent 2026-03-23',
    'notice-of-default sent 2026-05-21',
    'handover sent 2026-06-05',
  ]);
  expect((await world.steps(invoice)).at(-1)).toMatch(/demanded 2026-05-21 until 2026-06-04$/);
});

test('S0.5 an arrangement that is not countersigned goes on with the second reminder', async () => {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18' });
  await world.sleepUntil('2026-04-07T12:00');
  await world.answer(invoice, 'cannot_pay');
  await world.sleepUntil('2026-04-22T18:00');
  expect((await world.timeline(invoice)).slice(-3)).toEqual([
    '2026-04-07 regeling-vastleggen task_opened',
    '2026-04-21 regeling-vastleggen task_expired',
    '2026-04-22 tweede-herinnering notice_sent',
  ]);
});

test('S0.3 a call that ends in a dispute stops the ladder until somebody decides', async () => {
  await world.begin('2026-03-18T10:00');
  const [wrong, right] = [await world.register({ due: '2026-03-18' }), await world.register({ due: '2026-03-18' })];
  await world.sleepUntil('2026-04-07T12:00');
  await world.answer(wrong, 'dispute', { note: 'Niet geleverd' });
  await world.answer(right, 'dispute', { note: 'Niet geleverd' });
  await world.sleepUntil('2026-06-01T10:00');
  expect(world.mail.sent).toHaveLength(2);

  await world.answer(wrong, 'ongegrond');
  await world.answer(right, 'gegrond');
  await world.tell(right, 'credit-notes', { number: 'C1', amount: '1210.00' });
  await world.sleepUntil('2026-07-01T12:00');
  expect(await world.contacts(wrong)).toEqual([
    'reminder sent 2026-03-23',
    'notice-of-default sent 2026-06-02',
    'handover sent 2026-06-17',
  ]);
  expect(await world.state(right)).toMatchObject({ phase: 'closed', closed: { because: 'credited' } });
  expect(await world.openTasks(right)).toEqual([]);
});

test('S0.1 a call before the due date finds that the invoice never came: it is mended, and the ladder goes on', async () => {
  await world.begin('2026-03-04T10:00');
  const invoice = await world.register({ due: '2026-03-18' });
  await world.sleepUntil('2026-03-13T12:00');
  await world.answer(invoice, 'not_received');
  expect((await world.task(invoice)).step).toBe('factuur-herstellen');
  await world.answer(invoice, 'hersteld');
  await world.sleepUntil('2026-03-24T12:00');
  expect(await world.contacts(invoice)).toEqual(['reminder sent 2026-03-23']);
});

test('a promise on the telephone moves nothing by itself', async () => {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18' });
  await world.sleepUntil('2026-04-07T12:00');
  await world.answer(invoice, 'promise');
  await world.sleepUntil('2026-04-18T12:00');
  expect(await world.contacts(invoice)).toEqual(['reminder sent 2026-03-23', 'second-reminder sent 2026-04-17']);
});

test('the same facts in any order, some of them twice, give the same state and the same future', async () => {
  await world.begin('2026-03-18T10:00');
  const names = ['in order', 'backwards', 'shuffled', 'all twice'];
  const invoices: string[] = [];
  for (const name of names) invoices.push(await world.register({ number: name.replace(' ', '-'), due: '2026-03-18' }));
  await world.sleepUntil('2026-04-20T12:00');
  const facts: [string, object][] = [
    ['paymentReceived', { id: 'p1', at: '2026-04-20T10:00', amount: '300.00' }],
    ['paymentReceived', { id: 'p2', at: '2026-04-20T10:01', amount: '200.00', booked_on: '2026-04-17' }],
    ['creditNoteIssued', { id: 'c1', at: '2026-04-20T10:02', number: 'C1', amount: '100.00' }],
    ['paymentReversed', { id: 'r1', at: '2026-04-20T10:03', payment_id: 'p1' }],
    ['held', { id: 'h1', at: '2026-04-20T10:04', owner: 'Anna', reason: 'Klacht', until: '2026-05-01' }],
    ['released', { id: 'l1', at: '2026-04-20T10:05', hold_id: 'h1', by: 'Anna' }],
    ['held', { id: 'h2', at: '2026-04-20T10:06', owner: 'Bert', reason: 'Vakantie', until: '2026-04-28' }],
  ];
  const orders = [
    facts,
    facts.toReversed(),
    [3, 6, 0, 5, 2, 4, 1].map((index) => facts[index]!),
    [...facts, ...facts.toReversed()],
  ];
  for (const [index, order] of orders.entries()) {
    for (const [name, payload] of order) await world.handle(invoices[index]!).signal(name, payload);
  }
  await world.taken(invoices, facts.length);
  const states = await Promise.all(invoices.map((invoice) => world.state(invoice)));
  // Each debtor has minutes of its own in the send window: its days are compared.
  const anonymous = (index: number) =>
    JSON.parse(JSON.stringify(states[index]).replaceAll(invoices[index]!, 'invoice'), (key, value) =>
      key === 'at' || key === 'wakeAt' || key === 'sentAt' ? localDate(value) : value,
    );
  expect(states[0]!.paused?.until).toBe('2026-04-28');
  for (const index of [1, 2, 3]) expect(anonymous(index)).toEqual(anonymous(0));

  await world.sleepUntil('2026-06-01T12:00');
  const futures = await Promise.all(invoices.map((invoice) => world.timeline(invoice, ['notice_sent', 'handed_over'])));
  expect(futures[0]).toHaveLength(4);
  for (const future of futures) expect(future).toEqual(futures[0]);
  expect((await world.state(invoices[2]!)).handedOver?.amountCents).toBe(121_000 - 20_000 - 10_000);
});

test('a person with only a Temporal client signals a payment with the whole fact, and the case closes', async () => {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18' });
  await world.sleepUntil('2026-03-25T12:00');
  await world.handle(invoice).signal('paymentReceived', { id: 'bank-1', amount: '1210.00', booked_on: '2026-03-24' });
  await world.taken([invoice], 1);
  expect(await world.state(invoice)).toMatchObject({ phase: 'closed', closed: { because: 'paid' } });
  const payments = await world.db
    .selectFrom('payment_allocations')
    .selectAll()
    .where('invoice_id', '=', invoice)
    .execute();
  expect(payments).toMatchObject([{ amount_cents: 121_000 }]);
});

test.each([
  ['an amount that is none', 'paymentReceived', { id: 'bank-1', amount: 'duizend' }],
  ['no id', 'paymentReceived', { amount: '10.00' }],
  ['another currency', 'paymentReceived', { id: 'bank-1', amount: '10.00', currency: 'USD' }],
  ['a bare text', 'held', 'wacht even'],
  ['nothing at all', 'creditNoteIssued', undefined],
  ['a name that no signal has', 'paymentRecieved', { id: 'bank-1', amount: '1210.00' }],
])('a signal with %s becomes a task for a person, and the ladder goes on', async (_, name, payload) => {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18' });
  await world.handle(invoice).signal(name, payload);
  await world.taken([invoice], 1);
  expect(await world.task(invoice)).toMatchObject({ kind: 'unreadable_signal' });
  await world.answer(invoice, 'done');
  await world.sleepUntil('2026-03-24T12:00');
  expect(await world.contacts(invoice)).toEqual(['reminder sent 2026-03-23']);
});

test('the queries `state` and `plan` tell what the API tells, all the way', async () => {
  await world.begin('2026-03-04T10:00');
  const invoice = await world.register({ issued: '2026-03-04', due: '2026-03-18' });
  for (const day of ['03-10', '03-13', '03-20', '04-08', '04-20', '05-10', '05-18']) {
    await world.sleepUntil(`2026-${day}T18:00`);
    await world.run(invoice);
    expect(await world.queryState(invoice), day).toEqual(await world.state(invoice));
    const { data } = await world.call<{ data: unknown[] }>('GET', `/api/invoices/${invoice}/plan`);
    expect((await world.queryPlan(invoice)).map(planView), day).toEqual(data.map(planView));
    if (day < '05-18') expect(data.length, day).toBeGreaterThan(0);
  }
});
