import { expect, test } from 'vitest';
import { nothingTwiceNothingForgotten } from './soundness.ts';
import { useWorld } from './use-world.ts';

const world = useWorld();

test('part payments lower what the notices ask for; the last one closes the case', async () => {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18', amount: '1000.00' });
  await world.sleepUntil('2026-04-01T12:00');
  await world.pay(invoice, '300.00');
  await world.sleepUntil('2026-04-20T12:00');
  await world.pay(invoice, '300.00');
  await world.sleepUntil('2026-04-24T18:00');
  const notices = world.mail.sent.map(({ on, text }) => `${on} ${/€\s?[\d.,]*\d/.exec(text)?.[0].replace(/\s/, '')}`);
  expect(notices).toEqual(['2026-03-23 €1.000,00', '2026-04-17 €700,00', '2026-04-24 €400,00']);
  expect((await world.state(invoice)).notices.map((notice) => notice.amountCents)).toEqual([100_000, 70_000, 40_000]);

  await world.pay(invoice, '400.00');
  expect(await world.state(invoice)).toMatchObject({ phase: 'closed', closed: { because: 'paid', on: '2026-04-24' } });
});

test('a part payment after the notice of default leaves the handover on its day, for the rest', async () => {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18', amount: '1000.00' });
  await world.sleepUntil('2026-05-04T12:00');
  await world.pay(invoice, '600.00');
  await world.sleepUntil('2026-05-18T18:00');
  expect((await world.state(invoice)).handedOver).toEqual({ on: '2026-05-18', amountCents: 40_000 });
});

test('paid too much: the case closes and a person gets the difference to settle', async () => {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18', amount: '1000.00' });
  await world.pay(invoice, '1100.00');
  expect(await world.state(invoice)).toMatchObject({ phase: 'closed', closed: { because: 'paid' } });
  const task = await world.task(invoice);
  expect(task.kind).toBe('overpaid');
  expect(task.id).toContain('10000');
  expect(await world.run(invoice)).toMatchObject({ status: 'COMPLETED' });

  await world.answer(invoice, 'done');
  expect(await world.openTasks(invoice)).toEqual([]);
  expect(await world.run(invoice)).toMatchObject({ status: 'COMPLETED' });
});

test('a credit note after the notice of default starts its term anew, and the handover comes later', async () => {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18', amount: '1000.00' });
  await world.sleepUntil('2026-05-12T10:00');
  await world.tell(invoice, 'credit-notes', { number: 'C1', amount: '100.00' });
  await world.sleepUntil('2026-05-26T18:00');
  expect((await world.state(invoice)).handedOver).toBeNull();
  await world.sleepUntil('2026-05-27T18:00');
  expect((await world.state(invoice)).handedOver).toEqual({ on: '2026-05-27', amountCents: 90_000 });
  expect((await world.steps(invoice)).at(-1)).toMatch(/^2026-05-27 .*demanded 2026-04-24 until 2026-05-26$/);
});

test('a credit note for the whole claim closes the case as credited', async () => {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18', amount: '1000.00' });
  await world.tell(invoice, 'credit-notes', { number: 'C1', amount: '1000.00' });
  expect(await world.state(invoice)).toMatchObject({ phase: 'closed', closed: { because: 'credited' } });
});

test('a payment that the bank takes back after closing wakes the case: a new run makes the lapsed demand again', async () => {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18' });
  await world.sleepUntil('2026-05-04T12:00');
  await world.pay(invoice, '1210.00', { id: 'bank-1' });
  const first = await world.run(invoice);
  expect(first.status).toBe('COMPLETED');

  await world.sleepUntil('2026-05-20T10:00');
  await world.tell(invoice, 'reversals', { payment_id: 'bank-1' });
  const second = await world.run(invoice);
  expect(second.status).toBe('RUNNING');
  expect(second.runId).not.toBe(first.runId);

  await world.sleepUntil('2026-06-05T18:00');
  expect((await world.timeline(invoice)).slice(-6)).toEqual([
    '2026-05-04 overdragen closed',
    '2026-05-20 reversal',
    '2026-05-20 overdragen reopened',
    '2026-05-20 ingebrekestelling send_again',
    '2026-05-20 ingebrekestelling notice_sent',
    '2026-06-04 overdragen handed_over',
  ]);
  const { notices } = await world.state(invoice);
  expect(notices.at(-1)).toMatchObject({ round: 2, sentOn: '2026-05-20', deadline: '2026-06-03' });
  expect(new Set(world.mail.sent.map((mail) => mail.messageId)).size).toBe(world.mail.sent.length);
});

test('a payment taken back before the notice of default goes on with the step that comes next', async () => {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18' });
  await world.sleepUntil('2026-03-25T12:00');
  await world.pay(invoice, '1210.00', { id: 'bank-1' });
  await world.sleepUntil('2026-04-15T12:00');
  await world.tell(invoice, 'reversals', { payment_id: 'bank-1' });
  await world.sleepUntil('2026-05-19T12:00');
  expect((await world.timeline(invoice, ['notice_sent', 'handed_over'])).slice(1)).toEqual([
    '2026-04-23 tweede-herinnering notice_sent',
    '2026-04-28 ingebrekestelling notice_sent',
    '2026-05-18 overdragen handed_over',
  ]);
});

test('a thousand payments on one invoice: the history is cut in time, not a cent is lost, and the workflow still answers', async () => {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18', amount: '10010.00' });
  const first = await world.run(invoice);
  const book = (payment: number) =>
    world.call('POST', `/api/invoices/${invoice}/payments`, { id: `p${payment}`, amount: '10.00' });
  // One by one, so that each takes a turn of its own and the history grows past its bound; then all at once.
  for (let payment = 0; payment < 110; payment++) {
    await book(payment);
    await world.taken([invoice], payment + 1);
  }
  await Promise.all(Array.from({ length: 890 }, (_, index) => book(110 + index)));
  await world.settled();

  const last = await world.run(invoice);
  expect(last.status).toBe('RUNNING');
  expect(last.runId).not.toBe(first.runId);
  expect(last.events).toBeLessThan(500);
  const { open_cents } = await world.call<{ open_cents: number }>('GET', `/api/invoices/${invoice}`);
  expect(open_cents).toBe(1_000);
  expect(await world.timeline(invoice, ['payment'])).toHaveLength(1_000);
  const payments = await world.db
    .selectFrom('payment_allocations')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.sum<string>('amount_cents').as('cents')])
    .where('invoice_id', '=', invoice)
    .executeTakeFirstOrThrow();
  expect({ count: Number(payments.count), cents: Number(payments.cents) }).toEqual({ count: 1_000, cents: 1_000_000 });
  // Asked itself, it tells what the store tells, and what comes next.
  expect(await world.queryState(invoice)).toEqual(await world.state(invoice));
  expect((await world.queryPlan(invoice))[0]).toMatchObject({ step: 'eerste-herinnering' });

  await world.sleepUntil('2026-03-23T18:00');
  expect(world.mail.sent).toHaveLength(1);
  expect(world.mail.sent[0]!.text.replaceAll('\u00a0', ' ')).toMatch(/Openstaand bedrag +€ 10,00/);
  await nothingTwiceNothingForgotten(world);
  await world.pay(invoice, '10.00');
  expect(await world.state(invoice)).toMatchObject({ phase: 'closed' });
  expect(await world.openTasks(invoice)).toEqual([]);
  await nothingTwiceNothingForgotten(world);
});
