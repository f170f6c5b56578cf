/** What was charged, as debtors and the agency read it: over a real store, in mails that really left. */
import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import type { ChargeStep, Ladder } from '../../ladder/definition.ts';
import { chargedOn } from '../../server/arranged-charges.ts';
import { invoiceChain, readLog } from '../../store/log.ts';
import { coverBankData, saveCreditor } from '../../store/parties.ts';
import { lockStanding } from '../../store/states.ts';
import { aCreditor, aHandover, aLadder, aNoticeOfDefault, aPayment, aReminder, at } from '../support/builders.ts';
import { aCase, type Case, signal } from '../support/case.ts';
import { onBothDatabases } from '../support/databases.ts';

const charge = (id: string, what: ChargeStep['charge'], next: string): ChargeStep => ({
  id,
  kind: 'charge',
  name: { nl: id, en: id },
  when: { days: 0, unit: 'days', after: 'previous' },
  charge: what,
  next,
});

const FROM_CHARGES = [
  charge('kosten', 'collection-costs', 'rente'),
  charge('rente', 'interest', 'ingebrekestelling'),
  aNoticeOfDefault({ when: { days: 30, unit: 'days', after: 'due' } }),
  aHandover(),
];

/** A fourteen-day letter first, for consumers. */
function withLetter(): Ladder {
  const letter = aReminder({ id: 'brief', notice: 'fourteen-day-letter', termDays: 15, next: 'kosten' });
  const ladder = aLadder({ id: 'met-brief', steps: [letter, ...FROM_CHARGES] });
  const text = {
    subject: 'Laatste kans',
    body: '{{block.payment}}\n\nAnders komt daar {{costs.announced}} aan incassokosten bij.',
  };
  return { ...ladder, texts: { nl: { ...ladder.texts.nl, brief: text }, en: { ...ladder.texts.en, brief: text } } };
}

const CONSUMER = { name: 'A. Klant', kind: 'consumer' } as const;

/** The text of the last mail, on one line. */
async function lastMail({ mail }: Case): Promise<{ subject: string; text: string }> {
  const { subject = '', text = '' } = await simpleParser(mail.sent.at(-1)!.raw);
  return { subject, text: text.replace(/\s+/g, ' ') };
}

// Due on Wednesday 18 March 2026: the letter leaves on Monday the 23rd, its term ends on Tuesday 7 April (Easter), and the
// notice of default leaves on Friday 17 April.
onBothDatabases((store) => {
  async function charged(): Promise<Case> {
    const story = await aCase(store.db, { ladder: withLetter(), debtor: CONSUMER, amount: '300.00' });
    await story.advance('2026-03-20T10:00');
    await story.run('2026-03-23T09:00');
    const { text } = await lastMail(story);
    expect(text).toContain('€ 45,00 aan incassokosten');
    // Its term runs from delivery: a date would cost the creditor all costs.
    expect(text).toMatch(/Te betalen:? € 300,00/);
    expect(text).not.toContain('Uiterste betaaldatum');
    await story.run('2026-04-08T09:00');
    expect(story.state.charged.costs).toMatchObject({ on: '2026-04-08', standingCents: 45_00 });
    return story;
  }

  test('a notice shows costs and interest as lines of their own, and asks for one sum', async () => {
    const story = await charged();
    await story.run('2026-04-17T09:00');
    const { text } = await lastMail(story);
    expect(text).toMatch(/Bedrag:? € 300,00/);
    expect(text).toMatch(/Incassokosten:? € 45,00/);
    // 30 days at 4% over 300.00.
    expect(text).toMatch(/Rente tot en met 17 april 2026:? € 0,99/);
    expect(text).toMatch(/Openstaand bedrag:? € 345,99/);
    expect(text).toMatch(/Te betalen:? € 345,99/);
    expect(story.state.notices.at(-1)).toMatchObject({ amountCents: 300_00, costsCents: 45_00, interestCents: 99 });
  });

  test('a creditor that cannot deduct VAT raises costs with it, and says so in the letter, the notice and the log', async () => {
    await saveCreditor(store.db, aCreditor({ costs_vat: true }));
    const story = await aCase(store.db, { ladder: withLetter(), debtor: CONSUMER, amount: '300.00' });
    await story.advance('2026-03-20T10:00');
    await story.run('2026-03-23T09:00');
    const said = '€ 54,45 (inclusief 21% btw, die wij niet kunnen verrekenen)';
    expect((await lastMail(story)).text).toContain(`${said} aan incassokosten`);
    await story.run('2026-04-08T09:00');
    expect(story.state.charged.costs).toMatchObject({ standingCents: 54_45, vat: true });
    // What was charged is not worked out anew when the creditor changes.
    await saveCreditor(store.db, aCreditor({ costs_vat: false }));
    await story.run('2026-04-17T09:00');
    const { text } = await lastMail(story);
    expect(text).toMatch(/Incassokosten, inclusief btw:? € 54,45/);
    expect(text).toMatch(/Openstaand bedrag:? € 355,44/);
    const entries = await readLog(store.db, invoiceChain(story.id));
    const why = entries.flatMap((entry) => (entry.what === 'costs_charged' ? entry.why : []));
    expect(why).toContainEqual(expect.objectContaining({ code: 'costs', amountCents: 54_45, vat: true }));
  });

  test('costs with VAT that become part of an arrangement are known to have it in them', async () => {
    await saveCreditor(store.db, aCreditor({ costs_vat: true }));
    const ladder: Ladder = { ...withLetter(), id: 'wettelijk', closes: 'legal' };
    const story = await aCase(store.db, { ladder, debtor: CONSUMER, amount: '300.00' });
    for (const time of ['03-20T10:00', '03-23T09:00', '04-08T09:00']) await story.run(`2026-${time}`);
    const arranged = await store.db
      .transaction()
      .execute(async (tx) => chargedOn(store.db, tx, (await lockStanding(tx, story.id))!, '2026-04-08'));
    expect(arranged).toMatchObject([{ invoiceId: story.id, costsCents: 54_45, costsVat: true }]);
  });

  test('a business owes VAT on costs as well, and the agency reads it apart', async () => {
    await saveCreditor(store.db, aCreditor({ costs_vat: true }));
    const story = await aCase(store.db, { ladder: aLadder({ id: 'zakelijk', steps: FROM_CHARGES }) });
    for (const day of ['03-19', '04-17', '05-04']) await story.run(`2026-${day}T09:00`);
    const { text } = await lastMail(story);
    for (const line of ['Incassokosten: € 150,00', 'Btw over de incassokosten: € 31,50']) expect(text).toContain(line);
    expect(text).toMatch(/Btw 21% over incassokosten van € 150,00: € 31,50 \(art\. 2 lid 3 Besluit BIK/);
  });

  test('a payment in time that becomes known after the notice: the debtor is told, once, with what is open', async () => {
    const story = await charged();
    await story.run('2026-04-17T09:00');
    const late = aPayment('300.00', { id: 'p1', at: '2026-04-20T08:00', bookedOn: '2026-04-07' });
    await story.run('2026-04-20T08:00', signal(late));
    expect(story.state).toMatchObject({ phase: 'closed', wakeAt: expect.any(Number) });
    const before = story.mail.sent.length;
    await story.run('2026-04-20T09:00');
    await story.run('2026-04-20T09:30', signal(late));
    expect(story.mail.sent).toHaveLength(before + 1);
    const { subject, text } = await lastMail(story);
    expect(subject).toBe(`Correctie: factuur ${story.invoice.facts.number}`);
    expect(text).toContain('hoeft u niet te betalen');
    expect(text).toContain('Openstaand bedrag € 0,00');
    expect(text).not.toMatch(/Incassokosten:? €/);
    expect(await story.timeline()).toContain('- correction_sent');
  });

  test('a debtor who may not be written to when less turns out to be owed is told afterwards', async () => {
    const story = await charged();
    await story.run('2026-04-17T09:00');
    const changed = (id: string, time: string, status: 'debt-help' | 'normal') =>
      ({ type: 'debtor_changed', id, at: at(time), status, by: 'Anna' }) as const;
    await story.accept(changed('hulp', '2026-04-18T10:00', 'debt-help'));
    await story.run('2026-04-18T10:00');
    const late = aPayment('300.00', { id: 'p1', at: '2026-04-20T09:00', bookedOn: '2026-04-07' });
    await story.run('2026-04-20T09:00', signal(late));
    const before = story.mail.sent.length;
    await story.run('2026-04-20T09:30');
    expect(story.mail.sent).toHaveLength(before);
    await story.accept(changed('klaar', '2026-04-21T10:00', 'normal'));
    await story.run('2026-04-21T10:00');
    await story.run('2026-04-22T10:00');
    expect(story.mail.sent).toHaveLength(before + 1);
    expect((await lastMail(story)).subject).toBe(`Correctie: factuur ${story.invoice.facts.number}`);
  });

  test('a consumer who was charged for one invoice is neither threatened with costs nor charged for another', async () => {
    const first = await charged();
    await first.run('2026-04-17T09:00');
    const other = await aCase(store.db, { ladder: withLetter(), debtor: CONSUMER, dueOn: '2026-05-04' });
    await other.advance('2026-05-04T10:00');
    await other.run('2026-05-11T09:00');
    await other.run('2026-05-27T09:00');
    expect(other.state.charged.costs).toBeNull();
    expect(await other.timeline()).toContain('brief step_skipped');
    expect(await other.timeline()).toContain('kosten step_skipped');
    expect(other.state.notices.filter(({ kind }) => kind === 'fourteen-day-letter')).toEqual([]);
  });

  test('a letter over two claims of a consumer is one charge, of which each bears its share', async () => {
    const ladder = withLetter();
    const { brief } = ladder.texts.nl;
    const texts = { ...ladder.texts.nl, brief: { ...brief!, several: { ...brief! } } };
    const together = { ...ladder, texts: { nl: texts, en: texts } };
    const [one, other] = [
      await aCase(store.db, { number: 'een', ladder: together, debtor: CONSUMER, amount: '300.00' }),
      await aCase(store.db, { number: 'twee', ladder: together, debtor: CONSUMER, amount: '100.00' }),
    ];
    for (const time of ['2026-03-20T10:00', '2026-03-23T09:00', '2026-04-08T09:00']) {
      for (const story of [one, other]) await story.run(time);
    }
    expect(one.mail.sent.length + other.mail.sent.length).toBe(1);
    // 15% over 400.00.
    expect(one.state.charged.costs).toMatchObject({ on: '2026-04-08', standingCents: 45_00 });
    expect(other.state.charged.costs).toMatchObject({ on: '2026-04-08', standingCents: 15_00 });
  });

  test('costs wait for bank data once the creditor tells of them', async () => {
    const story = await aCase(store.db, { ladder: withLetter(), debtor: CONSUMER, amount: '300.00' });
    await coverBankData(store.db, 'eiser', '2026-04-07');
    await story.advance('2026-03-20T10:00');
    await story.run('2026-03-23T09:00');
    await story.run('2026-04-08T09:00');
    expect(story.state.charged.costs).toBeNull();
    await coverBankData(store.db, 'eiser', '2026-04-08');
    await story.run('2026-04-09T09:00');
    expect(story.state.charged.costs).toMatchObject({ on: '2026-04-09', from: '2026-04-08' });
  });

  test('the agency gets principal, interest, costs and VAT apart, with how they came about, and hears of less', async () => {
    const story = await aCase(store.db, { ladder: aLadder({ id: 'zakelijk', steps: FROM_CHARGES }) });
    await story.run('2026-03-19T09:00');
    await story.run('2026-04-17T09:00');
    await story.run('2026-05-04T09:00');
    expect(story.state.phase).toBe('handed_over');
    const { text } = await lastMail(story);
    // 47 days at 10.15% over 1,000.00.
    for (const line of ['Hoofdsom: € 1.000,00', 'Incassokosten: € 150,00', 'Btw over de incassokosten: € 0,00']) {
      expect(text).toContain(line);
    }
    expect(text).toContain('Rente tot en met 4 mei 2026: € 13,07');
    expect(text).toContain('Openstaand: € 1.163,07');
    expect(text).toMatch(/Wettelijke handelsrente 10,15%/);
    const late = aPayment('1000.00', { id: 'p1', at: '2026-05-06T10:00', bookedOn: '2026-03-18' });
    await story.run('2026-05-06T10:00', signal(late));
    expect(story.state.charged.costs!.standingCents).toBe(0);
  });
});
