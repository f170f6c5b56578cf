/** What a debtor hears of an arrangement on paper, and what an arrangement over costs and interest settles. */
import { expect, test } from 'vitest';
import type { ArrangementEntry } from '../../ladder/arrangement/simulate.ts';
import type { ArrangementState } from '../../ladder/arrangement/state.ts';
import { arrangementWorkflowId, PLAN_QUERY } from '../../workflows/messages.ts';
import { Arranged } from './arranging.ts';
import { postLetters, printLetters } from './paper.ts';
import { nothingTwiceNothingForgotten } from './soundness.ts';
import { useWorld } from './use-world.ts';

const world = useWorld();

/** The letters of an arrangement that wait to be printed: "breach-notice 3". */
const waiting = ({ letters }: ArrangementState) => letters.map(({ what, n }) => `${what} ${n}`);

async function printAndPost(): Promise<void> {
  const { id } = await printLetters(world);
  await postLetters(world, id);
}

test('S0.5 S2.4 without an e-mail address the text to sign, its confirmation and the breach notice go by letter, whose term runs from receipt', async () => {
  await world.begin('2026-04-15T10:00');
  const invoice = await world.register({ due: '2026-04-10', amount: '300.00', email: null });
  const arrangement = new Arranged(
    world,
    await world.arrange([invoice], { instalments: { count: 3, first_on: '2026-06-01' } }),
  );
  expect(waiting(await arrangement.state())).toEqual(['agreement 0']);
  const { data } = await world.call<{ data: object[] }>('GET', '/api/letters');
  expect(data).toMatchObject([{ kind: 'agreement', arrangement_id: arrangement.id, instalment: 0 }]);
  const handle = world.client.workflow.getHandle(arrangementWorkflowId(arrangement.id));
  const plan = await handle.query<ArrangementEntry[]>(PLAN_QUERY);
  expect(plan.map(({ what }) => what)).toEqual(['notice_sent', 'declined']);

  await world.sleepUntil('2026-04-15T15:00');
  await printAndPost();
  expect(await arrangement.notices()).toEqual(['agreement 0 sent 2026-04-15']);
  await world.sleepUntil('2026-04-24T10:00');
  await arrangement.sign();
  await world.sleepUntil('2026-04-28T15:00');
  await printAndPost();
  expect((await arrangement.state()).phase).toBe('running');
  // The reminder of Monday 1 June is not printed: it stays in once it would come too late.
  await world.sleepUntil('2026-05-26T17:30');
  expect(waiting(await arrangement.state())).toEqual(['instalment-reminder 1']);
  await world.sleepUntil('2026-06-01T12:00');
  expect(waiting(await arrangement.state())).toEqual([]);
  await world.sleepUntil('2026-06-04T17:30');
  expect(waiting(await arrangement.state())).toEqual(['breach-notice 1']);
  const batch = await printLetters(world);
  expect(batch).toMatchObject({ letters: 1, dated: '2026-06-04', post_by: '2026-06-05' });
  await postLetters(world, batch.id);
  // Posted on Friday at the latest it is received on Tuesday; five working days later it is the 16th.
  expect((await arrangement.state()).past.at(-1)).toMatchObject({ channel: 'letter', deadline: '2026-06-16' });
  await world.sleepUntil('2026-06-18T12:00');
  expect(await arrangement.openTasks()).toEqual([]);
  await world.sleepUntil('2026-06-19T12:00');
  expect(await arrangement.openTasks()).toMatchObject([{ kind: 'breach' }]);
  expect(await arrangement.notices()).toEqual([
    'agreement 0 sent 2026-04-15',
    'confirmation 0 sent 2026-04-28',
    'instalment-reminder 1 withdrawn',
    'breach-notice 1 sent 2026-06-04',
  ]);
  expect(world.mail.sent).toEqual([]);
  await nothingTwiceNothingForgotten(world);
});

test('S0.5 the text to sign that bounced follows by letter; signed on paper, the arrangement runs', async () => {
  await world.begin('2026-04-15T10:00');
  const invoice = await world.register({ due: '2026-04-10', amount: '300.00' });
  const body = { instalments: { count: 3, first_on: '2026-06-01' }, sign_by: '2026-05-01' };
  const arrangement = new Arranged(world, await world.arrange([invoice], body));
  const id = `arrangement:${arrangement.id}:agreement:0:1`;
  await world.call('POST', `/api/dispatches/${encodeURIComponent(id)}/bounced`, { problem: '550 no such user' });
  await world.settled();
  expect(waiting(await arrangement.state())).toEqual(['agreement 0']);
  await world.sleepUntil('2026-04-16T15:00');
  await printAndPost();
  expect(await arrangement.notices()).toEqual(['agreement 0 bounced 2026-04-15', 'agreement 0 sent 2026-04-16']);
  await arrangement.sign('2026-04-16');
  expect((await arrangement.state()).phase).toBe('signed');
  await world.sleepUntil('2026-04-17T15:00');
  await printAndPost();
  expect((await arrangement.state()).phase).toBe('running');
  await nothingTwiceNothingForgotten(world);
});

test('S0.5 a text to sign that nobody prints in time declines nothing: a person lets the proposal lapse, and only then the ladder goes on', async () => {
  await world.begin('2026-04-15T10:00');
  const invoice = await world.register({ due: '2026-04-10', amount: '300.00', email: null });
  const body = { instalments: { count: 3, first_on: '2026-06-01' }, sign_by: '2026-04-24' };
  const arrangement = new Arranged(world, await world.arrange([invoice], body));
  await world.sleepUntil('2026-04-29T12:00');
  expect((await arrangement.state()).phase).toBe('proposed');
  expect(waiting(await arrangement.state())).toEqual([]);
  expect(await arrangement.openTasks()).toMatchObject([{ kind: 'not_offered', outcomes: ['renew', 'decline'] }]);
  expect((await world.state(invoice)).paused).toMatchObject({ cause: 'arranged' });
  await arrangement.answer('decline');
  expect((await arrangement.state()).phase).toBe('declined');
  expect((await world.state(invoice)).paused).toBeNull();
});

test('S2.1 costs and interest that were charged are part of what is arranged; once it is kept the case closes, although interest ran on', async () => {
  await world.begin('2026-03-02T10:00');
  const invoice = await world.register({ due: '2026-03-16', amount: '1000.00', ladder: 'incassotraject' });
  await world.sleepUntil('2026-04-20T12:00');
  const { charged } = await world.state(invoice);
  expect(charged.costs).toMatchObject({ standingCents: 15_000 });
  const arrangement = new Arranged(
    world,
    await world.arrange([invoice], { instalments: { count: 2, first_on: '2026-06-01' }, sign_by: '2026-04-30' }),
  );
  const { total } = await world.call<{ total: string }>('GET', `/api/arrangements/${arrangement.id}`);
  expect(Number(total)).toBeGreaterThanOrEqual(1_150);
  const proposal = world.mail.sent.at(-1)!.text.replace(/\s+/g, ' ');
  expect(proposal).toContain('€ 150,00 aan incassokosten');
  expect(proposal).toContain('dan komen er geen kosten of rente bij');
  await arrangement.sign();
  await world.sleepUntil('2026-06-01T12:00');
  await world.pay(invoice, '1000.00');
  // The books are even; what was arranged is not paid yet.
  expect((await arrangement.state()).phase).toBe('running');
  expect((await world.state(invoice)).phase).toBe('climbing');
  await world.sleepUntil('2026-06-20T12:00');
  await world.pay(invoice, (Number(total) - 1_000).toFixed(2));
  expect((await arrangement.state()).phase).toBe('kept');
  expect(await world.state(invoice)).toMatchObject({ phase: 'closed', closed: { because: 'paid' } });
  const sent = world.mail.sent.length;
  await world.sleepUntil('2026-09-01T12:00');
  expect(world.mail.sent).toHaveLength(sent);
  await nothingTwiceNothingForgotten(world);
});
