/** One fourteen-day letter takes in every claim in default of a consumer, and nothing that does not join it. */
import { describe, expect, test } from 'vitest';
import type { ChargeStep, Step } from '../../ladder/definition.ts';
import { findState } from '../../store/states.ts';
import { aHandover, aNoticeOfDefault, aReminder, ladderForSeveral } from '../support/builders.ts';
import { aCase, type Case } from '../support/case.ts';
import { onBothDatabases } from '../support/databases.ts';

const BEFORE = '2026-03-20T10:00';
const REMINDER_DAY = '2026-03-23T09:00';
const LETTER_DAY = '2026-04-02T09:00';
const debtor = { kind: 'consumer' as const };

const letter = (changes: Parameters<typeof aReminder>[0] = {}) =>
  aReminder({
    id: 'brief',
    notice: 'fourteen-day-letter',
    termDays: 15,
    when: { days: 15, unit: 'days', after: 'due' },
    next: 'overdragen',
    ...changes,
  });
const costs: ChargeStep = {
  id: 'kosten',
  kind: 'charge',
  name: { nl: 'Kosten', en: 'Costs' },
  when: { days: 0, unit: 'days', after: 'previous' },
  charge: 'collection-costs',
  next: 'ingebrekestelling',
};
const throughReminder = [aReminder({ next: 'brief' }), letter(), aHandover()];

onBothDatabases((store) => {
  const stateOf = async (one: Case) => (await findState(store.db, one.id))!;

  /** A claim whose letter is due on 2 April, and a younger one in default by then. */
  async function oldAndYoung(old: Step[], young = old, dueOn = '2026-03-30'): Promise<[Case, Case]> {
    const first = await aCase(store.db, { number: 'oud', debtor, ladder: ladderForSeveral({ id: 'oud', steps: old }) });
    const ladder = ladderForSeveral({ id: 'jong', steps: young });
    const second = await aCase(store.db, { number: 'jong', debtor, ladder, dueOn });
    for (const one of [first, second]) await one.advance(BEFORE);
    await first.run(REMINDER_DAY);
    return [first, second];
  }

  describe('a fourteen-day letter over two claims', () => {
    test.each(['that the mail server has', 'of which nobody knows'])(
      'cut off after it left, %s, charges no more than it announced',
      async (how) => {
        const steps = [
          letter({ when: { days: 5, unit: 'days', after: 'due' }, next: 'kosten' }),
          costs,
          aNoticeOfDefault({ when: { days: 40, unit: 'days', after: 'due' } }),
          aHandover(),
        ];
        const ladder = ladderForSeveral({ id: 'samen', steps });
        const both = [
          await aCase(store.db, { number: 'een', debtor, ladder, amount: '100.00' }),
          await aCase(store.db, { number: 'twee', debtor, ladder, amount: '100.00' }),
        ] as const;
        const [first] = both;
        for (const one of both) await one.advance(BEFORE);
        await first.advance(REMINDER_DAY);
        first.mail.remembers = how === 'that the mail server has';
        first.mail.next((mail) => {
          first.mail.sent.push(mail);
          throw new Error('the worker is killed');
        });
        await expect(first.deliver(REMINDER_DAY)).rejects.toThrow('killed');
        await first.deliver(REMINDER_DAY);
        const share = { costsCents: 20_00, jointly: { principalsCents: [100_00, 100_00] } };
        for (const one of both) {
          const { position, notices } = await stateOf(one);
          const stated = position?.mode === 'stuck' ? position.stated : notices.at(-1);
          expect(stated).toMatchObject(share);
        }
        if (!first.mail.remembers) return;
        for (const one of both) {
          await one.run('2026-04-08T09:00');
          await one.run('2026-04-08T16:59');
          expect(one.state.charged.costs?.standingCents).toBe(20_00);
        }
      },
    );

    test('takes in a claim that waits for its own letter', async () => {
      const [old, young] = await oldAndYoung(throughReminder, throughReminder, '2026-03-23');
      await young.run('2026-03-30T09:00');
      expect(young.state.position).toMatchObject({ step: 'brief' });
      await old.run(LETTER_DAY);
      expect((await stateOf(young)).notices.at(-1)).toMatchObject({ step: 'brief', sentOn: '2026-04-02' });
    });
  });

  describe('a claim stays where it is', () => {
    test('when the letter has no words for several', async () => {
      const whole = ladderForSeveral({ id: 'kaal', steps: throughReminder });
      const { several: _, ...brief } = whole.texts.nl.brief!;
      const texts = { ...whole.texts.nl, brief };
      const ladder = { ...whole, texts: { nl: texts, en: texts } };
      const old = await aCase(store.db, { number: 'oud', debtor, ladder });
      const young = await aCase(store.db, { number: 'jong', debtor, ladder, dueOn: '2026-03-30' });
      for (const one of [old, young]) await one.advance(BEFORE);
      await old.run(REMINDER_DAY);
      await old.run(LETTER_DAY);
      expect(old.state.notices.at(-1)).toMatchObject({ step: 'brief' });
      expect(await stateOf(young)).toMatchObject({ position: { step: 'herinnering' }, hastened: null, notices: [] });
    });

    test('when a heavier notice leaves in the place of the letter', async () => {
      const [old, young] = await oldAndYoung(throughReminder);
      const steps = [aNoticeOfDefault({ when: { days: 15, unit: 'days', after: 'due' } }), aHandover()];
      const heavy = await aCase(store.db, {
        number: 'zwaar',
        debtor,
        ladder: ladderForSeveral({ id: 'zwaar', steps }),
      });
      await heavy.advance(BEFORE);
      await old.run(LETTER_DAY);
      expect(await stateOf(young)).toMatchObject({ position: { step: 'herinnering' }, hastened: null, notices: [] });
    });

    test('when a person has to release its letter first', async () => {
      const release: Step = {
        id: 'vrijgave',
        kind: 'approve',
        name: { nl: 'Vrijgave', en: 'Release' },
        when: { days: 0, unit: 'days', after: 'previous' },
        next: 'brief',
        refused: 'overdragen',
      };
      const guarded = [aReminder({ next: 'vrijgave' }), release, letter(), aHandover()];
      const [old, young] = await oldAndYoung(throughReminder, guarded);
      await old.run(LETTER_DAY);
      expect(old.mail.sent.at(-1)!.title).not.toContain('facturen');
      expect((await stateOf(young)).notices).toEqual([]);
    });
  });
});
