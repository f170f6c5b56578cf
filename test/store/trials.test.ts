/** Ladders on trial in the store: what waits, what is counted, and the border at which the trial ends. */
import { sql } from 'kysely';
import { describe, expect, inject, test, vi } from 'vitest';
import type { Ladder } from '../../ladder/definition.ts';
import { addLadder } from '../../store/ladders.ts';
import { findState } from '../../store/states.ts';
import { beginTrial, endTrial, findTrial, noteRelease, waitingForRelease } from '../../store/trials.ts';
import { aBuyer, aHold, aLadder, anAnswer, aPayment, at, ladderForSeveral } from '../support/builders.ts';
import { aCase, type Case, signal } from '../support/case.ts';
import { emptyStore, onBothDatabases, type Store } from '../support/databases.ts';

const BEFORE = '2026-03-20T10:00';
const DAY = '2026-03-23T09:00';
const LATER = '2026-03-23T11:00';

const taskOf = (story: Case, step = 'herinnering') => `${story.id}:${step}.trial:1`;
const release = (story: Case, time = DAY) => signal(anAnswer(taskOf(story), 'release', { at: time }));

/** Cases of different debtors whose reminder is due, on a ladder of which so many contacts are released by a person. */
async function onTrial(store: Store, count: number, contacts: number, ladder: Ladder = aLadder()): Promise<Case[]> {
  await addLadder(store.db, ladder, 'test', at(BEFORE));
  await store.db.transaction().execute((tx) => beginTrial(tx, ladder, contacts, at(BEFORE)));
  const found: Case[] = [];
  for (let n = 0; n < count; n++) {
    found.push(await aCase(store.db, { ladder, debtor: aBuyer({ reference: `D${n}`, name: `Debiteur ${n}` }) }));
  }
  for (const one of found) await one.advance(BEFORE);
  return found;
}

const trialOf = async (store: Store, { id, version } = aLadder()) => (await findTrial(store.db, { id, version }))!;
const nudged = async (store: Store, { id }: Case) =>
  (await store.db.selectFrom('signal_outbox').select('signal').where('invoice_id', '=', id).execute()).filter(
    ({ signal: name }) => name === 'nudged',
  ).length;

onBothDatabases((store) => {
  test('a contact waits until a person releases it; then it goes, and is counted', async () => {
    const [story] = (await onTrial(store, 1, 3)) as [Case];
    await story.run(DAY);
    expect(story.mail.tries).toBe(0);
    expect(await story.openTasks()).toMatchObject([{ id: taskOf(story), kind: 'repair', cause: 'trial' }]);
    expect(await trialOf(store)).toMatchObject({ released: 0, waiting: 1, ended_at: null });

    await story.run(LATER, release(story, LATER));
    expect(story.mail.sent).toHaveLength(1);
    expect(await story.openTasks()).toEqual([]);
    expect(await trialOf(store)).toMatchObject({ released: 1, waiting: 0, ended_at: null });
    expect(await story.timeline()).toEqual([
      '- registered',
      'herinnering started',
      'herinnering decision_asked',
      'herinnering task_completed',
      'herinnering notice_intended',
      'herinnering notice_sent',
    ]);
  });

  test('what was paid while it waited never goes, released or not', async () => {
    const [story] = (await onTrial(store, 1, 3)) as [Case];
    await story.run(DAY);
    await story.accept(aPayment('1000.00', { at: LATER }));
    await story.run(LATER, release(story, LATER));
    expect(story.mail.tries).toBe(0);
    expect(story.state).toMatchObject({ phase: 'closed', closed: { because: 'paid' } });
    expect(await story.openTasks()).toEqual([]);
  });

  test('what is held between its release and its sending does not go; after the hold it is asked for no more', async () => {
    const [story] = (await onTrial(store, 1, 3)) as [Case];
    await story.run(DAY);
    await story.advance(LATER, release(story, LATER));
    await story.accept(aHold({ at: LATER, until: '2026-03-31' }));
    await story.deliver(LATER);
    expect(story.mail.tries).toBe(0);
    await story.run('2026-04-01T09:00');
    expect(story.mail.sent).toHaveLength(1);
  });

  test('the last release ends the trial: what still waits is woken, and goes by itself', async () => {
    const [first, second, third] = (await onTrial(store, 3, 2)) as [Case, Case, Case];
    for (const one of [first, second, third]) await one.run(DAY);
    await first.run(LATER, release(first, LATER));
    expect(await nudged(store, third)).toBe(0);
    await second.run(LATER, release(second, LATER));
    expect(await trialOf(store)).toMatchObject({ released: 2, ended_by: null, ended_at: at(LATER) });
    expect(await nudged(store, third)).toBe(1);
    await third.run(LATER);
    expect(third.mail.sent).toHaveLength(1);
    expect(await third.openTasks()).toEqual([]);
  });

  test('an end before its time wakes all that waits, each judged anew', async () => {
    const [goes, paid] = (await onTrial(store, 2, 100)) as [Case, Case];
    for (const one of [goes, paid]) await one.run(DAY);
    await paid.accept(aPayment('1000.00', { at: DAY }));
    expect(await waitingForRelease(store.db, aLadder())).toHaveLength(2);
    await store.db.transaction().execute((tx) => endTrial(tx, aLadder(), 'Sanne', at(LATER)));
    expect(await trialOf(store)).toMatchObject({ ended_by: 'Sanne' });
    for (const one of [goes, paid]) {
      expect(await nudged(store, one)).toBe(1);
      await one.run(LATER);
    }
    expect([goes.mail.sent.length, paid.mail.sent.length]).toEqual([1, 0]);
    // It ends once.
    expect(await store.db.transaction().execute((tx) => endTrial(tx, aLadder(), 'Sanne', at(LATER)))).toBe(false);
  });

  test('a release that is told again is counted once', async () => {
    const [story] = (await onTrial(store, 1, 3)) as [Case];
    await story.run(DAY);
    const said = release(story, LATER);
    await story.run(LATER, said);
    await story.run(LATER, said);
    await store.db
      .transaction()
      .execute((tx) => noteRelease(tx, aLadder(), { dispatchId: story.dispatchId('herinnering'), by: 'x' }, at(LATER)));
    expect(await trialOf(store)).toMatchObject({ released: 1 });
  });

  test('a version that is not on trial writes nothing of one', async () => {
    const story = await aCase(store.db);
    await story.advance(BEFORE);
    await story.run(DAY);
    expect(story.mail.sent).toHaveLength(1);
    expect(story.state).not.toHaveProperty('released');
  });

  test('many released at once: each goes once, no more are counted than the trial asks for, and it ends', async () => {
    const stories = await onTrial(store, 6, 4);
    for (const one of stories) await one.run(DAY);
    await Promise.all(stories.map((one) => one.run(LATER, release(one, LATER))));
    expect(stories.map(({ mail }) => mail.sent.length)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(await trialOf(store)).toMatchObject({ released: 4, waiting: 0, ended_at: at(LATER) });
  });

  test('at the border nothing slips through unreleased, and nothing is left waiting for nobody', async () => {
    const [released, ...others] = (await onTrial(store, 5, 1)) as [Case, ...Case[]];
    await released.run(DAY);
    await Promise.all([released.run(LATER, release(released, LATER)), ...others.map((one) => one.run(LATER))]);
    const { ended_at } = await trialOf(store);
    expect(ended_at).toBe(at(LATER));
    for (const one of others) {
      const { position } = (await findState(store.db, one.id))!;
      // It went after the end, or waits and is woken.
      if (position?.mode === 'stuck') expect(await nudged(store, one)).toBe(1);
      else expect(one.mail.sent).toHaveLength(1);
    }
  });

  test('contacts with one debtor that are released together leave in one mail', async () => {
    const ladder = ladderForSeveral();
    await addLadder(store.db, ladder, 'test', at(BEFORE));
    await store.db.transaction().execute((tx) => beginTrial(tx, ladder, 10, at(BEFORE)));
    const [first, second] = [await aCase(store.db, { ladder }), await aCase(store.db, { ladder })];
    for (const one of [first, second]) await one.advance(BEFORE);
    for (const one of [first, second]) await one.run(DAY);
    for (const one of [first, second]) await one.accept(anAnswer(taskOf(one), 'release', { at: LATER }));
    await first.run(LATER);
    expect(first.mail.sent[0]!.title).toContain('2 facturen');
    await second.run(LATER);
    expect(second.mail.tries).toBe(0);
    expect(await trialOf(store, ladder)).toMatchObject({ released: 2, waiting: 0 });
  });

  test('another invoice of the debtor that waits for its release does not leave with one that was released', async () => {
    const ladder = ladderForSeveral();
    await addLadder(store.db, ladder, 'test', at(BEFORE));
    await store.db.transaction().execute((tx) => beginTrial(tx, ladder, 10, at(BEFORE)));
    const [first, second] = [await aCase(store.db, { ladder }), await aCase(store.db, { ladder })];
    for (const one of [first, second]) await one.advance(BEFORE);
    await first.run(DAY);
    await first.run(LATER, release(first, LATER));
    expect(first.mail.sent).toHaveLength(1);
    expect((await findState(store.db, second.id))!.notices).toEqual([]);
  });
});

describe.skipIf(inject('postgresUrl') === null)('the lock of a trial', () => {
  const store = emptyStore('PostgreSQL');

  test('who comes to wait while the last release is being written is woken by it', async () => {
    const [first, second] = (await onTrial(store, 2, 1)) as [Case, Case];
    const taken = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    const last = store.db.transaction().execute(async (tx) => {
      await noteRelease(tx, aLadder(), { dispatchId: first.dispatchId('herinnering'), by: 'Sanne' }, at(DAY));
      taken.resolve();
      await finish.promise;
    });
    await taken.promise;
    // It reads that the trial runs, for its end is not written yet, and waits for the lock to say that it waits.
    const turn = second.advance(DAY);
    await vi.waitFor(async () => {
      const waiting = await sql`select 1 from pg_stat_activity where wait_event_type = 'Lock'`.execute(store.db);
      expect(waiting.rows).not.toEqual([]);
    });
    finish.resolve();
    await last;
    expect((await turn).state.position).toMatchObject({ mode: 'stuck', cause: 'trial' });
    expect(await nudged(store, second)).toBe(1);
    await second.run(LATER);
    expect(second.mail.sent).toHaveLength(1);
  });
});
