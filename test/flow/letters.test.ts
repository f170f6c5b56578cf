/** Notices on paper: after a mail that bounced, and letters that lie about too long. */
import { expect, test } from 'vitest';
import { aHandover, aLadder, aNoticeOfDefault, aReminder } from '../support/builders.ts';
import { dispatchOf, postLetters, printLetters, queue } from './paper.ts';
import { nothingTwiceNothingForgotten } from './soundness.ts';
import { useWorld } from './use-world.ts';

const world = useWorld();

const STEP = 'ingebrekestelling';
const TOLD = ['notice_sent', 'notice_undelivered', 'letter_printed', 'notice_withdrawn', 'send_again', 'handed_over'];

/** An invoice due on Wednesday 18 March 2026: a reminder on day 5, a notice of default on day 40, handover on day 60. */
async function invoiceOn(ladder: string, channel: 'letter' | 'email-or-letter'): Promise<string> {
  await world.begin('2026-03-18T08:00');
  const when = { days: 40, unit: 'days', after: 'due', roll: 'previous', latest: 45 } as const;
  const handover = aHandover({ when: { days: 60, unit: 'days', after: 'due' } });
  const steps = [aReminder(), aNoticeOfDefault({ channel, when }), handover];
  await world.call('POST', '/api/ladders', aLadder({ id: ladder, steps }));
  return world.register({ due: '2026-03-18', ladder });
}

test('S0.6 S2.4 a notice of default bounces after five days: it goes out once more on paper, and the handover waits for the term of the letter', async () => {
  const invoice = await invoiceOn('mail-of-brief', 'email-or-letter');
  await world.sleepUntil('2026-04-29T10:00');
  expect(await world.contacts(invoice)).toEqual(['reminder sent 2026-03-23', 'notice-of-default sent 2026-04-24']);
  expect(await queue(world)).toEqual([]);

  const dispatch = await dispatchOf(world, invoice, STEP);
  const problem = '550 5.1.1 mailbox unknown';
  await world.call('POST', `/api/dispatches/${encodeURIComponent(dispatch)}/bounced`, { problem });
  await world.settled();
  await world.sleepUntil('2026-04-29T17:30');
  expect(await queue(world)).toEqual([`notice-of-default ${STEP}`]);
  const batch = await printLetters(world);
  // Thursday is the last day to post; delivered on Saturday 2 May, fourteen days end on Saturday 16 May: Monday 18 May.
  expect(batch).toMatchObject({ letters: 1, dated: '2026-04-29', post_by: '2026-04-30' });
  await world.sleepUntil('2026-04-30T16:00');
  expect(await postLetters(world, batch.id)).toBe(1);
  expect((await world.state(invoice)).notices.slice(1)).toMatchObject([
    { channel: 'email', round: 1, sentOn: '2026-04-24', deadline: '2026-05-08', undelivered: 'bounced' },
    { channel: 'letter', round: 2, sentOn: '2026-04-30', receivedOn: '2026-05-02', deadline: '2026-05-18' },
  ]);

  await world.sleepUntil('2026-05-18T18:00');
  expect((await world.state(invoice)).handedOver).toBeNull();
  await world.sleepUntil('2026-05-19T18:00');
  expect(await world.timeline(invoice, TOLD)).toEqual([
    '2026-03-23 herinnering notice_sent',
    '2026-04-24 ingebrekestelling notice_sent',
    '2026-04-29 ingebrekestelling notice_undelivered',
    '2026-04-29 ingebrekestelling send_again',
    '2026-04-29 ingebrekestelling letter_printed',
    '2026-04-30 ingebrekestelling notice_sent',
    '2026-05-19 overdragen handed_over',
  ]);
  expect(world.mail.sent).toHaveLength(3);
  // The agency is told what the handover rests on, and that the mail never arrived.
  expect(
    world.mail.sent
      .at(-1)!
      .text.replaceAll('\u00a0', ' ')
      .match(/^- .*$/gm),
  ).toEqual([
    '- 23 maart 2026, per e-mail: betalingsherinnering over € 1.210,00',
    '- 24 april 2026, per e-mail: ingebrekestelling over € 1.210,00, uiterste betaaldatum 8 mei 2026; niet aangekomen: de e-mail kwam terug',
    '- 30 april 2026, per brief: ingebrekestelling over € 1.210,00, uiterste betaaldatum 18 mei 2026',
  ]);
  await nothingTwiceNothingForgotten(world);
});

test('S0.6 S2.4 a letter that lay about and is posted four days late is refused, destroyed and printed anew: only the new one counts, with its own term', async () => {
  const invoice = await invoiceOn('op-papier', 'letter');
  await world.sleepUntil('2026-04-24T17:30');
  const first = await printLetters(world);
  // Printed on Friday, and King's Day is no working day: Tuesday is the last day to post it.
  expect(first).toMatchObject({ letters: 1, dated: '2026-04-24', post_by: '2026-04-28' });
  await world.sleepUntil('2026-04-28T18:00');
  expect((await world.state(invoice)).position).toMatchObject({ letter: { printed: { batchId: first.id } } });

  await world.sleepUntil('2026-05-02T10:00');
  // Four days after its last day somebody finds the pile. It is known as void since midnight of that day.
  await expect(postLetters(world, first.id)).rejects.toThrow(/cut_off_passed.*2026-04-28.*print them anew/);
  expect((await world.state(invoice)).notices).toHaveLength(1);
  expect(await world.openTasks(invoice)).toEqual([]);
  expect(await queue(world)).toEqual([`notice-of-default ${STEP}`]);

  await world.sleepUntil('2026-05-04T10:00');
  const second = await printLetters(world);
  // 5 May is a holiday in law and no working day here.
  expect(second).toMatchObject({ letters: 1, dated: '2026-05-04', post_by: '2026-05-06' });
  await world.sleepUntil('2026-05-04T16:00');
  expect(await postLetters(world, second.id)).toBe(1);
  // The pile is posted after all, or so somebody says: it does not count.
  await expect(postLetters(world, first.id)).rejects.toThrow(/cut_off_passed/);
  await world.sleepUntil('2026-06-10T12:00');
  expect((await world.state(invoice)).notices.slice(1)).toMatchObject([
    { channel: 'letter', round: 1, sentOn: '2026-05-04', receivedOn: '2026-05-08', deadline: '2026-05-22' },
  ]);
  expect(await world.timeline(invoice, TOLD)).toEqual([
    '2026-03-23 herinnering notice_sent',
    '2026-04-24 ingebrekestelling letter_printed',
    '2026-04-29 ingebrekestelling notice_withdrawn',
    '2026-05-04 ingebrekestelling letter_printed',
    '2026-05-04 ingebrekestelling notice_sent',
    '2026-05-26 overdragen handed_over',
  ]);
  const { text } = world.mail.sent.at(-1)!;
  expect(text).toContain('4 mei 2026, per brief: ingebrekestelling');
  expect(text).not.toContain('24 april 2026');
  await nothingTwiceNothingForgotten(world);
});
