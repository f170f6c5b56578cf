/** The words of a draft as a debtor would read them, by mail and on paper. */
import { describe, expect, test } from 'vitest';
import { shippedLadders } from '../../ladder/library/library.ts';
import { useApi } from '../support/api.ts';
import { aCase } from '../support/case.ts';
import { describeLooking, textOf } from '../support/poppler.ts';

const api = useApi();
const WORDS = {
  subject: 'Factuur {{invoice.number}} staat open',
  body: 'Beste {{debtor.name}},\n\n{{block.invoice}}\n\n{{block.payment}}\n\n{{block.signature}}',
};
const mail = (changes: object = {}) =>
  api.post('/api/notice-previews/mail', { words: WORDS, language: 'nl', ...changes });

describe('a preview by mail', () => {
  test('fills in an example, in the language that is asked', async () => {
    const { status, body } = await mail();
    expect(status).toBe(200);
    expect(body).toMatchObject({ subject: 'Factuur 2026-0042 staat open', to: 'Jansen Bouw B.V.' });
    expect(body.text).toContain('Beste Jansen Bouw B.V.,');
    expect(body.html).toContain('<html');
    expect((await mail({ language: 'en', debtor_kind: 'consumer' })).body.text).toContain('Ms J. Jansen');
    expect((await mail({ several: true })).body.text).toContain('2026-0057');
  });

  test('fills in an example that is tried, as it stands on the day of the notice', async () => {
    const example = {
      on: '2026-04-24',
      number: 'V-1',
      issued: '2026-02-16',
      due: '2026-03-18',
      currency: 'EUR',
      claimed_cents: 121_000,
      paid_cents: 40_000,
      credited_cents: 0,
      contested_cents: 0,
      costs_cents: 0,
      interest_cents: 0,
      open_cents: 81_000,
      last_notice_on: null,
    };
    const words = { subject: 'Factuur {{invoice.number}}', body: '{{block.invoice}}\n\nVoor {{notice.deadline}}.' };
    const { body } = await mail({ words, notice: 'demand', term_days: 14, example });
    expect(body.subject).toBe('Factuur V-1');
    expect(body.text).toContain('18 maart 2026');
    expect(body.text).toContain('810,00');
    expect(body.text).toContain('mei 2026');
    await api.refuses(() => mail({ example: { ...example, due: 'ooit' } }), 422, 'invalid_field', 'example.due');
  });

  test('fills in a real invoice, and changes nothing', async () => {
    const story = await aCase(api.db, { number: 'F-77', debtor: { name: 'De Vries' }, at: '2026-03-02T10:00' });
    await story.run('2026-03-02T10:00');
    const before = await api.rows();
    const { body } = await mail({ invoice: story.id, language: 'en' });
    expect(body).toMatchObject({ subject: 'Factuur F-77 staat open', to: 'De Vries', invoice: 'F-77' });
    expect(body.text).toMatch(/1,000\.00/);
    expect(await api.rows()).toEqual(before);
  });

  test('sets the term that the step gives; a fourteen-day letter states no date', async () => {
    const words = { ...WORDS, body: 'Betaal voor {{notice.deadline}}.' };
    expect((await mail({ words, notice: 'demand', term_days: 10 })).body.text).toContain('maart 2026');
    await api.refuses(() => mail({ words, notice: 'fourteen-day-letter', term_days: 15 }), 422, 'text_unfit', 'words');
  });

  test('says what cannot be filled in', async () => {
    const unknown = { words: { ...WORDS, body: 'Beste {{naam}}' } };
    const message = await api.refuses(() => mail(unknown), 422, 'text_unfit', 'words');
    expect(message).toContain('naam');
    await api.refuses(() => mail({ invoice: 'niets' }), 404, 'invoice_not_found');
    const fresh = await aCase(api.db);
    await api.refuses(() => mail({ invoice: fresh.id }), 409, 'invoice_not_begun');
  });

  test('is there for every text of every shipped ladder, in both languages', async () => {
    for (const ladder of shippedLadders()) {
      for (const language of ['nl', 'en'] as const) {
        for (const [id, { subject, body }] of Object.entries(ladder.texts[language])) {
          const step = ladder.steps.find((one) => one.id === id)!;
          const term = step.kind === 'send' && step.termDays !== undefined ? { term_days: step.termDays } : {};
          const notice = step.kind === 'send' ? { notice: step.notice, ...term } : {};
          const reply = await mail({ words: { subject, body }, language, ...notice });
          expect({ id, status: reply.status, code: reply.body.code }).toMatchObject({ status: 200 });
        }
      }
    }
  });
});

describeLooking('a preview on paper', () => {
  test('is the letter as it would be printed', async () => {
    const reply = await api.app.inject({
      method: 'POST',
      url: '/api/notice-previews/letter',
      payload: { words: WORDS, language: 'nl' },
    });
    expect(reply.statusCode).toBe(200);
    expect(reply.headers['content-type']).toBe('application/pdf');
    const text = textOf(reply.rawPayload);
    expect(text).toContain('Factuur 2026-0042 staat open');
    expect(text).toContain('Voorbeeldlaan 12');
  });

  test('that cannot be printed says why', async () => {
    const words = { ...WORDS, body: '{{zomaar}}' };
    const call = () => api.post('/api/notice-previews/letter', { words, language: 'nl' });
    await api.refuses(call, 422, 'text_unfit', 'words');
  });
});
