/** One debtor, several invoices: what they are written, how often, and when it stops. */
import { expect, test } from 'vitest';
import type { Ladder } from '../../ladder/definition.ts';
import { dayOf } from '../../ladder/time/civil.ts';
import { aHandover, aLadder, aNoticeOfDefault, aReminder } from '../support/builders.ts';
import { AGENCY_EMAIL } from './harness.ts';
import { nothingTwiceNothingForgotten } from './soundness.ts';
import { useWorld } from './use-world.ts';

const world = useWorld();

/** A reminder on day 5, a second one on day 15, a notice of default on day 30, handover on day 50, in words for several. */
function forSeveral(id: string): Ladder {
  const on = (days: number) => ({ days, unit: 'days', after: 'due' }) as const;
  const second = aReminder({
    id: 'tweede-herinnering',
    name: { nl: 'Tweede herinnering', en: 'Second reminder' },
    notice: 'second-reminder',
    when: on(15),
  });
  const steps = [
    aReminder({ next: second.id }),
    second,
    aNoticeOfDefault({ when: on(30) }),
    aHandover({ when: on(50) }),
  ];
  const ladder = aLadder({ id, steps });
  const texts = Object.fromEntries(
    Object.entries(ladder.texts.nl).map(([step, { subject, body }]) => {
      const told = body.replace('{{block.signature}}', '{{block.other}}\n\n{{block.signature}}');
      const several = { subject: subject.replace('factuur', '{{invoices.count}} facturen'), body: told };
      return [step, { subject, body: told, several }];
    }),
  );
  return { ...ladder, texts: { nl: texts, en: texts } };
}

const toDebtor = () => world.mail.sent.filter(({ to }) => to !== AGENCY_EMAIL);
const subjects = () => toDebtor().map(({ on, subject }) => `${on} ${subject}`);

test('S2.3 a debtor with 7 invoices, 3 of them due on one day, gets one mail about the 3, never two on a day or within the gap, and every invoice is demanded', async () => {
  await world.begin('2026-03-04T10:00');
  await world.call('POST', '/api/ladders', forSeveral('zeven-facturen'));
  const dues = ['2026-03-18', '2026-03-18', '2026-03-18', '2026-03-19', '2026-03-25', '2026-04-01', '2026-06-30'];
  const invoices: string[] = [];
  for (const [index, due] of dues.entries()) {
    const number = `A-${index + 1}`;
    const amount = `${index + 1}00.00`;
    const invoice = { number, issued: '2026-03-03', due, amount, customer: 'K-7', ladder: 'zeven-facturen' };
    invoices.push(await world.register(invoice));
  }

  await world.sleepUntil('2026-03-23T18:00');
  // The three leave together; what is open besides stands below, and is not asked for.
  expect(subjects()).toEqual(['2026-03-23 Herinnering voor 3 facturen A-1, A-2 en A-3']);
  const { text } = toDebtor()[0]!;
  expect(text).toMatch(/Te betalen +€ 600,00/);
  expect(text).toContain('Onder vermelding van  A-1 A-2 A-3');
  expect(text).toMatch(/A-4 +vervaldatum 19 maart 2026: € 400,00/);
  expect(text).toMatch(/A-7 +vervaldatum 30 juni 2026: € 700,00/);

  // One of the three is paid: the next mails are about the two.
  await world.sleepUntil('2026-03-31T12:00');
  await world.pay(invoices[1]!, '200.00');
  await world.sleepUntil('2026-06-20T12:00');
  expect(subjects().slice(1)).toEqual([
    '2026-03-26 Herinnering voor factuur A-4',
    '2026-03-30 Herinnering voor factuur A-5',
    '2026-04-02 Tweede herinnering voor 2 facturen A-1 en A-3',
    // 4 April is a Saturday, Monday the 6th is Easter, and three days lie between any two mails.
    '2026-04-07 Tweede herinnering voor factuur A-4',
    '2026-04-10 Tweede herinnering voor factuur A-5',
    '2026-04-13 Herinnering voor factuur A-6',
    '2026-04-16 Tweede herinnering voor factuur A-6',
    // 17 and 18 April: the gap and the weekend make one day of them.
    '2026-04-20 Ingebrekestelling voor 3 facturen A-1, A-3 en A-4',
    '2026-04-24 Ingebrekestelling voor factuur A-5',
    '2026-05-01 Ingebrekestelling voor factuur A-6',
  ]);
  const days = toDebtor().map(({ on }) => dayOf(on));
  for (const [index, day] of days.slice(1).entries()) expect(day - days[index]!).toBeGreaterThanOrEqual(3);
  const handed = world.mail.sent.filter(({ to }) => to === AGENCY_EMAIL);
  expect(handed.map(({ on, subject }) => `${on} ${/factuur ([^,]+)/.exec(subject)![1]}`).sort()).toEqual([
    '2026-05-07 A-1',
    '2026-05-07 A-3',
    '2026-05-08 A-4',
    '2026-05-18 A-5',
    '2026-05-21 A-6',
  ]);
  const phases = await Promise.all(invoices.map(async (invoice) => (await world.state(invoice)).phase));
  expect(phases).toEqual(['handed_over', 'closed', 'handed_over', ...Array(3).fill('handed_over'), 'climbing']);
  await nothingTwiceNothingForgotten(world);
});
