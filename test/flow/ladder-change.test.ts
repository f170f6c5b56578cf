/** The ladder is changed while invoices wait: what is planned moves, what went out stays out, nothing goes out twice. */
import { expect, test } from 'vitest';
import type { Ladder } from '../../ladder/definition.ts';
import { aHandover, aLadder, aNoticeOfDefault, aReminder } from '../support/builders.ts';
import { until } from './harness.ts';
import { useWorld } from './use-world.ts';

const world = useWorld();

const TOLD = ['notice_sent', 'step_skipped', 'ladder_changed', 'task_opened', 'task_withdrawn', 'handed_over'];
const on = (days: number) => ({ days, unit: 'days', after: 'due' }) as const;

const second = (days: number, id = 'tweede-herinnering') =>
  aReminder({ id, notice: 'second-reminder', when: on(days), next: 'ingebrekestelling' });
const first = aReminder({ next: 'tweede-herinnering' });
const notice = aNoticeOfDefault({ when: on(40) });
const handover = aHandover({ when: on(60) });

/** Publishes the next version of a ladder. */
async function publish(id: string, version: number, steps: Ladder['steps']): Promise<void> {
  await world.call('POST', '/api/ladders', aLadder({ id, version, steps }));
}

async function change(id: string, body: object): Promise<string> {
  const reply = await world.call<{ id: string }>('POST', `/api/ladders/${id}/changes`, { to: 2, ...body });
  await world.settled();
  return reply.id;
}

const progress = (id: string, changeId: string) =>
  world.call<{ progress: object; data: { status: string; told: boolean; problem: { en: string } | null }[] }>(
    'GET',
    `/api/ladders/${id}/changes/${changeId}`,
  );

test('a second reminder on day 30 is moved to day 25 under a running invoice: it goes out once, on day 25', async () => {
  await world.begin('2026-03-18T10:00');
  await publish('dagen', 1, [first, second(30), notice, handover]);
  const invoice = await world.register({ due: '2026-03-18', ladder: 'dagen' });
  await world.sleepUntil('2026-03-26T12:00');
  await publish('dagen', 2, [first, second(25), notice, handover]);
  const preview = await world.call('POST', '/api/ladders/dagen/changes/preview', { to: 2, choice: 'replan' });
  expect(preview).toMatchObject({
    problems: [],
    book: {
      invoices: 1,
      counts: { earlier: 1, at_once: 0, refused: 0 },
      examples: [{ difference: { before: { step: 'tweede-herinnering' }, after: { step: 'tweede-herinnering' } } }],
    },
  });
  const changeId = await change('dagen', { choice: 'replan' });
  expect((await progress('dagen', changeId)).progress).toEqual({ waiting: 0, done: 1, refused: 0, failed: 0 });
  expect((await world.queryPlan(invoice))[0]).toMatchObject({ step: 'tweede-herinnering', what: 'notice_intended' });
  await world.sleepUntil('2026-05-25T12:00');
  expect(await world.timeline(invoice, TOLD)).toEqual([
    '2026-03-23 herinnering notice_sent',
    '2026-03-26 ladder_changed',
    '2026-04-13 tweede-herinnering notice_sent',
    '2026-04-28 ingebrekestelling notice_sent',
    '2026-05-18 overdragen handed_over',
  ]);
  expect(world.mail.sent).toHaveLength(4);
});

test('“from the next step” leaves the reminder on day 30 and takes the new day of the notice after it', async () => {
  await world.begin('2026-03-18T10:00');
  await publish('volgende', 1, [first, second(30), notice, handover]);
  const invoice = await world.register({ due: '2026-03-18', ladder: 'volgende' });
  await world.sleepUntil('2026-03-26T12:00');
  await publish('volgende', 2, [first, second(25), aNoticeOfDefault({ when: on(35) }), handover]);
  await change('volgende', { choice: 'next_step' });
  await world.sleepUntil('2026-05-25T12:00');
  expect(await world.timeline(invoice, TOLD)).toEqual([
    '2026-03-23 herinnering notice_sent',
    '2026-03-26 ladder_changed',
    '2026-04-17 tweede-herinnering notice_sent',
    '2026-04-22 ingebrekestelling notice_sent',
    '2026-05-18 overdragen handed_over',
  ]);
});

test('a step that went out and was given another name does not go out under that name', async () => {
  await world.begin('2026-03-18T10:00');
  await publish('namen', 1, [first, second(12), notice, handover]);
  const invoice = await world.register({ due: '2026-03-18', ladder: 'namen' });
  await world.sleepUntil('2026-04-02T12:00');
  expect(world.mail.sent).toHaveLength(2);
  // The second reminder has another name, and its place is before the notice once more.
  const renamed = second(35, 'laatste-herinnering');
  await publish('namen', 2, [
    aReminder({ next: 'ingebrekestelling' }),
    { ...notice, next: renamed.id },
    { ...renamed, next: 'overdragen' },
    handover,
  ]);
  const changeId = await change('namen', { choice: 'replan', mapping: { 'tweede-herinnering': renamed.id } });
  expect((await progress('namen', changeId)).progress).toMatchObject({ done: 1 });
  await world.sleepUntil('2026-05-25T12:00');
  expect((await world.timeline(invoice, TOLD)).slice(2)).toEqual([
    '2026-04-02 ladder_changed',
    '2026-04-28 ingebrekestelling notice_sent',
    '2026-04-28 laatste-herinnering step_skipped',
    '2026-05-18 overdragen handed_over',
  ]);
  expect(world.mail.sent).toHaveLength(4);
});

test('a call that is taken out of the ladder is taken off the list; the invoice goes on where the mapping says', async () => {
  await world.begin('2026-03-18T10:00');
  const call = {
    id: 'bellen',
    kind: 'call',
    name: { nl: 'Bellen', en: 'Call' },
    when: on(7),
    deadline: { days: 30, unit: 'days' },
    next: 'ingebrekestelling',
  } as const;
  await publish('bellers', 1, [aReminder({ next: 'bellen' }), call, notice, handover]);
  const invoice = await world.register({ due: '2026-03-18', ladder: 'bellers' });
  await world.sleepUntil('2026-03-26T12:00');
  expect((await world.task(invoice)).step).toBe('bellen');
  await publish('bellers', 2, [first, second(20), notice, handover]);
  await expect(change('bellers', { choice: 'replan' })).rejects.toThrow(/change_unmapped-step.*"bellen"/);
  await change('bellers', { choice: 'replan', mapping: { bellen: 'tweede-herinnering' } });
  expect(await world.openTasks(invoice)).toEqual([]);
  await world.sleepUntil('2026-04-08T12:00');
  expect(await world.timeline(invoice, TOLD)).toEqual([
    '2026-03-23 herinnering notice_sent',
    '2026-03-25 bellen task_opened',
    '2026-03-26 bellen task_withdrawn',
    '2026-03-26 ladder_changed',
    '2026-04-07 tweede-herinnering notice_sent',
  ]);
});

test('a change waits while it is asked whether a reminder went out, and is made when that is known', async () => {
  await world.begin('2026-03-18T10:00');
  await publish('twijfel', 1, [first, second(30), notice, handover]);
  const invoice = await world.register({ due: '2026-03-18', ladder: 'twijfel' });
  world.mail.next('in_doubt');
  await world.sleepUntil('2026-03-24T12:00');
  expect((await world.state(invoice)).position).toMatchObject({ mode: 'stuck', cause: 'in_doubt' });
  await publish('twijfel', 2, [first, second(25), notice, handover]);
  const changeId = await change('twijfel', { choice: 'replan' });
  expect(await progress('twijfel', changeId)).toMatchObject({ data: [{ status: 'waiting', told: true }] });
  await world.answer(invoice, 'went_out', { on: '2026-03-23' });
  expect(await progress('twijfel', changeId)).toMatchObject({ data: [{ status: 'done' }] });
  await world.sleepUntil('2026-04-14T12:00');
  expect(await world.timeline(invoice, TOLD)).toEqual([
    '2026-03-24 herinnering notice_sent',
    '2026-03-24 ladder_changed',
    '2026-04-13 tweede-herinnering notice_sent',
  ]);
});

test('a change comes to an invoice whose workflow is lost: it is started again', async () => {
  await world.begin('2026-03-18T10:00');
  await publish('verloren', 1, [first, second(30), notice, handover]);
  const lost = await world.register({ due: '2026-03-18', ladder: 'verloren' });
  await world.sleepUntil('2026-03-26T12:00');
  await world.run(lost);
  await world.handle(lost).terminate('the server lost its data');
  await publish('verloren', 2, [first, second(25), notice, handover]);
  const changeId = await change('verloren', { choice: 'replan' });
  expect((await progress('verloren', changeId)).progress).toMatchObject({ done: 1 });
  await until(async () => ((await world.state(lost)).changed ? null : 'the ladder was not changed'));
});

test('a change that was accepted while nothing told the workflows goes on after a restart', async () => {
  await world.begin('2026-03-18T10:00');
  await publish('herstart', 1, [first, second(30), notice, handover]);
  const invoice = await world.register({ due: '2026-03-18', ladder: 'herstart' });
  await world.sleepUntil('2026-03-26T12:00');
  await publish('herstart', 2, [first, second(25), notice, handover]);
  await world.changes.stop();
  const body = { to: 2, choice: 'replan' };
  const { id } = await world.call<{ id: string }>('POST', '/api/ladders/herstart/changes', body);
  expect(await progress('herstart', id)).toMatchObject({ data: [{ status: 'waiting', told: false }] });
  world.restartChanges();
  await world.settled();
  expect(await progress('herstart', id)).toMatchObject({ data: [{ status: 'done' }] });
  expect((await world.state(invoice)).wakeAt).toBeLessThan(Date.parse('2026-04-14T00:00Z'));
});

test('the workflow refuses an order that it cannot read; one that the store does not have changes nothing', async () => {
  await world.begin('2026-03-18T10:00');
  await publish('dicht', 1, [first, second(30), notice, handover]);
  const invoice = await world.register({ due: '2026-03-18', ladder: 'dicht' });
  const order = { change: 'c', ladder: { id: 'dicht', version: 2 }, choice: 'replan' };
  const update = (args: unknown) =>
    world
      .handle(invoice)
      .executeUpdate('changeLadder', { args: [args] })
      .then(
        () => 'taken in',
        (error) => error.cause?.message ?? error.message,
      );
  expect(await update({ ...order, choice: 'now' })).toMatch(/"choice" must be/);
  expect(await update({ ...order, ladder: 'dicht' })).toMatch(/"ladder" must name/);
  expect(await update(null)).toMatch(/is an object/);
  const before = await world.state(invoice);
  expect(await update(order)).toBe('taken in');
  await world.sleepUntil('2026-03-19T12:00');
  expect(await world.state(invoice)).toEqual(before);
});
