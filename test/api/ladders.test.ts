import { describe, expect, test } from 'vitest';
import type { Ladder } from '../../ladder/definition.ts';
import { shippedLadders } from '../../ladder/library/library.ts';
import { useApi } from '../support/api.ts';
import { aLadder, aReminder } from '../support/builders.ts';
import { aKey, aUser, signedIn } from '../support/people.ts';

type Told = { rule: string; pointer: string; fix: { operations: object[] } | null };

const api = useApi();
const add = (ladder: object) => api.post('/api/ladders', ladder);

const SHIPPED = { created_at: '2026-03-02T09:00:00.000Z', created_by: 'incassoladder' };

test('the shipped ladders are there, and come back as they were shipped', async () => {
  const { body } = await api.get('/api/ladders');
  expect(body.data).toEqual(
    shippedLadders()
      .map(({ id, version, name }) => ({ id, version, name, ...SHIPPED }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  );
  expect((await api.get('/api/ladders/zeven-stappen')).body).toEqual(shippedLadders()[0]);
});

test('a ladder is added version by version; each stays as it was', async () => {
  expect(await add(aLadder())).toMatchObject({ status: 201, body: { id: 'proefladder', version: 1 } });
  expect(await add(aLadder({ version: 2, toleranceCents: 500 }))).toMatchObject({ status: 201 });
  expect((await api.get('/api/ladders/proefladder')).body).toEqual(aLadder({ version: 2, toleranceCents: 500 }));
  expect((await api.get('/api/ladders/proefladder/1')).body).toEqual(aLadder());
  expect((await api.get('/api/ladders/proefladder/2')).body.toleranceCents).toBe(500);
});

test('a version that is there, or that skips one, is refused', async () => {
  await add(aLadder());
  for (const version of [1, 3]) {
    const message = await api.refuses(
      () => add(aLadder({ version, toleranceCents: 5 })),
      409,
      'ladder_version',
      'version',
    );
    expect(message).toContain('is 2,');
  }
  await api.refuses(() => add(aLadder({ id: 'nieuw', version: 2 })), 409, 'ladder_version', 'version');
});

test('of two who add the same version at once, one is refused', async () => {
  const replies = await Promise.all([add(aLadder()), add(aLadder({ toleranceCents: 5 }))]);
  expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 409]);
});

describe('a ladder that cannot be climbed is refused, with the place', () => {
  const without = (member: keyof Ladder) => ({ ...aLadder(), [member]: undefined });
  test.each<[string, object, string]>([
    ['without steps', without('steps'), 'steps'],
    ['with a member that it does not have', { ...aLadder(), extra: 1 }, ''],
    [
      'with a window that is no time',
      { ...aLadder(), contact: { window: { from: '9', to: '17:00' }, gap: 3 } },
      'contact.window.from',
    ],
    ['with an id in capitals', aLadder({ id: 'Proef' }), 'id'],
    ['with version nought', aLadder({ version: 0 }), 'version'],
  ])('%s', async (_what, ladder, place) => {
    await api.refuses(() => add(ladder), 422, 'ladder_malformed', place || null);
  });

  test('with a step that leads nowhere', async () => {
    const { status, body } = await add(aLadder({ steps: [aReminder({ next: 'nergens' })] }));
    expect(status).toBe(422);
    expect(body).toMatchObject({
      type: 'invalid_request',
      code: expect.stringMatching(/^ladder_/),
      param: 'herinnering',
    });
    expect(body.message).toContain('nergens');
    expect((await api.rows()).ladders).toBe(shippedLadders().length);
  });
});

describe('a refusal tells every problem, with its place', () => {
  test('of a ladder that was checked, with a fix where there is one', async () => {
    const reminder = aReminder({ when: { days: 20, unit: 'days', after: 'due', latest: 15 } });
    const base = aLadder();
    const steps = [reminder, ...base.steps.filter(({ id }) => id !== reminder.id)];
    const texts = { ...base.texts, nl: { ...base.texts.nl, kwijt: { subject: 'a', body: 'b' } } };
    const { status, body } = await add({ ...base, steps, texts });
    expect(status).toBe(422);
    const found = body.problems.map(({ rule, pointer, fix }: Told) => [rule, pointer, fix?.operations ?? null]);
    expect(found).toContainEqual(['timing-impossible', '/steps/0/when/latest', null]);
    expect(found).toContainEqual(['unknown-text', '/texts/nl/kwijt', [{ op: 'remove', path: '/texts/nl/kwijt' }]]);
    for (const problem of body.problems) {
      expect(problem.severity).toBe('error');
      expect(problem.sentence).not.toBe(problem.sentence_nl);
    }
  });

  test('of a document that is no ladder', async () => {
    const { next: _, ...reminder } = aReminder();
    const { body } = await add({ ...aLadder(), steps: [reminder], version: 'een' });
    expect(body.code).toBe('ladder_malformed');
    expect(body.problems.map(({ rule, pointer }: Told) => [rule, pointer])).toEqual([
      ['schema', '/version'],
      ['dead-end', '/steps/0/next'],
    ]);
  });
});

test('a ladder with a warning is taken', async () => {
  const base = aLadder();
  const hours = { window: { from: '08:00', to: '21:00' }, gap: 3 };
  expect((await add({ ...base, contact: hours })).status).toBe(201);
});

test('a ladder or version that does not exist is not found', async () => {
  await api.refuses(() => api.get('/api/ladders/x'), 404, 'ladder_not_found');
  await api.refuses(() => api.get('/api/ladders/zeven-stappen/999'), 404, 'ladder_not_found');
  await api.refuses(() => api.get('/api/ladders/zeven-stappen/nul'), 422, 'invalid_field', 'version');
});

test('the schema of a ladder is published', async () => {
  const { status, body } = await api.get('/api/schemas/ladder.json');
  expect(status).toBe(200);
  expect(body).toMatchObject({ type: 'object', title: 'Escalation ladder', properties: { steps: { type: 'array' } } });
});

describe('a version with legal or agency steps', () => {
  test('is not added by a person alone, nor by a program that may not decide', async () => {
    const both = await signedIn(api, await aUser(api, ['designer', 'approver']));
    const message = await api.refuses(() => both.post('/api/ladders', aLadder()), 403, 'second_person_needed');
    expect(message).toContain('POST /api/ladders/proefladder/draft');
    const ladders = await aKey(api, ['ladders']);
    await api.refuses(() => api.post('/api/ladders', aLadder(), ladders), 403, 'scope_missing');
    const decides = await aKey(api, ['ladders', 'decisions']);
    expect((await api.post('/api/ladders', aLadder(), decides)).status).toBe(201);
  });

  test('without them is added by a designer', async () => {
    const dora = await signedIn(api, await aUser(api, ['designer'], 'Dora'));
    const end = { id: 'klaar', kind: 'end', name: { nl: 'Klaar', en: 'Done' } } as const;
    const light = aLadder({ steps: [aReminder({ next: 'klaar' }), end] });
    expect((await dora.post('/api/ladders', light)).status).toBe(201);
    expect((await dora.get('/api/ladders')).body.data).toContainEqual(
      expect.objectContaining({ id: 'proefladder', created_by: 'Dora' }),
    );
    expect((await dora.get('/api/ladders/proefladder/history')).body.data).toMatchObject([
      {
        what: 'version_published',
        why: [
          { code: 'done_by', by: 'Dora' },
          { code: 'version', version: 1 },
        ],
      },
    ]);
  });
});
