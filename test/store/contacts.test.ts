/** What one debtor is written on one day, when several of their invoices are due for it. */
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Ladder } from '../../ladder/definition.ts';
import type { InvoiceEvent } from '../../ladder/events.ts';
import { findState } from '../../store/states.ts';
import {
  aHandover,
  aLadder,
  aNoticeOfDefault,
  anAnswer,
  aPayment,
  aReminder,
  at,
  ladderForSeveral,
} from '../support/builders.ts';
import { aCase, type Case, signal } from '../support/case.ts';
import { onBothDatabases } from '../support/databases.ts';

const BEFORE = '2026-03-20T10:00';
const DAY = '2026-03-23T09:00';

onBothDatabases((store) => {
  async function cases(count: number, changes: Parameters<typeof aCase>[1] = {}): Promise<Case[]> {
    const found: Case[] = [];
    for (let n = 0; n < count; n++) {
      found.push(await aCase(store.db, { number: `2026-${n + 1}`, ladder: ladderForSeveral(), ...changes }));
    }
    for (const one of found) await one.advance(BEFORE);
    return found;
  }
  const stateOf = async (one: Case) => (await findState(store.db, one.id))!;

  describe('several invoices of a debtor that are due for the same notice', () => {
    test('leave in one mail, each with its line, and each invoice goes on', async () => {
      const [first, second, third] = (await cases(3)) as [Case, Case, Case];
      await first.advance(DAY);
      await first.deliver(DAY);
      expect(first.mail.sent).toHaveLength(1);
      const text = first.mail.sent[0]!.raw.toString();
      for (const number of ['2026-1', '2026-2', '2026-3']) expect(text).toContain(number);
      expect(first.mail.sent[0]!.title).toContain('3 facturen');
      for (const one of [first, second, third]) {
        expect((await stateOf(one)).notices).toMatchObject([{ step: 'herinnering', sentOn: '2026-03-23' }]);
        expect(await one.dispatch('herinnering')).toMatchObject({ status: 'sent', amount_cents: 100_000 });
      }
      expect((await second.dispatch('herinnering')).covered_by).toBe(first.dispatchId('herinnering'));
    });

    test('stand in their order of age, whichever of them comes first', async () => {
      const [first, second] = (await cases(2)) as [Case, Case];
      const older = await aCase(store.db, { number: '2026-10', dueOn: '2026-03-17', ladder: ladderForSeveral() });
      await older.advance(BEFORE);
      for (const one of [first, older, second]) await one.advance(DAY);
      await second.deliver(DAY);
      expect(second.mail.sent[0]!.title).toContain('3 facturen: 2026-10, 2026-1 en 2026-2');
    });

    test('their own workflows find it done, and send nothing', async () => {
      const [first, second] = (await cases(2)) as [Case, Case];
      await first.run(DAY);
      const answer = await second.run(DAY);
      expect(second.mail.tries).toBe(0);
      expect(answer.state.position).toMatchObject({ mode: 'planned', step: 'ingebrekestelling' });
    });

    test('one that is paid in the meantime is not asked for', async () => {
      const [first, second] = (await cases(2)) as [Case, Case];
      await second.accept(aPayment('1000.00', { at: '2026-03-23T08:59' }));
      await first.run(DAY);
      expect(first.mail.sent[0]!.title).not.toContain('facturen');
      expect((await stateOf(second)).phase).toBe('closed');
    });

    test('when the sending was interrupted, all of them are in doubt, and one answer serves for all', async () => {
      const [first, second] = (await cases(2)) as [Case, Case];
      await first.advance(DAY);
      first.mail.next(() => {
        throw new Error('the worker is killed');
      });
      await expect(first.deliver(DAY)).rejects.toThrow('killed');
      await first.deliver(DAY);
      expect(first.mail.sent).toHaveLength(0);
      for (const one of [first, second]) {
        expect((await stateOf(one)).position).toMatchObject({ mode: 'stuck', cause: 'in_doubt' });
      }
      const [task] = await first.openTasks();
      await first.run(
        '2026-03-24T10:00',
        signal({
          type: 'task_completed',
          id: 'a1',
          at: Date.parse('2026-03-24T09:00Z'),
          taskId: task!.id,
          outcome: 'went_out',
          on: '2026-03-23',
          by: 'Sanne',
        }),
      );
      const answer = await second.run('2026-03-24T10:01');
      for (const state of [first.state, answer.state]) {
        expect(state.notices).toMatchObject([{ sentOn: '2026-03-23' }]);
      }
      expect(await second.openTasks()).toEqual([]);
    });

    test('a mail that is under way with another is waited for, not sent and not put in doubt', async () => {
      const [first, second] = (await cases(2)) as [Case, Case];
      await first.advance(DAY);
      first.mail.next(async () => {
        await second.advance(DAY);
        await expect(second.deliver(DAY)).rejects.toThrow('leaves with');
        return { status: 'accepted' };
      });
      await first.deliver(DAY);
      expect((await stateOf(second)).notices).toHaveLength(1);
      expect(second.mail.tries).toBe(0);
    });

    test('a mail server that puts one off puts off all, and they leave together later', async () => {
      const [first, second] = (await cases(2)) as [Case, Case];
      first.mail.next({ status: 'deferred', problem: 'greylisted' });
      await first.run(DAY);
      expect((await stateOf(second)).retry).toMatchObject({ tries: 1 });
      await second.advance(DAY);
      await second.advance('2026-03-23T09:20');
      await second.deliver('2026-03-23T09:20');
      expect(second.mail.sent[0]!.title).toContain('2 facturen');
      expect((await stateOf(first)).notices).toHaveLength(1);
    });
  });

  describe('invoices of a debtor that are due for different notices', () => {
    const heavy = (): Ladder =>
      ladderForSeveral({
        id: 'zwaar',
        steps: [aNoticeOfDefault({ when: { days: 5, unit: 'days', after: 'due' } }), aHandover()],
      });

    test('the heaviest leaves, whoever comes first, and the other waits for the gap', async () => {
      const light = await aCase(store.db, { number: 'licht', ladder: ladderForSeveral() });
      const weighty = await aCase(store.db, { number: 'zwaar', ladder: heavy() });
      for (const one of [light, weighty]) await one.advance(BEFORE);
      await light.run(DAY);
      expect(light.mail.sent).toHaveLength(0);
      expect(light.state.position).toMatchObject({ mode: 'planned', step: 'herinnering' });
      await weighty.run(DAY);
      expect(weighty.mail.sent).toHaveLength(1);
      const again = await light.run('2026-03-26T09:00');
      expect(light.mail.sent).toHaveLength(1);
      expect(again.state.notices).toMatchObject([{ sentOn: '2026-03-26' }]);
    });

    test('what is not asked for stands in the mail for information', async () => {
      const light = await aCase(store.db, { number: 'licht', ladder: ladderForSeveral() });
      const weighty = await aCase(store.db, { number: 'zwaar', ladder: heavy() });
      for (const one of [light, weighty]) await one.advance(BEFORE);
      await weighty.run(DAY);
      expect(weighty.mail.sent[0]!.raw.toString()).toMatch(/Staat ook open[\s\S]*licht/);
    });

    test('a day after a contact about another invoice is the first on which `latest` lets one leave', async () => {
      const steps = [
        aReminder({ when: { days: 5, unit: 'days', after: 'due', latest: 6 } }),
        aNoticeOfDefault(),
        aHandover(),
      ];
      const light = await aCase(store.db, { number: 'licht', ladder: ladderForSeveral({ id: 'haast', steps }) });
      const weighty = await aCase(store.db, { number: 'zwaar', ladder: heavy() });
      for (const one of [light, weighty]) await one.advance(BEFORE);
      await weighty.run(DAY);
      await light.run(DAY);
      expect(light.state.position).toMatchObject({ mode: 'planned', step: 'herinnering' });
      await light.run('2026-03-24T09:00');
      expect(light.state.notices).toMatchObject([{ sentOn: '2026-03-24' }]);
    });
  });

  test('an invoice that a defect stops does not hold up the others of its debtor', async () => {
    const [first, second, third] = (await cases(3)) as [Case, Case, Case];
    // What is spent already cannot be intended again: a defect, for this test made by hand.
    await second.advance(DAY);
    await store.db
      .updateTable('dispatches')
      .set({ status: 'sent' })
      .where('id', '=', second.dispatchId('herinnering'))
      .execute();
    await store.db
      .updateTable('invoice_states')
      .set({ state: sql`jsonb_set(state, '{position}', '{"mode":"planned","step":"herinnering","at":0,"why":[]}')` })
      .where('invoice_id', '=', second.id)
      .execute();
    await store.db
      .updateTable('invoice_states')
      .set({ wake_at: new Date(at(DAY)), state: sql`jsonb_set(state, '{wakeAt}', '0')` })
      .where('invoice_id', '=', second.id)
      .execute();
    await first.run(DAY);
    expect(first.mail.sent[0]!.title).toContain('2 facturen');
    expect((await stateOf(third)).notices).toHaveLength(1);
  });

  test('a reminder that came back after the notice of default had arrived is not sent again', async () => {
    const story = await aCase(store.db, { ladder: ladderForSeveral() });
    await story.advance(BEFORE);
    await story.run(DAY);
    await story.run('2026-04-07T09:00');
    expect(story.state.notices).toHaveLength(2);
    const bounced: InvoiceEvent = {
      type: 'notice_bounced',
      id: 'b1',
      at: at('2026-04-08T09:00'),
      dispatchId: story.dispatchId('herinnering'),
      on: '2026-04-08',
      problem: 'mailbox full',
    };
    await story.run('2026-04-08T09:00', signal(bounced));
    expect(story.state.position).toMatchObject({ mode: 'planned', step: 'overdragen' });
    expect((await story.openTasks()).map(({ kind }) => kind)).toEqual(['not_arrived']);
    await story.run('2026-04-28T09:00');
    expect(story.state.handedOver).toMatchObject({ on: '2026-04-28' });
    expect(story.mail.sent).toHaveLength(3);
  });

  test('what followed a notice that came back is written again once a person sent that by hand', async () => {
    const demand = aReminder({
      id: 'sommatie',
      notice: 'demand',
      when: { days: 3, unit: 'days', after: 'previous' },
      next: 'overdragen',
    });
    const steps = [aReminder(), aNoticeOfDefault({ next: 'sommatie' }), demand, aHandover()];
    const story = await aCase(store.db, { ladder: aLadder({ steps }) });
    await story.advance(BEFORE);
    for (const day of [DAY, '2026-04-07T09:00', '2026-04-10T09:00']) await story.run(day);
    expect(story.state.notices.map(({ step }) => step)).toEqual(['herinnering', 'ingebrekestelling', 'sommatie']);
    const dispatchId = story.dispatchId('ingebrekestelling');
    const cameBack = { type: 'notice_bounced', dispatchId, problem: 'mailbox unknown' } as const;
    const on = '2026-04-13';
    await story.run(`${on}T09:00`, signal({ ...cameBack, id: 'b1', at: at(`${on}T09:00`), on }));
    const [task] = await story.openTasks();
    await story.run(`${on}T10:00`, signal(anAnswer(task!.id, 'went_out', { at: `${on}T10:00` })));
    await story.run('2026-04-16T09:00');
    expect(story.state.notices.map(({ step, round, sentOn }) => [step, round, sentOn]).slice(1)).toEqual([
      ['ingebrekestelling', 1, '2026-04-07'],
      ['sommatie', 1, '2026-04-10'],
      ['ingebrekestelling', 2, '2026-04-13'],
      ['sommatie', 2, '2026-04-16'],
    ]);
    expect(story.mail.sent.map(({ title }) => title)).toHaveLength(4);
  });

  describe('a consumer', () => {
    const consumerLadder = ladderForSeveral({
      id: 'consument',
      steps: [
        aReminder({ next: 'veertiendagenbrief' }),
        aReminder({
          id: 'veertiendagenbrief',
          notice: 'fourteen-day-letter',
          termDays: 15,
          when: { days: 15, unit: 'days', after: 'due' },
          next: 'overdragen',
        }),
        aHandover(),
      ],
    });

    test('gets one fourteen-day letter over every claim in default, whatever its own day', async () => {
      const debtor = { kind: 'consumer' as const };
      const old = await aCase(store.db, { number: 'oud', debtor, ladder: consumerLadder });
      const young = await aCase(store.db, { number: 'jong', debtor, ladder: consumerLadder, dueOn: '2026-03-30' });
      const notDue = await aCase(store.db, { number: 'later', debtor, ladder: consumerLadder, dueOn: '2026-04-20' });
      for (const one of [old, young, notDue]) await one.advance(BEFORE);
      await old.run(DAY);
      await old.run('2026-04-02T09:00');
      expect(old.mail.sent).toHaveLength(2);
      expect(old.mail.sent[1]!.title).toContain('2 facturen');
      const letter = { kind: 'fourteen-day-letter', sentOn: '2026-04-02' };
      // 15% over 2,000, half of it each.
      const jointly = { principalsCents: [100_000, 100_000] };
      expect((await stateOf(young)).notices).toMatchObject([
        { ...letter, costsCents: 15_000, jointly: { ...jointly, place: 1 } },
      ]);
      expect((await stateOf(old)).notices.at(-1)).toMatchObject({
        costsCents: 15_000,
        jointly: { ...jointly, place: 0 },
      });
      expect((await stateOf(notDue)).notices).toEqual([]);
      const answer = await young.run('2026-04-02T09:01');
      expect(answer.state.position).toMatchObject({ mode: 'planned', step: 'overdragen' });
    });
  });
});
