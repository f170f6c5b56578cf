/** Notices of arrangements on paper, what came back, and the text to sign. */
import { describe, expect, test } from 'vitest';
import { settledByKeeping } from '../../../ladder/arrangement/account.ts';
import { arrangementVerdict } from '../../../ladder/arrangement/contacts.ts';
import type { ArrangementEvent } from '../../../ladder/arrangement/events.ts';
import { printedNotice } from '../../../ladder/arrangement/letters.ts';
import { planArrangement } from '../../../ladder/arrangement/simulate.ts';
import { inHouse } from '../../../ladder/arrangement/state.ts';
import { transition } from '../../../ladder/arrangement/transition.ts';
import { localDate } from '../../../ladder/time/civil.ts';
import { answered, at, facts, notices, paid, run, signed, tasks, terms } from './build.ts';
import { ArrangementLine } from './line.ts';

const noMail = (known = facts()) => ({ ...known, debtor: { ...known.debtor, hasEmail: false } });
const AGREEMENT = 'arrangement:r1:agreement:0:1';
const BREACH = 'arrangement:r1:breach-notice:1:1';

describe('without an e-mail address', () => {
  test('every notice goes by letter, a reminder early enough to be there', () => {
    const found = run([signed('2027-01-15'), paid('2027-02-01', 10_000)], { known: noMail(), until: '2027-03-20' });
    expect(notices(found)).toEqual([
      '2027-01-11 agreement:0:1',
      '2027-01-15 confirmation:0:1',
      // Posted on the next office day at the latest, it is there three days before Monday 1 February, on Friday.
      '2027-01-26 instalment-reminder:1:1',
      '2027-02-23 instalment-reminder:2:1',
      '2027-03-04 breach-notice:2:1',
    ]);
    // Posted on Thursday 4 March it is received on Saturday the 6th; five working days end on Friday the 12th.
    expect(found.state.past.at(-1)).toMatchObject({ channel: 'letter', deadline: '2027-03-12' });
  });

  test('a breach notice counts its term from the last day on which its letter may be posted', () => {
    const line = new ArrangementLine(noMail(), { reminderDays: 0 });
    line.take('2027-01-12T12:00', signed('2027-01-12'));
    line.post('2027-01-13T10:00');
    line.take('2027-02-04T16:00');
    line.print('2027-02-04T16:15');
    const letter = inHouse(line.state, BREACH)!;
    const stated = printedNotice(line.terms, line.state, line.facts, letter, at('2027-02-04T16:15'));
    // Printed on Thursday, posted on Friday at the latest, received on Tuesday 9 February.
    expect(stated).toMatchObject({ postBy: '2027-02-05', receivedOn: '2027-02-09', deadline: '2027-02-16' });
    line.postPrinted('2027-02-04T16:30');
    expect(line.state.past.at(-1)).toMatchObject({ end: 'sent', on: '2027-02-04', deadline: '2027-02-16' });
    line.take('2027-02-18T23:00');
    expect(line.state.choice).toBeNull();
    line.take('2027-02-19T00:00');
    expect(line.state.choice).not.toBeNull();
  });

  test('a letter that is not posted by its cut-off is made anew, under its own id', () => {
    const line = new ArrangementLine(noMail());
    line.take('2027-01-11T10:00');
    line.print('2027-01-11T12:00');
    line.take('2027-01-13T00:00');
    expect(line.happened('notice_withdrawn')).toEqual(['2027-01-13 notice_withdrawn']);
    expect(line.state.letters).toEqual([]);
    line.take('2027-01-13T09:00');
    expect(line.state.letters).toMatchObject([{ id: AGREEMENT, printed: null }]);
    expect(line.state.sideTasks).toEqual([]);
  });

  test('a payment pulls a printed letter that asks too much; posted all the same, it counts and is not made again', () => {
    const line = new ArrangementLine(noMail(), { reminderDays: 0 });
    line.take('2027-01-12T12:00', signed('2027-01-12'));
    line.post('2027-01-13T10:00');
    line.take('2027-02-04T16:00');
    line.print('2027-02-04T16:15');
    const printed = line.printed(BREACH);
    line.take('2027-02-04T16:30', paid('2027-02-04', 4_000));
    expect(line.state.sideTasks).toEqual([expect.stringContaining('pull.')]);
    // It comes again over what is lacking now, and waits.
    expect(line.state.letters).toMatchObject([{ id: BREACH, printed: null }]);
    line.take('2027-02-05T12:00', { ...printed, type: 'notice_posted', id: 'p', at: at('2027-02-05T12:00'), by: 'S' });
    expect(line.state.letters).toEqual([]);
    expect(line.state.past.filter(({ what }) => what === 'breach-notice')).toMatchObject([
      { end: 'sent', amountCents: 10_000 },
    ]);
  });
});

describe('the text to sign', () => {
  test('stays in the house once it was signed, refused, or came to nothing', () => {
    const refused: ArrangementEvent = { type: 'refused', id: 'n', at: at('2027-01-12T09:00'), by: 'Jan', reason: '' };
    for (const event of [signed('2027-01-12'), refused]) {
      const line = new ArrangementLine(noMail());
      line.take('2027-01-11T10:00');
      line.print('2027-01-11T12:00');
      line.take('2027-01-12T12:00', event);
      expect(line.state.letters.filter(({ what }) => what === 'agreement')).toEqual([]);
      expect(line.state.past).toEqual([]);
      expect(line.state.sideTasks).toEqual([expect.stringContaining('pull.')]);
    }
  });

  test('that nobody printed in time declines nothing: a person makes a new proposal, or lets it lapse', () => {
    const line = new ArrangementLine(noMail());
    line.take('2027-01-11T10:00');
    // Printed on Wednesday 13 January it would come on Saturday; on Thursday it would come after the 18th.
    expect(line.state.wakeAt).toBe(at('2027-01-14T00:00'));
    line.take('2027-01-14T00:00');
    expect(line.state).toMatchObject({
      phase: 'proposed',
      letters: [],
      sideTasks: ['arrangement:r1:not_offered.text'],
    });
    line.take('2027-01-30T10:00');
    expect(line.state.phase).toBe('proposed');
    expect(line.asked('arrangement:r1:not_offered.text')).toEqual(['renew', 'decline']);
    line.take('2027-02-01T12:00', answered('arrangement:r1:not_offered.text', 'decline', '2027-02-01'));
    expect(line.state.phase).toBe('declined');
  });

  test('a signature all the same, on what somebody handed over, ends the question', () => {
    const line = new ArrangementLine(noMail());
    line.take('2027-01-11T10:00');
    line.take('2027-01-16T00:00');
    expect(line.state.sideTasks).toHaveLength(1);
    line.take('2027-01-18T12:00', signed('2027-01-18'));
    expect(line.state).toMatchObject({ phase: 'signed', sideTasks: [] });
  });

  test('that bounced follows by letter, while that can be there in time', () => {
    const bounced: ArrangementEvent = {
      type: 'notice_bounced',
      id: 'b',
      at: at('2027-01-12T09:30'),
      dispatchId: AGREEMENT,
      on: '2027-01-12',
      problem: '550',
    };
    const found = run([bounced], { until: '2027-01-13' });
    expect(found.state.past).toMatchObject([{ end: 'bounced' }, { end: 'sent', channel: 'letter', round: 2 }]);
    expect(run([bounced]).state.phase).toBe('declined');
    const late = { ...bounced, at: at('2027-01-15T09:30'), on: '2027-01-15' };
    expect(tasks(run([late]))).toEqual(['2027-01-15 + arrangement:r1:not_offered.text']);
  });
});

describe('what came back', () => {
  const back = (type: 'notice_bounced' | 'notice_returned', dispatchId: string, time: string): ArrangementEvent => ({
    type,
    id: `back-${dispatchId}`,
    at: at(time),
    dispatchId,
    on: time.slice(0, 10),
    problem: 'onbekend',
  });

  test('a breach notice that bounced is followed by a letter with a whole new term, and nobody is asked to break before', () => {
    const found = run([signed('2027-01-12'), back('notice_bounced', BREACH, '2027-02-08T10:00')], {
      until: '2027-02-22',
    });
    const breaches = found.state.past.filter(({ what }) => what === 'breach-notice');
    expect(breaches).toMatchObject([
      { end: 'bounced', on: '2027-02-04', deadline: '2027-02-11' },
      { end: 'sent', on: '2027-02-08', deadline: '2027-02-17', channel: 'letter' },
    ]);
    expect(tasks(found)).toEqual(['2027-02-20 + arrangement:r1:breach.1.2']);
  });

  test('a choice that rested on it is taken back; a choice that was made is put before a person', () => {
    const late = back('notice_bounced', BREACH, '2027-02-16T10:00');
    expect(tasks(run([signed('2027-01-12'), late], { until: '2027-02-17' }))).toEqual([
      '2027-02-16 + arrangement:r1:breach.1.1',
      '2027-02-16 - arrangement:r1:breach.1.1 withdrawn',
    ]);
    const broken = answered('arrangement:r1:breach.1.1', 'break', '2027-02-16');
    const after = { ...late, at: at('2027-02-18T10:00') };
    expect(tasks(run([signed('2027-01-12'), broken, after], { until: '2027-02-20' })).at(-1)).toBe(
      `2027-02-18 + arrangement:r1:breach_not_arrived.${BREACH}`,
    );
  });

  test('a letter that came back is a person’s question; sent again it takes the next round', () => {
    const returned = back('notice_returned', BREACH, '2027-02-10T10:00');
    const known = noMail();
    const asked = run([signed('2027-01-12'), returned], { known, until: '2027-02-12' });
    const task = `arrangement:r1:breach-notice.1.1.returned`;
    expect(tasks(asked)).toEqual([`2027-02-10 + ${task}`]);
    expect(asked.state.questions).toMatchObject([{ cause: 'returned', stated: { channel: 'letter' } }]);
    const again = run([signed('2027-01-12'), returned, answered(task, 'send_again', '2027-02-12')], {
      known,
      until: '2027-02-13',
    });
    expect(notices(again).at(-1)).toMatch('breach-notice:1:2');
  });
});

test('a shortfall that got a new day is confirmed in writing: the plan that was signed has changed', () => {
  const revived = answered('arrangement:r1:breach.1.1', 'revive', '2027-02-16', { on: '2027-02-26' });
  const found = run([signed('2027-01-12'), revived], { until: '2027-02-17' });
  expect(notices(found).at(-1)).toBe('2027-02-16 confirmation:0:2');
  expect(found.state).toMatchObject({ phase: 'running', revision: 1 });
});

describe('a debtor who was written to about something else', () => {
  const written = (on: string) => ({ ...facts(), otherContactOn: on });

  test('gets a breach notice on the next office day', () => {
    const found = run([signed('2027-01-12')], { known: written('2027-02-04'), until: '2027-02-10' });
    expect(notices(found).at(-1)).toBe('2027-02-05 breach-notice:1:1');
  });

  test('gets no breach notice by mail while a letter about it may yet be posted, also where that is known only as it leaves', () => {
    const { state, facts: known } = run([signed('2027-01-12')], { until: '2027-02-03' });
    const midnight = transition(terms(), state, [], known, state.wakeAt!);
    const now = midnight.state.wakeAt!;
    const { state: sending } = transition(terms(), midnight.state, [], known, now);
    expect(sending.sending).toMatchObject({ id: BREACH });
    const last = (otherContactOn: string) =>
      arrangementVerdict(terms(), sending, { ...known, otherContactOn }, BREACH, now);
    expect(localDate(now)).toBe('2027-02-04');
    expect(last('2027-02-03')).toMatchObject({ send: true });
    for (const on of ['2027-02-04', '2027-02-05']) expect(last(on)).toEqual({ send: false, because: 'other_contact' });
    // And is not intended again before that.
    const later = run([signed('2027-01-12')], { known: written('2027-02-05'), until: '2027-02-12' });
    expect(notices(later).at(-1)).toBe('2027-02-08 breach-notice:1:1');
  });

  test('gets the text to sign and its confirmation at once, and a reminder that would come too late', () => {
    const of = terms({ reminderDays: 3 });
    const found = run([signed('2027-01-11')], { of, known: written('2027-01-11'), until: '2027-01-12' });
    expect(notices(found)).toEqual(['2027-01-11 agreement:0:1', '2027-01-11 confirmation:0:1']);
    // Friday 29 January is the last office day before the instalment of Monday.
    const last = run([signed('2027-01-12')], { known: written('2027-01-29'), until: '2027-01-31' });
    expect(notices(last).at(-1)).toBe('2027-01-29 instalment-reminder:1:1');
    const early = run([signed('2027-01-12')], {
      of: terms({ reminderDays: 5 }),
      known: written('2027-01-27'),
      until: '2027-01-31',
    });
    expect(notices(early).at(-1)).toBe('2027-01-28 instalment-reminder:1:1');
  });
});

describe('costs and interest that were charged before', () => {
  const of = terms({
    plan: { kind: 'equal', totalCents: 64_000, count: 2, firstOn: '2027-02-01', every: 'month' },
    charged: [{ invoiceId: 'f1', costsCents: 3_700, interestCents: 300 }],
  });

  test('are part of what is paid off: the principal alone does not keep the arrangement', () => {
    const part = run([signed('2027-01-12'), paid('2027-02-01', 60_000)], { of, until: '2027-02-20' });
    expect(part.state.phase).toBe('running');
    const whole = run([signed('2027-01-12'), paid('2027-02-01', 60_000), paid('2027-03-01', 4_000)], { of });
    expect(whole.state.phase).toBe('kept');
  });

  test('fall away with an invoice of which nothing had to be paid after all', () => {
    const credit: ArrangementEvent = {
      type: 'credit_note',
      id: 'c',
      at: at('2027-01-20T12:00'),
      invoiceId: 'f1',
      number: 'C1',
      amountCents: 60_000,
      issuedOn: '2027-01-20',
    };
    expect(run([signed('2027-01-12'), credit], { of }).state.phase).toBe('kept');
  });
});

describe('an arrangement that was kept says what of each invoice it settles', () => {
  const kept = (found: ReturnType<typeof run>) =>
    found.commands.flatMap(({ command }) =>
      command.type === 'tell' && command.fact.type === 'arrangement_kept'
        ? [[command.invoiceId, command.fact.amountCents]]
        : [],
    );

  test('a remainder within the tolerance', () => {
    const of = terms({ tolerance: { percent: 1 } });
    const days = ['2027-02-01', '2027-03-01', '2027-04-01', '2027-05-03', '2027-06-01'];
    const all = [signed('2027-01-12'), ...days.map((day) => paid(day, 10_000)), paid('2027-07-01', 9_900)];
    expect(kept(run(all, { of }))).toEqual([['f1', 100]]);
  });

  test('what was paid on another of its invoices', () => {
    const of = terms({ invoices: ['f1', 'f2'] });
    const found = run([signed('2027-01-12'), paid('2027-01-20', 60_000)], { of, known: facts(40_000, 20_000) });
    expect(kept(found)).toEqual([
      ['f1', undefined],
      ['f2', 20_000],
    ]);
  });

  test('nothing where more is open than was arranged', () => {
    const found = run([], { known: facts(70_000) });
    const account = { paidCents: 60_000, owedCents: 60_000, days: [] };
    expect(settledByKeeping(terms(), found.facts, account).size).toBe(0);
  });
});

test('the plan takes a letter in the house to be posted', () => {
  const line = new ArrangementLine(noMail());
  line.take('2027-01-11T10:00');
  const plan = planArrangement(line.terms, line.state, line.facts, at('2027-01-11T11:00'));
  expect(plan.map(({ what }) => what)).toEqual(['notice_sent', 'declined']);
});
