/** The book of today under a draft of a ladder: what would be written and called, before anything is published. */
import { beforeEach, describe, expect, test } from 'vitest';
import { type BookEntry, withoutWords } from '../../ladder/book/entry.ts';
import type { Ladder } from '../../ladder/definition.ts';
import { useApi } from '../support/api.ts';
import { aHandover, aLadder, aNoticeOfDefault, aReminder, at } from '../support/builders.ts';
import type { Case } from '../support/case.ts';

const api = useApi();
const BOOK = '/api/ladders/proefladder/book';
const onDay = (days: number) => ({ days, unit: 'days', after: 'due' }) as const;
const draftWithNoticeOn = (days: number, changes: Partial<Ladder> = {}) =>
  aLadder({ steps: [aReminder(), aNoticeOfDefault({ when: onDay(days) }), aHandover()], ...changes });

const CREDITOR = {
  name: 'De Eiser B.V.',
  address: ['Dorpsstraat 1', '1234 AB  Dorp'],
  email: 'administratie@eiser.example',
  iban: 'NL91ABNA0417164300',
  agency: { name: 'Het Bureau', email: 'zaken@bureau.example' },
};
const aDebtor = (name: string) => ({ kind: 'company', name, email: 'k@klant.example' });

/** An invoice, due on 18 March, that has begun to climb. */
async function running(debtor: string, changes: object = {}): Promise<Case> {
  const story = await api.case({ ladder: { id: 'proefladder' }, debtor: aDebtor(debtor), ...changes });
  await story.run('2026-03-02T10:00');
  return story;
}

beforeEach(async () => {
  expect((await api.post('/api/ladders', aLadder())).status).toBe(201);
  expect((await api.put('/api/creditors/default', CREDITOR)).status).toBe(200);
});

describe('the book under a draft', () => {
  test('tells what leaves on each day, before and after, and which notices move', async () => {
    const stories = [await running('Een'), await running('Twee')];
    const before = await api.rows();
    const { status, body } = await api.post(BOOK, { draft: draftWithNoticeOn(15), days: 60 });
    expect(status).toBe(200);
    expect(await api.rows()).toEqual(before);
    expect(body).toMatchObject({ from: 1, to: null, choice: 'replan', problems: [] });
    const { book } = body;
    expect(book).toMatchObject({
      first_day: '2026-03-02',
      last_day: '2026-04-30',
      invoices: 2,
      concerned: 2,
      stayed: [],
      totals: { before: { mails: 4, letters: 0, calls: 0, handovers: 2, questions: 0 }, after: { mails: 4 } },
      at_once: { count: 0 },
      shifted: { count: 2, earlier: 2, later: 0 },
      dropped: { count: 0, examples: [] },
      added: { count: 0, examples: [] },
    });
    const day = (on: string) => book.days.find((one: { on: string }) => one.on === on);
    expect(day('2026-04-02')).toMatchObject({ before: { mails: 0 }, after: { mails: 2 } });
    expect(day('2026-04-07')).toMatchObject({ before: { mails: 2 }, after: { mails: 0 } });
    const step = book.steps.find((one: { step: string }) => one.step === 'ingebrekestelling');
    expect(step).toMatchObject({ name: { nl: 'Ingebrekestelling' }, earlier: 2, later: 0, dropped: 0 });
    const moved = book.shifted.examples.find((one: { invoice_id: string }) => one.invoice_id === stories[0]!.id);
    expect(moved).toEqual({
      invoice_id: stories[0]!.id,
      number: stories[0]!.invoice.facts.number,
      step: 'ingebrekestelling',
      from: '2026-04-07',
      to: '2026-04-02',
    });
  });

  test('says what would leave at once, counted on the first day on which anything may', async () => {
    const story = await running('Een');
    await story.run('2026-03-23T16:00');
    // A Saturday: what comes at once comes on Monday.
    api.now = at('2026-04-04T10:00');
    const { book } = (await api.post(BOOK, { draft: draftWithNoticeOn(8) })).body;
    expect(book).toMatchObject({ first_day: '2026-04-07', at_once: { count: 0 } });
    api.now = at('2026-03-28T10:00');
    const sooner = (await api.post(BOOK, { draft: draftWithNoticeOn(8) })).body.book;
    expect(sooner.first_day).toBe('2026-03-30');
    expect(sooner.at_once).toMatchObject({ count: 1, examples: [{ step: 'ingebrekestelling', on: '2026-03-30' }] });
  });

  test('tells of handovers that move, and of those that no longer come', async () => {
    await running('Een');
    const later = aLadder({ steps: [aReminder(), aNoticeOfDefault(), aHandover({ when: onDay(47) })] });
    const { handovers } = (await api.post(BOOK, { draft: later })).body.book;
    expect(handovers).toMatchObject({ count: 1, later: 1, gone: 0 });
    expect(handovers.examples[0]).toMatchObject({ from: '2026-04-28', to: '2026-05-04' });
    const end = { id: 'klaar', kind: 'end', name: { nl: 'Klaar', en: 'Done' } };
    const never = aLadder({ steps: [aReminder(), aNoticeOfDefault({ next: 'klaar' }), end as never] });
    const { body } = await api.post(BOOK, { draft: never, mapping: { overdragen: 'klaar' } });
    expect(body.book.handovers).toMatchObject({ count: 1, gone: 1, examples: [{ to: null }] });
    expect(body.book.totals.after).toMatchObject({ handovers: 0, questions: 1 });
  });

  test('of a payment that is known takes in that nothing more leaves', async () => {
    const story = await running('Een');
    await api.post(`/api/invoices/${story.id}/payments`, { amount: '1000.00', booked_on: '2026-03-02' });
    const { book } = (await api.post(BOOK, { draft: draftWithNoticeOn(15) })).body;
    expect(book.days).toEqual([]);
  });

  test('leaves invoices on other ladders and versions as they are, and counts what they send', async () => {
    await running('Een');
    await api.case({ debtor: aDebtor('Twee') });
    const { book } = (await api.post(BOOK, { draft: draftWithNoticeOn(15) })).body;
    expect(book).toMatchObject({ invoices: 2, concerned: 1, shifted: { count: 1 } });
    expect(book.totals.before.calls).toBeGreaterThan(0);
    expect(book.totals.before.calls).toBe(book.totals.after.calls);
  });

  test('holds a version that was added against the one before it, or another', async () => {
    await running('Een');
    expect((await api.post('/api/ladders', draftWithNoticeOn(15, { version: 2 }))).status).toBe(201);
    expect((await api.post('/api/ladders', draftWithNoticeOn(14, { version: 3 }))).status).toBe(201);
    const moved = async (asked: object) => (await api.post(BOOK, asked)).body;
    expect(await moved({ to: 2 })).toMatchObject({ from: 1, to: 2, book: { concerned: 1, shifted: { count: 1 } } });
    expect(await moved({ to: 3 })).toMatchObject({ from: 2, to: 3, book: { invoices: 1, concerned: 0 } });
    expect(await moved({ to: 3, from: 1 })).toMatchObject({ from: 1, to: 3, book: { shifted: { count: 1 } } });
  });

  test('tells that a removed step is no longer sent, though another takes its place', async () => {
    await running('Een');
    const draft = aLadder({ steps: [aNoticeOfDefault(), aHandover()] });
    const { book } = (await api.post(BOOK, { draft, mapping: { herinnering: 'ingebrekestelling' } })).body;
    expect(book).toMatchObject({
      dropped: { count: 1, examples: [{ step: 'herinnering' }] },
      shifted: { count: 0 },
      handovers: { count: 0 },
    });
  });

  test('says which removed step needs a counterpart before it can be tried', async () => {
    await running('Een');
    const draft = aLadder({ steps: [aNoticeOfDefault(), aHandover()] });
    const { status, body } = await api.post(BOOK, { draft });
    expect(status).toBe(200);
    expect(body).toMatchObject({ book: null, problems: [{ rule: 'unmapped-step', step: 'herinnering' }] });
    const mapped = await api.post(BOOK, { draft, mapping: { herinnering: 'ingebrekestelling' } });
    expect(mapped.body).toMatchObject({ problems: [], book: { dropped: { count: 1 } } });
  });

  test('counts the invoices that would be refused the change, and why', async () => {
    const story = await running('Piet', {
      debtor: { kind: 'consumer', name: 'Piet', email: 'piet@klant.example' },
    });
    await story.run('2026-03-23T16:00');
    const letter = aReminder({ id: 'veertien', notice: 'fourteen-day-letter', termDays: 15, next: 'herinnering' });
    const draft = aLadder({ steps: [letter, aReminder(), aNoticeOfDefault(), aHandover()] });
    const { book } = (await api.post(BOOK, { draft })).body;
    expect(book.stayed).toMatchObject([{ because: 'notice_passed_by', step: 'veertien', count: 1 }]);
    expect(book.stayed[0].en).toContain('should have gone out before');
    expect(book).toMatchObject({ shifted: { count: 0 }, added: { count: 0 } });
  });

  test('is refused where it cannot be tried, with what to do', async () => {
    await running('Een');
    await api.refuses(() => api.post(BOOK, {}), 422, 'draft_or_version', 'draft');
    await api.refuses(() => api.post(BOOK, { draft: aLadder(), to: 2 }), 422, 'draft_or_version', 'draft');
    await api.refuses(() => api.post(BOOK, { draft: aLadder(), days: 367 }), 422, 'invalid_field', 'days');
    await api.refuses(() => api.post(BOOK, { draft: aLadder(), days: 0 }), 422, 'invalid_field', 'days');
    await api.refuses(() => api.post(BOOK, { draft: {} }), 422, 'ladder_malformed', 'draft.id');
    await api.refuses(() => api.post(BOOK, { to: 7 }), 404, 'ladder_not_found');
    await api.refuses(() => api.post('/api/ladders/niets/book', { draft: aLadder() }), 404, 'ladder_not_found');
    const unsound = aLadder({
      steps: [aReminder(), aNoticeOfDefault({ termDays: 1 }), aHandover()],
      texts: { nl: {}, en: {} },
    });
    const { body } = await api.post(BOOK, { draft: unsound });
    expect(body.code).toMatch(/^ladder_/);
    const { problems } = (await api.post(BOOK, { draft: aLadder({ id: 'anders' }) })).body;
    expect(problems).toMatchObject([{ rule: 'other-ladder' }]);
  });
});

describe('the open invoices as a simulation wants them', () => {
  test('come by whole debtors, a page at a time, closed ones left out', async () => {
    const same = [await running('Een'), await running('Een'), await running('Een')];
    const other = await running('Twee');
    const closed = await running('Drie');
    await api.post(`/api/invoices/${closed.id}/payments`, { amount: '1000.00', booked_on: '2026-03-02' });
    await closed.run('2026-03-03T10:00');
    const whole = (await api.get('/api/book')).body;
    expect(whole).toMatchObject({ total: 4, next: null, now: new Date(api.now).toISOString() });
    const pages: string[][] = [];
    for (let after: string | null = ''; after !== null; ) {
      const page: { data: BookEntry[]; next: string | null } = (
        await api.get(`/api/book?limit=1${after ? `&after=${after}` : ''}`)
      ).body;
      pages.push(page.data.map((one) => one.facts.invoice.id));
      expect(page).toMatchObject({ total: after ? null : 4 });
      after = page.next;
    }
    const all = [same.map(({ id }) => id).toSorted(), [other.id]];
    expect(pages.toSorted((a, b) => a.length - b.length)).toEqual(all.toSorted((a, b) => a.length - b.length));
  });

  test('hold all that the engine needs, and nothing that names a person', async () => {
    const story = await running('Jansen en Zonen');
    const by = 'Sanne de Vries';
    const words = 'de klant Jansen belde';
    await api.post(`/api/invoices/${story.id}/holds`, { owner: by, reason: words });
    await api.post(`/api/invoices/${story.id}/replies`, { summary: words });
    await api.post(`/api/invoices/${story.id}/disputes`, { reason: words, amount: '10.00' });
    await api.post(`/api/invoices/${story.id}/returns`, { expected_on: '2026-03-20', note: words });
    await api.post(`/api/debtors/${story.invoice.debtor.id}/status`, { status: 'debt-help', by, note: words });
    await story.run('2026-03-02T11:00');
    const text = (await api.send({ method: 'GET', url: '/api/book' })).body;
    const [entry] = text.data;
    expect(entry).toMatchObject({
      ladder: { id: 'proefladder', version: 1 },
      facts: {
        invoice: { id: story.id, claimedCents: 100_000 },
        debtor: { kind: 'company' },
        holds: [{ type: 'hold', reason: '' }],
        disputes: [{ amountCents: 1_000 }],
      },
      state: { phase: 'climbing', paused: { cause: 'debtor_protected' } },
    });
    const told = JSON.stringify(text);
    for (const word of ['Jansen', 'Sanne', 'belde', 'klant.example', 'Schuldweg']) expect(told).not.toContain(word);
    expect(withoutWords(entry)).toEqual(entry);
  });
});
