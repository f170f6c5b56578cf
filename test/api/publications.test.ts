/** Publishing: by one person or two, with what it does to running invoices, and back again. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Ladder } from '../../ladder/definition.ts';
import { addLadder } from '../../store/ladders.ts';
import { CHANGE_LADDER } from '../../workflows/messages.ts';
import { useApi } from '../support/api.ts';
import { aHandover, aLadder, aNoticeOfDefault, aReminder, at } from '../support/builders.ts';
import { aCase, type Case } from '../support/case.ts';
import { aKey, aUser, type Browser, signedIn } from '../support/people.ts';

const api = useApi();
const DRAFT = '/api/ladders/proefladder/draft';
const PUBLISH = `${DRAFT}/publish`;
const PUBLICATIONS = '/api/ladders/proefladder/publications';
const EDIT = { nl: 'Ingebrekestelling: dag 20 → dag 15', en: 'Notice of default: day 20 → day 15' };

const onDay = (days: number) => ({ days, unit: 'days', after: 'due' }) as const;
const withNoticeOn = (version: number, days: number, changes: Partial<Ladder> = {}) =>
  aLadder({ version, steps: [aReminder(), aNoticeOfDefault({ when: onDay(days) }), aHandover()], ...changes });

const END = { id: 'klaar', kind: 'end', name: { nl: 'Klaar', en: 'Done' } } as const;
/** A ladder that nobody has to approve. */
const light = (version: number, days = 5) =>
  aLadder({ id: 'licht', version, steps: [aReminder({ when: onDay(days), next: 'klaar' }), END] });

let dora: Browser;
let anna: Browser;
let both: Browser;
beforeEach(async () => {
  for (const ladder of [aLadder(), light(1)]) await published(ladder);
  dora = await signedIn(api, await aUser(api, ['designer'], 'Dora'));
  anna = await signedIn(api, await aUser(api, ['approver'], 'Anna'));
  both = await signedIn(api, await aUser(api, ['designer', 'approver'], 'Bo'));
});

/** A draft of the ladder, at revision 2. */
async function drafted(document: object = withNoticeOn(2, 15), url = DRAFT, more: object = {}): Promise<void> {
  expect((await dora.post(url, {})).status).toBe(201);
  expect((await dora.put(url, { revision: 1, document, edits: [EDIT], ...more })).status).toBe(200);
}

/** An invoice, due on 18 March, that has begun to climb. */
async function running(name = 'Debiteur B.V.', ladder = aLadder()): Promise<Case> {
  const story = await aCase(api.db, { ladder, at: '2026-03-02T10:00', debtor: { name } });
  await story.run('2026-03-02T10:00');
  return story;
}

/** A colleague published it. */
const published = async (ladder: Ladder) => expect(await addLadder(api.db, ladder, 'Piet', api.now)).toBe(true);

const ASKED = { revision: 2, base_version: 1 };
const REPLAN = { ...ASKED, running: [{ from: 1, choice: 'replan' }] };

describe('a ladder without legal or agency steps', () => {
  const LIGHT = '/api/ladders/licht/draft';

  test('is published by a designer alone, and its draft is gone', async () => {
    await drafted(light(2, 9), LIGHT);
    const { status, body } = await dora.post(`${LIGHT}/publish`, { ...ASKED, note: 'Rustiger' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ status: 'published', version: 2, asked_by: 'Dora', ended_by: 'Dora' });
    expect(body.edits).toEqual([{ nl: expect.stringContaining('dag 5 → dag 9'), en: expect.any(String) }]);
    expect((await dora.get('/api/ladders/licht')).body).toEqual(light(2, 9));
    await api.refuses(() => dora.get(LIGHT), 404, 'draft_not_found');
    const history = (await dora.get('/api/ladders/licht/history')).body.data;
    expect(history.at(-1)).toMatchObject({
      what: 'version_published',
      why: [
        { code: 'done_by', by: 'Dora' },
        { code: 'version', version: 2 },
        { code: 'from_version', version: 1 },
        { code: 'edit', nl: expect.stringContaining('dag 5 → dag 9'), en: expect.any(String) },
        { code: 'said', note: 'Rustiger' },
      ],
    });
  });

  test('sent twice under one id is published once', async () => {
    await drafted(light(2, 9), LIGHT);
    const order = { ...ASKED, id: 'p1' };
    expect((await dora.post(`${LIGHT}/publish`, order)).status).toBe(201);
    expect(await dora.post(`${LIGHT}/publish`, order)).toMatchObject({ status: 200, body: { version: 2 } });
    expect((await dora.get('/api/ladders/licht/3')).status).toBe(404);
  });

  test('that gets such a step asks for a second person, and so does one that loses them', async () => {
    await drafted({ ...withNoticeOn(2, 20), id: 'licht' }, LIGHT);
    expect(await dora.post(`${LIGHT}/publish`, ASKED)).toMatchObject({ status: 202, body: { status: 'requested' } });
    await drafted({ ...light(2), id: 'proefladder' });
    expect(await dora.post(PUBLISH, ASKED)).toMatchObject({ status: 202, body: { status: 'requested' } });
  });
});

describe('a ladder with legal or agency steps', () => {
  test('is asked for by one and approved by another: then it is there, and running invoices hear of it', async () => {
    const story = await running();
    await drafted();
    const asked = await dora.post(PUBLISH, REPLAN);
    expect(asked).toMatchObject({ status: 202, body: { status: 'requested', version: null, ended_by: null } });
    expect((await dora.get('/api/ladders/proefladder')).body.version).toBe(1);
    expect((await dora.get(DRAFT)).body.requested).toMatchObject({ id: asked.body.id, by: 'Dora' });
    expect((await anna.get('/api/publications')).body.data).toMatchObject([{ id: asked.body.id }]);

    const { accepted } = api;
    const { status, body } = await anna.post(`${PUBLICATIONS}/${asked.body.id}/approve`, {});
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'published', version: 2, asked_by: 'Dora', ended_by: 'Anna' });
    expect(api.accepted).toBe(accepted + 1);
    expect((await dora.get('/api/ladders')).body.data).toContainEqual(
      expect.objectContaining({ id: 'proefladder', version: 2, created_by: 'Dora' }),
    );
    const change = body.running[0].change;
    const progress = `/api/ladders/proefladder/changes/${change}`;
    expect((await dora.get(progress)).body).toMatchObject({ by: 'Anna', progress: { waiting: 1 } });
    await story.advance('2026-03-02T12:00', { name: CHANGE_LADDER, payload: { change }, at: api.now });
    expect((await dora.get(progress)).body).toMatchObject({ progress: { waiting: 0, done: 1 } });
    await api.refuses(() => dora.get(DRAFT), 404, 'draft_not_found');
    expect((await anna.get('/api/publications')).body.data).toEqual([]);
  });

  test('is not approved by who asked for it, also when they may approve', async () => {
    await drafted();
    const { body } = await both.post(PUBLISH, ASKED);
    expect(body.status).toBe('requested');
    await api.refuses(() => both.post(`${PUBLICATIONS}/${body.id}/approve`, {}), 403, 'second_person_needed');
    const no = () => both.post(`${PUBLICATIONS}/${body.id}/refuse`, { reason: 'toch niet' });
    await api.refuses(no, 403, 'second_person_needed');
    await api.refuses(() => dora.post(`${PUBLICATIONS}/${body.id}/approve`, {}), 403, 'role_missing');
    expect((await anna.post(`${PUBLICATIONS}/${body.id}/approve`, {})).status).toBe(200);
  });

  test('of the same name as who asked, a second person is another one all the same', async () => {
    const namesake = await signedIn(api, await aUser(api, ['approver'], 'Dora'));
    await drafted();
    const { body } = await dora.post(PUBLISH, ASKED);
    expect((await namesake.post(`${PUBLICATIONS}/${body.id}/approve`, {})).status).toBe(200);
  });

  test('is refused with a reason; the draft stays, and may be asked for again', async () => {
    await drafted();
    const { body } = await dora.post(PUBLISH, ASKED);
    const url = `${PUBLICATIONS}/${body.id}`;
    expect((await anna.post(`${url}/refuse`, { reason: ' ' })).body.code).toBe('invalid_field');
    const refused = await anna.post(`${url}/refuse`, { reason: 'Te snel voor onze klanten' });
    expect(refused.body).toMatchObject({ status: 'refused', reason: 'Te snel voor onze klanten', ended_by: 'Anna' });
    await api.refuses(() => anna.post(`${url}/approve`, {}), 409, 'publication_ended');
    expect((await dora.get(DRAFT)).body).toMatchObject({ revision: 2, requested: null });
    expect((await dora.post(PUBLISH, ASKED)).status).toBe(202);
    expect((await dora.get(PUBLICATIONS)).body.data).toHaveLength(2);
  });

  test('waits for one decision at a time, and can be taken back', async () => {
    await drafted();
    const { body } = await dora.post(PUBLISH, ASKED);
    await api.refuses(() => both.post(PUBLISH, ASKED), 409, 'publication_requested');
    const withdrawn = await both.post(`${PUBLICATIONS}/${body.id}/withdraw`, {});
    expect(withdrawn.body).toMatchObject({ status: 'withdrawn', ended_by: 'Bo' });
    expect((await both.post(PUBLISH, ASKED)).status).toBe(202);
  });

  test('is published as it was asked for, whatever the draft became; that goes on from there', async () => {
    await drafted();
    const { body } = await dora.post(PUBLISH, ASKED);
    const later = { nl: 'Overdragen: dag 40 → dag 50', en: 'Hand over: day 40 → day 50' };
    await dora.put(DRAFT, { revision: 2, document: withNoticeOn(2, 12), edits: [later] });
    expect((await anna.get(`${PUBLICATIONS}/${body.id}`)).body.document).toEqual(withNoticeOn(2, 15));
    await anna.post(`${PUBLICATIONS}/${body.id}/approve`, {});
    expect((await dora.get('/api/ladders/proefladder')).body).toEqual(withNoticeOn(2, 15));
    const draft = (await dora.get(DRAFT)).body;
    expect(draft).toMatchObject({ base_version: 2, revision: 3, behind: null, edits: [later] });
  });

  test('by a program takes the scope for decisions; without it a person is asked', async () => {
    await drafted();
    const ladders = await aKey(api, ['ladders']);
    const asked = await api.post(PUBLISH, ASKED, ladders);
    expect(asked).toMatchObject({ status: 202, body: { status: 'requested' } });
    await dora.post(`${PUBLICATIONS}/${asked.body.id}/withdraw`, {});
    const decides = await aKey(api, ['ladders', 'decisions'], 'Werkplek');
    expect(await api.post(PUBLISH, ASKED, decides)).toMatchObject({ status: 201, body: { ended_by: 'Werkplek' } });
  });
});

describe('nothing is published', () => {
  test('that is not what was looked at', async () => {
    await drafted();
    await api.refuses(() => dora.post(PUBLISH, { ...ASKED, revision: 1 }), 409, 'draft_changed', 'revision');
    await api.refuses(() => dora.post(PUBLISH, { ...ASKED, base_version: null }), 409, 'base_outdated', 'base_version');
    await published(withNoticeOn(2, 30));
    const message = await api.refuses(() => dora.post(PUBLISH, ASKED), 409, 'base_outdated', 'base_version');
    expect(message).toContain('Version 2');
    const other = { ...ASKED, base_version: 2 };
    await api.refuses(() => dora.post(PUBLISH, other), 409, 'base_outdated', 'base_version');
  });

  test('that was overtaken between the asking and the approval', async () => {
    await drafted();
    const { body } = await dora.post(PUBLISH, ASKED);
    await published(withNoticeOn(2, 30));
    const approve = () => anna.post(`${PUBLICATIONS}/${body.id}/approve`, {});
    await api.refuses(approve, 409, 'base_outdated', 'base_version');
    const refused = await anna.post(`${PUBLICATIONS}/${body.id}/refuse`, { reason: 'Achterhaald' });
    expect(refused.status).toBe(200);
  });

  test('in which the checks find an error, that is no ladder, or that changes nothing', async () => {
    const { texts: _, ...wordless } = withNoticeOn(2, 15);
    await drafted({ ...wordless, texts: { nl: {}, en: {} } });
    const refused = await dora.post(PUBLISH, ASKED);
    expect(refused).toMatchObject({ status: 422, body: { code: 'ladder_missing-text', problems: expect.any(Array) } });
    await dora.put(DRAFT, { revision: 2, document: { ...withNoticeOn(2, 15), toleranceCents: 'veel' } });
    const malformed = await dora.post(PUBLISH, { ...ASKED, revision: 3 });
    expect(malformed).toMatchObject({ status: 422, body: { code: 'ladder_schema' } });
    await dora.put(DRAFT, { revision: 3, document: aLadder() });
    await api.refuses(() => dora.post(PUBLISH, { ...ASKED, revision: 4 }), 409, 'nothing_changed');
  });

  test('that removes a step at which invoices stand, until it is said where they go', async () => {
    await running();
    await drafted(aLadder({ version: 2, steps: [aNoticeOfDefault(), aHandover()] }));
    const message = await api.refuses(() => dora.post(PUBLISH, REPLAN), 422, 'change_unmapped-step', 'herinnering');
    expect(message).toContain('say in the mapping');
    const mapping = { herinnering: 'ingebrekestelling' };
    const mapped = { ...ASKED, running: [{ from: 1, choice: 'replan', mapping }] };
    expect((await dora.post(PUBLISH, mapped)).status).toBe(202);
  });

  test('in which a saved check fails; once it holds, it goes with the version', async () => {
    const check = {
      id: 'niet-betaald',
      name: 'Niemand betaalt',
      invoice: {
        number: 'V1',
        issued: '2026-02-16',
        due: '2026-03-18',
        amount: '1000.00',
        debtor: { kind: 'company' },
      },
      events: [{ type: 'payment', at: '2026-03-30T10:00', amount: '1000.00' }],
      expected: [
        { on: '2026-03-23', what: 'notice_sent', step: 'herinnering' },
        { on: '2026-03-30', what: 'closed', step: 'ingebrekestelling' },
      ],
    };
    const wrong = { ...check, expected: [check.expected[0], { ...check.expected[1], on: '2026-03-31' }] };
    await drafted(withNoticeOn(2, 15), DRAFT, { checks: [wrong] });
    const message = await api.refuses(() => dora.post(PUBLISH, ASKED), 422, 'check_failed', 'niet-betaald');
    expect(message).toContain('Niemand betaalt');
    expect(message).toContain('2026-03-30');
    const preview = (await dora.post(`${DRAFT}/preview`, {})).body;
    expect(preview.checks).toMatchObject([{ id: 'niet-betaald', holds: false, found: { on: '2026-03-30' } }]);
    await dora.put(DRAFT, { revision: 2, document: withNoticeOn(2, 15), checks: [check] });
    const { body } = await dora.post(PUBLISH, { ...ASKED, revision: 3 });
    await anna.post(`${PUBLICATIONS}/${body.id}/approve`, {});
    expect((await dora.get(`${DRAFT.replace('/draft', '')}/${body.base_version + 1}/checks`)).body.data).toEqual([
      check,
    ]);
    expect((await dora.post(DRAFT, {})).body.checks).toEqual([check]);
    const unread = { revision: 1, document: withNoticeOn(3, 15), checks: [{ ...check, expected: 'niets' }] };
    await api.refuses(() => dora.put(DRAFT, unread), 422, 'check_malformed', 'checks.0');
  });
});

describe('the preview of a publication', () => {
  test('says per step who waits, what comes instead and what is due at once, spread over days', async () => {
    for (let debtor = 0; debtor < 3; debtor++) {
      const story = await running(`Klant ${debtor}`);
      await story.run('2026-03-23T16:00');
    }
    await running();
    api.now = at('2026-03-30T10:00');
    await drafted(withNoticeOn(2, 8));
    const before = await api.rows();
    const { status, body } = await dora.post(`${DRAFT}/preview`, { running: REPLAN.running, per_day: 2 });
    expect(status).toBe(200);
    expect(body).toMatchObject({ revision: 2, base_version: 1, version: 2, approval: true, problems: [] });
    expect(body.book).toMatchObject({ invoices: 4, counts: { at_once: 3 } });
    const notice = body.book.steps.find(({ step }: { step: string }) => step === 'ingebrekestelling');
    expect(notice).toMatchObject({ version: 1, waiting: 3, counts: { at_once: 3 } });
    expect(notice.moves).toEqual([
      {
        before: { step: 'ingebrekestelling', what: 'notice_intended' },
        after: { step: 'ingebrekestelling', what: 'notice_intended' },
        count: 3,
        at_once: 3,
        was: { first: '2026-04-07', last: '2026-04-07' },
        becomes: { first: '2026-03-30', last: '2026-03-30' },
      },
    ]);
    expect(body.book.spread.map(({ count }: { count: number }) => count)).toEqual([2, 1]);
    expect(await api.rows()).toEqual(before);
    expect((await anna.post(`${DRAFT}/preview`, {})).body).toMatchObject({ running: [], book: null });
  });

  test('of several old versions spreads what all of them make due as one, and publishes all of it', async () => {
    const first = await running();
    await first.run('2026-03-23T16:00');
    await published(withNoticeOn(2, 25));
    const second = await running('Tweede B.V.', withNoticeOn(2, 25));
    await second.run('2026-03-23T16:00');
    api.now = at('2026-03-30T10:00');
    await drafted(withNoticeOn(3, 8));
    const order = { running: [1, 2].map((from) => ({ from, choice: 'replan' })), per_day: 1 };
    const { book } = (await dora.post(`${DRAFT}/preview`, order)).body;
    expect(book.spread).toMatchObject([{ count: 1 }, { count: 1 }]);
    const asked = await dora.post(PUBLISH, { ...order, revision: 2, base_version: 2 });
    const { body } = await anna.post(`${PUBLICATIONS}/${asked.body.id}/approve`, {});
    const waits = [];
    for (const { change } of body.running) {
      const { data } = (await dora.get(`/api/ladders/proefladder/changes/${change}`)).body;
      waits.push(...data.map(({ not_before }: { not_before: string }) => not_before));
    }
    expect(waits.toSorted()).toEqual(book.spread.map(({ day }: { day: string }) => day));
    const twice = { ...order, running: [order.running[0], order.running[0]] };
    expect((await dora.post('/api/ladders/proefladder/rollback/preview', { ...twice, version: 1 })).body).toMatchObject(
      {
        code: 'invalid_field',
      },
    );
  });

  test('tells what is wrong with a draft, in place of what it would do', async () => {
    await drafted({ ...withNoticeOn(2, 15), start: 'nergens' });
    const { body } = await dora.post(`${DRAFT}/preview`, REPLAN.running ? { running: REPLAN.running } : {});
    expect(body.book).toBeNull();
    expect(body.problems.length).toBeGreaterThan(0);
    expect(body.problems[0]).toMatchObject({ sentence: expect.any(String), sentence_nl: expect.any(String) });
  });

  test('of one invoice shows its plan before and after', async () => {
    const story = await running();
    await drafted();
    const one = { running: REPLAN.running, invoice: story.id };
    const { body } = await dora.post(`${DRAFT}/preview`, one);
    expect(body.invoice).toMatchObject({ invoice_id: story.id, effect: 'earlier', before: expect.any(Array) });
    const asked = await dora.post(PUBLISH, REPLAN);
    const seen = await anna.post(`${PUBLICATIONS}/${asked.body.id}/preview`, { invoice: story.id });
    expect(seen.body.invoice).toEqual(body.invoice);
  });
});

describe('a roll back', () => {
  const ROLLBACK = '/api/ladders/proefladder/rollback';

  test('publishes the older version as the next one, with a second person where that is needed', async () => {
    const story = await running();
    await published(withNoticeOn(2, 15));
    const order = { version: 1, base_version: 2, running: [{ from: 1, choice: 'next_step' }] };
    const preview = (await anna.post(`${ROLLBACK}/preview`, { version: 1, running: order.running })).body;
    expect(preview).toMatchObject({ version: 3, approval: true, book: { invoices: 1 } });
    const asked = await dora.post(ROLLBACK, order);
    expect(asked).toMatchObject({ status: 202, body: { revision: null } });
    expect(asked.body.edits.map(({ nl }: { nl: string }) => nl)).toEqual([
      'Terug naar versie 1',
      expect.stringContaining('dag 15 → dag 20'),
    ]);
    const { body } = await anna.post(`${PUBLICATIONS}/${asked.body.id}/approve`, {});
    expect(body.version).toBe(3);
    expect((await dora.get('/api/ladders/proefladder')).body).toEqual(aLadder({ version: 3 }));
    const { change } = body.running[0];
    await story.advance('2026-03-02T12:00', { name: CHANGE_LADDER, payload: { change }, at: api.now });
    expect((await dora.get(`/api/invoices/${story.id}`)).body.ladder.version).toBe(3);
  });

  test('to what is published now, or to what never was, is refused', async () => {
    const back = (version: number) => () => dora.post(ROLLBACK, { version, base_version: 1 });
    await api.refuses(back(1), 409, 'nothing_changed');
    await api.refuses(back(7), 404, 'ladder_not_found');
  });
});
