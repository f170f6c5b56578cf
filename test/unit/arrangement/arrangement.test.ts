import { describe, expect, test } from 'vitest';
import type { ArrangementEvent } from '../../../ladder/arrangement/events.ts';
import { describeArrangement, explainArrangement } from '../../../ladder/arrangement/explain.ts';
import { answered, at, facts, notices, paid, reversed, run, signed, tasks, terms, told } from './build.ts';

const DAYS = ['2027-02-01', '2027-03-01', '2027-04-01', '2027-05-03', '2027-06-01', '2027-07-01'];
const BREACH = 'arrangement:r1:breach.3.1';
const onTime = (count: number) => DAYS.slice(0, count).map((day) => paid(day, 10_000));

describe('a payment arrangement', () => {
  test('that is signed and paid is confirmed, reminded of and kept', () => {
    const found = run([signed('2027-01-12'), ...onTime(6)]);
    expect(notices(found)).toEqual([
      '2027-01-11 agreement:0:1',
      '2027-01-12 confirmation:0:1',
      '2027-01-29 instalment-reminder:1:1',
      '2027-02-26 instalment-reminder:2:1',
      '2027-03-25 instalment-reminder:3:1',
      '2027-04-30 instalment-reminder:4:1',
      '2027-05-28 instalment-reminder:5:1',
      '2027-06-28 instalment-reminder:6:1',
    ]);
    expect(told(found)).toEqual([
      '2027-01-11 f1 arrangement_proposed',
      '2027-01-12 f1 arrangement_agreed',
      '2027-07-01 f1 arrangement_kept',
    ]);
    expect(tasks(found)).toEqual([]);
  });

  test('that is never signed is declined the day after its signing deadline', () => {
    const found = run();
    expect(found.state.phase).toBe('declined');
    expect(told(found)).toEqual(['2027-01-11 f1 arrangement_proposed', '2027-01-19 f1 arrangement_declined']);
    expect(notices(found)).toEqual(['2027-01-11 agreement:0:1']);
  });

  test('that the debtor refuses is declined at once', () => {
    const refusal: ArrangementEvent = {
      type: 'refused',
      id: 'n',
      at: at('2027-01-13T09:00'),
      by: 'Jan',
      reason: 'te veel',
    };
    expect(told(run([refusal])).at(-1)).toBe('2027-01-13 f1 arrangement_declined');
  });

  test('that was signed in time, of which we hear late, is restored', () => {
    const found = run([signed('2027-01-18', '2027-01-21')], { until: '2027-01-25' });
    expect(found.state.phase).toBe('running');
    expect(told(found).at(-1)).toBe('2027-01-21 f1 arrangement_agreed');
  });

  test('that ended does not come back once another was agreed over the same invoice, not even when that one ends', () => {
    const other: ArrangementEvent = {
      type: 'arrangement_agreed',
      id: 'a2',
      at: at('2027-01-20T10:00'),
      arrangementId: 'r2',
      invoiceId: 'f1',
    };
    const late = signed('2027-01-18', '2027-01-21');
    expect(run([other, late], { until: '2027-01-25' }).state.phase).toBe('declined');
    const ended: ArrangementEvent = { ...other, type: 'arrangement_declined', id: 'a3', at: at('2027-01-22T10:00') };
    expect(run([other, late, ended], { until: '2027-01-25' }).state.phase).toBe('declined');
  });

  test('that was signed too late waits for a person, who may let it count', () => {
    const late = signed('2027-01-20');
    const task = `arrangement:r1:signed_late.${late.id}`;
    expect(tasks(run([late]))).toEqual([`2027-01-20 + ${task}`]);
    const found = run([late, answered(task, 'accept', '2027-01-21')], { until: '2027-01-25' });
    expect(found.state.phase).toBe('running');
    expect(told(found).at(-1)).toBe('2027-01-21 f1 arrangement_agreed');
  });

  test('of six that breaks at number 3 sends one breach notice, gives five working days and asks a person', () => {
    const found = run([signed('2027-01-12'), ...onTime(2)]);
    // 1 April and two bank days after Easter's; five days that are neither legal holidays nor closed to banks.
    expect(notices(found).slice(-2)).toEqual(['2027-03-25 instalment-reminder:3:1', '2027-04-06 breach-notice:3:1']);
    const notice = found.state.past.at(-1)!;
    expect(notice).toMatchObject({ deadline: '2027-04-13', amountCents: 10_000 });
    expect(tasks(found)).toEqual([`2027-04-16 + ${BREACH}`]);
    expect(found.state).toMatchObject({ phase: 'running', wakeAt: null });
    expect(told(found)).toHaveLength(2);
  });

  test('is broken only by a person: then every covered invoice hears of it', () => {
    const of = terms({ invoices: ['f1', 'f2'] });
    const events = [signed('2027-01-12'), ...onTime(2), answered(BREACH, 'break', '2027-04-19')];
    const found = run(events, { of, known: facts(40_000, 20_000) });
    expect(found.state.phase).toBe('broken');
    expect(told(found).slice(-2)).toEqual(['2027-04-19 f1 arrangement_broken', '2027-04-19 f2 arrangement_broken']);
  });

  test('that a person revives gets a new day for the shortfall, and goes on', () => {
    const revived = answered(BREACH, 'revive', '2027-04-19', { on: '2027-05-15' });
    const found = run([
      signed('2027-01-12'),
      ...onTime(2),
      revived,
      ...DAYS.slice(3).map((day) => paid(day, 10_000)),
      paid('2027-05-17', 10_000),
    ]);
    expect(found.state.instalments.find(({ turn }) => turn === 1)).toMatchObject({
      n: 3,
      on: '2027-05-17',
      cents: 10_000,
    });
    expect(notices(found)).toContain('2027-05-14 instalment-reminder:3:2');
    expect(found.state.phase).toBe('kept');
  });

  test('that is revived and falls short again is breached in a new round', () => {
    const revived = answered(BREACH, 'revive', '2027-04-19', { on: '2027-04-23' });
    const found = run([signed('2027-01-12'), ...onTime(2), revived], { until: '2027-05-20' });
    expect(notices(found).slice(-1)).toEqual(['2027-04-28 breach-notice:3:2']);
    expect(tasks(found).at(-1)).toBe('2027-05-13 + arrangement:r1:breach.3.2');
  });

  test('cannot be revived for a day that has passed: the question stays', () => {
    const revived = answered(BREACH, 'revive', '2027-04-19', { on: '2027-04-19' });
    const found = run([signed('2027-01-12'), ...onTime(2), revived]);
    expect(found.state.choice?.taskId).toBe(BREACH);
    expect(tasks(found).at(-1)).toBe(`2027-04-19 + arrangement:r1:unreadable.${revived.id}`);
  });

  test('that a person renews is replaced by the new one', () => {
    const renewed = answered(BREACH, 'renew', '2027-04-19', { arrangementId: 'r2' });
    const found = run([signed('2027-01-12'), ...onTime(2), renewed]);
    expect(found.state.phase).toBe('replaced');
    expect(told(found).at(-1)).toBe('2027-04-19 f1 arrangement_replaced');
  });

  test('goes on when the shortfall is made good within the term', () => {
    const found = run([signed('2027-01-12'), ...onTime(2), paid('2027-04-12', 10_000)], { until: '2027-04-29' });
    expect(tasks(found)).toEqual([]);
    expect(found.state.phase).toBe('running');
  });

  test('takes back the question when money came in time of which we hear late', () => {
    const late = paid('2027-04-12', 10_000, '2027-04-20');
    const found = run([signed('2027-01-12'), ...onTime(2), late], { until: '2027-04-28' });
    expect(tasks(found)).toEqual([`2027-04-16 + ${BREACH}`, `2027-04-20 - ${BREACH} withdrawn`]);
    expect(found.state.choice).toBeNull();
  });

  test('goes on when money booked before the breach notice becomes known after it', () => {
    const late = paid('2027-04-01', 10_000, '2027-04-08');
    const found = run([signed('2027-01-12'), ...onTime(2), late, ...DAYS.slice(3).map((day) => paid(day, 10_000))]);
    expect(notices(found)).toContain('2027-04-06 breach-notice:3:1');
    expect(tasks(found)).toEqual([]);
    expect(found.state.phase).toBe('kept');
  });

  test('that was broken is restored by money in time of which we hear late', () => {
    const events = [
      signed('2027-01-12'),
      ...onTime(2),
      answered(BREACH, 'break', '2027-04-19'),
      paid('2027-04-12', 10_000, '2027-04-21'),
    ];
    const found = run(events, { until: '2027-04-25' });
    expect(found.state.phase).toBe('running');
    expect(told(found).at(-1)).toBe('2027-04-21 f1 arrangement_agreed');
  });

  test('keeps the question when the money came after the term: reviving it then needs no new day', () => {
    const late = paid('2027-04-19', 10_000);
    const open = run([signed('2027-01-12'), ...onTime(2), late], { until: '2027-04-25' });
    expect(open.state.choice?.taskId).toBe(BREACH);
    const found = run([signed('2027-01-12'), ...onTime(2), late, answered(BREACH, 'revive', '2027-04-20')], {
      until: '2027-04-29',
    });
    expect(found.state).toMatchObject({ phase: 'running', choice: null });
    expect(tasks(found).at(-1)).toBe(`2027-04-20 - ${BREACH} completed`);
  });

  test('paid in full early is kept at once, and nobody is reminded any more', () => {
    const found = run([signed('2027-01-12'), paid('2027-02-10', 60_000)]);
    expect(told(found).at(-1)).toBe('2027-02-10 f1 arrangement_kept');
    expect(notices(found)).toHaveLength(4);
  });

  test('counts what was overpaid for the next instalments', () => {
    const found = run([signed('2027-01-12'), paid('2027-02-01', 25_000)], { until: '2027-03-10' });
    expect(notices(found).slice(1)).toEqual(['2027-01-12 confirmation:0:1', '2027-01-29 instalment-reminder:1:1']);
    const reminded = run([signed('2027-01-12'), paid('2027-02-01', 25_000)], { until: '2027-03-31' });
    expect(reminded.state.past.at(-1)).toMatchObject({ n: 3, amountCents: 5_000 });
  });

  test('is not breached by a shortfall of one cent within the tolerance', () => {
    const of = terms({ tolerance: { cents: 1 } });
    const found = run([signed('2027-01-12'), paid('2027-02-01', 9_999)], { of, until: '2027-02-27' });
    expect(notices(found).some((notice) => notice.includes('breach'))).toBe(false);
    const strict = run([signed('2027-01-12'), paid('2027-02-01', 9_999)], { until: '2027-02-27' });
    expect(notices(strict).at(-1)).toBe('2027-02-04 breach-notice:1:1');
  });

  test('is kept with a remainder within the tolerance, once the last instalment has had its time', () => {
    const of = terms({ tolerance: { percent: 1 } });
    const all = [signed('2027-01-12'), ...onTime(5), paid('2027-07-01', 9_900)];
    expect(told(run(all, { of })).at(-1)).toBe('2027-07-06 f1 arrangement_kept');
  });

  test("an instalment on King's Day is due that day; its breach notice waits for the office", () => {
    const plan = {
      kind: 'dates',
      totalCents: 60_000,
      portions: [
        { on: '2027-04-27', cents: 10_000 },
        { on: '2027-07-01', cents: 50_000 },
      ],
    } as const;
    const of = terms({ plan: { ...plan, portions: [...plan.portions] }, graceDays: 0, reminderDays: 1 });
    const found = run([signed('2027-01-12')], { of, until: '2027-05-30' });
    expect(notices(found).slice(2)).toEqual(['2027-04-26 instalment-reminder:1:1', '2027-04-28 breach-notice:1:1']);
    // Liberation, Ascension and the decree day after it are no working days.
    expect(found.state.past.at(-1)).toMatchObject({ deadline: '2027-05-10' });
  });

  test('a storno of instalment 2 after instalment 3 leaves one instalment short', () => {
    const second = paid('2027-03-01', 10_000);
    const events = [
      signed('2027-01-12'),
      paid('2027-02-01', 10_000),
      second,
      paid('2027-04-01', 10_000),
      reversed(second, '2027-04-15'),
    ];
    const found = run(events, { until: '2027-04-27' });
    expect(notices(found).at(-1)).toBe('2027-04-15 breach-notice:3:1');
    expect(found.state.past.at(-1)).toMatchObject({ amountCents: 10_000, deadline: '2027-04-22' });
  });

  test('a storno after it was kept opens it again', () => {
    const last = paid('2027-07-01', 10_000);
    const found = run([signed('2027-01-12'), ...onTime(5), last, reversed(last, '2027-07-20')], {
      until: '2027-07-21',
    });
    expect(found.state.phase).toBe('running');
    expect(told(found).slice(-2)).toEqual(['2027-07-01 f1 arrangement_kept', '2027-07-20 f1 arrangement_agreed']);
    expect(notices(found).at(-1)).toMatch('breach-notice:6:1');
  });

  test('a credit note lessens the last instalments', () => {
    const credit: ArrangementEvent = {
      type: 'credit_note',
      id: 'c',
      at: at('2027-02-15T12:00'),
      invoiceId: 'f1',
      number: 'C1',
      amountCents: 15_000,
      issuedOn: '2027-02-15',
    };
    const found = run([signed('2027-01-12'), credit, ...onTime(4), paid('2027-06-01', 5_000)]);
    expect(told(found).at(-1)).toBe('2027-06-01 f1 arrangement_kept');
    expect(found.state.past.at(-1)).toMatchObject({ n: 5, amountCents: 5_000 });
  });

  test('money of before the agreement that is known later lessens the last instalments, and is no instalment', () => {
    const early = paid('2027-01-08', 10_000, '2027-01-13');
    const found = run([signed('2027-01-12'), early, ...onTime(5)]);
    expect(told(found).at(-1)).toBe('2027-06-01 f1 arrangement_kept');
  });

  test('a dispute over a covered invoice is a person’s task, and nothing goes out until it is answered', () => {
    const dispute: ArrangementEvent = {
      type: 'dispute',
      id: 'g',
      at: at('2027-03-22T12:00'),
      invoiceId: 'f1',
      reason: 'stuk',
    };
    const task = 'arrangement:r1:disputed.g';
    const found = run([signed('2027-01-12'), ...onTime(2), dispute], { until: '2027-06-01' });
    expect(tasks(found)).toEqual([`2027-03-22 + ${task}`]);
    expect(notices(found).at(-1)).toBe('2027-02-26 instalment-reminder:2:1');
    const on = run([signed('2027-01-12'), ...onTime(2), dispute, answered(task, 'go_on', '2027-04-20')], {
      until: '2027-04-23',
    });
    expect(notices(on).at(-1)).toMatch('2027-04-20 breach-notice:3:1');
    const broken = run([signed('2027-01-12'), dispute, answered(task, 'break', '2027-04-20')]);
    expect(told(broken).at(-1)).toBe('2027-04-20 f1 arrangement_broken');
  });

  test('a corrected invoice is a person’s task', () => {
    const corrected: ArrangementEvent = {
      type: 'invoice_corrected',
      id: 'k',
      at: at('2027-02-03T12:00'),
      invoiceId: 'f1',
      amountCents: 50_000,
      by: 'Anna',
      reason: 'korting',
    };
    const found = run([signed('2027-01-12'), ...onTime(1), corrected], { until: '2027-02-10' });
    expect(tasks(found)).toEqual(['2027-02-03 + arrangement:r1:corrected.k']);
  });

  test('a hold, even one that ends before office hours, stills reminders and breach notices until it ends', () => {
    const hold: ArrangementEvent = {
      type: 'hold',
      id: 'h',
      at: at('2027-03-20T12:00'),
      invoiceId: 'f1',
      owner: 'Anna',
      reason: 'ziek',
      until: '2027-04-09',
    };
    const found = run([signed('2027-01-12'), ...onTime(2), hold], { until: '2027-04-20' });
    expect(notices(found).slice(-1)).toEqual(['2027-04-12 breach-notice:3:1']);
  });

  test('everything waits while the debtor is protected', () => {
    const changed = (id: string, day: string, status: 'debt-help' | 'normal'): ArrangementEvent => ({
      type: 'debtor_changed',
      id,
      at: at(`${day}T12:00`),
      status,
      by: 'Anna',
    });
    const protectedFrom = changed('s1', '2027-04-20', 'debt-help');
    const events = [signed('2027-01-12'), ...onTime(2), protectedFrom];
    const found = run([...events, answered(BREACH, 'break', '2027-04-21')]);
    expect(tasks(found).at(-1)).toBe(`2027-04-20 - ${BREACH} withdrawn`);
    expect(found.state).toMatchObject({ phase: 'running', wakeAt: null, paused: { cause: 'debtor_protected' } });
    const again = run([...events, changed('s2', '2027-05-20', 'normal')], { until: '2027-06-01' });
    expect(tasks(again).at(-1)).toBe(`2027-05-20 + ${BREACH}`);
  });

  test('a breach notice in doubt waits for a person: it went out, or is sent again under a new round', () => {
    const dispatchId = 'arrangement:r1:breach-notice:3:1';
    const task = 'arrangement:r1:breach-notice.3.1.in_doubt';
    const deliveries = [{ dispatchId, type: 'notice_in_doubt' as const, problem: 'verbroken' }];
    const events = [signed('2027-01-12'), ...onTime(2)];
    expect(tasks(run(events, { deliveries }))).toEqual([`2027-04-06 + ${task}`]);
    const out = run([...events, answered(task, 'went_out', '2027-04-08', { on: '2027-04-06' })], { deliveries });
    expect(out.state.past.at(-1)).toMatchObject({ id: dispatchId, on: '2027-04-06', deadline: '2027-04-13' });
    expect(tasks(out).at(-1)).toBe(`2027-04-16 + ${BREACH}`);
    const again = run([...events, answered(task, 'send_again', '2027-04-08')], { deliveries });
    expect(notices(again).at(-1)).toBe('2027-04-08 breach-notice:3:2');
    const impossible = run([...events, answered(task, 'went_out', '2027-04-08', { on: '2027-04-05' })], { deliveries });
    expect(impossible.state.questions).toHaveLength(1);
  });

  test('a refused reminder is asked about, until the day of its instalment', () => {
    const deliveries = [
      { dispatchId: 'arrangement:r1:instalment-reminder:1:1', type: 'notice_refused' as const, problem: 'onbekend' },
    ];
    const task = 'arrangement:r1:instalment-reminder.1.1.refused';
    const found = run([signed('2027-01-12'), ...onTime(6)], { deliveries });
    expect(tasks(found)).toEqual([`2027-01-29 + ${task}`, `2027-02-01 - ${task} withdrawn`]);
  });

  test('a notice that could not be handed over is tried again', () => {
    const deliveries = [
      { dispatchId: 'arrangement:r1:confirmation:0:1', type: 'notice_deferred' as const, problem: '421' },
    ];
    const found = run([signed('2027-01-12')], { deliveries, until: '2027-01-13' });
    expect(found.entries.slice(3).map(({ what }) => what)).toEqual([
      'signed',
      'notice_intended',
      'notice_deferred',
      'notice_intended',
      'notice_sent',
    ]);
    expect(found.state).toMatchObject({ phase: 'running', retry: null });
  });

  test('a payment of before that the bank takes back is a person’s task: more is open than was arranged', () => {
    const old: ArrangementEvent = {
      type: 'payment',
      id: 'oud',
      at: at('2026-12-20T12:00'),
      invoiceId: 'f1',
      amountCents: 5_000,
      bookedOn: '2026-12-20',
    };
    const found = run([old, signed('2027-01-12'), reversed(old, '2027-01-20')], {
      known: facts(65_000),
      until: '2027-01-25',
    });
    expect(tasks(found)).toEqual(['2027-01-20 + arrangement:r1:balance_rose.back-oud']);
  });

  test('its timeline says which notice went out', () => {
    const found = run([signed('2027-01-12'), ...onTime(2)]);
    const sent = found.entries.filter(({ what }) => what === 'notice_sent');
    const headlines = (language: 'nl' | 'en') => sent.map((entry) => describeArrangement(entry, language));
    expect(headlines('nl')).toEqual(
      expect.arrayContaining([
        'Bevestiging van de betalingsregeling verstuurd',
        'Aankondiging van termijnbedrag 3 verstuurd',
        'Verzuimbericht verstuurd (termijnbedrag 3)',
      ]),
    );
    expect(headlines('en')).toEqual(
      expect.arrayContaining([
        'Confirmation of the payment arrangement sent',
        'Reminder of instalment 3 sent',
        'Breach notice sent (instalment 3)',
      ]),
    );
  });

  test('of an entry from before that was kept, it says that a notice went out', () => {
    expect(describeArrangement({ what: 'notice_sent', n: 3, why: [] }, 'nl')).toBe(
      'Bericht verstuurd (termijnbedrag 3)',
    );
  });

  test('tells what it did in sentences', () => {
    const found = run([signed('2027-01-12'), ...onTime(2)]);
    const why = found.entries.findLast(({ what }) => what === 'notice_intended')!.why;
    expect(explainArrangement(why, 'nl')).toBe(
      'Op 5 april 2027 ontbrak € 100,00 tot en met termijnbedrag 3 van 1 april 2027.',
    );
    expect(explainArrangement(why, 'en')).toBe(
      'On 5 April 2027 €100.00 was lacking up to instalment 3 of 1 April 2027.',
    );
  });
});
