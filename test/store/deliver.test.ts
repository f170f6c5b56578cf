import { describe, expect, test } from 'vitest';
import { MailServerAway } from '../../activities/deliver.ts';
import { MAX_TRIES } from '../../ladder/invoice/apply.ts';
import type { Db } from '../../store/database.ts';
import { brokenAt, invoiceChain } from '../../store/log.ts';
import { addContact } from '../../store/parties.ts';
import {
  aHandover,
  aHold,
  aLadder,
  aNoticeOfDefault,
  anAnswer,
  aPayment,
  aReminder,
  at,
  aWriteOff,
  cents,
} from '../support/builders.ts';
import { aCase, Case, signal } from '../support/case.ts';
import { onBothDatabases } from '../support/databases.ts';

// The reminder of an invoice due on Wednesday 18 March 2026 goes out on Monday the 23rd, between nine and five.
const BEFORE = '2026-03-20T10:00';
const DAY = '2026-03-23T09:00';
const LATER = '2026-03-23T11:00';
const NEXT_DAY = '2026-03-24T09:00';
// Its notice of default goes out on 7 April, and gives until the 21st.
const DEFAULT_DAY = '2026-04-07T09:00';

onBothDatabases((store) => {
  /** A case whose reminder is due now. */
  async function due(changes: Parameters<typeof aCase>[1] = {}): Promise<Case> {
    const story = await aCase(store.db, changes);
    await story.advance(BEFORE);
    await story.advance(DAY);
    expect(story.answer!.deliveries).toEqual([story.dispatchId('herinnering')]);
    return story;
  }

  /** A case whose notice of default is due now. */
  async function inDefault(changes: Parameters<typeof aCase>[1] = {}): Promise<Case> {
    const story = await aCase(store.db, changes);
    await story.advance(BEFORE);
    await story.run(DAY);
    await story.advance(DEFAULT_DAY);
    expect(story.answer!.deliveries).toEqual([story.dispatchId('ingebrekestelling')]);
    return story;
  }

  test('a notice goes out once, and is written down with its day, its recipient and its amount', async () => {
    const story = await due();
    const answer = await story.deliver(DAY);
    expect(story.mail.sent).toHaveLength(1);
    expect(answer.deliveries).toEqual([]);
    expect(answer.state.position).toMatchObject({ mode: 'planned', step: 'ingebrekestelling' });
    expect(answer.state.notices).toMatchObject([{ step: 'herinnering', sentOn: '2026-03-23', amountCents: 100_000 }]);
    expect(await story.dispatch('herinnering')).toMatchObject({
      status: 'sent',
      sent_on: '2026-03-23',
      recipient: 'klant@debiteur.example',
      amount_cents: 100_000,
      message_id: story.mail.sent[0]!.messageId,
    });
    expect(await story.timeline()).toEqual([
      '- registered',
      'herinnering started',
      'herinnering notice_intended',
      'herinnering notice_sent',
    ]);
    expect(await brokenAt(store.db, invoiceChain(story.id))).toBeNull();
  });

  test('asked again to deliver what was delivered, it does nothing and answers where the case stands', async () => {
    const story = await due();
    const first = await story.deliver(DAY);
    expect(await story.deliver(LATER, story.dispatchId('herinnering'))).toEqual(first);
    expect(story.mail.tries).toBe(1);
  });

  test('what was paid in part since is left out of the notice', async () => {
    const story = await due();
    await story.accept(aPayment('400.00', { at: DAY }));
    await story.deliver(DAY);
    expect(story.mail.sent[0]!.raw.toString()).toContain('600,00');
    expect(await story.dispatch('herinnering')).toMatchObject({ amount_cents: 60_000 });
  });

  describe('a notice stays in where, since it was intended,', () => {
    test('the claim was paid: the case closes', async () => {
      const story = await due();
      await story.accept(aPayment('1000.00', { at: DAY }));
      const { state, deliveries } = await story.deliver(DAY);
      expect(story.mail.tries).toBe(0);
      expect(deliveries).toEqual([]);
      expect(state).toMatchObject({ phase: 'closed', closed: { because: 'paid', on: '2026-03-23' } });
      expect(await story.dispatch('herinnering')).toMatchObject({ status: 'withdrawn' });
    });

    test('a person put the case on hold: it goes out after the hold', async () => {
      const story = await due();
      await story.accept(aHold({ at: DAY, until: '2026-03-31' }));
      const { state } = await story.deliver(DAY);
      expect(story.mail.tries).toBe(0);
      expect(state.paused).toMatchObject({ cause: 'held', until: '2026-03-31' });
      await story.run('2026-04-01T09:00');
      expect(story.mail.sent).toHaveLength(1);
      expect(await story.dispatch('herinnering')).toMatchObject({ status: 'sent', sent_on: '2026-04-01' });
    });

    test('the claim was written off', async () => {
      const story = await due();
      await story.accept(aWriteOff({ at: DAY }));
      const { state } = await story.deliver(DAY);
      expect(story.mail.tries).toBe(0);
      expect(state).toMatchObject({ phase: 'closed', closed: { because: 'written_off' } });
    });

    test.each(['2026-03-23T08:59', '2026-03-23T17:00', '2026-03-28T12:00'])(
      'the hours closed (%s): it goes out in the next ones',
      async (time) => {
        const story = await due();
        const { state } = await story.deliver(time);
        expect(story.mail.tries).toBe(0);
        expect(state.position).toMatchObject({ mode: 'planned', step: 'herinnering' });
        const next = time < DAY ? DAY : time < '2026-03-24' ? NEXT_DAY : '2026-03-30T09:00';
        expect(state.wakeAt).toBe(at(next));
        await story.run(next);
        expect(story.mail.sent).toHaveLength(1);
      },
    );
  });

  describe('a notice that the mail server refuses', () => {
    test('becomes a person’s question, and is not tried again by itself', async () => {
      const story = await due();
      story.mail.next({ status: 'refused', problem: '550 no such mailbox' });
      const { state } = await story.deliver(DAY);
      expect(state.position).toMatchObject({ mode: 'stuck', cause: 'refused', step: 'herinnering' });
      expect(await story.dispatch('herinnering')).toMatchObject({ status: 'refused', problem: '550 no such mailbox' });
      expect((await story.openTasks()).map(({ kind, cause }) => [kind, cause])).toEqual([['repair', 'refused']]);
      await story.run(NEXT_DAY);
      expect(story.mail.tries).toBe(1);
    });

    test('goes out to the new address under a new Message-ID when a person sends it again', async () => {
      const story = await due();
      story.mail.next({ status: 'refused', problem: '550 no such mailbox' });
      await story.deliver(DAY);
      const contact = { name: null, email: 'nieuw@debiteur.example', phone: null };
      await store.db.transaction().execute((tx) => addContact(tx, story.invoice.debtor.id, contact, at(LATER)));
      const [task] = await story.openTasks();
      await story.run(NEXT_DAY, signal(anAnswer(task!.id, 'send_again', { at: NEXT_DAY })));
      expect(story.mail.sent.map(({ to }) => to)).toEqual(['nieuw@debiteur.example']);
      expect(story.mail.sent[0]!.messageId).not.toBe((await story.dispatch('herinnering')).message_id);
      expect(await story.openTasks()).toEqual([]);
    });
  });

  test('a notice that cannot be made is a person’s question, and says what lacks', async () => {
    const story = await due({ debtor: { email: null } });
    const { state } = await story.deliver(DAY);
    expect(state.position).toMatchObject({ mode: 'stuck', cause: 'refused' });
    expect(story.mail.tries).toBe(0);
    expect((await story.dispatch('herinnering')).problem).toMatch(/no e-mail address of the debtor/);
  });

  describe('a mail server that is away', () => {
    const away = { status: 'deferred' as const, problem: 'connect ECONNREFUSED' };

    test('is tried again after waits that grow, and in the end it gets the same mail', async () => {
      const story = await due();
      story.mail.next(away, away, away);
      const waits: number[] = [];
      let time = at(DAY);
      for (let n = 0; n < 3; n++) {
        const { state } = await story.run(local(time));
        expect(state.position).toMatchObject({ mode: 'planned', step: 'herinnering' });
        expect((await story.dispatch('herinnering')).status).toBe('deferred');
        waits.push((state.wakeAt! - time) / 60_000);
        time = state.wakeAt!;
      }
      expect(waits).toEqual([15, 30, 60]);
      await story.run(local(time));
      expect(story.mail.tries).toBe(4);
      expect(story.mail.sent.map(({ messageId }) => messageId)).toEqual([
        (await story.dispatch('herinnering')).message_id,
      ]);
      expect(story.state.retry).toBeNull();
    });

    test('for days becomes a person’s question', async () => {
      const story = await due();
      let time = at(DAY);
      for (let n = 0; n < MAX_TRIES; n++) {
        story.mail.next(away);
        expect(await story.openTasks()).toEqual([]);
        const { state } = await story.run(local(time));
        time = state.wakeAt ?? time;
      }
      expect(story.mail.tries).toBe(MAX_TRIES);
      expect(story.state.position).toMatchObject({ mode: 'stuck', cause: 'refused' });
      expect((await story.openTasks()).map(({ outcomes }) => outcomes)).toEqual([
        ['send_again', 'went_out', 'skip', 'write_off'],
      ]);
    });

    test('is tried anew for the next notice: the tries of a reminder left out do not count', async () => {
      const story = await due();
      story.mail.next(away);
      await story.run(DAY);
      expect(story.state.retry).toMatchObject({ step: 'herinnering', tries: 1 });
      story.mail.next(away);
      await story.run(DEFAULT_DAY);
      expect(await story.timeline()).toContain('herinnering step_skipped');
      expect(story.state.retry).toMatchObject({ step: 'ingebrekestelling', tries: 1 });
    });

    test('does not make a notice go out after the claim was paid', async () => {
      const story = await due();
      story.mail.next(away);
      await story.deliver(DAY);
      await story.run(LATER, signal(aPayment('1000.00', { at: LATER })));
      expect(story.state.phase).toBe('closed');
      expect(story.mail.tries).toBe(1);
    });
  });

  describe('a notice of which nobody knows whether it left', () => {
    const doubt = { status: 'in_doubt' as const, problem: 'connection lost after DATA' };

    async function crashed(story: Case, time: string): Promise<void> {
      story.mail.next(() => {
        throw new Error('the worker dies');
      });
      await expect(story.deliver(time)).rejects.toThrow('the worker dies');
      expect((await story.dispatch(stepOf(story))).status).toBe('sending');
    }
    const stepOf = ({ state }: Case) => state.position!.step;

    test.each(['the line broke after the text', 'the worker died between claim and outcome'])(
      'because %s becomes a person’s question, and is not sent again by itself',
      async (why) => {
        const story = await inDefault();
        if (why.startsWith('the line')) story.mail.next(doubt);
        else await crashed(story, DEFAULT_DAY);
        const tries = story.mail.tries;
        const { state } = await story.deliver(DEFAULT_DAY);
        expect(state.position).toMatchObject({
          mode: 'stuck',
          cause: 'in_doubt',
          stated: { deadline: '2026-04-21', amountCents: 100_000 },
        });
        expect((await story.dispatch('ingebrekestelling')).status).toBe('in_doubt');
        await story.run('2026-05-20T10:00');
        expect(story.mail.tries).toBe(why.startsWith('the line') ? tries + 1 : tries);
        expect(story.state.handedOver).toBeNull();
      },
    );

    test('counts as sent where the outbox has it', async () => {
      const story = await inDefault();
      story.mail.remembers = true;
      story.mail.next((mail) => {
        story.mail.sent.push(mail);
        throw new Error('the worker dies');
      });
      await expect(story.deliver(DEFAULT_DAY)).rejects.toThrow('the worker dies');
      const { state } = await story.deliver('2026-04-08T09:00');
      expect(state.notices.at(-1)).toMatchObject({ sentOn: '2026-04-07', deadline: '2026-04-21' });
      expect(story.mail.sent).toHaveLength(2);
      expect(await story.dispatch('ingebrekestelling')).toMatchObject({ status: 'sent', sent_on: '2026-04-07' });
    });

    test('states the term of the day on which it was claimed, however late that is found out', async () => {
      const story = await inDefault();
      await crashed(story, DEFAULT_DAY);
      const { state } = await story.deliver('2026-04-10T10:00');
      expect(state.position).toMatchObject({ cause: 'in_doubt', stated: { on: '2026-04-07', deadline: '2026-04-21' } });
    });

    test('that was intended on one day and first tried on another is planned anew', async () => {
      const story = await inDefault();
      const { deliveries } = await story.deliver('2026-04-09T10:00');
      expect(story.mail.tries).toBe(1);
      expect(await story.dispatch('ingebrekestelling')).toMatchObject({ status: 'intended' });
      expect(deliveries).toHaveLength(1);
      await story.deliver('2026-04-09T10:00');
      expect(story.state.notices.at(-1)).toMatchObject({ sentOn: '2026-04-09', deadline: '2026-04-23' });
    });

    test('that went out after all, on the day that a person says, goes on from there', async () => {
      const story = await inDefault();
      story.mail.next(doubt);
      await story.deliver(DEFAULT_DAY);
      const [task] = await story.openTasks();
      const answer = anAnswer(task!.id, 'went_out', { at: '2026-04-09T10:00', on: '2026-04-07' });
      await story.run('2026-04-09T10:00', signal(answer));
      expect(story.state.notices.at(-1)).toMatchObject({ sentOn: '2026-04-07', deadline: '2026-04-21', round: 1 });
      expect(await story.dispatch('ingebrekestelling')).toMatchObject({ status: 'sent', sent_on: '2026-04-07' });
      expect(story.mail.tries).toBe(2);
      await story.run('2026-04-28T09:00');
      expect(story.state.handedOver).toEqual({ on: '2026-04-28', amountCents: 100_000 });
    });

    test('that a person sends again goes out in a new round, with a new Message-ID and a new term', async () => {
      const story = await inDefault();
      story.mail.next(doubt);
      await story.deliver(DEFAULT_DAY);
      const [task] = await story.openTasks();
      await story.run('2026-04-09T10:00', signal(anAnswer(task!.id, 'send_again', { at: '2026-04-09T10:00' })));
      expect(story.state.notices.at(-1)).toMatchObject({ sentOn: '2026-04-09', deadline: '2026-04-23', round: 2 });
      const [first, second] = [await story.dispatch('ingebrekestelling'), await story.dispatch('ingebrekestelling', 2)];
      expect([first.status, second.status]).toEqual(['refused', 'sent']);
      expect(second.message_id).not.toBe(first.message_id);
      expect(story.mail.sent.at(-1)!.messageId).toBe(second.message_id);
    });
  });

  describe('two who deliver the same notice at the same time', () => {
    /** The first has handed its mail over and waits for the answer, while the second comes by. */
    async function overtaken(answer: 'accepted' | 'refused'): Promise<Case> {
      const story = await due();
      const handed = Promise.withResolvers<void>();
      const answered = Promise.withResolvers<void>();
      story.mail.next(async () => {
        handed.resolve();
        await answered.promise;
        return answer === 'accepted' ? { status: answer } : { status: answer, problem: '550 no such mailbox' };
      });
      const first = story.deliver(DAY);
      await handed.promise;
      const second = new Case(store.db, story.invoice);
      second.answer = story.answer;
      Object.assign(second, { mail: story.mail });
      await second.deliver(DAY, story.dispatchId('herinnering'));
      expect(second.state.position).toMatchObject({ mode: 'stuck', cause: 'in_doubt' });
      answered.resolve();
      await first;
      return story;
    }

    test('send it once; the answer that comes late settles the doubt', async () => {
      const story = await overtaken('accepted');
      expect(story.mail.tries).toBe(1);
      expect(await story.dispatch('herinnering')).toMatchObject({ status: 'sent', sent_on: '2026-03-23' });
      expect(story.state.notices).toMatchObject([{ step: 'herinnering', sentOn: '2026-03-23' }]);
      expect(story.state.position).toMatchObject({ mode: 'planned', step: 'ingebrekestelling' });
      expect(await story.openTasks()).toEqual([]);
    });

    test('leave the question to a person when it was refused', async () => {
      const story = await overtaken('refused');
      expect(story.mail.tries).toBe(1);
      expect(await story.dispatch('herinnering')).toMatchObject({ status: 'in_doubt', problem: '550 no such mailbox' });
      expect((await story.openTasks()).map(({ cause }) => cause)).toEqual(['in_doubt']);
    });

    test('from the same start: at most one mail leaves', async () => {
      const story = await due();
      await Promise.allSettled([story.deliver(DAY), story.deliver(DAY), story.deliver(DAY)]);
      expect(story.mail.tries).toBe(1);
    });
  });

  test('a database that is away for a moment after the sending does not put it in doubt', async () => {
    const story = await due();
    let failures = 1;
    const flaky = failing(store.db, () => story.mail.sent.length > 0 && failures-- > 0);
    const patient = new Case(flaky, story.invoice);
    patient.answer = story.answer;
    Object.assign(patient, { mail: story.mail });
    await patient.deliver(DAY);
    expect(failures).toBe(-1);
    expect(story.mail.tries).toBe(1);
    expect(await story.dispatch('herinnering')).toMatchObject({ status: 'sent' });
    expect(patient.state.notices).toHaveLength(1);
  });

  test('a worker that dies after the sending, before it wrote that down, leaves the notice in doubt', async () => {
    const story = await due();
    const dying = new Case(
      failing(store.db, () => story.mail.sent.length > 0, new Error('the worker dies')),
      story.invoice,
    );
    dying.answer = story.answer;
    Object.assign(dying, { mail: story.mail });
    await expect(dying.deliver(DAY)).rejects.toThrow('the worker dies');
    await story.deliver(LATER, story.dispatchId('herinnering'));
    expect(story.mail.tries).toBe(1);
    expect(story.state.position).toMatchObject({ cause: 'in_doubt' });
  });

  describe('the collection agency', () => {
    /** A case in the agency's hands, of which a payment became known. */
    async function withNews(): Promise<Case> {
      const story = await inDefault();
      await story.deliver(DEFAULT_DAY);
      await story.run('2026-04-28T09:00');
      expect(story.state.phase).toBe('handed_over');
      await story.advance('2026-04-29T20:00', signal(aPayment('250.00', { id: 'p1', at: '2026-04-29T20:00' })));
      expect(story.answer!.deliveries).toEqual([story.dispatchId('agency.p1')]);
      return story;
    }

    test('gets the case once, and hears of a payment at any hour', async () => {
      const story = await withNews();
      await story.deliver('2026-04-29T20:00');
      expect(story.mail.sent.map(({ to }) => to)).toEqual([
        'klant@debiteur.example',
        'klant@debiteur.example',
        'zaken@bureau.example',
        'zaken@bureau.example',
      ]);
      expect((await story.timeline()).at(-1)).toBe('- agency_told');
    });

    test.each([
      { status: 'deferred' as const, problem: 'mail server away' },
      { status: 'in_doubt' as const, problem: 'connection lost' },
    ])('is told again under the same Message-ID when the news is $status', async (outcome) => {
      const story = await withNews();
      const ids: string[] = [];
      story.mail.next(
        ({ messageId }) => {
          ids.push(messageId);
          return outcome;
        },
        ({ messageId }) => {
          ids.push(messageId);
          return { status: 'accepted' };
        },
      );
      await expect(story.deliver('2026-04-29T20:00')).rejects.toThrow(MailServerAway);
      await story.deliver('2026-04-29T20:05', story.dispatchId('agency.p1'));
      expect(new Set(ids).size).toBe(1);
      expect(await story.dispatch('agency.p1')).toMatchObject({ status: 'sent' });
      expect(story.answer!.deliveries).toEqual([]);
    });

    test('that refuses the news becomes a person’s task', async () => {
      const story = await withNews();
      story.mail.next({ status: 'refused', problem: '550 no such mailbox' });
      await story.deliver('2026-04-29T20:00');
      expect((await story.openTasks()).map(({ kind }) => kind)).toEqual(['agency_not_told']);
      expect(story.state.phase).toBe('handed_over');
    });

    test('does not get the case twice when its mail server leaves it in doubt', async () => {
      const story = await inDefault();
      await story.deliver(DEFAULT_DAY);
      await story.advance('2026-04-28T09:00');
      story.mail.next({ status: 'in_doubt', problem: 'connection lost' });
      await story.deliver('2026-04-28T09:00');
      expect(story.state).toMatchObject({ phase: 'climbing', position: { mode: 'stuck', cause: 'in_doubt' } });
      await story.run('2026-04-30T09:00');
      expect(story.mail.tries).toBe(3);
    });
  });

  test('a handover is made only after the whole term that the notice stated', async () => {
    const ladder = aLadder({
      id: 'haast',
      steps: [aReminder(), aNoticeOfDefault(), aHandover({ when: { days: 21, unit: 'days', after: 'due' } })],
    });
    const story = await inDefault({ ladder });
    await story.deliver(DEFAULT_DAY);
    await story.run('2026-04-21T10:00');
    expect(story.state.handedOver).toBeNull();
    await story.run('2026-04-22T09:00');
    expect(story.state.handedOver).toEqual({ on: '2026-04-22', amountCents: cents('1000.00') });
  });

  test('a contact that does not exist is a defect, said in a sentence', async () => {
    const story = await due();
    await expect(story.deliver(DAY, 'nothing')).rejects.toThrow('There is no dispatch nothing.');
  });
});

/** An instant as the text of a Dutch wall-clock time. */
const local = (instant: number) => new Date(instant).toISOString();

const AWAY = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

/** A database whose transactions cannot begin while `isAway` says so. */
function failing(db: Db, isAway: () => boolean, failure: Error = AWAY): Db {
  return new Proxy(db, {
    get(target, member) {
      if (member === 'transaction' && isAway()) throw failure;
      const value = Reflect.get(target, member, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
