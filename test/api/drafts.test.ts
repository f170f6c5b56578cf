/** Drafts of ladders: begun, saved by one or by two people, discarded; and what is told of a colleague. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Ladder } from '../../ladder/definition.ts';
import { shippedLadders } from '../../ladder/library/library.ts';
import { addLadder } from '../../store/ladders.ts';
import { brokenAt, ladderChain } from '../../store/log.ts';
import { useApi } from '../support/api.ts';
import { aLadder, aReminder } from '../support/builders.ts';
import { aKey, aUser, type Browser, signedIn } from '../support/people.ts';

const api = useApi();
const DRAFT = '/api/ladders/proefladder/draft';
const EDIT = { nl: 'Herinnering: dag 5 → dag 7', en: 'Reminder: day 5 → day 7' };

/** A colleague published it. */
const published = async (ladder: Ladder) => expect(await addLadder(api.db, ladder, 'Piet', api.now)).toBe(true);

let dora: Browser;
let bram: Browser;
beforeEach(async () => {
  await published(aLadder());
  dora = await signedIn(api, await aUser(api, ['designer'], 'Dora'));
  bram = await signedIn(api, await aUser(api, ['designer'], 'Bram'));
});

const moved = () => {
  const ladder = aLadder({ version: 2 });
  return { ...ladder, steps: [aReminder({ when: { days: 7, unit: 'days', after: 'due' } }), ...ladder.steps.slice(1)] };
};
const begun = async () => expect((await dora.post(DRAFT, {})).status).toBe(201);
const save = (who: Browser, revision: number, changes: object = {}) =>
  who.put(DRAFT, { revision, document: moved(), edits: [EDIT], ...changes });

describe('a draft', () => {
  test('begins at the latest version, says who began it, and is one for all', async () => {
    const { status, body } = await dora.post(DRAFT, {});
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ladder: 'proefladder',
      base_version: 1,
      latest_version: 1,
      revision: 1,
      behind: null,
    });
    expect(body).toMatchObject({ begun_by: 'Dora', saved_by: 'Dora', edits: [], requested: null, checks: [] });
    expect(body.document).toEqual(aLadder({ version: 2 }));
    expect((await bram.get(DRAFT)).body).toEqual(body);
    const { document: _, checks: __, behind: ___, latest_version, edits, requested, ...head } = body;
    expect([latest_version, edits, requested]).toEqual([1, [], null]);
    expect((await bram.get('/api/drafts')).body.data).toEqual([head]);
    const message = await api.refuses(() => bram.post(DRAFT, {}), 409, 'draft_exists');
    expect(message).toContain('Dora began a draft');
  });

  test('begins at an older version, at a shipped ladder under another name, or at a document of one’s own', async () => {
    await published({ ...moved(), toleranceCents: 500 });
    const older = await dora.post(DRAFT, { version: 1 });
    expect(older.body).toMatchObject({ base_version: 2, document: { version: 3, toleranceCents: 0 } });
    const [shipped] = shippedLadders();
    const name = { nl: 'Onze zeven stappen', en: 'Our seven steps' };
    const own = await dora.post('/api/ladders/onze-stappen/draft', { template: shipped!.id, name });
    expect(own.body).toMatchObject({ base_version: null, latest_version: null });
    expect(own.body.document).toEqual({ ...shipped, id: 'onze-stappen', version: 1, name });
    const imported = await dora.post('/api/ladders/geleend/draft', { document: aLadder({ version: 9 }) });
    expect(imported.body.document).toEqual(aLadder({ id: 'geleend', version: 1 }));
    const templates = (await dora.get('/api/ladder-templates')).body.data;
    expect(templates.map(({ id }: { id: string }) => id)).toEqual(shippedLadders().map(({ id }) => id));
  });

  test('of nothing is not found', async () => {
    await api.refuses(() => dora.post('/api/ladders/niets/draft', {}), 404, 'ladder_not_found');
    await api.refuses(() => dora.post(DRAFT, { version: 7 }), 404, 'ladder_not_found');
    await api.refuses(() => dora.post(DRAFT, { template: 'niets' }), 404, 'template_not_found');
    const message = await api.refuses(() => dora.get(DRAFT), 404, 'draft_not_found');
    expect(message).toContain('the latest version is 1');
    await api.refuses(() => save(dora, 1), 404, 'draft_not_found');
  });

  test('need not be whole, but must be a ladder that can be shown', async () => {
    await begun();
    const holes = { ...moved(), start: 'nergens', steps: [{ id: 'x', kind: 'send' }], toleranceCents: 'veel' };
    expect((await save(dora, 1, { document: holes })).status).toBe(200);
    expect((await dora.get(DRAFT)).body.document).toEqual(holes);
    for (const document of [{}, { ...moved(), steps: 'geen' }, { ...moved(), texts: { nl: {} } }]) {
      expect((await save(dora, 2, { document })).body).toMatchObject({ code: 'invalid_field' });
    }
    const long = { ...moved(), description: { nl: 'x'.repeat(600_001), en: '' } };
    await api.refuses(() => save(dora, 2, { document: long }), 413, 'draft_too_large', 'document');
  });
});

describe('a save', () => {
  test('raises the revision, and keeps who changed what', async () => {
    await begun();
    const { status, body } = await save(bram, 1);
    expect(status).toBe(200);
    expect(body).toMatchObject({ revision: 2, begun_by: 'Dora', saved_by: 'Bram' });
    expect(body.edits).toMatchObject([{ revision: 2, by: 'Bram', ...EDIT }]);
    expect((await dora.get(DRAFT)).body.document.steps[0].when.days).toBe(7);
  });

  test('on a revision that a colleague saved since is refused, says who did, and overwrites nothing', async () => {
    await begun();
    await save(bram, 1);
    const mine = { document: { ...moved(), toleranceCents: 900 } };
    const message = await api.refuses(() => save(dora, 1, mine), 409, 'draft_changed', 'revision');
    expect(message).toContain('Bram saved the draft');
    expect(message).toContain('revision 2');
    expect((await dora.get(DRAFT)).body).toMatchObject({ revision: 2, document: { toleranceCents: 0 } });
    expect((await save(dora, 2, mine)).body).toMatchObject({ revision: 3, saved_by: 'Dora' });
  });

  test('of which the answer was lost is the same when it is sent again, and nobody else’s', async () => {
    await begun();
    expect((await save(dora, 1)).body.revision).toBe(2);
    const again = await save(dora, 1);
    expect(again).toMatchObject({ status: 200, body: { revision: 2 } });
    expect(again.body.edits).toHaveLength(1);
    await api.refuses(() => save(bram, 1), 409, 'draft_changed', 'revision');
  });

  test('tells of a version that was published since, and puts the draft on top of it when asked to', async () => {
    await begun();
    await published(aLadder({ version: 2, toleranceCents: 500 }));
    const told = (await save(dora, 1)).body;
    expect(told).toMatchObject({ base_version: 1, latest_version: 2, behind: { version: 2, by: 'Piet' } });
    const onTop = (await save(dora, 2, { base_version: 2 })).body;
    expect(onTop).toMatchObject({ base_version: 2, behind: null });
    await api.refuses(() => save(dora, 3, { base_version: 8 }), 404, 'ladder_not_found');
  });

  test('is for designers', async () => {
    await begun();
    const collector = await signedIn(api, await aUser(api, ['collector', 'approver']));
    expect((await collector.get(DRAFT)).status).toBe(200);
    await api.refuses(() => save(collector, 1), 403, 'role_missing');
    const key = await aKey(api, ['ladders'], 'Robot');
    const saved = await api.put(DRAFT, { revision: 1, document: moved() }, key);
    expect(saved.body).toMatchObject({ saved_by: 'Robot', edits: [] });
  });
});

describe('a discarded draft', () => {
  test('is gone, and the log tells what was in it', async () => {
    await begun();
    await save(bram, 1);
    await api.refuses(() => dora.delete(`${DRAFT}?revision=1`), 409, 'draft_changed', 'revision');
    expect((await dora.delete(`${DRAFT}?revision=2`)).status).toBe(204);
    await api.refuses(() => dora.get(DRAFT), 404, 'draft_not_found');
    expect((await dora.get('/api/drafts')).body.data).toEqual([]);
    const { body } = await dora.get('/api/ladders/proefladder/history');
    expect(body.data).toMatchObject([
      {
        what: 'draft_begun',
        why: [
          { code: 'done_by', by: 'Dora' },
          { code: 'from_version', version: 1 },
        ],
      },
      {
        what: 'draft_discarded',
        why: [
          { code: 'done_by', by: 'Dora' },
          { code: 'edit', ...EDIT },
        ],
      },
    ]);
    expect(await brokenAt(api.db, ladderChain('proefladder'))).toBeNull();
    expect((await bram.post(DRAFT, { document: moved() })).status).toBe(201);
  });
});
