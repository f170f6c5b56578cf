/** A new version of a ladder runs on trial: its first contacts wait for a person. */
import { expect, test } from 'vitest';
import type { Ladder } from '../../ladder/definition.ts';
import { aHandover, aLadder, aNoticeOfDefault, aReminder } from '../support/builders.ts';
import { until } from './harness.ts';
import { useWorld } from './use-world.ts';

const world = useWorld();

/** Publishes version 1 of a ladder from a draft, with so many contacts to be released. */
async function onTrial(id: string, trial: number): Promise<void> {
  const ladder: Ladder = aLadder({ id, steps: [aReminder(), aNoticeOfDefault(), aHandover()] });
  await world.call('POST', `/api/ladders/${id}/draft`, { document: ladder });
  const published = await world.call('POST', `/api/ladders/${id}/draft/publish`, {
    revision: 1,
    base_version: null,
    trial,
  });
  expect(published).toMatchObject({ status: 'published', version: 1, trial });
}

const trials = async (id: string) => (await world.call<{ data: object[] }>('GET', `/api/ladders/${id}/trials`)).data;

const left = (invoice: string) =>
  until(async () =>
    (await world.contacts(invoice)).some((line) => line.includes(' sent ')) ? null : 'nothing left yet',
  );

test('a reminder waits for a person; released two days later it goes, and what follows counts from then', async () => {
  await world.begin('2026-03-18T10:00');
  await onTrial('proef', 20);
  const invoice = await world.register({ due: '2026-03-18', ladder: 'proef' });
  await world.sleepUntil('2026-03-24T12:00');
  expect(world.mail.sent).toEqual([]);
  expect(await world.task(invoice)).toMatchObject({ cause: 'trial', step: 'herinnering' });
  expect(await trials('proef')).toMatchObject([{ version: 1, contacts: 20, released: 0, waiting: 1, running: true }]);
  await world.sleepUntil('2026-03-25T16:30');
  await world.answer(invoice, 'release');
  await world.sleepUntil('2026-03-26T12:00');
  const [sent] = await world.timeline(invoice, ['notice_sent']);
  expect(sent).toMatch(/^2026-03-2[56] herinnering notice_sent$/);
  expect(world.mail.sent).toHaveLength(1);
  expect(await trials('proef')).toMatchObject([{ released: 1, left: 19, waiting: 0 }]);
  // The notice of default waits in its turn, and its handover would.
  await world.sleepUntil('2026-04-20T12:00');
  expect(await world.task(invoice)).toMatchObject({ cause: 'trial', step: 'ingebrekestelling' });
  expect(world.mail.sent).toHaveLength(1);
});

test('paid while its notice waits, a case closes, and the notice never goes', async () => {
  await world.begin('2026-03-18T10:00');
  await onTrial('betaald', 20);
  const invoice = await world.register({ due: '2026-03-18', ladder: 'betaald' });
  await world.sleepUntil('2026-03-24T12:00');
  await world.task(invoice);
  await world.pay(invoice, '1210.00');
  expect(await world.state(invoice)).toMatchObject({ phase: 'closed', closed: { because: 'paid' } });
  expect(await world.openTasks(invoice)).toEqual([]);
  await world.call('POST', '/api/ladders/betaald/trials/1/end');
  expect(await world.contacts(invoice)).toEqual([]);
});

test('held back, a notice is asked about again when the hold is over', async () => {
  await world.begin('2026-03-18T10:00');
  await onTrial('vast', 20);
  const invoice = await world.register({ due: '2026-03-18', ladder: 'vast' });
  await world.sleepUntil('2026-03-24T12:00');
  const { id } = await world.task(invoice);
  const body = { outcome: 'hold', by: 'Anna', note: 'Verkeerde aanhef', until: '2026-03-31' };
  await world.call('POST', `/api/tasks/${encodeURIComponent(id)}/complete`, body);
  await world.settled();
  expect((await world.state(invoice)).paused).toMatchObject({ cause: 'held', until: '2026-03-31' });
  expect(await world.openTasks(invoice)).toEqual([]);
  await world.sleepUntil('2026-04-01T18:00');
  expect(await world.task(invoice)).toMatchObject({ id, cause: 'trial' });
  expect(world.mail.sent).toEqual([]);
});

test('the end of a trial lets all go that waits, and nothing waits after it', async () => {
  await world.begin('2026-03-18T10:00');
  await onTrial('klaar', 20);
  const waiting = [
    await world.register({ due: '2026-03-18', ladder: 'klaar' }),
    await world.register({ due: '2026-03-18', ladder: 'klaar' }),
  ];
  const later = await world.register({ due: '2026-03-23', ladder: 'klaar' });
  await world.sleepUntil('2026-03-24T18:00');
  for (const invoice of waiting) await world.task(invoice);
  const ended = await world.call('POST', '/api/ladders/klaar/trials/1/end');
  expect(ended).toMatchObject({ running: false, released: 0, ended_by: 'api' });
  // It is evening: each is planned for its hours of the next morning.
  for (const invoice of waiting) {
    await until(async () => ((await world.openTasks(invoice)).length === 0 ? null : 'still waits'));
  }
  await world.sleepUntil('2026-03-25T17:30');
  for (const invoice of waiting) {
    await left(invoice);
    expect(await world.contacts(invoice)).toEqual(['reminder sent 2026-03-25']);
  }
  await world.sleepUntil('2026-03-30T17:30');
  expect(await world.contacts(later)).toEqual([expect.stringMatching(/^reminder sent 2026-03-/)]);
});

test('the last release that the trial asks for ends it: what still waits goes by itself', async () => {
  await world.begin('2026-03-18T10:00');
  await onTrial('een', 1);
  const first = await world.register({ due: '2026-03-18', ladder: 'een' });
  const second = await world.register({ due: '2026-03-18', ladder: 'een' });
  await world.sleepUntil('2026-03-23T18:00');
  await world.task(second);
  await world.answer(first, 'release');
  await until(async () => ((await world.openTasks(second)).length === 0 ? null : 'still waits'));
  await world.sleepUntil('2026-03-24T17:30');
  for (const invoice of [first, second]) expect(await world.contacts(invoice)).toEqual(['reminder sent 2026-03-24']);
  expect(await trials('een')).toMatchObject([{ released: 1, running: false, ended_by: null }]);
});
