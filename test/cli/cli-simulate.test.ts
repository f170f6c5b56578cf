import { describe, expect, test } from 'vitest';
import { run } from '../../bin/cli/simulate.ts';
import { parseInstant } from '../../ladder/time/civil.ts';
import {
  exampleEvents,
  exampleInvoice,
  exampleLadder,
  file,
  ladder,
  lines,
  refusal,
  shell,
  wholeFile,
} from '../fixtures/cli/cli.ts';

const onExample = () => [
  'simulate',
  '--ladder',
  file('ladder.json', exampleLadder),
  '--invoice',
  file('invoice.json', exampleInvoice),
];

/** Runs events on the example and gives what was told. */
async function told(events: unknown) {
  const { code, out, err } = await ladder([...onExample(), '--events', file('these-events.json', events)]);
  expect(code).toBe(0);
  const all = lines(out);
  return { all, end: all.at(-1)!, err, actions: all.map(({ step, action }) => `${step ?? '-'} ${action}`) };
}

describe('ladder simulate', () => {
  test('an invoice that nobody pays climbs the ladder to its end, a line for each thing that happens', async () => {
    const { code, out, err } = await ladder(onExample());
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const all = lines(out);
    expect(all.map(({ at, step, action }) => `${String(at).slice(0, 10)} ${step ?? '-'} ${action}`)).toEqual([
      '2026-03-30 reminder started',
      '2026-04-28 reminder notice_intended',
      '2026-04-28 reminder notice_sent',
      '2026-05-06 call task_opened',
      '2026-05-08 call task_expired',
      '2026-05-08 worth-it branch_taken',
      '2026-05-28 notice-of-default notice_intended',
      '2026-05-28 notice-of-default notice_sent',
      '2026-06-12 hand-over notice_intended',
      '2026-06-12 hand-over handed_over',
      '2026-06-12 - end',
    ]);
    expect(all.at(-1)).toMatchObject({ phase: 'handed_over', open_cents: 121_000, awaiting: 'event', tasks: [] });
  });

  test('each line says when on the Dutch clock, what, and why in two languages', async () => {
    const all = lines((await ladder(onExample())).out);
    for (const line of all) {
      expect(line.at).toMatch(/^2026-\d\d-\d\dT\d\d:\d\d:00\+0[12]:00$/);
      expect(parseInstant(line.at as string)).not.toBeNull();
      for (const member of ['why', 'why_nl']) expect(line[member]).toMatch(/^\S.+\.$/);
      for (const member of ['title', 'title_nl']) expect(line[member]).toMatch(/\S/);
    }
    expect(all[1]).toMatchObject({
      day: 15,
      why: "Planned 14 days after the due date (13 April 2026), moved to Tuesday 28 April 2026 because of King's Day.",
      title: 'Reminder prepared',
      title_nl: 'Herinnering klaargezet',
      open_cents: 121_000,
    });
    expect((all[1]!.reasons as { code: string }[]).map(({ code }) => code)).toEqual(['anchor', 'rolled']);
    expect(all[3]).toMatchObject({ task: { id: 'example:call:1', kind: 'call', until: '2026-05-08T17:00:00+02:00' } });
  });

  test('events change its course: a part payment, an outcome, a hold, and a mail server that asks to wait', async () => {
    const { actions, all, end, err } = await told(exampleEvents);
    expect(err).toBe('');
    expect(actions).toEqual([
      'reminder started',
      'reminder notice_intended',
      'reminder notice_sent',
      '- payment',
      'call task_opened',
      'call task_completed',
      'worth-it branch_taken',
      '- hold',
      '- release',
      'notice-of-default notice_intended',
      'notice-of-default notice_deferred',
      'notice-of-default notice_intended',
      'notice-of-default notice_sent',
      'hand-over notice_intended',
      'hand-over handed_over',
      '- end',
    ]);
    const [first, again] = all.filter(
      ({ action, step }) => action === 'notice_intended' && step === 'notice-of-default',
    );
    expect(Date.parse(again!.at as string) - Date.parse(first!.at as string)).toBe(15 * 60_000);
    expect(end).toMatchObject({ open_cents: 100_000, handed_over: { amount_cents: 100_000 } });
  });

  test('a payment in full closes it', async () => {
    const { actions, end } = await told([{ at: '2026-05-01', type: 'payment', amount: '1210.00' }]);
    expect(actions.slice(-3)).toEqual(['- payment', 'call closed', '- end']);
    expect(end).toMatchObject({ phase: 'closed', awaiting: 'nothing', open_cents: 0, closed: { because: 'paid' } });
  });

  test('a contact that is refused waits for a person, who has it sent again', async () => {
    const refused = { type: 'notice_refused', step: 'reminder', problem: '550 no such user' };
    const waiting = await told([refused]);
    expect(waiting.end).toMatchObject({
      phase: 'climbing',
      awaiting: 'person',
      step: 'reminder',
      tasks: ['example:reminder.refused:1'],
    });
    expect(waiting.all.find(({ action }) => action === 'notice_refused')?.why).toContain('550 no such user');
    const again = {
      at: '2026-04-29T10:00',
      type: 'task_completed',
      step: 'reminder.refused',
      outcome: 'send_again',
      by: 'Ans',
    };
    const { actions, err } = await told([refused, again]);
    expect(err).toBe('');
    expect(actions.slice(3, 8)).toEqual([
      'reminder decision_asked',
      'reminder task_completed',
      'reminder send_again',
      'reminder notice_intended',
      'reminder notice_sent',
    ]);
  });

  test('a contact in doubt counts as sent on the day that a person gives', async () => {
    const { all, err } = await told([
      { type: 'notice_in_doubt', step: 'notice-of-default' },
      {
        at: '2026-06-03T10:00',
        type: 'task_completed',
        step: 'notice-of-default.in_doubt',
        outcome: 'went_out',
        on: '2026-05-28',
        by: 'Ans',
      },
    ]);
    expect(err).toBe('');
    const sent = all.find(({ step, action }) => step === 'notice-of-default' && action === 'notice_sent');
    expect(sent?.why).toContain('on 28 May 2026');
  });

  test('what changed nothing is remarked on standard error', async () => {
    const { err, end } = await told([
      { id: 'early', at: '2026-04-01', type: 'task_completed', step: 'call', outcome: 'pays', by: 'Ans' },
      { id: 'storno', at: '2026-04-01', type: 'reversal', payment_id: 'p9' },
      { id: 'free', at: '2026-04-01', type: 'release', hold_id: 'h9', by: 'Ans' },
      { id: 'second', type: 'notice_refused', step: 'reminder', round: 2 },
    ]);
    expect(err.trimEnd().split('\n')).toEqual([
      'Note: "early" changed nothing: task "example:call:1" was not open on 2026-04-01.',
      'Note: "storno" changed nothing: no payment has the id "p9".',
      'Note: "free" changed nothing: no hold has the id "h9".',
      'Note: "second" changed nothing: step "reminder" did not send in round 2.',
    ]);
    expect(end.phase).toBe('handed_over');
  });

  test('a shipped ladder runs to its end', async () => {
    const { code, out } = await ladder(['simulate', '--ladder', 'zeven-stappen', '--invoice', onExample()[4]!]);
    expect(code).toBe(0);
    expect(lines(out).at(-1)).toMatchObject({ action: 'end', phase: 'handed_over' });
  });

  test('a reader that stops early is no fault', async () => {
    const [, , , , invoice] = onExample();
    const { out, err } = await shell(`$ladder simulate --ladder zeven-stappen --invoice ${invoice} | head -n 1`);
    expect(lines(out)).toHaveLength(1);
    expect(err).toBe('');
  });
});

describe('a simulation that cannot be done is refused in a sentence', () => {
  const sound = () => wholeFile('sound.json', exampleLadder);
  test.each<[string, () => string[], RegExp]>([
    ['no ladder', () => ['--invoice', 'x'], /^The option "--ladder" is missing; write: npm run -s ladder -- simulate/],
    ['no invoice', () => ['--ladder', 'zeven-stappen'], /^The option "--invoice" is missing/],
    ['an option without its value', () => ['--ladder'], /^The option "--ladder" needs a value/],
    ['an option where a value should stand', () => ['--ladder', '--invoice'], /^The option "--ladder" needs a value/],
    ['a word too many', () => ['zeven-stappen'], /^"simulate" takes options only, not "zeven-stappen"/],
    [
      'an unknown ladder',
      () => ['--ladder', 'acht', '--invoice', 'x'],
      /^"acht" is neither a file nor a shipped ladder/,
    ],
    [
      'a ladder with a problem',
      () => ['--ladder', wholeFile('lost.json', { ...exampleLadder, start: 'nowhere' }), '--invoice', 'x'],
      /^Ladder "lost.json" has a problem: .*"nowhere", and there is no such step\. Mend it with: npm run -s ladder -- check/,
    ],
    ['no such invoice', () => ['--ladder', sound(), '--invoice', 'no.json'], /^There is no file "no.json"/],
    [
      'an invoice that does not fit',
      () => ['--ladder', sound(), '--invoice', wholeFile('late.json', { ...exampleInvoice, due: '2026-01-01' })],
      /^In "late.json" "due" is 2026-01-01, before "issued"/,
    ],
  ])('%s', async (_, args, sentence) => {
    expect(await refusal(run(args()))).toMatch(sentence);
  });

  test('with exit code 2, the sentence on standard error, and nothing on standard output', async () => {
    const events = file('bad.json', [{ at: '2026-01-01', type: 'payment', amount: 5 }]);
    expect(await ladder([...onExample(), '--events', events])).toEqual({
      code: 2,
      out: '',
      err: 'In "bad.json" "events[0].amount" must be a text, but is 5.\n',
    });
  });
});
