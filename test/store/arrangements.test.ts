import { describe, expect, test } from 'vitest';
import { advance } from '../../activities/advance.ts';
import { advanceArrangement } from '../../activities/arrangement/advance.ts';
import { parkArrangement } from '../../activities/arrangement/park.ts';
import { recordEvent } from '../../server/record.ts';
import { otherContactOn } from '../../store/arrangement-dispatches.ts';
import { setDispatch } from '../../store/dispatches.ts';
import { loadFacts } from '../../store/facts.ts';
import type { InvoiceRecord } from '../../store/invoices.ts';
import { addBatch, addLetter } from '../../store/letters.ts';
import { arrangementChain, brokenAt } from '../../store/log.ts';
import { openArrangements } from '../../store/open-arrangements.ts';
import { type ArrangedCase, anArrangement } from '../support/arranged-case.ts';
import { anInvoice, aReversal, at, STOPPED_CLOCK } from '../support/builders.ts';
import { aCase } from '../support/case.ts';
import { onBothDatabases } from '../support/databases.ts';

const PROPOSED = '2026-03-02T10:00';
const SIGNED = '2026-03-03T10:00';
// Instalment 1 is due on 1 April; its reminder goes out three days before, on Friday, its breach notice after two bank days.
const REMINDER = '2026-03-27T09:00';
const BREACH = '2026-04-08T09:00';

onBothDatabases((store) => {
  async function signed(invoices: readonly InvoiceRecord[], changes: object = {}): Promise<ArrangedCase> {
    const story = await anArrangement(store.db, invoices, changes);
    await story.run(PROPOSED);
    await story.run(SIGNED, story.signed(SIGNED));
    return story;
  }

  const told = async (invoice: InvoiceRecord) =>
    (await loadFacts(store.db, invoice)).facts.arrangements.map(({ type }) => type);
  const queued = async () => {
    const rows = await store.db
      .selectFrom('signal_outbox')
      .select(['invoice_id', 'arrangement_id', 'signal'])
      .where('signal', '!=', 'start')
      .orderBy('id')
      .execute();
    return rows.map(({ invoice_id, arrangement_id, signal }) => `${signal} ${arrangement_id ?? invoice_id}`);
  };

  test('a proposal is known to its invoices at once: nothing goes out of them before its own first turn', async () => {
    const invoice = await anInvoice(store.db);
    const story = await anArrangement(store.db, [invoice]);
    expect(await told(invoice)).toEqual(['arrangement_proposed']);
    expect(await queued()).toEqual([`nudged ${invoice.id}`, 'nudged r1']);
    const { state } = await advance(store.db, {
      invoiceId: invoice.id,
      sequence: null,
      signals: [],
      now: at('2026-03-23T09:00'),
      clock: STOPPED_CLOCK,
    });
    expect(state.paused).toMatchObject({ cause: 'arranged' });
    // The first turn tells the same, which changes nothing.
    await story.run(PROPOSED);
    expect(await told(invoice)).toEqual(['arrangement_proposed']);
    expect(await story.timeline()).toEqual(['proposed', 'notice_intended', 'notice_sent']);
  });

  test('a notice goes out once, and is written down with its day, its recipient and its amount', async () => {
    const invoice = await anInvoice(store.db);
    const story = await signed([invoice]);
    await story.run(REMINDER);
    expect(story.mail.sent).toHaveLength(3);
    expect(await story.dispatch('instalment-reminder', 1)).toMatchObject({
      status: 'sent',
      sent_on: '2026-03-27',
      recipient: 'klant@debiteur.example',
      amount_cents: 10_000,
      deadline: '2026-04-01',
      message_id: story.mail.sent[2]!.messageId,
    });
    const before = story.answer;
    expect(await story.deliver(REMINDER, 'arrangement:r1:instalment-reminder:1:1')).toEqual(before);
    expect(story.mail.tries).toBe(3);
    expect(await brokenAt(store.db, arrangementChain('r1'))).toBeNull();
  });

  test('asked again for a turn that it has taken, it answers where it stands and changes nothing', async () => {
    const story = await signed([await anInvoice(store.db)]);
    const input = {
      arrangementId: 'r1',
      sequence: story.answer!.sequence - 1,
      signals: [story.signed(SIGNED)],
      now: at(SIGNED),
      clock: STOPPED_CLOCK,
    };
    const again = await advanceArrangement(store.db, input);
    expect(again).toEqual(story.answer);
    expect((await story.timeline()).slice(3)).toEqual(['signed', 'notice_intended', 'notice_sent']);
  });

  test('a payment on any of its invoices wakes it, in the transaction that keeps it', async () => {
    const [one, other] = [await anInvoice(store.db), await anInvoice(store.db)];
    const story = await signed([one, other]);
    const before = (await queued()).length;
    await story.pay(other, 20_000, '2026-03-20T12:00');
    expect((await queued()).slice(before)).toEqual(['nudged r1', `paymentReceived ${other.id}`]);
    expect(await openArrangements(store.db, { after: '', limit: 10, quietSince: 0 })).toEqual([]);
    await story.run('2026-03-20T12:00');
    // Instalment 1 of 200 is paid: nobody is reminded.
    await story.run('2026-04-20T12:00');
    expect(await story.timeline()).toContain('payment');
    expect(await story.notices()).toEqual(['agreement 0 sent', 'confirmation 0 sent']);
  });

  test('kept, it tells its invoices; a reversal later opens it again', async () => {
    const invoice = await anInvoice(store.db);
    const story = await signed([invoice]);
    await story.pay(invoice, 100_000, '2026-03-20T12:00', 'bank-1');
    await story.run('2026-03-20T12:00');
    expect(story.state.phase).toBe('kept');
    expect(await told(invoice)).toEqual(['arrangement_proposed', 'arrangement_agreed', 'arrangement_kept']);
    await recordEvent(store.db, invoice.id, () => aReversal('bank-1', { at: '2026-03-24T12:00' }));
    await story.run('2026-03-24T12:00');
    expect(story.state.phase).toBe('running');
    expect((await told(invoice)).slice(2)).toEqual(['arrangement_kept', 'arrangement_agreed']);
    const { is_open } = await store.db.selectFrom('arrangement_invoices').select('is_open').executeTakeFirstOrThrow();
    expect(is_open).toBe(true);
  });

  test('an invoice is under one open arrangement, whatever the code does: the database refuses a second', async () => {
    const invoice = await anInvoice(store.db);
    await anArrangement(store.db, [invoice]);
    await expect(anArrangement(store.db, [invoice], {}, { id: 'r2' })).rejects.toThrow(
      'under arrangement "r1" already',
    );
    const terms = await store.db.selectFrom('arrangements').selectAll().executeTakeFirstOrThrow();
    await store.db
      .insertInto('arrangements')
      .values({ ...terms, id: 'r2', terms: JSON.stringify(terms.terms), proposed_at: new Date(terms.proposed_at) })
      .execute();
    const second = { arrangement_id: 'r2', invoice_id: invoice.id };
    await store.db
      .insertInto('arrangement_invoices')
      .values({ ...second, is_open: false })
      .execute();
    await expect(store.db.updateTable('arrangement_invoices').set({ is_open: true }).execute()).rejects.toThrow();
  });

  test('one that has ended leaves its invoices free for the next', async () => {
    const invoice = await anInvoice(store.db);
    const story = await anArrangement(store.db, [invoice]);
    await story.run(PROPOSED);
    await story.run('2026-03-11T09:00');
    expect(story.state.phase).toBe('declined');
    const next = await anArrangement(store.db, [invoice], {}, { id: 'r2', time: '2026-03-12T10:00' });
    await next.run('2026-03-12T10:00');
    // A signature in time of which we hear late does not bring the first one back beside it.
    await story.run('2026-03-12T11:00', {
      name: 'arrangementSigned',
      payload: { id: 's', by: 'Jan', on: '2026-03-06' },
      at: at('2026-03-12T11:00'),
    });
    expect(story.state.phase).toBe('declined');
    expect(next.state.phase).toBe('proposed');
  });

  describe('the text to countersign', () => {
    test('leaves by itself with the letter to sign, under a Message-ID of its own', async () => {
      const story = await anArrangement(store.db, [await anInvoice(store.db)]);
      await story.run(PROPOSED);
      const [mail] = story.mail.sent;
      expect(await story.dispatch('agreement', 0)).toMatchObject({
        status: 'sent',
        channel: 'email',
        sent_on: '2026-03-02',
        message_id: mail!.messageId,
      });
      expect(mail!.raw.toString()).toContain('Content-Type: application/pdf; name=betalingsregeling.pdf');
    });

    test.each([
      ['refused meanwhile', 'arrangementRefused', { id: 'nee', by: 'Jan', reason: 'te veel' }],
      ['signed meanwhile', 'arrangementSigned', { id: 'ja', by: 'Jan' }],
    ])('stays in where the proposal was %s', async (_what, name, payload) => {
      const story = await anArrangement(store.db, [await anInvoice(store.db)]);
      await story.advance(PROPOSED);
      const [dispatchId] = story.answer!.deliveries;
      const told = { name, payload, at: at(PROPOSED) };
      await story.advance(PROPOSED, told);
      await story.deliver(PROPOSED, dispatchId);
      expect((await story.notices())[0]).toBe('agreement 0 withdrawn');
      expect(story.mail.tries).toBe(0);
    });

    test('is sent again under its Message-ID where nobody knows whether it left, and asks nobody', async () => {
      const story = await anArrangement(store.db, [await anInvoice(store.db)]);
      story.mail.next({ status: 'in_doubt', problem: 'the line broke' });
      await story.run(PROPOSED);
      expect(await story.notices()).toEqual(['agreement 0 deferred']);
      const messageId = (await story.dispatch('agreement', 0))!.message_id;
      await story.run('2026-03-02T10:20');
      expect(story.mail.sent.map((mail) => mail.messageId)).toEqual([messageId]);
      expect(await story.openTasks()).toEqual([]);
    });

    test('that a first worker sent after a second one gave its try up counts as sent', async () => {
      const story = await anArrangement(store.db, [await anInvoice(store.db)]);
      await story.advance(PROPOSED);
      const dispatchId = story.answer!.deliveries[0]!;
      story.mail.next(async () => {
        await story.deliver(PROPOSED, dispatchId);
        expect(await story.notices()).toEqual(['agreement 0 deferred']);
        return { status: 'accepted' };
      });
      await story.deliver(PROPOSED, dispatchId);
      await story.run('2026-03-02T11:00');
      expect(await story.notices()).toEqual(['agreement 0 sent']);
      expect(story.mail.tries).toBe(1);
    });
  });

  test('a debtor who was written to on a day gets a reminder on the next, and the text to sign at once', async () => {
    const other = await aCase(store.db, { debtor: { reference: 'K-9' }, dueOn: '2026-02-25' });
    await other.advance('2026-02-16T10:00');
    await other.run('2026-03-02T09:00');
    expect(other.mail.sent).toHaveLength(1);
    const story = await anArrangement(store.db, [await anInvoice(store.db, { debtor: { reference: 'K-9' } })], {
      instalments: { count: 2, first_on: '2026-03-06' },
      sign_by: '2026-03-06',
      reminder_days: 4,
    });
    await story.run(PROPOSED, story.signed(PROPOSED));
    expect(await story.notices()).toEqual(['confirmation 0 sent']);
    await story.run('2026-03-02T16:00');
    expect(await story.notices()).toEqual(['confirmation 0 sent']);
    await story.run('2026-03-03T09:00');
    expect((await story.notices()).at(-1)).toBe('instalment-reminder 1 sent');
  });

  test('a printed letter about an invoice counts until the last day on which it may be posted', async () => {
    const other = await aCase(store.db, { debtor: { reference: 'K-9' }, dueOn: '2026-02-25' });
    await other.advance('2026-02-16T10:00');
    await other.advance('2026-03-02T09:00');
    const dispatchId = other.dispatchId('herinnering');
    const { id: invoiceId, creditorId, debtor } = other.invoice;
    const on = () => otherContactOn(store.db, debtor.id, 'r1');
    expect(await on()).toBeNull();
    await store.db.transaction().execute(async (tx) => {
      await setDispatch(tx, dispatchId, { status: 'printed', channel: 'letter', claimedOn: '2026-03-02' });
      const cutOffAt = at('2026-03-04');
      const printedAt = at('2026-03-02T10:00');
      const batch = await addBatch(tx, { creditorId, printedAt, cutOffAt, pages: 1, pdf: Buffer.from('pages') });
      await addLetter(tx, {
        batch_id: batch,
        dispatch_id: dispatchId,
        invoice_id: invoiceId,
        arrangement_id: null,
        first_page: 1,
        pages: 1,
        dated_on: '2026-03-02',
        received_on: '2026-03-05',
        deadline: null,
        post_by: '2026-03-03',
        amount_cents: 100_000,
        costs_cents: null,
        costs_vat: false,
        interest_cents: null,
        jointly: null,
      });
    });
    expect(await on()).toBe('2026-03-03');
    await store.db.transaction().execute((tx) => setDispatch(tx, dispatchId, { status: 'sent', sentOn: '2026-03-02' }));
    expect(await on()).toBe('2026-03-02');
  });

  describe('a breach notice', () => {
    async function due(): Promise<ArrangedCase> {
      const story = await signed([await anInvoice(store.db)], { reminder_days: 0 });
      await story.advance(BREACH);
      expect(story.answer!.deliveries).toEqual(['arrangement:r1:breach-notice:1:1']);
      return story;
    }

    test('stays in where the shortfall was paid since it was intended', async () => {
      const invoice = await anInvoice(store.db);
      const story = await signed([invoice], { reminder_days: 0 });
      await story.advance(BREACH);
      await story.pay(invoice, 10_000, BREACH);
      await story.deliver(BREACH);
      expect((await story.notices()).at(-1)).toBe('breach-notice 1 withdrawn');
      expect(story.mail.sent).toHaveLength(2);
    });

    test('whose claim has no outcome is in doubt, and is not sent again', async () => {
      const story = await due();
      story.mail.next(() => {
        throw new Error('the process fell over');
      });
      await expect(story.deliver(BREACH)).rejects.toThrow('fell over');
      expect(await story.dispatch('breach-notice', 1)).toMatchObject({ status: 'sending', amount_cents: 10_000 });
      await story.deliver(BREACH, 'arrangement:r1:breach-notice:1:1');
      expect((await story.notices()).at(-1)).toBe('breach-notice 1 in_doubt');
      expect(await story.openTasks()).toMatchObject([{ kind: 'contact', outcomes: ['went_out', 'send_again'] }]);
      expect(story.state.questions).toMatchObject([{ stated: { deadline: '2026-04-15', amountCents: 10_000 } }]);
      await story.run('2026-05-20T09:00');
      expect(story.mail.tries).toBe(3);
    });

    test('that the mail server took after all answers the question itself', async () => {
      const story = await due();
      const dispatchId = story.answer!.deliveries[0]!;
      story.mail.next(async () => {
        // A second worker finds the claim while the first still waits for its answer.
        await story.deliver(BREACH, dispatchId);
        expect(await story.openTasks()).toHaveLength(1);
        return { status: 'accepted' };
      });
      await story.deliver(BREACH, dispatchId);
      expect((await story.notices()).at(-1)).toBe('breach-notice 1 sent');
      expect(await story.openTasks()).toEqual([]);
      expect(story.mail.tries).toBe(3);
    });
  });

  test('one that a defect stops is put before a person, and taken back', async () => {
    const story = await signed([await anInvoice(store.db)]);
    await parkArrangement(store.db, { arrangementId: 'r1', problem: 'a defect', now: at(SIGNED) });
    expect(await story.openTasks()).toMatchObject([{ kind: 'parked', invoice_id: null, outcomes: ['done'] }]);
    await parkArrangement(store.db, { arrangementId: 'r1', problem: null, now: at(SIGNED) });
    expect(await story.openTasks()).toEqual([]);
  });

  test('its turns and those of its invoices wait for each other in one order, and never for ever', async () => {
    const invoices = [await anInvoice(store.db), await anInvoice(store.db), await anInvoice(store.db)];
    const story = await signed(invoices.toReversed());
    const work: Promise<unknown>[] = [];
    for (let n = 0; n < 8; n++) {
      for (const invoice of invoices) {
        work.push(story.pay(invoice, 100, '2026-03-20T12:00', `p-${n}`));
        const input = { sequence: null, signals: [], now: at('2026-03-20T12:00'), clock: STOPPED_CLOCK };
        work.push(advance(store.db, { invoiceId: invoice.id, ...input }));
      }
      work.push(story.advance('2026-03-20T12:00'));
    }
    await Promise.all(work);
    await story.advance('2026-03-20T12:00');
    expect((await story.timeline()).filter((what) => what === 'payment')).toHaveLength(24);
  });
});
