import { expect, test } from 'vitest';
import { AGENCY_EMAIL } from './harness.ts';
import { useWorld } from './use-world.ts';

const world = useWorld();

/** What an invoice may cost in events of a history. */
const MOST_EVENTS_TO_HANDOVER = 80;
const MOST_EVENTS_WHEN_PAID_EARLY = 13;

test('S0.1–S0.7 an unpaid invoice climbs every step on its day; King’s Day moves the notice of default to an earlier one', async () => {
  await world.begin('2026-03-04T10:00');
  const invoice = await world.register({ number: 'F-100', issued: '2026-03-04', due: '2026-03-18' });
  await world.sleepUntil('2026-05-19T12:00');

  expect(await world.steps(invoice)).toEqual([
    '2026-03-13 bellen-voor-vervaldatum: due-3w',
    '2026-03-23 eerste-herinnering: due+5',
    '2026-04-07 bellen-na-vervaldatum: due+20',
    '2026-04-17 tweede-herinnering: due+30',
    '2026-04-24 ingebrekestelling: due+40, not on 2026-04-27 (kings-day, weekend)',
    '2026-05-18 overdragen: due+60, not on 2026-05-17 (weekend), demanded 2026-04-24 until 2026-05-08',
  ]);
  expect(await world.timeline(invoice)).toEqual([
    '2026-03-04 bellen-voor-vervaldatum started',
    '2026-03-13 bellen-voor-vervaldatum task_opened',
    '2026-03-17 bellen-voor-vervaldatum task_expired',
    '2026-03-23 eerste-herinnering notice_sent',
    '2026-04-07 bellen-na-vervaldatum task_opened',
    '2026-04-14 bellen-na-vervaldatum task_expired',
    '2026-04-17 tweede-herinnering notice_sent',
    '2026-04-24 ingebrekestelling notice_sent',
    '2026-05-18 overdragen handed_over',
  ]);
  const { data } = await world.call<{ data: { step: string; what: string; nl: { why: string } }[] }>(
    'GET',
    `/api/invoices/${invoice}/timeline`,
  );
  const why = data.find((entry) => entry.step === 'ingebrekestelling' && entry.what === 'notice_intended')?.nl.why;
  expect(why).toContain('Koningsdag');

  expect(world.mail.sent.map(({ on, to }) => `${on} ${to}`)).toEqual([
    '2026-03-23 f-100@klant.example',
    '2026-04-17 f-100@klant.example',
    '2026-04-24 f-100@klant.example',
    `2026-05-18 ${AGENCY_EMAIL}`,
  ]);
  const notice = world.mail.sent[2]!;
  expect(notice.subject).toContain('8 mei 2026');
  expect(notice.text).toContain('1.210,00');
  expect((await world.state(invoice)).handedOver).toEqual({ on: '2026-05-18', amountCents: 121_000 });
  const { status, events } = await world.run(invoice);
  expect(status).toBe('RUNNING');
  expect(events).toBeLessThanOrEqual(MOST_EVENTS_TO_HANDOVER);
});

test('S0.6 a notice of default that falls on Christmas goes out the day before, and its term counts from there', async () => {
  await world.begin('2026-11-02T10:00');
  const invoice = await world.register({ issued: '2026-11-01', due: '2026-11-15' });
  await world.sleepUntil('2027-01-15T12:00');

  expect(await world.steps(invoice)).toEqual([
    '2026-11-11 bellen-voor-vervaldatum: due-3w',
    '2026-11-20 eerste-herinnering: due+5',
    '2026-12-07 bellen-na-vervaldatum: due+20, not on 2026-12-05 (weekend)',
    '2026-12-15 tweede-herinnering: due+30',
    '2026-12-24 ingebrekestelling: due+40, not on 2026-12-25 (christmas)',
    '2027-01-14 overdragen: due+60, demanded 2026-12-24 until 2027-01-07',
  ]);
});

test('a payment before the first step closes the case: no letter, no call, and the workflow ends', async () => {
  await world.begin('2026-03-04T10:00');
  const invoice = await world.register({ due: '2026-03-18' });
  await world.sleepUntil('2026-03-10T12:00');
  await world.pay(invoice, '1210.00');

  expect(await world.timeline(invoice)).toEqual([
    '2026-03-04 bellen-voor-vervaldatum started',
    '2026-03-10 payment',
    '2026-03-10 bellen-voor-vervaldatum closed',
  ]);
  expect(await world.state(invoice)).toMatchObject({ phase: 'closed', closed: { because: 'paid', on: '2026-03-10' } });
  const { status, events } = await world.run(invoice);
  expect(status).toBe('COMPLETED');
  expect(events).toBeLessThanOrEqual(MOST_EVENTS_WHEN_PAID_EARLY);
  await world.sleepUntil('2026-05-19T12:00');
  expect(world.mail.attempts).toBe(0);
});

test('a payment on the morning of a step stops that step', async () => {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18' });
  await world.sleepUntil('2026-04-24T08:30');
  expect(world.mail.sent).toHaveLength(2);
  await world.pay(invoice, '1210.00');
  await world.sleepUntil('2026-05-19T12:00');
  expect(world.mail.sent).toHaveLength(2);
  expect((await world.timeline(invoice)).slice(-2)).toEqual([
    '2026-04-24 payment',
    '2026-04-24 ingebrekestelling closed',
  ]);
});

test('a payment between the decision to send and the sending keeps the letter in', async () => {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18' });
  await world.sleepUntil('2026-04-23T18:00');
  const before = world.mail.attempts;
  world.beforeDeliver = async () => {
    await world.call('POST', `/api/invoices/${invoice}/payments`, { amount: '1210.00' });
  };
  await world.sleepUntil('2026-04-24T18:00');

  expect(world.mail.attempts).toBe(before);
  expect(await world.contacts(invoice)).toContain('notice-of-default withdrawn');
  expect((await world.timeline(invoice)).slice(-3)).toEqual([
    '2026-04-24 payment',
    '2026-04-24 ingebrekestelling notice_withdrawn',
    '2026-04-24 ingebrekestelling closed',
  ]);
  expect(await world.run(invoice)).toMatchObject({ status: 'COMPLETED' });
});

test('a payment after handover reaches the agency, and the case closes', async () => {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ number: 'F-200', due: '2026-03-18' });
  await world.sleepUntil('2026-05-18T18:00');
  await world.pay(invoice, '200.00');
  expect(await world.state(invoice)).toMatchObject({ phase: 'handed_over' });
  expect(world.mail.sent.at(-1)).toMatchObject({ on: '2026-05-18', to: AGENCY_EMAIL });
  expect(world.mail.sent.at(-1)!.text).toContain('1.010,00');

  await world.sleepUntil('2026-07-01T12:00');
  await world.pay(invoice, '1010.00');
  expect(world.mail.sent.at(-1)).toMatchObject({ on: '2026-07-01', to: AGENCY_EMAIL });
  expect(world.mail.sent.at(-1)!.subject).toContain('F-200');
  expect(await world.state(invoice)).toMatchObject({ phase: 'closed', closed: { because: 'paid', on: '2026-07-01' } });
  expect(await world.run(invoice)).toMatchObject({ status: 'COMPLETED' });
});

test('an invoice that enters at day 40 begins with the notice of default; what came before is left out, with the reason', async () => {
  await world.begin('2026-03-10T08:00');
  const invoice = await world.register({ due: '2026-01-29' });
  await world.sleepUntil('2026-03-31T12:00');
  expect(await world.steps(invoice)).toEqual([
    '2026-03-10 bellen-voor-vervaldatum skipped: due-3w, late for 2026-01-26, day -1 waived (registered_late), registered after day -1',
    '2026-03-10 eerste-herinnering skipped: due+5, late for 2026-02-03, day 15 waived (registered_late), registered after day 15',
    '2026-03-10 bellen-na-vervaldatum skipped: due+20, late for 2026-02-18, day 30 waived (registered_late), registered after day 30',
    '2026-03-10 tweede-herinnering skipped: due+30, not on 2026-02-28 (weekend), late for 2026-03-02, ingebrekestelling is due since 2026-03-10',
    '2026-03-10 ingebrekestelling: due+40',
    '2026-03-30 overdragen: due+60, demanded 2026-03-10 until 2026-03-24',
  ]);
});

test('an invoice that enters at day 70 still gets its notice of default and the whole term before handover', async () => {
  await world.begin('2026-04-09T08:00');
  const invoice = await world.register({ due: '2026-01-29' });
  await world.sleepUntil('2026-04-25T12:00');
  const steps = await world.steps(invoice);
  expect(steps.slice(0, 4)).toEqual(Array(4).fill(expect.stringMatching(/^2026-04-09 [a-z-]+ skipped: /)));
  expect(steps.slice(4)).toEqual([
    '2026-04-09 ingebrekestelling: due+40, late for 2026-03-10, day 45 waived (registered_late)',
    '2026-04-24 overdragen: due+60, from deadline+1, demanded 2026-04-09 until 2026-04-23',
  ]);
});

test('a claim that may be barred by time waits for a person before anything is sent', async () => {
  await world.begin('2026-03-10T08:00');
  const invoice = await world.register({ due: '2020-12-01' });
  await world.sleepUntil('2026-06-01T12:00');
  expect(world.mail.attempts).toBe(0);
  expect(await world.task(invoice)).toMatchObject({ kind: 'repair', cause: 'may_be_barred' });

  await world.answer(invoice, 'proceed');
  await world.sleepUntil('2026-06-02T18:00');
  expect(await world.contacts(invoice)).toEqual([expect.stringMatching(/^notice-of-default sent 2026-06-0[12]$/)]);
});

test('a claim that may be barred by time is written off by a person’s answer', async () => {
  await world.begin('2026-03-10T08:00');
  const invoice = await world.register({ due: '2024-02-01', kind: 'consumer' });
  expect(await world.task(invoice)).toMatchObject({ cause: 'may_be_barred' });
  await world.answer(invoice, 'write_off', { note: 'Verjaard' });
  expect(await world.state(invoice)).toMatchObject({ phase: 'closed', closed: { because: 'written_off' } });
  expect(await world.openTasks(invoice)).toEqual([]);
  expect(await world.run(invoice)).toMatchObject({ status: 'COMPLETED' });
  expect(world.mail.attempts).toBe(0);
});
