/**
 * Bare signals that come at a bad moment. What the API accepts stands in the store, whatever becomes of its signal; what comes by
 * signal only is lost with it.
 */
import { expect, test } from 'vitest';
import { pause } from './harness.ts';
import { nothingTwiceNothingForgotten } from './soundness.ts';
import { useWorld } from './use-world.ts';

const world = useWorld();

/** Real milliseconds after which a turn without a database is with the patient tries. */
const TRIED_MS = 2_500;

const aEuro = (id: string) => ({ id, amount: '1.00', booked_on: '2026-03-18' });
const pay = (invoice: string, id: string) => world.handle(invoice).signal('paymentReceived', aEuro(id));

test('signals that come while a turn cannot reach the database are taken in by the next turn', async () => {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18' });
  world.databaseAway = true;
  await pay(invoice, 'began-the-turn');
  await pause(TRIED_MS);
  await pay(invoice, 'in-the-turn');
  await pay(invoice, 'right-after');
  await pause(TRIED_MS / 5);
  world.databaseAway = false;
  await world.sleepUntil('2026-03-18T12:00', { settle: false });
  await world.taken([invoice], 3);
  expect(await world.timeline(invoice, ['payment'])).toHaveLength(3);
  await nothingTwiceNothingForgotten(world);
});

test('a signal that comes while a notice is on its way is taken in once it left', async () => {
  await world.begin('2026-03-18T10:00');
  const invoice = await world.register({ due: '2026-03-18' });
  world.beforeDeliver = () => pay(invoice, 'in-the-delivery');
  await world.sleepUntil('2026-03-24T18:00');
  await world.taken([invoice], 1);
  expect(world.mail.sent).toHaveLength(1);
  expect(await world.timeline(invoice, ['payment', 'notice_sent'])).toEqual([
    expect.stringContaining('notice_sent'),
    expect.stringContaining('payment'),
  ]);
  await nothingTwiceNothingForgotten(world);
});
