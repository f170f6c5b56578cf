/** What can go wrong with a mail, and that nothing goes out twice. */
import { expect, test } from 'vitest';
import { localMinute } from '../../ladder/time/civil.ts';
import { AGENCY_EMAIL, until } from './harness.ts';
import { useWorld } from './use-world.ts';

const world = useWorld();

/** An invoice whose first mail, the reminder, leaves on Monday 23 March. */
async function invoiceBeforeItsReminder(email?: string | null): Promise<string> {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18', ...(email !== undefined && { email }) });
  await world.sleepUntil('2026-03-22T20:00');
  return invoice;
}

const toDebtor = () => world.mail.sent.filter((mail) => mail.to !== AGENCY_EMAIL);

test('a refused mail becomes a task; with a better address it is sent again, under another number', async () => {
  const invoice = await invoiceBeforeItsReminder();
  world.mail.next('refused');
  await world.sleepUntil('2026-03-23T18:00');
  expect(await world.contacts(invoice)).toEqual(['reminder refused']);
  expect(await world.task(invoice)).toMatchObject({ kind: 'repair', cause: 'refused' });

  const { debtor_id } = await world.db
    .selectFrom('invoices')
    .select('debtor_id')
    .where('id', '=', invoice)
    .executeTakeFirstOrThrow();
  await world.call('POST', `/api/debtors/${debtor_id}/contacts`, { email: 'nieuw@klant.example' });
  await world.answer(invoice, 'send_again');
  await world.sleepUntil('2026-03-24T18:00');
  expect(toDebtor()).toMatchObject([{ to: 'nieuw@klant.example' }]);
  expect(await world.contacts(invoice)).toEqual([
    'reminder refused',
    expect.stringMatching(/^reminder sent 2026-03-2[34]$/),
  ]);
});

test('a debtor without an address is a task before anything is tried', async () => {
  const invoice = await invoiceBeforeItsReminder(null);
  await world.sleepUntil('2026-03-23T18:00');
  expect(world.mail.attempts).toBe(0);
  expect(await world.task(invoice)).toMatchObject({ kind: 'repair', cause: 'refused' });
});

test('a mail in doubt is never repeated by itself; a person says that it went out, and the ladder goes on from that day', async () => {
  const invoice = await invoiceBeforeItsReminder();
  world.mail.next('in_doubt');
  await world.sleepUntil('2026-03-30T12:00');
  expect(world.mail.attempts).toBe(1);
  expect(await world.contacts(invoice)).toEqual(['reminder in_doubt']);
  expect(await world.task(invoice)).toMatchObject({ kind: 'repair', cause: 'in_doubt' });

  await world.answer(invoice, 'went_out', { on: '2026-03-23' });
  await world.sleepUntil('2026-05-19T12:00');
  expect(toDebtor()).toHaveLength(2);
  expect(await world.contacts(invoice)).toEqual([
    'reminder sent 2026-03-23',
    'second-reminder sent 2026-04-17',
    'notice-of-default sent 2026-04-24',
    'handover sent 2026-05-18',
  ]);
});

test('a mail in doubt that did not go out is sent again on a person’s word, once', async () => {
  const invoice = await invoiceBeforeItsReminder();
  world.mail.next('in_doubt');
  await world.sleepUntil('2026-03-25T12:00');
  await world.answer(invoice, 'send_again');
  await world.sleepUntil('2026-03-26T18:00');
  expect(toDebtor()).toHaveLength(1);
  expect((await world.state(invoice)).notices).toMatchObject([{ kind: 'reminder', round: 2 }]);
});

test('a notice of default in doubt holds up the handover that relies on it', async () => {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18' });
  await world.sleepUntil('2026-04-23T20:00');
  world.mail.next('in_doubt');
  await world.sleepUntil('2026-06-10T12:00');
  expect((await world.state(invoice)).handedOver).toBeNull();

  await world.answer(invoice, 'went_out', { on: '2026-04-24' });
  await world.sleepUntil('2026-06-12T12:00');
  expect((await world.state(invoice)).notices.at(-1)).toMatchObject({ sentOn: '2026-04-24', deadline: '2026-05-08' });
  expect((await world.state(invoice)).handedOver).not.toBeNull();
});

test('a worker that falls over before the text leaves is in doubt; nobody sends it twice', async () => {
  const invoice = await invoiceBeforeItsReminder();
  world.mail.next('throw');
  await world.sleepUntil('2026-03-24T12:00');
  expect(world.mail.attempts).toBe(1);
  expect(await world.contacts(invoice)).toEqual(['reminder in_doubt']);
});

test('a worker that falls over after the text left finds it with the mail server, and goes on', async () => {
  const invoice = await invoiceBeforeItsReminder();
  world.mail.next('throw_after_sending');
  await world.sleepUntil('2026-03-24T12:00');
  expect(world.mail.attempts).toBe(1);
  expect(await world.contacts(invoice)).toEqual(['reminder sent 2026-03-23']);
  expect(await world.openTasks(invoice)).toEqual([]);
});

test('a mail server that is away for a day is waited for: one mail, on the day after', async () => {
  const invoice = await invoiceBeforeItsReminder();
  world.mail.away = true;
  await world.sleepUntil('2026-03-24T08:00');
  expect(world.mail.attempts).toBeGreaterThan(3);
  expect(world.mail.attempts).toBeLessThan(15);
  expect(await world.contacts(invoice)).toEqual(['reminder deferred']);
  expect(await world.openTasks(invoice)).toEqual([]);

  world.mail.away = false;
  await world.sleepUntil('2026-03-25T18:00');
  expect(world.mail.sent).toHaveLength(1);
  expect(await world.contacts(invoice)).toEqual(['reminder sent 2026-03-24']);
});

test('a payment while the mail server is away keeps the mail in for good', async () => {
  const invoice = await invoiceBeforeItsReminder();
  world.mail.away = true;
  await world.sleepUntil('2026-03-23T18:00');
  await world.pay(invoice, '1210.00');
  world.mail.away = false;
  await world.sleepUntil('2026-04-25T12:00');
  expect(world.mail.sent).toEqual([]);
  expect(await world.state(invoice)).toMatchObject({ phase: 'closed', closed: { because: 'paid', on: '2026-03-23' } });
});

test('a payment that comes while the mail server takes its time: the mail has gone, the case closes at once', async () => {
  const invoice = await invoiceBeforeItsReminder();
  world.mail.next('hang');
  // The server's clock stands still while an activity runs.
  const day = world.sleepUntil('2026-03-23T18:00');
  await until(async () => (world.mail.hanging ? null : 'no mail is on its way'));
  await world.call('POST', `/api/invoices/${invoice}/payments`, { amount: '1210.00' });
  world.mail.letGo();
  await day;
  expect(await world.contacts(invoice)).toEqual(['reminder sent 2026-03-23']);
  expect((await world.timeline(invoice)).slice(-3)).toEqual([
    '2026-03-23 payment',
    '2026-03-23 eerste-herinnering notice_sent',
    '2026-03-23 bellen-na-vervaldatum closed',
  ]);
});

test('an agency that cannot be reached is not told by halves: the handover waits, the case is not handed over', async () => {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18' });
  await world.sleepUntil('2026-05-17T12:00');
  world.mail.next('refused');
  await world.sleepUntil('2026-05-18T18:00');
  expect((await world.state(invoice)).phase).toBe('climbing');
  await world.answer(invoice, 'send_again');
  await world.sleepUntil('2026-05-19T18:00');
  expect((await world.state(invoice)).phase).toBe('handed_over');
});

test('news that the agency does not take becomes a task', async () => {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18' });
  await world.sleepUntil('2026-05-19T12:00');
  world.mail.next('refused');
  await world.pay(invoice, '100.00');
  expect(await world.task(invoice)).toMatchObject({ kind: 'agency_not_told' });
  await world.answer(invoice, 'done');
  expect(await world.openTasks(invoice)).toEqual([]);
});

test('a database that is away for an hour is waited for, and the mail leaves once', async () => {
  const invoice = await invoiceBeforeItsReminder();
  await world.sleepUntil('2026-03-23T08:00');
  const { wakeAt } = await world.state(invoice);
  world.databaseAway = true;
  await world.sleepUntil(localMinute(wakeAt! + 3_600_000), { settle: false });
  expect(world.mail.attempts).toBe(0);
  world.databaseAway = false;
  await world.sleepUntil('2026-03-24T18:00');
  expect(await world.run(invoice)).toMatchObject({ status: 'RUNNING' });
  expect(world.mail.attempts).toBe(1);
  expect(await world.contacts(invoice)).toEqual([expect.stringMatching(/^reminder sent 2026-03-2[34]$/)]);
  expect(await world.openTasks(invoice)).toEqual([]);
});

test('an invoice stopped by a defect is parked for a person, holds nobody up, and goes on once it is mended', async () => {
  await world.begin('2026-03-18T10:00');
  const [broken, sound] = [await world.register({ due: '2026-03-18' }), await world.register({ due: '2026-03-18' })];
  const { state } = await world.db
    .selectFrom('invoice_states')
    .select('state')
    .where('invoice_id', '=', broken)
    .executeTakeFirstOrThrow();
  const keep = (text: string) =>
    world.db.updateTable('invoice_states').set({ state: text }).where('invoice_id', '=', broken).execute();
  await keep(JSON.stringify(state).replaceAll('eerste-herinnering', 'geen-stap'));
  await world.sleepUntil('2026-03-23T18:00', { settle: false });
  await until(async () =>
    (await world.openTasks(broken)).some((task) => task.kind === 'parked') ? null : 'the invoice is not parked',
  );
  expect(await world.contacts(sound)).toEqual(['reminder sent 2026-03-23']);

  await keep(JSON.stringify(state));
  await world.answer(broken, 'done');
  await world.sleepUntil('2026-03-24T18:00');
  expect(await world.contacts(broken)).toEqual([expect.stringMatching(/^reminder sent 2026-03-2[34]$/)]);
  expect(await world.openTasks(broken)).toEqual([]);
});
