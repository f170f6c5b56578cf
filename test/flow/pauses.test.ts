/** What makes a case wait, and how it goes on: promises, disputes, arrangements. */
import { expect, test } from 'vitest';
import { nothingTwiceNothingForgotten } from './soundness.ts';
import { useWorld } from './use-world.ts';

const world = useWorld();

/** What went out and what was decided, without calls and their deadlines. */
const TOLD = [
  'notice_sent',
  'promise',
  'promise_broken',
  'dispute',
  'dispute_decided',
  'send_again',
  'arrangement_agreed',
  'arrangement_broken',
  'debtor_changed',
  'escalated',
  'handed_over',
  'closed',
];

test('S0.7 €12,400 with a part disputed until day 60 is handed over only after a new demand and its whole term', async () => {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18', amount: '12400.00' });
  await world.sleepUntil('2026-04-20T12:00');
  const dispute = await world.tell(invoice, 'disputes', { amount: '2400.00', reason: 'Twee pallets kapot' });
  await world.sleepUntil('2026-05-18T12:00');
  expect((await world.state(invoice)).notices.at(-1)).toMatchObject({
    kind: 'notice-of-default',
    amountCents: 1_000_000,
  });
  expect(world.mail.sent.at(-1)!.text).toMatch(/Betwist, nu niet te betalen\s+€\s2\.400,00/);
  expect(world.mail.sent.at(-1)!.text).toMatch(/Te betalen\s+€\s10\.000,00/);
  expect((await world.state(invoice)).phase).toBe('climbing');
  await world.tell(invoice, 'dispute-decisions', { dispute_id: dispute, decision: 'rejected', by: 'Anna' });
  await world.sleepUntil('2026-06-20T12:00');
  expect((await world.timeline(invoice, TOLD)).slice(-6)).toEqual([
    '2026-04-20 dispute',
    '2026-04-24 ingebrekestelling notice_sent',
    '2026-05-18 dispute_decided',
    '2026-05-18 ingebrekestelling-na-betwisting send_again',
    '2026-05-19 ingebrekestelling-na-betwisting notice_sent',
    '2026-06-03 overdragen-na-betwisting handed_over',
  ]);
  expect((await world.state(invoice)).handedOver?.amountCents).toBe(1_240_000);
  expect(world.mail.sent.at(-1)!.text).toMatch(/Openstaand: €\s12\.400,00/);
  await nothingTwiceNothingForgotten(world);
});

test('a promise over King’s Day is waited for until the bank has had its days; broken, the ladder goes on', async () => {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18' });
  await world.sleepUntil('2026-04-20T12:00');
  await world.tell(invoice, 'promises', { on: '2026-04-27', by: 'Anna' });
  await world.sleepUntil('2026-05-19T12:00');
  expect((await world.timeline(invoice, TOLD)).slice(-4)).toEqual([
    '2026-04-20 promise',
    '2026-04-30 promise_broken',
    '2026-04-30 ingebrekestelling notice_sent',
    '2026-05-19 overdragen handed_over',
  ]);
  await nothingTwiceNothingForgotten(world);
});

test('a promise that is kept closes the case, and nothing went out meanwhile', async () => {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18' });
  await world.sleepUntil('2026-04-20T12:00');
  await world.tell(invoice, 'promises', { on: '2026-04-27', by: 'Anna' });
  await world.sleepUntil('2026-04-28T12:00');
  await world.pay(invoice, '1210.00', { booked_on: '2026-04-27' });
  expect((await world.timeline(invoice, TOLD)).slice(-2)).toEqual([
    '2026-04-20 promise',
    '2026-04-28 ingebrekestelling closed',
  ]);
});

test('an arrangement that is broken is followed by a new notice of default, not by the handover', async () => {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18' });
  await world.sleepUntil('2026-04-30T12:00');
  await world.tell(invoice, 'arrangements/agreed', { arrangement_id: 'r1' });
  await world.sleepUntil('2026-07-01T12:00');
  expect((await world.state(invoice)).paused).toMatchObject({ cause: 'arranged', until: null });
  await world.tell(invoice, 'arrangements/broken', { arrangement_id: 'r1' });
  await world.sleepUntil('2026-08-01T12:00');
  expect((await world.timeline(invoice, TOLD)).slice(-6)).toEqual([
    '2026-04-24 ingebrekestelling notice_sent',
    '2026-04-30 arrangement_agreed',
    '2026-07-01 arrangement_broken',
    '2026-07-01 ingebrekestelling-na-regeling send_again',
    '2026-07-02 ingebrekestelling-na-regeling notice_sent',
    '2026-07-17 overdragen-na-regeling handed_over',
  ]);
});

test('a colleague brings a case forward: the notice of default leaves the next possible day, its term stays whole', async () => {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18' });
  await world.sleepUntil('2026-03-25T18:00');
  await world.tell(invoice, 'escalations', { step: 'ingebrekestelling', by: 'Anna', reason: 'Weigert te betalen' });
  await world.sleepUntil('2026-05-19T12:00');
  expect((await world.timeline(invoice, TOLD)).slice(-4)).toEqual([
    '2026-03-23 eerste-herinnering notice_sent',
    '2026-03-25 ingebrekestelling escalated',
    '2026-03-26 ingebrekestelling notice_sent',
    '2026-05-18 overdragen handed_over',
  ]);
});
