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
  // What the agency is told stands: not the mail that nobody read.
  expect(world.mail.sent.at(-1)!.text).toContain('uiterste betaaldatum 18 mei 2026');
  await nothingTwiceNothingForgotten(world);
});
