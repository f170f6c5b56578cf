/** Costs and interest in earnest: a consumer's small order, and payments that were there before anyone knew. */
import { expect, test } from 'vitest';
import type { ChargeStep, Ladder, SendStep, Step } from '../../ladder/definition.ts';
import { aHandover, aLadder, aReminder } from '../support/builders.ts';
import { describeLooking, textOf } from '../support/poppler.ts';
import { AGENCY_EMAIL } from './harness.ts';
import { pdfOf, postLetters, printLetters, queue } from './paper.ts';
import { nothingTwiceNothingForgotten } from './soundness.ts';
import { useWorld } from './use-world.ts';

const world = useWorld();

const both = (text: string) => ({ nl: text, en: text });
const previous = (days: number) => ({ days, unit: 'workdays', after: 'previous' }) as const;

function charge(id: string, what: ChargeStep['charge'], next: string): Step {
  return { id, kind: 'charge', name: both(id), charge: what, when: previous(0), next };
}

const letter = (changes: Partial<SendStep>) => aReminder({ channel: 'letter', ...changes });

/**
 * A reminder on day 4, deliveries held and a fourteen-day letter on day 14; then costs, interest, and a notice of default
 * at once; the agency after its term.
 */
function consumerLadder(id: string, closes: Ladder['closes']): Ladder {
  const steps: Step[] = [
    aReminder({ when: { days: 4, unit: 'days', after: 'due' }, next: 'leveringsstop' }),
    {
      id: 'leveringsstop',
      kind: 'deliveries',
      name: both('Leveringsstop'),
      action: 'hold',
      when: { days: 14, unit: 'days', after: 'due' },
      next: 'veertiendagenbrief',
    },
    letter({
      id: 'veertiendagenbrief',
      name: both('Veertiendagenbrief'),
      notice: 'fourteen-day-letter',
      termDays: 15,
      when: { days: 14, unit: 'days', after: 'due' },
      next: 'kosten',
    }),
    charge('kosten', 'collection-costs', 'rente'),
    charge('rente', 'interest', 'ingebrekestelling'),
    letter({
      id: 'ingebrekestelling',
      name: both('Ingebrekestelling'),
      notice: 'notice-of-default',
      termDays: 14,
      when: previous(0),
      next: 'overdragen',
    }),
    aHandover({ when: { days: 1, unit: 'workdays', after: 'deadline', ofStep: 'ingebrekestelling' } }),
  ];
  const ladder = aLadder({ id, closes, steps });
  const announcing = {
    subject: 'Factuur {{invoice.number}} is niet betaald',
    body: [
      'Beste {{debtor.name}},',
      'Betaal {{amount.open}} binnen vijftien dagen nadat deze brief bij u is bezorgd. Doet u dat niet, dan brengen wij u {{costs.announced}} incassokosten in rekening.',
      '{{block.payment}}',
      '{{block.signature}}',
    ].join('\n\n'),
  };
  const texts = { ...ladder.texts.nl, veertiendagenbrief: announcing };
  return { ...ladder, texts: { nl: texts, en: texts } };
}

/**
 * A consumer's order of €89, due on Wednesday 18 March 2026; its fourteen-day letter was posted on 2 April. Delivered on
 * Tuesday 7 April (Easter lies between): its term ends on Wednesday 22 April.
 */
async function consumerWithLetter(closes: Ladder['closes']): Promise<{ invoice: string; batch: string }> {
  await world.begin('2026-03-04T10:00');
  const ladder = `consument-${closes}-${++ladders}`;
  await world.call('POST', '/api/ladders', consumerLadder(ladder, closes));
  const invoice = await world.register({ due: '2026-03-18', amount: '89.00', kind: 'consumer', ladder });
  await world.sleepUntil('2026-04-01T17:30');
  const { id: batch } = await printLetters(world);
  await world.sleepUntil('2026-04-02T16:00');
  await postLetters(world, batch);
  return { invoice, batch };
}
let ladders = 0;

/** The notice of default with the costs: printed on Thursday 23 April, posted on Friday. */
async function demanded(): Promise<string> {
  await world.sleepUntil('2026-04-23T17:30');
  const { id } = await printLetters(world);
  await world.sleepUntil('2026-04-24T16:00');
  await postLetters(world, id);
  return id;
}

const MONEY = [
  'notice_sent',
  'deliveries_held',
  'deliveries_resumed',
  'costs_charged',
  'interest_charged',
  'costs_withdrawn',
  'interest_withdrawn',
  'correction_sent',
  'handed_over',
  'agency_told',
  'closed',
];

const spaced = (text: string) => text.replaceAll('\u00a0', ' ');
const mailsTo = (to: string) => world.mail.sent.filter((mail) => mail.to === to);

describeLooking('on paper', () => {
  test('S1.2 S1.5 S1.6 a consumer order of €89: a fourteen-day letter names €40, only its whole term later costs and interest are asked, and the agency gets them to the cent', async () => {
    const { invoice, batch } = await consumerWithLetter('legal');
    const announced = spaced(textOf(await pdfOf(world, batch)));
    expect(announced).toContain('Betaal € 89,00 binnen vijftien dagen');
    expect(announced).toContain('€ 40,00 incassokosten');
    expect(announced).not.toContain('129,00');
    expect((await world.state(invoice)).notices.at(-1)).toMatchObject({
      sentOn: '2026-04-02',
      receivedOn: '2026-04-07',
      deadline: '2026-04-22',
      amountCents: 89_00,
      costsCents: 40_00,
    });

    await world.sleepUntil('2026-04-22T23:00');
    expect(await queue(world)).toEqual([]);
    expect((await world.state(invoice)).charged.costs).toBeNull();
    // 36 days of 4% over €89, from 19 March up to and including 23 April: 35 cents.
    const demand = spaced(textOf(await pdfOf(world, await demanded())));
    expect(demand).toContain('€ 129,35');
    expect((await world.state(invoice)).notices.at(-1)).toMatchObject({
      kind: 'notice-of-default',
      sentOn: '2026-04-24',
      receivedOn: '2026-04-28',
      deadline: '2026-05-12',
      amountCents: 89_00,
      costsCents: 40_00,
      interestCents: 35,
    });

    await world.sleepUntil('2026-05-12T20:00');
    expect(mailsTo(AGENCY_EMAIL)).toEqual([]);
    await world.sleepUntil('2026-05-13T18:00');
    // 56 days: 55 cents.
    const [dossier, ...none] = mailsTo(AGENCY_EMAIL);
    expect(none).toEqual([]);
    for (const line of [
      'Hoofdsom: € 89,00',
      'Rente tot en met 13 mei 2026: € 0,55',
      'Incassokosten: € 40,00',
      'Openstaand: € 129,55',
      '- 2 april 2026, per brief: veertiendagenbrief over € 89,00, aangekondigde incassokosten € 40,00, termijn tot en met 22 april 2026',
      '- 24 april 2026, per brief: ingebrekestelling over € 89,00, incassokosten € 40,00, rente € 0,35, uiterste betaaldatum 12 mei 2026',
    ]) {
      expect(spaced(dossier!.text)).toContain(line);
    }

    // 63 days: 61 cents. All of it, and not a cent less, closes the case.
    await world.sleepUntil('2026-05-20T10:00');
    await world.pay(invoice, '129.60');
    expect((await world.state(invoice)).phase).toBe('handed_over');
    await world.pay(invoice, '0.01');
    expect(await world.timeline(invoice, MONEY)).toEqual([
      '2026-03-23 herinnering notice_sent',
      '2026-04-01 leveringsstop deliveries_held',
      '2026-04-02 veertiendagenbrief notice_sent',
      '2026-04-23 kosten costs_charged',
      '2026-04-23 rente interest_charged',
      '2026-04-24 ingebrekestelling notice_sent',
      '2026-05-13 overdragen handed_over',
      '2026-05-20 agency_told',
      '2026-05-20 deliveries_resumed',
      '2026-05-20 closed',
      '2026-05-20 agency_told',
    ]);
    expect(world.mail.sent).toHaveLength(1 + 3);
    expect(spaced(world.mail.sent.at(-1)!.text)).toContain('Er staat niets meer open');
    await nothingTwiceNothingForgotten(world);
  });
});

test('S4.1 a payment booked on the last day of the fourteen-day term, known only after the notice of default: the costs are withdrawn, the customer gets one correction, deliveries go on, and nobody else hears a word', async () => {
  const { invoice } = await consumerWithLetter('bookkeeping');
  await demanded();
  await world.sleepUntil('2026-04-28T08:00');
  expect(await held(invoice)).toBe(true);
  const payment = { id: 'bank-1', booked_on: '2026-04-22' };
  await world.pay(invoice, '89.00', payment);
  expect(await world.state(invoice)).toMatchObject({ phase: 'closed', closed: { because: 'paid', on: '2026-04-28' } });
  expect(await held(invoice)).toBe(false);
  // The message goes out in office hours, and telling the same payment again changes nothing.
  await world.pay(invoice, '89.00', payment);
  await world.sleepUntil('2026-06-30T12:00');
  // Interest up to that day was owed in law; the books are even, and that closes the case.
  expect((await world.timeline(invoice, MONEY)).slice(-5)).toEqual([
    '2026-04-24 ingebrekestelling notice_sent',
    '2026-04-28 costs_withdrawn',
    '2026-04-28 deliveries_resumed',
    '2026-04-28 overdragen closed',
    '2026-04-28 correction_sent',
  ]);
  expect((await world.state(invoice)).charged.costs!.standingCents).toBe(0);
  expect(world.mail.sent).toHaveLength(2);
  const { subject, text } = world.mail.sent.at(-1)!;
  expect(subject).toMatch(/^Correctie: factuur F/);
  expect(text).toContain('Onze excuses daarvoor');
  expect(spaced(text)).toMatch(/Al betaald +€ 89,00\nOpenstaand bedrag +€ 0,00/);
  expect(mailsTo(AGENCY_EMAIL)).toEqual([]);
  expect(await world.openTasks(invoice)).toEqual([]);
  await nothingTwiceNothingForgotten(world);
});

test('S4.1 the same payment, known only after the handover: the agency is asked to close the case, and the customer gets one correction', async () => {
  const { invoice } = await consumerWithLetter('bookkeeping');
  await demanded();
  await world.sleepUntil('2026-05-18T12:00');
  expect(await world.state(invoice)).toMatchObject({ phase: 'handed_over', handedOver: { on: '2026-05-13' } });
  await world.pay(invoice, '89.00', { id: 'bank-1', booked_on: '2026-04-22' });
  await world.sleepUntil('2026-06-30T12:00');
  expect(await world.state(invoice)).toMatchObject({ phase: 'closed', closed: { because: 'paid', on: '2026-05-18' } });
  expect(await held(invoice)).toBe(false);
  const [dossier, news, ...none] = mailsTo(AGENCY_EMAIL);
  expect(none).toEqual([]);
  expect(dossier!.on).toBe('2026-05-13');
  expect(news).toMatchObject({ on: '2026-05-18', subject: expect.stringMatching(/^Betaling ontvangen: factuur F/) });
  expect(spaced(news!.text)).toContain('Op 22 april 2026 is € 89,00 ontvangen.');
  expect(spaced(news!.text)).toContain('Er staat niets meer open; wij vragen u de zaak te sluiten.');
  const toCustomer = world.mail.sent.filter(({ to }) => to !== AGENCY_EMAIL);
  expect(toCustomer.map(({ on, subject }) => `${on} ${subject.split(':')[0]}`)).toEqual([
    expect.stringMatching(/^2026-03-23 Herinnering/),
    '2026-05-18 Correctie',
  ]);
  await nothingTwiceNothingForgotten(world);
});

/** True while deliveries are held for an invoice. */
async function held(invoice: string): Promise<boolean> {
  const hold = await world.db
    .selectFrom('delivery_holds')
    .selectAll()
    .where('invoice_id', '=', invoice)
    .where('released_at', 'is', null)
    .executeTakeFirst();
  return hold !== undefined;
}
