/** Notices of arrangements on paper: in one queue and one batch with those of invoices, posted, voided, and sometimes back. */
import { describe, expect, test } from 'vitest';
import { saveCreditor } from '../../store/parties.ts';
import { useApi } from '../support/api.ts';
import { type ArrangedCase, anArrangement } from '../support/arranged-case.ts';
import { aCreditor, anInvoice, at } from '../support/builders.ts';
import { describeLooking, textOf } from '../support/poppler.ts';

const api = useApi();

const PROPOSED = '2026-03-02T10:00';
let customers = 0;

/** An arrangement with a debtor who has no e-mail address, whose text to sign waits to be printed. */
async function queued(changes: object = {}): Promise<ArrangedCase> {
  await saveCreditor(api.db, aCreditor({ id: 'default' }));
  api.now = at(PROPOSED);
  const debtor = { reference: `P-${++customers}`, email: null };
  const invoice = await anInvoice(api.db, { creditorId: 'default', debtor });
  const story = await anArrangement(
    api.db,
    [invoice],
    { sign_by: '2026-03-20', ...changes },
    { id: `papier-${customers}` },
  );
  await story.run(PROPOSED);
  return story;
}

async function print(time: string) {
  api.now = at(time);
  return (await api.post('/api/letters/batches', {})).body;
}

describe('a letter about an arrangement', () => {
  test('waits, is printed with what it states, and counts from the day on which it was posted', async () => {
    const story = await queued();
    const { data } = (await api.get('/api/letters')).body;
    const own = data.find((letter: { arrangement_id?: string }) => letter.arrangement_id === story.id);
    expect(own).toMatchObject({ kind: 'agreement', instalment: 0, queued_on: '2026-03-02' });
    expect(own).not.toHaveProperty('invoice_id');
    const batch = await print('2026-03-02T15:00');
    expect(batch).toMatchObject({ post_by: '2026-03-03', problems: [] });
    await story.run('2026-03-02T15:00');
    expect(story.state.letters).toMatchObject([{ printed: { batchId: batch.id, on: '2026-03-02' } }]);
    const { letters } = (await api.get(`/api/letters/batches/${batch.id}`)).body;
    expect(letters).toContainEqual(
      expect.objectContaining({ arrangement_id: story.id, amount: '1000.00', posted_on: null }),
    );
    api.now = at('2026-03-03T09:00');
    await api.post(`/api/letters/batches/${batch.id}/posted`, { by: 'Sanne' });
    await story.run('2026-03-03T09:00');
    expect(story.state.past).toMatchObject([{ what: 'agreement', end: 'sent', on: '2026-03-03', channel: 'letter' }]);
    expect(await story.dispatch('agreement', 0)).toMatchObject({
      status: 'sent',
      channel: 'letter',
      sent_on: '2026-03-03',
    });
    expect(await story.openTasks()).toEqual([]);
  });

  test('that is set aside is made anew', async () => {
    const story = await queued();
    const batch = await print('2026-03-02T15:00');
    await story.run('2026-03-02T15:00');
    const dispatches = story.state.letters.map(({ id }) => id);
    const body = { dispatches, by: 'Sanne', problem: 'gekreukt' };
    expect((await api.post(`/api/letters/batches/${batch.id}/void`, body)).status).toBe(202);
    await story.run('2026-03-02T15:10');
    expect(story.state.letters).toMatchObject([{ id: dispatches[0], printed: null }]);
    const { posted, skipped } = (await api.post(`/api/letters/batches/${batch.id}/posted`, { by: 'Sanne' })).body;
    expect(posted).toBe(0);
    expect(skipped).toMatchObject([{ arrangement_id: story.id }]);
  });

  test('is pulled by a signature, and a person takes it from the pile', async () => {
    const story = await queued();
    const batch = await print('2026-03-02T15:00');
    await story.run('2026-03-02T15:00');
    await api.post(`/api/arrangements/${story.id}/signed`, { by: 'Jan' });
    await story.run('2026-03-02T16:00');
    const [task] = await story.openTasks();
    expect((await api.get(`/api/tasks/${encodeURIComponent(task!.id)}`)).body).toMatchObject({
      kind: 'pull_letter',
      nl: { title: 'Een geprinte brief moet uit de post worden gehaald' },
    });
    const { letters } = (await api.get(`/api/letters/batches/${batch.id}`)).body;
    expect(letters).toMatchObject([{ arrangement_id: story.id, voided_at: expect.any(String) }]);
  });

  test('that came back is a person’s question', async () => {
    const story = await queued();
    const batch = await print('2026-03-02T15:00');
    await story.run('2026-03-02T15:00');
    await api.post(`/api/letters/batches/${batch.id}/posted`, { by: 'Sanne' });
    await story.run('2026-03-02T16:00');
    api.now = at('2026-03-09T10:00');
    const id = encodeURIComponent(story.state.past[0]!.id);
    await api.refuses(() => api.post(`/api/dispatches/${id}/bounced`, { problem: 'x' }), 409, 'dispatch_not_sent');
    const { status, body } = await api.post(`/api/dispatches/${id}/returned`, { problem: 'verhuisd' });
    expect({ status, body }).toMatchObject({ status: 202, body: { arrangement_id: story.id } });
    await story.run('2026-03-09T10:00');
    expect(await story.openTasks()).toMatchObject([{ kind: 'contact', outcomes: ['send_again', 'went_out', 'skip'] }]);
    await api.post(`/api/dispatches/${id}/resolve`, { outcome: 'send_again', by: 'Anna' });
    await story.run('2026-03-09T11:00');
    expect(await story.notices()).toEqual(['agreement 0 refused', 'agreement 0 queued']);
  });

  test('goes before the letters about invoices of the same debtor, which wait for another day', async () => {
    const story = await queued({ instalments: { count: 2, first_on: '2026-03-23' }, reminder_days: 0, grace_days: 0 });
    await story.run('2026-03-02T11:00', story.signed('2026-03-02T11:00'));
    await story.run('2026-03-24T16:59');
    expect((await story.notices()).at(-1)).toBe('breach-notice 1 queued');
    const batch = await print('2026-03-24T17:30');
    const { letters } = (await api.get(`/api/letters/batches/${batch.id}`)).body;
    const own = letters.filter((letter: { arrangement_id?: string }) => letter.arrangement_id === story.id);
    // The confirmation that waited as well answers the debtor; the breach notice is the one contact that asks something.
    expect(own.map(({ dispatch_id }: { dispatch_id: string }) => dispatch_id.split(':')[2])).toEqual(['confirmation']);
    // A printed letter that waits to be posted keeps others of its debtor off the press.
    expect(await print('2026-03-25T10:00')).toMatchObject({ code: 'nothing_to_print' });
    await api.post(`/api/letters/batches/${batch.id}/posted`, { by: 'Sanne' });
    await story.run('2026-03-25T11:00');
    const next = await print('2026-03-26T17:30');
    expect(next.letters).toBe(1);
  });

  test('without a postal address is refused, and a person is asked', async () => {
    await saveCreditor(api.db, aCreditor({ id: 'default' }));
    const debtor = { reference: `P-${++customers}`, email: null, addressLines: [] };
    const invoice = await anInvoice(api.db, { creditorId: 'default', debtor });
    const story = await anArrangement(api.db, [invoice], {}, { id: `papier-${customers}` });
    await story.run(PROPOSED);
    expect(await story.dispatch('agreement', 0)).toMatchObject({
      status: 'refused',
      problem: expect.stringContaining('no postal address of the debtor is known'),
    });
    expect(await story.openTasks()).toMatchObject([{ kind: 'contact', outcomes: ['send_again', 'went_out', 'skip'] }]);
  });
});

describeLooking('the letter to sign', () => {
  test('has the plan, the last day to sign and room for a signature', async () => {
    const story = await queued();
    const url = `/api/arrangements/${story.id}/agreement/pdf`;
    const { rawPayload, headers } = await api.app.inject({ method: 'GET', url });
    expect(headers['content-type']).toBe('application/pdf');
    const text = textOf(rawPayload);
    for (const part of ['Termijnbedrag 10, 4 januari 2027', 'uiterlijk op 20 maart 2026', 'Handtekening']) {
      expect(text).toContain(part);
    }
  });
});
