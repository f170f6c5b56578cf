/** Ladders on trial: asked for when publishing, looked at, released, held back, pulled back and ended. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Ladder } from '../../ladder/definition.ts';
import { addLadder } from '../../store/ladders.ts';
import { beginTrial } from '../../store/trials.ts';
import { useApi } from '../support/api.ts';
import { aHandover, aLadder, aNoticeOfDefault, aPayment, aReminder, at } from '../support/builders.ts';
import { aCase, type Case, signal } from '../support/case.ts';
import { aUser, type Browser, signedIn } from '../support/people.ts';

const api = useApi();
const BEFORE = '2026-03-20T10:00';
const DAY = '2026-03-23T10:00';
const TRIALS = '/api/ladders/proefladder/trials';

let dora: Browser;
let anna: Browser;
let sanne: Browser;
beforeEach(async () => {
  dora = await signedIn(api, await aUser(api, ['designer'], 'Dora'));
  anna = await signedIn(api, await aUser(api, ['approver'], 'Anna'));
  sanne = await signedIn(api, await aUser(api, ['collector'], 'Sanne'));
});

const taskOf = (story: Case, step = 'herinnering') => encodeURIComponent(`${story.id}:${step}.trial:1`);
const complete = (story: Case, body: object) =>
  sanne.post(`/api/tasks/${taskOf(story)}/complete`, { by: 'Sanne', ...body });

/** Cases whose reminder waits for its release, of different debtors unless they have one name. */
async function waiting(names: string[], ladder: Ladder = aLadder()): Promise<Case[]> {
  await addLadder(api.db, ladder, 'Dora', at(BEFORE));
  await api.db.transaction().execute((tx) => beginTrial(tx, ladder, 20, at(BEFORE)));
  const stories: Case[] = [];
  for (const name of names) stories.push(await aCase(api.db, { ladder, debtor: { name } }));
  for (const story of stories) await story.advance(BEFORE);
  api.now = at(DAY);
  for (const story of stories) await story.run(DAY);
  return stories;
}

/** Takes in what was accepted of a case. */
async function takeIn(story: Case): Promise<void> {
  await story.run(DAY);
}

describe('publishing on trial', () => {
  const END = { id: 'klaar', kind: 'end', name: { nl: 'Klaar', en: 'Done' } } as const;
  const light = (days: number) =>
    aLadder({ id: 'licht', steps: [aReminder({ when: { days, unit: 'days', after: 'due' }, next: 'klaar' }), END] });
  const LIGHT = '/api/ladders/licht';

  async function drafted(ladder: Ladder): Promise<void> {
    expect((await dora.post(`/api/ladders/${ladder.id}/draft`, { document: ladder })).status).toBe(201);
  }

  test('is chosen with the publication, and answers how many are left', async () => {
    await drafted(light(5));
    const { status, body } = await dora.post(`${LIGHT}/draft/publish`, { revision: 1, base_version: null, trial: 20 });
    expect(status).toBe(201);
    expect(body).toMatchObject({ status: 'published', version: 1, trial: 20 });
    expect((await dora.get(`${LIGHT}/trials`)).body.data).toEqual([
      {
        version: 1,
        contacts: 20,
        released: 0,
        left: 20,
        waiting: 0,
        running: true,
        began_at: expect.stringMatching(/Z$/),
        ended_at: null,
        ended_by: null,
      },
    ]);
    const history = (await dora.get(`${LIGHT}/history`)).body.data;
    expect(history.at(-1).why).toContainEqual({ code: 'trial', contacts: 20 });
  });

  test('is off unless asked for', async () => {
    await drafted(light(5));
    expect((await dora.post(`${LIGHT}/draft/publish`, { revision: 1, base_version: null })).body.trial).toBeNull();
    expect((await dora.get(`${LIGHT}/trials`)).body.data).toEqual([]);
  });

  test.each([0, 501, 2.5, 'veel'])('does not take %s contacts', async (trial) => {
    await drafted(light(5));
    const asked = { revision: 1, base_version: null, trial };
    await api.refuses(() => dora.post(`${LIGHT}/draft/publish`, asked), 422, 'invalid_field', 'trial');
  });

  test('goes along with what a second person approves', async () => {
    await drafted(aLadder({ steps: [aReminder(), aNoticeOfDefault(), aHandover()] }));
    const asked = await dora.post('/api/ladders/proefladder/draft/publish', {
      revision: 1,
      base_version: null,
      trial: 7,
    });
    expect(asked).toMatchObject({ status: 202, body: { status: 'requested', trial: 7 } });
    expect((await dora.get(TRIALS)).body.data).toEqual([]);
    await anna.post(`/api/ladders/proefladder/publications/${asked.body.id}/approve`, {});
    expect((await dora.get(TRIALS)).body.data).toMatchObject([{ version: 1, contacts: 7, running: true }]);
  });

  test('goes along with an older version that is published again', async () => {
    await addLadder(api.db, light(5), 'Dora', api.now);
    await addLadder(api.db, { ...light(9), version: 2 }, 'Dora', api.now);
    const back = await dora.post(`${LIGHT}/rollback`, { version: 1, base_version: 2, trial: 3 });
    expect(back).toMatchObject({ status: 201, body: { version: 3, trial: 3 } });
    expect((await dora.get(`${LIGHT}/trials`)).body.data).toMatchObject([{ version: 3, contacts: 3 }]);
  });
});

describe('what waits', () => {
  test('is on the list of tasks, by its cause, its ladder and its version', async () => {
    const [story] = (await waiting(['Een B.V.'])) as [Case];
    const found = async (query: string) => (await sanne.get(`/api/tasks?${query}`)).body.data;
    const tasks = await found('cause=trial&ladder=proefladder&version=1');
    expect(tasks).toMatchObject([
      { invoice_id: story.id, kind: 'repair', cause: 'trial', outcomes: ['release', 'hold', 'skip'] },
    ]);
    expect(tasks[0].nl).toMatchObject({ title: expect.stringContaining('draait proef') });
    expect(tasks[0].en.outcomes).toMatchObject({ release: 'Release', hold: 'Hold back' });
    expect(await found('cause=trial&ladder=proefladder&version=2')).toEqual([]);
    expect(await found('cause=in_doubt')).toEqual([]);
    await api.refuses(() => sanne.get('/api/tasks?cause=x'), 422, 'invalid_field', 'cause');
  });

  test('is told in the timeline of the invoice, with the version', async () => {
    const [story] = (await waiting(['Een B.V.'])) as [Case];
    const { data } = (await sanne.get(`/api/invoices/${story.id}/timeline`)).body;
    expect(data.at(-1).nl.why).toContain('wacht op vrijgave: proefdraaien van versie 1');
    expect(data.at(-1).en.why).toContain('waits for release: trial run of version 1');
  });

  test('is shown as it would go out now, with what was paid since taken off', async () => {
    const [story] = (await waiting(['Een B.V.'])) as [Case];
    const shown = async () => (await sanne.get(`/api/tasks/${taskOf(story)}/notice`)).body;
    const before = await shown();
    expect(before).toMatchObject({
      invoice_id: story.id,
      why_not: null,
      notice: { channel: 'email', to_agency: false, to: { name: 'Een B.V.', address: 'klant@debiteur.example' } },
    });
    expect(before.notice.text).toContain('1.000,00');
    expect(before.notice.terms).toMatchObject({ amount: '1000.00', costs_cents: 0 });
    await story.accept(aPayment('400.00', { at: DAY }));
    expect((await shown()).notice.text).toContain('600,00');
    // Looking is no release.
    expect(await story.openTasks()).toHaveLength(1);
  });

  test('says why it would not go', async () => {
    const [story] = (await waiting(['Een B.V.'])) as [Case];
    await story.accept(aPayment('1000.00', { at: DAY }));
    const { body } = await sanne.get(`/api/tasks/${taskOf(story)}/notice`);
    expect(body).toMatchObject({ leaves_at: null, notice: null });
    expect(body.why_not.nl).toContain('betaald');
  });

  test('a handover is shown as the agency would get it', async () => {
    const [story] = (await waiting(['Een B.V.'])) as [Case];
    await story.run(
      DAY,
      signal({
        type: 'task_completed',
        id: 'r1',
        at: at(DAY),
        taskId: `${story.id}:herinnering.trial:1`,
        outcome: 'release',
        by: 'Sanne',
      }),
    );
    const noticeDay = '2026-04-09T10:00';
    await story.run(noticeDay);
    await story.run(
      noticeDay,
      signal({
        type: 'task_completed',
        id: 'r2',
        at: at(noticeDay),
        taskId: `${story.id}:ingebrekestelling.trial:1`,
        outcome: 'release',
        by: 'Sanne',
      }),
    );
    api.now = at('2026-05-18T10:00');
    await story.run('2026-05-18T10:00');
    const { body } = await sanne.get(`/api/tasks/${taskOf(story, 'overdragen')}/notice`);
    expect(body.notice).toMatchObject({ to_agency: true, to: { name: 'Bureau Incasso' } });
    expect(body.notice.subject).toContain('Overdracht ter incasso');
  });

  test('only what waits for a release is shown so', async () => {
    await api.refuses(() => sanne.get('/api/tasks/x/notice'), 404, 'held_notice_not_found');
  });
});

describe('what a person decides', () => {
  test('released, it goes and is counted', async () => {
    const [story] = (await waiting(['Een B.V.'])) as [Case];
    expect((await complete(story, { outcome: 'release' })).status).toBe(202);
    await takeIn(story);
    expect(story.mail.sent).toHaveLength(1);
    expect((await dora.get(TRIALS)).body.data).toMatchObject([{ released: 1, left: 19, waiting: 0 }]);
    await api.refuses(() => complete(story, { outcome: 'release' }), 409, 'task_not_open');
  });

  test('held back, it is a hold with an owner and an end', async () => {
    const [story] = (await waiting(['Een B.V.'])) as [Case];
    await api.refuses(() => complete(story, { outcome: 'hold' }), 422, 'reason_of_hold', 'note');
    const past = { outcome: 'hold', note: 'Aanhef', until: '2026-03-01' };
    await api.refuses(() => complete(story, past), 422, 'day_impossible', 'until');
    const early = { outcome: 'release', until: '2026-04-01' };
    await api.refuses(() => complete(story, early), 422, 'until_of_hold', 'until');
    expect((await complete(story, { outcome: 'hold', note: 'Aanhef', until: '2026-04-01' })).status).toBe(202);
    // Nobody releases what a colleague has just held back.
    await api.refuses(() => complete(story, { outcome: 'release' }), 409, 'task_not_open');
    await takeIn(story);
    expect(story.state.paused).toMatchObject({ cause: 'held', until: '2026-04-01' });
    expect(await story.openTasks()).toEqual([]);
    expect(story.mail.tries).toBe(0);
  });

  test('contacts with one debtor are released together, those of another are not', async () => {
    const [one, two, other] = (await waiting(['Een B.V.', 'Een B.V.', 'Ander B.V.'])) as [Case, Case, Case];
    const id = (story: Case) => decodeURIComponent(taskOf(story));
    await api.refuses(() => complete(one, { outcome: 'release', also: [id(other)] }), 422, 'not_same_call', 'also');
    expect((await complete(one, { outcome: 'release', also: [id(two)] })).status).toBe(202);
    for (const story of [one, two]) await story.advance(DAY);
    expect((await dora.get(TRIALS)).body.data).toMatchObject([{ released: 2, waiting: 1 }]);
  });
});

describe('a trial', () => {
  test('is ended by who publishes: all that waits is woken, and the log says who did it', async () => {
    const [story] = (await waiting(['Een B.V.'])) as [Case];
    const { accepted } = api;
    await api.refuses(() => sanne.post(`${TRIALS}/1/end`, {}), 403, 'role_missing');
    expect(await dora.post(`${TRIALS}/1/end`, {})).toMatchObject({
      status: 200,
      body: { running: false, ended_by: 'Dora', left: 0 },
    });
    expect(api.accepted).toBe(accepted + 1);
    await takeIn(story);
    expect(story.mail.sent).toHaveLength(1);
    const history = (await dora.get('/api/ladders/proefladder/history')).body.data;
    expect(history.at(-1)).toMatchObject({
      what: 'trial_ended',
      why: [{ by: 'Dora' }, { version: 1 }, { code: 'waited', count: 1 }],
    });
    await api.refuses(() => dora.post(`${TRIALS}/1/end`, {}), 409, 'trial_ended');
  });

  test('that never was is not found', async () => {
    await api.refuses(() => dora.post(`${TRIALS}/9/end`, {}), 404, 'trial_not_found');
    await api.refuses(() => dora.post(`${TRIALS}/9/pull-back`, { reason: 'x' }), 404, 'trial_not_found');
  });

  test('is pulled back: every invoice that waits gets a hold, and the trial goes on', async () => {
    const stories = await waiting(['Een B.V.', 'Ander B.V.']);
    await api.refuses(() => sanne.post(`${TRIALS}/1/pull-back`, {}), 422, 'invalid_field', 'reason');
    const past = { reason: 'Fout in de tekst', until: '2026-03-01' };
    await api.refuses(() => sanne.post(`${TRIALS}/1/pull-back`, past), 422, 'day_impossible', 'until');
    const body = { reason: 'Fout in de tekst', until: '2026-04-03' };
    expect(await sanne.post(`${TRIALS}/1/pull-back`, body)).toMatchObject({ status: 202, body: { held: 2 } });
    for (const story of stories) {
      await takeIn(story);
      expect(story.mail.tries).toBe(0);
      expect(story.state.paused).toMatchObject({ cause: 'held', until: '2026-04-03' });
    }
    expect((await dora.get(TRIALS)).body.data).toMatchObject([{ running: true, waiting: 0, released: 0 }]);
    const history = (await dora.get('/api/ladders/proefladder/history')).body.data;
    expect(history.at(-1)).toMatchObject({ what: 'trial_pulled_back' });
  });
});
