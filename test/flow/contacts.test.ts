/** One debtor, several invoices: what they are written, how often, and when it stops. */
import { expect, test } from 'vitest';
import type { Channel, Ladder } from '../../ladder/definition.ts';
import { dayOf } from '../../ladder/time/civil.ts';
import { aHandover, aLadder, aNoticeOfDefault, aReminder } from '../support/builders.ts';
import { AGENCY_EMAIL } from './harness.ts';
import { postLetters, printLetters, queue } from './paper.ts';
import { nothingTwiceNothingForgotten } from './soundness.ts';
import { useWorld } from './use-world.ts';

const world = useWorld();

/** A reminder on day 5, a second one on day 15, a notice of default on day 30, handover on day 50, in words for several. */
function forSeveral(id: string, demand: Channel = 'email'): Ladder {
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
    aNoticeOfDefault({ channel: demand, when: on(30) }),
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

test('a debtor goes bankrupt: the letter on the pile is pulled, nothing more is written on any invoice, old or new, and the agency goes on with what it has', async () => {
  await world.begin('2026-01-05T10:00');
  const ladder = 'failliet';
  await world.call('POST', '/api/ladders', forSeveral(ladder, 'letter'));
  const register = (number: string, due: string) =>
    world.register({ number, issued: '2026-01-05', due, amount: '500.00', customer: 'K-8', ladder });
  const atAgency = await register('B-1', '2026-01-20');
  const onPaper = await register('B-2', '2026-03-18');
  const notDue = await register('B-3', '2026-04-30');
  await world.sleepUntil('2026-02-19T17:30');
  const demand = await printLetters(world);
  await postLetters(world, demand.id);
  await world.sleepUntil('2026-04-17T17:30');
  expect((await world.state(atAgency)).phase).toBe('handed_over');
  const pile = await printLetters(world);
  expect(pile).toMatchObject({ letters: 1, post_by: '2026-04-20' });
  const before = world.mail.sent.length;

  await world.sleepUntil('2026-04-20T10:00');
  const { debtor } = await world.call<{ debtor: { id: string } }>('GET', `/api/invoices/${onPaper}`);
  const status = (name: string) =>
    world.call('POST', `/api/debtors/${debtor.id}/status`, { status: name, by: 'Anna', note: 'Insolventieregister' });
  await status('bankruptcy');
  await world.settled();
  expect((await world.openTasks(onPaper)).map(({ kind }) => kind).sort()).toEqual(['debtor_protected', 'pull_letter']);
  expect(await world.contacts(onPaper)).toEqual([
    'reminder sent 2026-03-23',
    'second-reminder sent 2026-04-02',
    'notice-of-default withdrawn',
  ]);
  expect(await postLetters(world, pile.id)).toBe(0);

  // An invoice that comes later is of the same debtor.
  await world.sleepUntil('2026-05-04T10:00');
  const later = await register('B-4', '2026-05-10');
  await world.sleepUntil('2026-07-01T12:00');
  expect(world.mail.sent).toHaveLength(before);
  expect(await queue(world)).toEqual([]);
  for (const invoice of [onPaper, notDue, later]) {
    expect((await world.state(invoice)).paused).toMatchObject({ cause: 'debtor_protected', until: null });
    expect((await world.task(invoice, 'debtor_protected')).status).toBe('open');
  }
  // What the trustee pays on the case that the agency has, the agency hears.
  await world.pay(atAgency, '50.00');
  expect(world.mail.sent).toHaveLength(before + 1);
  expect(world.mail.sent.at(-1)).toMatchObject({ on: '2026-07-01', to: AGENCY_EMAIL });
  await nothingTwiceNothingForgotten(world);

  // It was a mistake: only then it goes on, with the notice that never left.
  await status('normal');
  await world.settled();
  await world.sleepUntil('2026-07-02T18:00');
  expect(await queue(world)).toEqual(Array(3).fill('notice-of-default ingebrekestelling'));
  expect(await printLetters(world)).toMatchObject({ letters: 1, dated: '2026-07-02' });
  await world.answer(onPaper, 'done', { kind: 'pull_letter' });
  for (const invoice of [onPaper, notDue, later]) expect(await world.openTasks(invoice)).toEqual([]);
  expect(toDebtor().every(({ on }) => on < '2026-04-20')).toBe(true);
  await nothingTwiceNothingForgotten(world);
});
