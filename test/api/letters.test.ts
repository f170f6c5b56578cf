/** Notices on paper: printed as a batch, posted by a person, void at the cut-off, and sometimes back. */
import { PDFDocument } from '@cantoo/pdf-lib';
import { describe, expect, test } from 'vitest';
import type { Ladder } from '../../ladder/definition.ts';
import { shippedLadders } from '../../ladder/library/library.ts';
import type { LetterPress } from '../../server/letters/press.ts';
import { type PrintResult, printLetters } from '../../server/letters/print.ts';
import { findCreditor, saveCreditor } from '../../store/parties.ts';
import { useApi } from '../support/api.ts';
import {
  aCreditor,
  aHandover,
  aLadder,
  aNoticeOfDefault,
  anInvoice,
  aPayment,
  aReminder,
  at,
  type InvoiceChanges,
} from '../support/builders.ts';
import { Case, signal } from '../support/case.ts';
import { describeLooking, textOf } from '../support/poppler.ts';

const api = useApi();

// Due on Wednesday 18 March 2026: the notice of default is to leave on Tuesday 7 April.
const DAY = '2026-04-07T12:00';
const STEP = 'ingebrekestelling';

function paperLadder(channel: 'letter' | 'email-or-letter', changes: Partial<Ladder> = {}): Ladder {
  const ladder = aLadder({
    id: `papier-${channel}`,
    steps: [aReminder({ when: { days: 5, unit: 'days', after: 'due' } }), aNoticeOfDefault({ channel }), aHandover()],
    ...changes,
  });
  const several = {
    subject: '{{invoices.count}} facturen: {{invoice.number}}',
    body: '{{block.invoice}}\n\n{{block.payment}}\n\n{{block.signature}}',
  };
  const texts = Object.fromEntries(Object.entries(ladder.texts.nl).map(([id, text]) => [id, { ...text, several }]));
  return { ...ladder, texts: { nl: texts, en: texts } };
}

let numbers = 0;

/** A case whose notice of default waits to be printed. */
async function queued(changes: InvoiceChanges = {}, channel: 'letter' | 'email-or-letter' = 'letter'): Promise<Case> {
  const story = await before(channel, changes);
  await story.run(DAY);
  return story;
}

/** A case whose reminder went out. */
async function before(channel: 'letter' | 'email-or-letter', changes: InvoiceChanges = {}): Promise<Case> {
  const story = await registered(channel, changes);
  await story.run('2026-03-23T16:59');
  expect(story.state.notices).toHaveLength(1);
  return story;
}

/** A case of an early debtor: what is due on a day leaves at nine. */
async function registered(channel: 'letter' | 'email-or-letter', changes: InvoiceChanges = {}): Promise<Case> {
  const ladder = paperLadder(channel);
  await saveCreditor(api.db, aCreditor({ id: 'default' }));
  api.now = at('2026-03-20T10:00');
  const registered = { number: `B-${++numbers}`, creditorId: 'default', ladder, at: '2026-03-20T10:00', ...changes };
  const story = new Case(api.db, await anInvoice(api.db, registered));
  await story.run('2026-03-20T10:00');
  return story;
}

async function print(time = '2026-04-07T15:00') {
  api.now = at(time);
  return api.post('/api/letters/batches', {});
}

const url = (batch: string, rest = '') => `/api/letters/batches/${batch}${rest}`;
const posted = (batch: string, body: object = {}) => api.post(url(batch, '/posted'), { by: 'Sanne', ...body });

/** A press of blank pages, and what happens while it makes each. */
async function aPress(meanwhile: () => Promise<void> = async () => {}): Promise<LetterPress> {
  const document = await PDFDocument.create();
  document.addPage();
  const pdf = Buffer.from(await document.save());
  const render = async () => {
    await meanwhile();
    return { pdf };
  };
  return {
    render,
    renderArrangement: render,
    bind: async (letters) => ({
      pdf,
      pages: letters.length,
      letters: letters.map((_, index) => ({ firstPage: index + 1, pages: 1 })),
    }),
  };
}

describe('a letter', () => {
  test('waits to be printed, is printed with the others, and counts from the day on which it was posted', async () => {
    const story = await queued();
    expect(story.state.position).toMatchObject({ mode: 'sending', letter: { printed: null } });
    expect((await api.get('/api/letters')).body.data).toMatchObject([
      { dispatch_id: story.dispatchId(STEP), kind: 'notice-of-default', queued_on: '2026-04-07' },
    ]);

    const { status, body: batch } = await print();
    expect(status).toBe(201);
    expect(batch).toMatchObject({ letters: 1, dated: '2026-04-07', post_by: '2026-04-08', problems: [] });
    await story.run('2026-04-07T15:01');
    expect(story.state.position).toMatchObject({ letter: { printed: { batchId: batch.id, amountCents: 100_000 } } });
    expect((await api.get('/api/letters')).body.data).toEqual([]);

    api.now = at('2026-04-08T09:00');
    expect((await posted(batch.id, { on: '2026-04-07' })).status).toBe(202);
    await story.run('2026-04-08T09:01');
    // Posted by the 8th at the latest, delivered on the 10th, and fourteen days from there.
    expect(story.state.notices.at(-1)).toMatchObject({
      sentOn: '2026-04-07',
      receivedOn: '2026-04-10',
      deadline: '2026-04-24',
      channel: 'letter',
    });
    expect(await story.dispatch(STEP)).toMatchObject({ status: 'sent', sent_on: '2026-04-07', channel: 'letter' });
    expect(story.mail.sent).toHaveLength(1);
  });

  test('is a page that can be fetched', async () => {
    await queued();
    const { body: batch } = await print();
    const reply = await api.app.inject({ method: 'GET', url: url(batch.id, '/pdf') });
    expect(reply.headers['content-type']).toBe('application/pdf');
    expect((await PDFDocument.load(reply.rawPayload)).getPageCount()).toBe(batch.pages);
  });

  test('posted four days late is void at its cut-off, refused, and made anew with new dates', async () => {
    const story = await queued();
    const { body: batch } = await print();
    await story.run('2026-04-07T15:01');
    await story.run('2026-04-09T00:00');
    expect((await story.dispatch(STEP)).status).toBe('withdrawn');
    await story.run('2026-04-09T09:30');
    await story.run('2026-04-09T16:59');
    expect(story.state.position).toMatchObject({ mode: 'sending', letter: { printed: null } });

    api.now = at('2026-04-11T10:00');
    const refusal = await api.refuses(() => posted(batch.id), 409, 'cut_off_passed', 'on');
    expect(refusal).toContain('2026-04-08');

    const { body: again } = await print('2026-04-13T10:00');
    await story.run('2026-04-13T10:01');
    api.now = at('2026-04-13T17:00');
    await posted(again.id);
    await story.run('2026-04-13T17:01');
    expect(story.state.notices.at(-1)).toMatchObject({ sentOn: '2026-04-13', deadline: '2026-04-30' });
    expect(story.state.notices).toHaveLength(2);
  });

  test('that was posted in time counts, even when that is told after the cut-off', async () => {
    const story = await queued();
    const { body: batch } = await print();
    await story.run('2026-04-07T15:01');
    await story.run('2026-04-09T00:00');
    await story.run('2026-04-09T16:59');
    expect(story.state.position).toMatchObject({ mode: 'sending', letter: { printed: null } });
    api.now = at('2026-04-09T17:00');
    expect((await posted(batch.id, { on: '2026-04-08' })).body.posted).toBe(1);
    await story.run('2026-04-09T17:01');
    expect(story.state.notices.at(-1)).toMatchObject({ sentOn: '2026-04-08', deadline: '2026-04-24' });
    expect((await api.get('/api/letters')).body.data).toEqual([]);
  });

  test('is pulled by a payment: from the queue at once, from the pile by a person', async () => {
    const waiting = await queued();
    await waiting.accept(aPayment('1000.00', { at: '2026-04-07T12:00' }));
    await waiting.run('2026-04-07T12:01');
    expect(waiting.state.phase).toBe('closed');
    await api.refuses(() => print(), 409, 'nothing_to_print');

    const onPaper = await queued({ debtor: { name: 'Ander B.V.' } });
    const { body: batch } = await print();
    await onPaper.run('2026-04-07T15:01');
    await onPaper.accept(aPayment('1000.00', { at: '2026-04-07T16:00' }));
    await onPaper.run('2026-04-07T16:01');
    expect(onPaper.state.phase).toBe('closed');
    expect((await onPaper.openTasks()).map(({ kind }) => kind)).toEqual(['pull_letter']);
    api.now = at('2026-04-07T17:00');
    expect((await posted(batch.id)).body.posted).toBe(0);
  });

  test('that asks too much after a part payment is made anew', async () => {
    const story = await queued();
    await print();
    await story.run('2026-04-07T15:01');
    await story.accept(aPayment('400.00', { at: '2026-04-07T16:00' }));
    await story.run('2026-04-07T16:01');
    expect(story.state.position).toMatchObject({ mode: 'sending', letter: { printed: null } });
    const { body: again } = await print('2026-04-07T16:10');
    expect((await api.get(url(again.id))).body.letters).toMatchObject([{ amount: '600.00' }]);
  });

  test('holds every invoice that the debtor is due for, and is void as a whole', async () => {
    const [first, second] = [await registered('letter'), await registered('letter')];
    for (const day of ['2026-03-23T16:59', DAY]) for (const one of [first, second]) await one.run(day);
    const { body: batch } = await print();
    expect(batch).toMatchObject({ letters: 1 });
    const { body } = await api.get(url(batch.id));
    expect(body.letters).toHaveLength(2);
    expect(new Set(body.letters.map((letter: { first_page: number }) => letter.first_page)).size).toBe(1);
    for (const one of [first, second]) await one.run('2026-04-07T15:01');

    await first.accept(aPayment('1000.00', { at: '2026-04-07T16:00' }));
    await first.run('2026-04-07T16:01');
    await second.run('2026-04-07T16:01');
    expect(second.state.position).toMatchObject({ mode: 'sending', letter: { printed: null } });
    const { body: again } = await print('2026-04-07T16:10');
    expect((await api.get(url(again.id))).body.letters).toMatchObject([{ invoice_id: second.id }]);
  });

  test('that was spoiled is set aside by a person, and made anew', async () => {
    const story = await queued();
    const { body: batch } = await print();
    await story.run('2026-04-07T15:01');
    const body = { dispatches: [story.dispatchId(STEP)], by: 'Sanne', problem: 'papier zat vast' };
    expect((await api.post(url(batch.id, '/void'), body)).status).toBe(202);
    await story.run('2026-04-07T15:10');
    expect((await print('2026-04-07T15:20')).status).toBe(201);
  });

  test('printed on Friday is posted by the next working day', async () => {
    const story = await registered('letter', { dueOn: '2026-03-21' });
    await story.run('2026-03-26T16:59');
    await story.run('2026-04-10T12:00');
    const { body } = await print('2026-04-10T16:59');
    expect(body).toMatchObject({ dated: '2026-04-10', post_by: '2026-04-13' });
  });
});

describe('a posting that is told late', () => {
  test('counts where the letter was only pulled after the day of posting', async () => {
    const story = await queued({ debtor: { name: 'Deel B.V.' } });
    const { body: batch } = await print();
    await story.run('2026-04-07T15:01');
    await story.run('2026-04-08T09:00', signal(aPayment('10.00', { at: '2026-04-08T09:00' })));
    api.now = at('2026-04-08T09:30');
    expect((await posted(batch.id, { on: '2026-04-07' })).body).toMatchObject({ posted: 1, skipped: [] });
    await story.run('2026-04-08T09:31');
    expect(story.state.notices.at(-1)).toMatchObject({ step: STEP, sentOn: '2026-04-07', amountCents: 1000_00 });
    await api.refuses(() => print('2026-04-08T10:00'), 409, 'nothing_to_print');
  });

  test('names the letters that were pulled by that day', async () => {
    const story = await queued({ debtor: { name: 'Deel B.V.' } });
    const { body: batch } = await print();
    await story.run('2026-04-07T15:01');
    await story.run('2026-04-07T16:00', signal(aPayment('10.00', { at: '2026-04-07T16:00' })));
    api.now = at('2026-04-07T17:30');
    expect((await posted(batch.id)).body).toMatchObject({
      posted: 0,
      skipped: [{ dispatch_id: story.dispatchId(STEP), invoice_id: story.id }],
    });
  });

  test('does not count a letter that a person has set aside, whatever the day', async () => {
    const story = await queued();
    const { body: batch } = await print();
    await story.run('2026-04-07T15:01');
    api.now = at('2026-04-08T09:00');
    await api.post(url(batch.id, '/void'), { dispatches: [story.dispatchId(STEP)], by: 'Sanne', problem: 'vlek' });
    await story.run('2026-04-08T09:01');
    expect((await posted(batch.id, { on: '2026-04-07' })).body).toMatchObject({ posted: 0 });
    await story.run('2026-04-08T09:31');
    expect(story.state.notices).toHaveLength(1);
  });

  test('pulls the letter that was printed in its stead', async () => {
    const story = await queued({ debtor: { name: 'Laat B.V.' } });
    const { body: first } = await print();
    for (const time of ['07T15:01', '09T00:00', '09T16:59']) await story.run(`2026-04-${time}`);
    const { body: second } = await print('2026-04-09T17:00');
    await story.run('2026-04-09T17:01');
    api.now = at('2026-04-09T17:10');
    expect((await posted(first.id, { on: '2026-04-08' })).body.posted).toBe(1);
    await story.run('2026-04-09T17:11');
    expect((await story.openTasks()).map(({ kind }) => kind)).toEqual(['pull_letter']);
    api.now = at('2026-04-09T17:20');
    expect((await posted(second.id)).body).toMatchObject({ posted: 0, skipped: [{ invoice_id: story.id }] });
    await story.run('2026-04-09T17:21');
    expect(story.state.notices.filter(({ step }) => step === STEP)).toMatchObject([{ sentOn: '2026-04-08' }]);
    expect(await story.dispatch(STEP)).toMatchObject({ status: 'sent', sent_on: '2026-04-08' });
  });

  test('writes down a demand of an earlier round, beside the one that the case makes anew', async () => {
    const steps = [
      aReminder({ when: { days: 5, unit: 'days', after: 'due' } }),
      { ...aNoticeOfDefault({ channel: 'letter' }), next: 'laatste' },
      aNoticeOfDefault({
        id: 'laatste',
        notice: 'final-demand',
        channel: 'letter',
        when: { days: 22, unit: 'days', after: 'due' },
      }),
      aHandover(),
    ];
    const story = await queued({ ladder: paperLadder('letter', { id: 'ronde', steps }) });
    const { body: one } = await print();
    await story.run('2026-04-07T15:01');
    api.now = at('2026-04-07T16:00');
    await posted(one.id);
    await story.run('2026-04-07T16:01');
    await story.run('2026-04-10T12:00');
    const { body: two } = await print('2026-04-10T15:00');
    await story.run('2026-04-10T15:01');
    // In the post on Friday; on Saturday there is a dispute, rejected on Sunday; the posting is told on Monday.
    await story.run(
      '2026-04-11T09:00',
      signal({ type: 'dispute', id: 'd1', at: at('2026-04-11T09:00'), reason: 'te duur' }),
    );
    const decided = { type: 'dispute_decided', id: 'd2', disputeId: 'd1', decision: 'rejected', by: 'Sanne' } as const;
    await story.run('2026-04-12T09:00', signal({ ...decided, at: at('2026-04-12T09:00') }));
    expect(story.state.round).toBe(2);
    const before = story.state.position;
    api.now = at('2026-04-13T08:00');
    expect((await posted(two.id, { on: '2026-04-10' })).body.posted).toBe(1);
    await story.run('2026-04-13T08:01');
    expect(story.state.notices.at(-1)).toMatchObject({ step: 'laatste', round: 1, sentOn: '2026-04-10' });
    expect(story.state.lastContactOn).toBe('2026-04-10');
    expect(story.state.position).toMatchObject({ mode: before!.mode, step: before!.step });
    expect(story.state.round).toBe(2);
    expect(await story.dispatch('laatste')).toMatchObject({ status: 'sent', sent_on: '2026-04-10' });
  });
});

describe('a letter that went into the post after its last day', () => {
  /** Printed on Tuesday 7 April, to be posted by the 8th; void, and queued anew, on the 9th. */
  async function missed(name: string): Promise<{ story: Case; batch: string }> {
    const story = await queued({ debtor: { name } });
    const { body } = await print();
    for (const time of ['07T15:01', '09T00:00', '09T16:59']) await story.run(`2026-04-${time}`);
    return { story, batch: body.id };
  }

  test('counts once a person says so, with its whole term from that day, and nothing goes out in its stead', async () => {
    const { story, batch } = await missed('Toch B.V.');
    api.now = at('2026-04-09T17:00');
    const refusal = await api.refuses(() => posted(batch, { on: '2026-04-09' }), 409, 'cut_off_passed', 'on');
    expect(refusal).toContain('"late": true');
    expect((await posted(batch, { on: '2026-04-09', late: true })).body).toMatchObject({ posted: 1, skipped: [] });
    await story.run('2026-04-09T17:01');
    // Delivered on Saturday the 11th; fourteen days end on a Saturday, and Monday is King's Day. It names the 24th.
    expect(story.state.notices.at(-1)).toMatchObject({
      step: STEP,
      sentOn: '2026-04-09',
      receivedOn: '2026-04-11',
      deadline: '2026-04-28',
    });
    expect(await story.dispatch(STEP)).toMatchObject({ status: 'sent', sent_on: '2026-04-09' });
    expect((await api.get('/api/letters')).body.data).toEqual([]);
    await story.run('2026-04-28T16:59');
    expect(story.state.handedOver).toBeNull();
    await story.run('2026-04-29T16:59');
    expect(story.state.handedOver).toMatchObject({ on: '2026-04-29' });
  });

  test('pulls the letter that was printed in its stead; posted all the same, the two are one notice with the longer term', async () => {
    const { story, batch } = await missed('Dubbelpost B.V.');
    const { body: second } = await print('2026-04-09T17:00');
    await story.run('2026-04-09T17:01');
    api.now = at('2026-04-10T09:00');
    await posted(batch, { on: '2026-04-09', late: true });
    await story.run('2026-04-10T09:01');
    expect((await story.openTasks()).map(({ kind }) => kind)).toEqual(['pull_letter']);
    expect((await posted(second.id)).body).toMatchObject({ posted: 0, skipped: [{ invoice_id: story.id }] });
    api.now = at('2026-04-14T09:00');
    const despite = { on: '2026-04-14', late: true, despite: [story.dispatchId(STEP)] };
    expect((await posted(second.id, despite)).body).toMatchObject({ posted: 1, skipped: [] });
    await story.run('2026-04-14T09:01');
    const demands = story.state.notices.filter(({ step }) => step === STEP);
    expect(demands).toMatchObject([{ sentOn: '2026-04-09', receivedOn: '2026-04-16', deadline: '2026-04-30' }]);
    expect(story.state.lastContactOn).toBe('2026-04-14');
    await story.run('2026-04-30T16:59');
    expect(story.state.handedOver).toBeNull();
    await story.run('2026-05-01T16:59');
    expect(story.state.handedOver).toMatchObject({ on: '2026-05-01' });
    const { body } = await api.get(`/api/invoices/${story.id}/timeline`);
    expect(JSON.stringify(body)).toContain('er gingen twee brieven uit');
  });

  test('demands nothing where it arrives after the day that it names: the one made anew still goes out', async () => {
    const { story, batch } = await missed('Veel te laat B.V.');
    api.now = at('2026-04-23T10:00');
    // Delivered on the 25th, and it asks to be paid by the 24th.
    expect((await posted(batch, { on: '2026-04-23', late: true })).body.posted).toBe(1);
    await story.run('2026-04-23T10:01');
    expect(story.state.notices.filter(({ step }) => step === STEP)).toEqual([]);
    expect(story.state.lastContactOn).toBe('2026-04-23');
    expect(story.state.position).toMatchObject({ mode: 'sending', step: STEP, letter: { printed: null } });
    await story.run('2026-05-20T16:59');
    expect(story.state.handedOver).toBeNull();
  });

  test('demands nothing where it asks for what had been paid: the right one still goes out', async () => {
    const { story, batch } = await missed('Te veel gevraagd B.V.');
    await story.accept(aPayment('400.00', { at: '2026-04-09T17:01' }));
    await story.run('2026-04-09T17:02');
    api.now = at('2026-04-09T17:10');
    expect((await posted(batch, { on: '2026-04-09', late: true })).body.posted).toBe(1);
    await story.run('2026-04-09T17:11');
    expect(story.state.notices.filter(({ step }) => step === STEP)).toEqual([]);
    expect(story.state.lastContactOn).toBe('2026-04-09');
    expect(story.state.position).toMatchObject({ mode: 'sending', step: STEP, letter: { printed: null } });
    const { body } = await api.get(`/api/invoices/${story.id}/timeline`);
    expect(JSON.stringify(body)).toContain('te hoog bedrag');
    const { body: again } = await print('2026-04-10T10:00');
    expect((await api.get(url(again.id))).body.letters).toMatchObject([{ amount: '600.00' }]);
  });

  test('counts where the payment became known on a later day', async () => {
    const { story, batch } = await missed('Later betaald B.V.');
    await story.accept(aPayment('400.00', { at: '2026-04-10T09:00' }));
    await story.run('2026-04-10T09:01');
    api.now = at('2026-04-10T09:10');
    expect((await posted(batch, { on: '2026-04-09', late: true })).body.posted).toBe(1);
    await story.run('2026-04-10T09:11');
    expect(story.state.notices.at(-1)).toMatchObject({ step: STEP, sentOn: '2026-04-09', amountCents: 100_000 });
  });

  test('runs, as a fourteen-day letter, for fifteen days from its own delivery: it names no day', async () => {
    const ladder = shippedLadders().find(({ id }) => id === 'incassotraject')!;
    await saveCreditor(api.db, aCreditor({ id: 'default' }));
    const debtor = { kind: 'consumer' as const, name: 'J. Laatpost' };
    const changes = { number: 'V-2', creditorId: 'default', ladder, amount: '89.00', debtor, at: '2026-03-20T10:00' };
    const story = new Case(api.db, await anInvoice(api.db, changes));
    for (const day of ['03-20T10:00', '03-23T09:00', '03-30T09:00', '04-07T09:00', '04-10T17:00', '04-13T09:00']) {
      await story.run(`2026-${day}`);
    }
    const { body: batch } = await print('2026-04-13T15:00');
    for (const day of ['04-13T15:01', '04-15T00:00', '04-15T09:00']) await story.run(`2026-${day}`);
    api.now = at('2026-05-12T10:00');
    // A month late; no post on Ascension Day and the Friday after it.
    await posted(batch.id, { on: '2026-05-12', late: true });
    await story.run('2026-05-12T10:01');
    const letter = story.state.notices.find(({ kind }) => kind === 'fourteen-day-letter');
    expect(letter).toMatchObject({ sentOn: '2026-05-12', receivedOn: '2026-05-16', deadline: '2026-06-01' });
  });
});

describe('a letter that is printed and waits to be posted', () => {
  test('lets no other letter to its debtor be printed, nor a mail go out, before it was posted', async () => {
    const ladder = paperLadder('letter');
    const alone = Object.fromEntries(
      Object.entries(ladder.texts.nl).map(([id, { several: _, ...text }]) => [id, text]),
    );
    const apart = { ...ladder, id: 'apart-2', texts: { nl: alone, en: alone } };
    const debtor = { name: 'Eén Per Dag B.V.' };
    const one = await queued({ ladder: apart, debtor });
    const two = await registered('letter', { ladder: apart, debtor, dueOn: '2026-03-25' });
    for (const day of ['2026-03-30T16:59', '2026-04-14T16:59']) await two.run(day);
    const { body: first } = await print('2026-04-15T10:00');
    for (const story of [one, two]) await story.run('2026-04-15T10:01');
    // The first may be posted until the 16th: were a second printed on the 16th, both could leave on that day.
    await api.refuses(() => print('2026-04-16T10:00'), 409, 'nothing_to_print');
    // Nor does a mail leave on the 15th or the 16th, though its ladder asks for no days between contacts.
    const eager = { ...apart, id: 'apart-3', contact: { ...apart.contact, gap: 0 } };
    const mailed = await registered('letter', { ladder: eager, debtor, dueOn: '2026-04-10' });
    for (const day of ['15T12:00', '15T16:59', '16T12:00', '16T16:59']) await mailed.run(`2026-04-${day}`);
    expect(mailed.state.notices).toEqual([]);
    expect(mailed.state.position).toMatchObject({ mode: 'planned', at: at('2026-04-17T09:00') });
    api.now = at('2026-04-16T17:00');
    await posted(first.id, { on: '2026-04-16' });
    for (const story of [one, two]) await story.run('2026-04-16T17:01');
    await api.refuses(() => print('2026-04-16T17:05'), 409, 'nothing_to_print');
    const { body: second } = await print('2026-04-17T10:00');
    expect((await api.get(url(second.id))).body.letters).toMatchObject([{ invoice_id: two.id }]);
  });
});

describe('letters of one debtor that cannot stand on one paper', () => {
  test('go out by two prints on two days', async () => {
    const ladder = paperLadder('letter');
    const alone = Object.fromEntries(
      Object.entries(ladder.texts.nl).map(([id, { several: _, ...text }]) => [id, text]),
    );
    const apart = { ...ladder, id: 'apart', texts: { nl: alone, en: alone } };
    const debtor = { name: 'Twee B.V.' };
    const one = await queued({ ladder: apart, debtor });
    const two = await registered('letter', { ladder: apart, debtor, dueOn: '2026-03-25' });
    for (const day of ['2026-03-30T16:59', '2026-04-14T16:59']) await two.run(day);
    expect((await api.get('/api/letters')).body.data).toHaveLength(2);

    const { body: first } = await print('2026-04-15T10:00');
    expect((await api.get(url(first.id))).body.letters).toHaveLength(1);
    await api.refuses(() => print('2026-04-15T10:05'), 409, 'nothing_to_print');
    for (const story of [one, two]) await story.run('2026-04-15T10:06');
    await posted(first.id);
    for (const story of [one, two]) await story.run('2026-04-15T10:07');
    await api.refuses(() => print('2026-04-15T16:00'), 409, 'nothing_to_print');
    const { body: second } = await print('2026-04-16T10:00');
    expect((await api.get(url(second.id))).body.letters).toMatchObject([{ invoice_id: two.id }]);
  });
});

describe('a batch of letters with different last days', () => {
  test('is posted by the first of them, and each letter of it is void after that', async () => {
    const closed = paperLadder('letter', { id: 'dicht', office: { worked: [], closed: ['2026-04-13'] } });
    const stories: Case[] = [];
    for (const ladder of [closed, paperLadder('letter'), closed, paperLadder('letter'), closed]) {
      stories.push(await queued({ ladder, debtor: { name: `Datum ${stories.length} B.V.` } }));
    }
    const { body: batch } = await print('2026-04-10T15:00');
    expect(batch).toMatchObject({ letters: 5, post_by: '2026-04-13' });
    for (const one of stories) await one.run('2026-04-10T15:01');
    const ends = stories.map(({ state }) => state.position);
    for (const position of ends)
      expect(position).toMatchObject({ letter: { printed: { cutOffAt: at('2026-04-14') } } });
    api.now = at('2026-04-14T10:00');
    expect(await api.refuses(() => posted(batch.id), 409, 'cut_off_passed', 'on')).toContain('2026-04-13');
  });
});

describe('two people who print at the same time', () => {
  test('do not print one letter twice: what the other printed meanwhile is left out', async () => {
    const story = await queued({ debtor: { name: 'Gelijktijdig B.V.' } });
    const creditor = (await findCreditor(api.db, 'default'))!;
    const now = at('2026-04-07T15:00');
    let inBetween: PrintResult | null = null;
    const outer = await printLetters(
      api.db,
      await aPress(async () => {
        inBetween ??= await printLetters(api.db, await aPress(), creditor, now);
      }),
      creditor,
      now,
    );
    expect(inBetween).toMatchObject({ letters: 1 });
    expect(outer).toMatchObject({ batchId: null, letters: 0 });
    const letters = await api.db.selectFrom('letters').selectAll().where('invoice_id', '=', story.id).execute();
    expect(letters).toHaveLength(1);
  });

  test('are told that one of them has printed all', async () => {
    for (const name of ['Dubbel Een', 'Dubbel Twee']) await queued({ debtor: { name: `${name} B.V.` } });
    api.now = at('2026-04-07T15:00');
    const replies = await Promise.all([api.post('/api/letters/batches', {}), api.post('/api/letters/batches', {})]);
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(replies.find(({ status }) => status === 201)?.body).toMatchObject({ letters: 2 });
  });
});

/** Two notices of a debtor on one printed letter. */
async function printedTogether(): Promise<{ batch: string; lead: Case; other: Case }> {
  const [first, second] = [await registered('letter'), await registered('letter')];
  for (const day of ['2026-03-23T16:59', DAY]) for (const one of [first, second]) await one.run(day);
  const { body } = await print();
  for (const one of [first, second]) await one.run('2026-04-07T15:01');
  const leads = (await first.dispatch(STEP)).covered_by === null;
  return { batch: body.id, lead: leads ? first : second, other: leads ? second : first };
}

describe('a notice that did not arrive', () => {
  test('by mail is followed by a letter, and what relies on it waits for that', async () => {
    const story = await queued({}, 'email-or-letter');
    expect(story.state.notices.at(-1)).toMatchObject({ channel: 'email', deadline: '2026-04-21' });
    const dispatch = encodeURIComponent(story.dispatchId(STEP));
    api.now = at('2026-04-08T10:00');
    expect((await api.post(`/api/dispatches/${dispatch}/bounced`, { problem: '550 mailbox unknown' })).status).toBe(
      202,
    );
    await story.run('2026-04-08T16:59');
    expect(story.state.round).toBe(2);
    expect(story.state.position).toMatchObject({ mode: 'sending', step: STEP, letter: { printed: null } });
    expect(story.mail.sent).toHaveLength(2);
    const { body: batch } = await print('2026-04-08T17:00');
    await story.run('2026-04-08T17:01');
    api.now = at('2026-04-08T17:30');
    await posted(batch.id);
    await story.run('2026-04-08T17:31');
    expect(story.state.notices.at(-1)).toMatchObject({ channel: 'letter', round: 2, deadline: '2026-04-28' });
    // The first gave until the 21st; the handover waits for the second.
    await story.run('2026-04-27T16:59');
    expect(story.state.handedOver).toBeNull();
    await story.run('2026-04-29T16:59');
    expect(story.state.handedOver).toMatchObject({ on: '2026-04-29' });
  });

  test('by letter is a question to a person, and nothing is handed over on it', async () => {
    const story = await queued();
    const { body: batch } = await print();
    await story.run('2026-04-07T15:01');
    await posted(batch.id);
    await story.run('2026-04-07T17:00');
    api.now = at('2026-04-14T10:00');
    const dispatch = encodeURIComponent(story.dispatchId(STEP));
    await api.post(`/api/dispatches/${dispatch}/returned`, { problem: 'verhuisd' });
    await story.run('2026-04-14T10:01');
    expect(story.state.position).toMatchObject({ mode: 'stuck', step: STEP, cause: 'refused' });
    await story.run('2026-05-20T10:00');
    expect(story.state.handedOver).toBeNull();
  });

  test('to an address that is known to be wrong goes by letter from then on', async () => {
    const story = await before('email-or-letter');
    const dispatch = encodeURIComponent(story.dispatchId('herinnering'));
    api.now = at('2026-03-24T10:00');
    await api.post(`/api/dispatches/${dispatch}/bounced`, { problem: 'unknown' });
    await story.run('2026-03-24T10:01');
    // The reminder itself goes by mail only: a person is asked.
    const [task] = await story.openTasks();
    api.now = at('2026-03-24T11:00');
    await api.post(`/api/tasks/${encodeURIComponent(task!.id)}/complete`, { outcome: 'skip', by: 'Sanne' });
    await story.run('2026-03-24T11:01');
    await story.run(DAY);
    expect(story.state.position).toMatchObject({ step: STEP, letter: { printed: null } });
  });

  test('says nothing of a notice that was taken off its paper before', async () => {
    const { lead, other } = await printedTogether();
    await other.accept(aPayment('1000.00', { id: 'betaling', at: '2026-04-07T16:00' }));
    await other.run('2026-04-07T16:01');
    await lead.run('2026-04-07T16:02');
    const { body: again } = await print('2026-04-07T16:10');
    await lead.run('2026-04-07T16:11');
    api.now = at('2026-04-07T17:00');
    await posted(again.id);
    await lead.run('2026-04-07T17:01');
    expect(await other.dispatch(STEP)).toMatchObject({ status: 'withdrawn', covered_by: null });

    api.now = at('2026-04-14T10:00');
    const dispatch = encodeURIComponent(lead.dispatchId(STEP));
    await api.post(`/api/dispatches/${dispatch}/returned`, { problem: 'verhuisd' });
    expect((await lead.dispatch(STEP)).status).toBe('returned');
    expect((await other.dispatch(STEP)).status).toBe('withdrawn');
    await other.run('2026-04-14T10:01');
    const reversal = { type: 'reversal', id: 'terug', paymentId: 'betaling', on: '2026-04-15' } as const;
    await other.run('2026-04-15T09:00', signal({ ...reversal, at: at('2026-04-15T09:00') }));
    await other.run('2026-04-15T16:59');
    await other.run('2026-04-16T16:59');
    expect(other.state.position).toMatchObject({ mode: 'sending', step: STEP });
  });

  test('says it of all that was posted on its paper, also where that was told after the cut-off', async () => {
    const { batch, lead, other } = await printedTogether();
    for (const one of [lead, other]) await one.run('2026-04-09T00:00');
    expect((await other.dispatch(STEP)).covered_by).toBeNull();
    api.now = at('2026-04-09T08:00');
    expect((await posted(batch, { on: '2026-04-08' })).body.posted).toBe(2);
    for (const one of [lead, other]) await one.run('2026-04-09T08:01');
    api.now = at('2026-04-14T10:00');
    const dispatch = encodeURIComponent(lead.dispatchId(STEP));
    await api.post(`/api/dispatches/${dispatch}/returned`, { problem: 'verhuisd' });
    for (const one of [lead, other]) expect((await one.dispatch(STEP)).status).toBe('returned');
  });

  test('is refused for what never went out', async () => {
    const story = await queued();
    const dispatch = encodeURIComponent(story.dispatchId(STEP));
    api.now = at('2026-04-07T12:00');
    await api.refuses(
      () => api.post(`/api/dispatches/${dispatch}/returned`, { problem: 'x' }),
      409,
      'dispatch_not_sent',
    );
  });
});

describeLooking('the fourteen-day letter of a shipped ladder', () => {
  test.each([
    ['names the costs', false, '€ 40,00', 40_00],
    [
      'says that VAT is in the costs, and why',
      true,
      '€ 48,40 (inclusief 21% btw, die wij niet kunnen verrekenen)',
      48_40,
    ],
  ])(
    'asks one amount within fifteen days from delivery, %s, and starts its term when posted',
    async (_, costs_vat, costs, costsCents) => {
      const ladder = shippedLadders().find(({ id }) => id === 'incassotraject')!;
      await saveCreditor(api.db, aCreditor({ id: 'default', costs_vat }));
      const debtor = { kind: 'consumer' as const, name: 'J. Jansen' };
      const changes = { number: 'V-1', creditorId: 'default', ladder, amount: '89.00', debtor, at: '2026-03-20T10:00' };
      const story = new Case(api.db, await anInvoice(api.db, changes));
      for (const day of ['03-20T10:00', '03-23T09:00', '03-30T09:00', '04-07T09:00', '04-10T17:00', '04-13T09:00']) {
        await story.run(`2026-${day}`);
      }
      expect(story.state.position).toMatchObject({ step: 'veertiendagenbrief', letter: { printed: null } });
      const { body: batch } = await print('2026-04-13T15:00');
      const { rawPayload } = await api.app.inject({ method: 'GET', url: url(batch.id, '/pdf') });
      const letter = textOf(rawPayload).replace(/\s+/g, ' ');
      expect(letter).toContain('€ 89,00 te betalen binnen vijftien dagen nadat deze brief bij u is bezorgd');
      expect(letter).toContain(`ook incassokosten betalen. Die bedragen ${costs}, volgens artikel 6:96`);
      expect(letter).not.toContain('Uiterste betaaldatum');
      await posted(batch.id);
      await story.run('2026-04-13T16:00');
      // Posted by its cut-off on Tuesday, it is delivered by Thursday.
      expect(story.state.notices.at(-1)).toMatchObject({ channel: 'letter', deadline: '2026-05-01', costsCents });
      expect(story.state.notices.at(-1)!.costsVat).toBe(costs_vat || undefined);
    },
  );
});
