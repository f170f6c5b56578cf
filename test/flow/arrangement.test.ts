/** Payment arrangements from proposal to end: what the debtor hears, what a person is asked, what the invoices do. */
import { expect, test } from 'vitest';
import { arrangementChain, brokenAt } from '../../store/log.ts';
import { arrangementWorkflowId } from '../../workflows/messages.ts';
import { Arranged } from './arranging.ts';
import { until } from './harness.ts';
import { nothingTwiceNothingForgotten } from './soundness.ts';
import { useWorld } from './use-world.ts';

const world = useWorld();

/** What an invoice heard of arrangements, and what went out of it after. */
const TOLD = [
  'notice_sent',
  'send_again',
  'arrangement_proposed',
  'arrangement_agreed',
  'arrangement_declined',
  'arrangement_kept',
  'arrangement_broken',
  'arrangement_replaced',
  'handed_over',
  'closed',
];

/** Six instalments of €100, the first on 1 June 2026, over an invoice of €600 whose notice of default went out on 24 April. */
const SIX = { instalments: { count: 6, first_on: '2026-06-01' }, sign_by: '2026-05-07' };

async function defaulter(amount = '600.00'): Promise<string> {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18', amount });
  await world.sleepUntil('2026-04-29T12:00');
  return invoice;
}

async function arranged(invoices: string[], body: object = SIX): Promise<Arranged> {
  return new Arranged(world, await world.arrange(invoices, body));
}

/** Pays an instalment at noon of its day. */
async function payOn(day: string, invoice: string, amount = '100.00'): Promise<void> {
  await world.sleepUntil(`${day}T12:00`);
  await world.pay(invoice, amount);
}

test('S0.5 an arrangement of 6 that breaks at number 3: a written notice, five working days, a person who breaks it, and then a new demand before any handover', async () => {
  const invoice = await defaulter();
  const arrangement = await arranged([invoice]);
  expect((await world.state(invoice)).paused).toMatchObject({ cause: 'arranged' });
  await world.sleepUntil('2026-05-04T10:00');
  await arrangement.sign();
  await payOn('2026-06-01', invoice);
  await payOn('2026-07-01', invoice);
  // Instalment 3 of Monday 3 August (1 August is a Saturday) does not come; two bank days later the notice goes out.
  await world.sleepUntil('2026-08-15T12:00');
  expect(await arrangement.notices()).toEqual([
    'agreement 0 sent 2026-04-29',
    'confirmation 0 sent 2026-05-04',
    'instalment-reminder 1 sent 2026-05-29',
    'instalment-reminder 2 sent 2026-06-26',
    'instalment-reminder 3 sent 2026-07-31',
    'breach-notice 3 sent 2026-08-06',
  ]);
  const notice = world.mail.sent.at(-1)!;
  expect(notice.subject).toMatch(/^Uw betalingsregeling is niet nagekomen: factuur F/);
  // Received on Thursday 6 August; five working days end on the next Thursday.
  expect(notice.text).toMatch(/Uiterste betaaldatum\s+13 augustus 2026/);
  expect(notice.text).toMatch(/Te betalen\s+€ 100,00/);
  expect(notice.text).toContain('nu € 400,00');
  expect(await arrangement.openTasks()).toEqual([]);

  await world.sleepUntil('2026-08-19T12:00');
  expect(await arrangement.openTasks()).toMatchObject([{ kind: 'breach', outcomes: ['revive', 'renew', 'break'] }]);
  // Nobody decides: nothing goes on by itself.
  await world.sleepUntil('2026-10-01T12:00');
  expect((await arrangement.state()).phase).toBe('running');
  expect((await world.state(invoice)).phase).toBe('climbing');
  await arrangement.answer('break', { note: 'Neemt de telefoon niet op' });

  expect((await arrangement.state()).phase).toBe('broken');
  await world.sleepUntil('2026-11-15T12:00');
  expect((await world.timeline(invoice, TOLD)).slice(-7)).toEqual([
    '2026-04-24 ingebrekestelling notice_sent',
    '2026-04-29 arrangement_proposed',
    '2026-05-04 arrangement_agreed',
    '2026-10-01 arrangement_broken',
    // The ladder has a notice of default of its own for a broken arrangement.
    '2026-10-01 ingebrekestelling-na-regeling send_again',
    expect.stringMatching(/^2026-10-0[12] ingebrekestelling-na-regeling notice_sent$/),
    expect.stringMatching(/^2026-10-\d\d overdragen-na-regeling handed_over$/),
  ]);
  // The whole of what is left is demanded, and handed over.
  const state = await world.state(invoice);
  expect(state.notices.at(-1)).toMatchObject({ kind: 'notice-of-default', amountCents: 40_000 });
  expect(state.handedOver!.on > state.notices.at(-1)!.deadline!).toBe(true);
  expect(await world.runOfArrangement(arrangement.id)).toMatchObject({ status: 'COMPLETED' });
  expect(await brokenAt(world.db, arrangementChain(arrangement.id))).toBeNull();
  await nothingTwiceNothingForgotten(world);
});

test('S0.5 an arrangement whose text was sent and never signed is declined on the day after the last day to sign; the ladder goes on with a new demand', async () => {
  const invoice = await defaulter();
  const arrangement = await arranged([invoice]);
  await world.sleepUntil('2026-05-07T20:00');
  expect((await world.state(invoice)).paused).toMatchObject({ cause: 'arranged' });
  await world.sleepUntil('2026-05-08T08:00');
  expect((await arrangement.state()).phase).toBe('declined');
  await world.sleepUntil('2026-06-15T12:00');
  expect(await arrangement.notices()).toEqual(['agreement 0 sent 2026-04-29']);
  const text = world.mail.sent.find(({ subject }) => subject.startsWith('Voorstel'))!;
  expect(text.text.replace(/\s+/g, ' ')).toContain('Wij moeten uw handtekening uiterlijk op 7 mei 2026 hebben.');
  expect((await world.timeline(invoice, TOLD)).slice(-5)).toEqual([
    '2026-04-29 arrangement_proposed',
    '2026-05-08 arrangement_declined',
    '2026-05-08 ingebrekestelling send_again',
    '2026-05-08 ingebrekestelling notice_sent',
    '2026-05-26 overdragen handed_over',
  ]);
  await nothingTwiceNothingForgotten(world);
});

test('an arrangement over two invoices is paid to the end: it is kept, and both invoices close', async () => {
  await world.begin('2026-03-18T10:00');
  const first = await world.register({ due: '2026-03-18', amount: '100.00', customer: 'K-1' });
  const second = await world.register({ due: '2026-03-25', amount: '200.00', customer: 'K-1' });
  await world.sleepUntil('2026-04-15T12:00');
  const before = world.mail.sent.length;
  const arrangement = await arranged([first, second], {
    instalments: { count: 2, first_on: '2026-05-01' },
    deposit: { on: '2026-04-22', amount: '100.00' },
    sign_by: '2026-04-20',
    reminder_days: 0,
  });
  await arrangement.sign();
  expect(await arrangement.notices()).toEqual(['agreement 0 sent 2026-04-15', 'confirmation 0 sent 2026-04-15']);
  expect(world.mail.sent.at(-1)!.text).toMatch(/Aanbetaling, 22 april 2026\s+€ 100,00/);
  await payOn('2026-04-22', first);
  // 1 May is no bank day: the instalment is due on Monday the 4th.
  await payOn('2026-05-04', second);
  expect((await arrangement.state()).phase).toBe('running');
  await payOn('2026-06-01', second);
  await world.sleepUntil('2026-07-01T12:00');
  expect((await arrangement.state()).phase).toBe('kept');
  expect(world.mail.sent).toHaveLength(before + 2);
  for (const invoice of [first, second]) {
    expect(await world.state(invoice)).toMatchObject({ phase: 'closed', closed: { because: 'paid' } });
    expect(await world.timeline(invoice, ['arrangement_proposed', 'arrangement_agreed', 'arrangement_kept'])).toEqual([
      '2026-04-15 arrangement_proposed',
      '2026-04-15 arrangement_agreed',
      '2026-06-01 arrangement_kept',
    ]);
  }
});

test('a payment within the term of the breach notice heals the arrangement: nobody is asked anything', async () => {
  const invoice = await defaulter();
  const arrangement = await arranged([invoice]);
  await arrangement.sign();
  await world.sleepUntil('2026-06-05T12:00');
  expect((await arrangement.notices()).at(-1)).toBe('breach-notice 1 sent 2026-06-04');
  await payOn('2026-06-11', invoice);
  await world.sleepUntil('2026-06-28T12:00');
  expect(await arrangement.timeline(['task_opened', 'broken'])).toEqual([]);
  expect((await arrangement.notices()).at(-1)).toBe('instalment-reminder 2 sent 2026-06-26');
  expect((await world.state(invoice)).paused).toMatchObject({ cause: 'arranged' });
});

test('a breach is answered with a new arrangement: the invoice waits on without a gap, and its demand stands', async () => {
  const invoice = await defaulter();
  const arrangement = await arranged([invoice]);
  await arrangement.sign();
  await world.sleepUntil('2026-06-20T12:00');
  const { id } = await world.call<{ id: string }>('POST', `/api/arrangements/${arrangement.id}/renewals`, {
    by: 'Anna',
    instalments: { count: 12, first_on: '2026-07-01' },
    sign_by: '2026-06-26',
  });
  const next = new Arranged(world, await world.follow(id));
  expect((await arrangement.state()).phase).toBe('replaced');
  expect(await next.state()).toMatchObject({ phase: 'proposed', instalments: { length: 12 } });
  expect(await world.timeline(invoice, TOLD)).toEqual(
    expect.arrayContaining(['2026-06-20 arrangement_replaced', '2026-06-20 arrangement_proposed']),
  );
  expect(await world.timeline(invoice, ['send_again'])).toEqual([]);
  expect((await world.state(invoice)).paused).toMatchObject({ cause: 'arranged' });
  // Not signed either: only now the demand has to be made anew.
  await world.sleepUntil('2026-06-27T12:00');
  expect(await world.timeline(invoice, ['arrangement_declined', 'send_again'])).toEqual([
    '2026-06-27 arrangement_declined',
    '2026-06-27 ingebrekestelling send_again',
  ]);
});

test('the same signal twice signs once; one that nobody can read becomes a task', async () => {
  const invoice = await defaulter();
  const arrangement = await arranged([invoice]);
  const handle = world.client.workflow.getHandle(arrangementWorkflowId(arrangement.id));
  const signed = { id: 'akkoord-1', by: 'Jan Klant' };
  await handle.signal('arrangementSigned', signed);
  await handle.signal('arrangementSigned', signed);
  await handle.signal('arrangementSinged', signed);
  await until(async () => ((await arrangement.state()).sideTasks.length > 0 ? null : 'no task'));
  await world.settled();
  expect(await arrangement.timeline(['signed', 'notice_sent'])).toEqual([
    '2026-04-29 notice_sent',
    '2026-04-29 signed',
    '2026-04-29 notice_sent',
  ]);
  expect(await arrangement.openTasks()).toMatchObject([{ kind: 'unreadable_signal' }]);
});

test('a worker that dies between claim and outcome puts the breach notice in doubt: it is not repeated, and a person says what became of it', async () => {
  const invoice = await defaulter();
  const arrangement = await arranged([invoice]);
  await arrangement.sign();
  await world.sleepUntil('2026-06-03T12:00');
  world.mail.next('throw_after_sending');
  const before = world.mail.attempts;
  await world.sleepUntil('2026-06-04T18:00');
  expect(world.mail.attempts).toBe(before + 1);
  // The fake mail server knows what it took, as an outbox folder does.
  expect((await arrangement.notices()).at(-1)).toBe('breach-notice 1 sent 2026-06-04');

  world.mail.next('throw');
  await payOn('2026-06-11', invoice);
  await world.sleepUntil('2026-06-26T18:00');
  expect((await arrangement.notices()).at(-1)).toBe('instalment-reminder 2 in_doubt');
  expect(await arrangement.openTasks()).toMatchObject([
    { kind: 'contact', outcomes: ['went_out', 'send_again', 'skip'] },
  ]);
  const attempts = world.mail.attempts;
  await world.sleepUntil('2026-06-29T18:00');
  expect(world.mail.attempts).toBe(attempts);
  await arrangement.answer('went_out', { on: '2026-06-26' });
  expect((await arrangement.notices()).at(-1)).toBe('instalment-reminder 2 sent 2026-06-26');
});
