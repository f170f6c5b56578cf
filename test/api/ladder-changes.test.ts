/** Bringing another version of a ladder to running invoices: what it would do, its acceptance and its progress. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Ladder } from '../../ladder/definition.ts';
import { addLadder } from '../../store/ladders.ts';
import { CHANGE_LADDER } from '../../workflows/messages.ts';
import { useApi } from '../support/api.ts';
import { aHandover, aLadder, aNoticeOfDefault, aReminder, at } from '../support/builders.ts';
import type { Case } from '../support/case.ts';
import { aKey, aUser, signedIn } from '../support/people.ts';

const api = useApi();
const CHANGES = '/api/ladders/proefladder/changes';
const PREVIEW = `${CHANGES}/preview`;

const add = async (ladder: object) => expect((await api.post('/api/ladders', ladder)).status).toBe(201);
const onDay = (days: number) => ({ days, unit: 'days', after: 'due' }) as const;
const withNoticeOn = (version: number, days: number, changes: Partial<Ladder> = {}) =>
  aLadder({ version, steps: [aReminder(), aNoticeOfDefault({ when: onDay(days) }), aHandover()], ...changes });

/** An invoice, due on 18 March, that has begun to climb. */
async function running(changes: object = {}): Promise<Case> {
  const story = await api.case({ ladder: { id: 'proefladder', version: 1 }, ...changes });
  await story.run('2026-03-02T10:00');
  return story;
}

const CREDITOR = {
  name: 'De Eiser B.V.',
  address: ['Dorpsstraat 1', '1234 AB  Dorp'],
  email: 'administratie@eiser.example',
  iban: 'NL91ABNA0417164300',
  agency: { name: 'Het Bureau', email: 'zaken@bureau.example' },
};

beforeEach(async () => {
  await add(aLadder());
  // The example creditor writes to nobody.
  expect((await api.put('/api/creditors/default', CREDITOR)).status).toBe(200);
});

describe('a preview', () => {
  test('says what would come instead, in both languages, and changes nothing', async () => {
    const story = await running();
    await add(withNoticeOn(2, 15));
    const before = await api.rows();
    const { status, body } = await api.post(PREVIEW, { to: 2, choice: 'replan', invoice: story.id });
    expect(status).toBe(200);
    expect(body).toMatchObject({ from: 1, to: 2, problems: [], invoice: { invoice_id: story.id, effect: 'earlier' } });
    expect(body.invoice.before.map(({ step }: { step: string }) => step)).toEqual([
      'herinnering',
      'ingebrekestelling',
      'overdragen',
    ]);
    const { difference } = body.invoice;
    expect(difference.before.at.slice(0, 10)).toBe('2026-04-07');
    expect(difference.after.at.slice(0, 10)).toBe('2026-04-02');
    expect(difference.after.nl.why).toContain('15 dagen na de vervaldatum');
    expect(difference.after.en.why).toContain('15 days after the due date');
    expect(await api.rows()).toEqual(before);
    expect(api.accepted).toBe(1);
  });

  test('of the whole book counts what is earlier, later, at once and unchanged, and spreads what is at once', async () => {
    for (let debtor = 0; debtor < 5; debtor++) {
      const story = await running({ debtor: { kind: 'company', name: `Klant ${debtor}`, email: 'k@klant.example' } });
      await story.run('2026-03-23T16:00');
    }
    api.now = at('2026-03-30T10:00');
    await add(withNoticeOn(2, 8));
    const { body } = await api.post(PREVIEW, { to: 2, choice: 'replan', per_day: 2 });
    expect(body.book.counts).toMatchObject({ at_once: 5, unchanged: 0, refused: 0 });
    expect(body.book.spread.map(({ count }: { count: number }) => count).reduce((a: number, b: number) => a + b)).toBe(
      5,
    );
    expect(body.book.spread.every(({ count }: { count: number }) => count <= 2)).toBe(true);
    expect(body.book.spread[0].day >= '2026-03-30').toBe(true);
    const later = await api.post(PREVIEW, { to: 2, choice: 'next_step' });
    expect(later.body.book.counts).toMatchObject({ at_once: 0 });
    const nobody = await api.post(PREVIEW, { to: 2, choice: 'new_only' });
    expect(nobody.body.book).toMatchObject({ invoices: 0, spread: [], examples: [] });
  });

  test('tells of each step that lacks a counterpart, and refuses nothing itself', async () => {
    await running();
    await add(aLadder({ version: 2, steps: [aNoticeOfDefault(), aHandover()] }));
    const { status, body } = await api.post(PREVIEW, { to: 2, choice: 'replan' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ problems: [{ rule: 'unmapped-step', step: 'herinnering' }], book: null });
    const mapped = await api.post(PREVIEW, { to: 2, choice: 'replan', mapping: { herinnering: 'ingebrekestelling' } });
    expect(mapped.body).toMatchObject({ problems: [], book: { counts: { later: 1 } } });
  });

  test('says of which invoices the change would be refused, and why', async () => {
    const consumer = { kind: 'consumer', name: 'Piet', email: 'piet@klant.example' };
    const story = await running({ debtor: consumer });
    await story.run('2026-03-23T16:00');
    const letter = aReminder({ id: 'veertien', notice: 'fourteen-day-letter', termDays: 15, next: 'herinnering' });
    await add(aLadder({ version: 2, steps: [letter, aReminder(), aNoticeOfDefault(), aHandover()] }));
    const { body } = await api.post(PREVIEW, { to: 2, choice: 'replan' });
    expect(body.book.refused).toEqual([
      { count: 1, because: 'notice_passed_by', step: 'veertien', nl: expect.any(String), en: expect.any(String) },
    ]);
    expect(body.book.refused[0].en).toContain('should have gone out before');
  });

  test('of a version that is not there, or an invoice of another one, is refused', async () => {
    const story = await running();
    await api.refuses(() => api.post(PREVIEW, { to: 2, choice: 'replan' }), 404, 'ladder_not_found');
    await api.refuses(() => api.post(PREVIEW, { to: 1, choice: 'replan' }), 422, 'from_missing', 'from');
    await api.refuses(() => api.post(PREVIEW, { to: 2, choice: 'now' }), 422, 'invalid_field', 'choice');
    await add(withNoticeOn(2, 15));
    await add(withNoticeOn(3, 16));
    const other = { to: 3, choice: 'replan', invoice: story.id };
    await api.refuses(() => api.post(PREVIEW, other), 422, 'invoice_on_other_version', 'invoice');
    const nobody = { to: 2, choice: 'replan', invoice: 'niemand' };
    await api.refuses(() => api.post(PREVIEW, nobody), 404, 'invoice_not_found');
  });
});

describe('a change', () => {
  const order = (id: string) => ({ name: CHANGE_LADDER, payload: { change: id }, at: api.now });

  test('is accepted for every running invoice of the version, and its progress is told per invoice', async () => {
    const [one, two] = [await running(), await running()];
    await add(withNoticeOn(2, 15));
    const { status, body } = await api.post(CHANGES, { to: 2, choice: 'replan' });
    expect(status).toBe(202);
    expect(body).toMatchObject({ from: 1, to: 2, by: 'api', new: true, progress: { waiting: 2, done: 0 } });
    await one.advance('2026-03-02T12:00', order(body.id));
    const url = `${CHANGES}/${body.id}`;
    const { body: first } = await api.get(`${url}?limit=1`);
    expect(first.data).toHaveLength(1);
    const { body: rest } = await api.get(`${url}?limit=1&after=${first.next}`);
    expect(rest.next).toBeNull();
    const all = [...first.data, ...rest.data] as { invoice_id: string; status: string }[];
    expect(all.find(({ invoice_id }) => invoice_id === one.id)).toMatchObject({ status: 'done', problem: null });
    expect(all.find(({ invoice_id }) => invoice_id === two.id)).toMatchObject({ status: 'waiting', told: false });
    expect((await api.get(`${url}?status=done`)).body.data).toHaveLength(1);
    expect((await api.get(CHANGES)).body.data).toMatchObject([{ id: body.id, choice: 'replan' }]);
    expect((await api.get(`/api/invoices/${one.id}`)).body.ladder).toEqual({ id: 'proefladder', version: 2 });
  });

  test('that was sent twice is one; another under its id is refused', async () => {
    await running();
    await add(withNoticeOn(2, 15));
    const body = { id: 'w1', to: 2, choice: 'replan' };
    expect((await api.post(CHANGES, body)).status).toBe(202);
    expect(await api.post(CHANGES, body)).toMatchObject({
      status: 200,
      body: { new: false, progress: { waiting: 1 } },
    });
    await api.refuses(() => api.post(CHANGES, { ...body, choice: 'next_step' }), 409, 'change_id_taken', 'id');
  });

  test('for new invoices only touches no running one', async () => {
    await running();
    await add(aLadder({ version: 2, steps: [aNoticeOfDefault(), aHandover()] }));
    const { body } = await api.post(CHANGES, { to: 2, choice: 'new_only' });
    expect(body.progress).toEqual({ waiting: 0, done: 0, refused: 0, failed: 0 });
  });

  test('with a removed step that nothing takes the place of is refused', async () => {
    await running();
    await add(aLadder({ version: 2, steps: [aNoticeOfDefault(), aHandover()] }));
    const change = (mapping: object) => () => api.post(CHANGES, { to: 2, choice: 'replan', mapping });
    const message = await api.refuses(change({}), 422, 'change_unmapped-step', 'herinnering');
    expect(message).toContain('say in the mapping');
    await api.refuses(change({ herinnering: 'nergens' }), 422, 'change_unknown-step', 'herinnering');
    await api.refuses(change({ nergens: 'overdragen' }), 422, 'change_unknown-step', 'nergens');
    const moved = { overdragen: 'ingebrekestelling', herinnering: 'ingebrekestelling' };
    await api.refuses(change(moved), 422, 'change_step-still-there', 'overdragen');
  });

  test('that was refused for an invoice is tried again when a person says so', async () => {
    const story = await running();
    const letter = aReminder({ id: 'tweede', next: 'ingebrekestelling', when: onDay(10) });
    await add(aLadder({ version: 2, steps: [aReminder({ next: 'tweede' }), letter, aNoticeOfDefault(), aHandover()] }));
    const { body } = await api.post(CHANGES, { to: 2, choice: 'replan' });
    await api.db.updateTable('invoices').set({ ladder_version: 2 }).execute();
    await story.advance('2026-03-02T12:00', order(body.id));
    const url = `${CHANGES}/${body.id}`;
    const { data } = (await api.get(url)).body;
    expect(data).toMatchObject([{ status: 'refused', problem: { reason: { because: 'other_version' } } }]);
    expect(data[0].problem.nl).toContain('niet op de versie');
    await api.db.updateTable('invoices').set({ ladder_version: 1 }).execute();
    expect(await api.post(`${url}/retry`, {})).toMatchObject({ status: 202, body: { progress: { waiting: 1 } } });
    await story.advance('2026-03-02T13:00', order(body.id));
    expect((await api.get(url)).body.progress).toMatchObject({ done: 1 });
  });

  test('that is not there, or is of another ladder, is not found', async () => {
    await api.refuses(() => api.get(`${CHANGES}/niets`), 404, 'change_not_found');
    await add(withNoticeOn(2, 15));
    await api.post(CHANGES, { id: 'w1', to: 2, choice: 'new_only' });
    await api.refuses(() => api.get('/api/ladders/zeven-stappen/changes/w1'), 404, 'change_not_found');
    await api.refuses(() => api.post('/api/ladders/zeven-stappen/changes/w1/retry', {}), 404, 'change_not_found');
  });
});

describe('a version with legal or agency steps', () => {
  test('is brought to running invoices by an approver who did not add it', async () => {
    const dora = await signedIn(api, await aUser(api, ['designer'], 'Dora'));
    const both = await signedIn(api, await aUser(api, ['designer', 'approver'], 'Bo'));
    const anna = await signedIn(api, await aUser(api, ['approver'], 'Anna'));
    await addLadder(api.db, withNoticeOn(2, 15), 'Bo', api.now);
    const change = { to: 2, choice: 'replan' };
    expect((await dora.post(PREVIEW, change)).status).toBe(200);
    await api.refuses(() => dora.post(CHANGES, change), 403, 'role_missing');
    await api.refuses(() => both.post(CHANGES, change), 403, 'second_person_needed');
    expect(await anna.post(CHANGES, change)).toMatchObject({ status: 202, body: { by: 'Anna' } });
    expect((await dora.post(CHANGES, { ...change, choice: 'new_only' })).status).toBe(202);
    const key = await aKey(api, ['ladders']);
    await api.refuses(() => api.post(CHANGES, change, key), 403, 'scope_missing');
    const more = await aKey(api, ['ladders', 'decisions'], 'Werkplek');
    expect(await api.post(CHANGES, change, more)).toMatchObject({ status: 202, body: { by: 'Werkplek' } });
  });
});
