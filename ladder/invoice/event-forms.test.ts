import { describe, expect, test } from 'vitest';
import { takeChange } from '../change/change.ts';
import { completeMapping } from '../change/mapping.ts';
import { check } from '../check/check.ts';
import type { Condition, Ladder, SendStep, Step } from '../definition.ts';
import type { EventHandling } from '../event-handling.ts';
import type { InvoiceEvent } from '../events.ts';
import { noFacts } from '../facts.ts';
import { type Simulation, simulate } from '../simulate.ts';
import { localDate, parseInstant } from '../time/civil.ts';
import { verdict } from './delivery.ts';
import { transition } from './transition.ts';

const at = (text: string) => parseInstant(text)!;
const both = (text: string) => ({ nl: text, en: text });

const send = (
  id: string,
  notice: SendStep['notice'],
  days: number,
  next: string,
  more: Partial<SendStep> = {},
): Step => ({
  id,
  kind: 'send',
  channel: 'email',
  name: both(id),
  notice,
  when: { days, unit: 'days', after: 'due' },
  next,
  ...more,
});
const DEFAULT_TERM = { termDays: 14 };

/** A reminder on day 7, a notice of default on day 21, the agency; and beside it a final demand for cases that come back. */
function aLadder(events: Partial<EventHandling> = {}, reminder: Partial<SendStep> = {}): Ladder {
  const handover = (id: string): Step => ({
    id,
    kind: 'handover',
    name: both(id),
    when: { days: 1, unit: 'workdays', after: 'previous' },
  });
  const steps: Step[] = [
    send('herinnering', 'reminder', 7, 'aanzegging', reminder),
    send('aanzegging', 'notice-of-default', 21, 'overdracht', DEFAULT_TERM),
    handover('overdracht'),
  ];
  const anew: Step[] = [
    send('sommatie', 'final-demand', 0, 'overdracht-na', {
      ...DEFAULT_TERM,
      when: { days: 1, unit: 'workdays', after: 'previous' },
    }),
    handover('overdracht-na'),
  ];
  const named = events.reversal?.reentry ?? events.arrangement?.reentry;
  const all = named === 'sommatie' ? [...steps, ...anew] : steps;
  const texts = Object.fromEntries(
    all.filter(({ kind }) => kind === 'send').map(({ id }) => [id, { subject: id, body: 'Tekst' }]),
  );
  return {
    id: 'proef',
    version: 1,
    name: both('Proef'),
    office: { worked: [], closed: [] },
    contact: { window: { from: '09:00', to: '17:00' }, gap: 0 },
    intake: { missed: 'skip' },
    toleranceCents: 0,
    events,
    start: 'herinnering',
    steps: all,
    texts: { nl: texts, en: texts },
  };
}

/** An invoice of 1,000 euro, due on Monday 2 March 2026. */
const FACTS = noFacts(
  { id: 'f', number: 'F1', issuedOn: '2026-02-16', dueOn: '2026-03-02', claimedCents: 1_000_00, currency: 'EUR' },
  { id: 'd', kind: 'company', country: 'NL', language: 'nl' },
);

function run(ladder: Ladder, events: InvoiceEvent[] = [], until = '2026-12-31', facts = FACTS): Simulation {
  expect(check(ladder)).toEqual([]);
  return simulate({ ladder, facts, state: null, from: at('2026-02-16T08:00'), until: at(`${until}T23:00`), events });
}

const course = ({ entries }: Simulation) =>
  entries
    .filter(({ what }) => ['notice_sent', 'send_again', 'handed_over', 'decision_asked', 'closed'].includes(what))
    .map(({ at: when, step, what }) => `${localDate(when).slice(5)} ${step} ${what}`);

const payment = (time: string, euro: number, bookedOn = time.slice(0, 10), id = 'p'): InvoiceEvent => ({
  type: 'payment',
  id,
  at: at(time),
  amountCents: euro * 100,
  bookedOn,
});
const reversal = (time: string, paymentId = 'p', id = 'r'): InvoiceEvent => ({
  type: 'reversal',
  id,
  at: at(time),
  paymentId,
  on: time.slice(0, 10),
});
const bounced = (time: string, dispatchId: string): InvoiceEvent => ({
  type: 'notice_bounced',
  id: `back-${dispatchId}`,
  at: at(time),
  dispatchId,
  on: time.slice(0, 10),
  problem: 'mailbox unknown',
});

describe('a part payment', () => {
  const RESTING = { partPayment: { restDays: 5, leastPercent: 10 } };
  // The notice of default is planned for Monday 23 March.

  test('holds nothing up by default', () => {
    expect(course(run(aLadder(), [payment('2026-03-20T10:00', 400)], '2026-03-31'))).toEqual([
      '03-09 herinnering notice_sent',
      '03-23 aanzegging notice_sent',
    ]);
  });

  test('gives the working days that the ladder says, counted from the day on which it counts, and says so', () => {
    // Five working days after Thursday 19 March last until the 26th.
    const found = run(aLadder(RESTING), [payment('2026-03-20T10:00', 400, '2026-03-19')], '2026-03-31');
    expect(course(found).at(-1)).toBe('03-27 aanzegging notice_sent');
    const waiting = run(aLadder(RESTING), [payment('2026-03-20T10:00', 400, '2026-03-19')], '2026-03-24').state!;
    expect(waiting.paused).toEqual({ cause: 'part_paid', factId: 'p', until: '2026-03-26' });
  });

  test('of which only cents came holds nothing up', () => {
    expect(course(run(aLadder(RESTING), [payment('2026-03-20T10:00', 99)], '2026-03-31')).at(-1)).toBe(
      '03-23 aanzegging notice_sent',
    );
    expect(course(run(aLadder(RESTING), [payment('2026-03-20T10:00', 100)], '2026-03-31')).at(-1)).toBe(
      '03-30 aanzegging notice_sent',
    );
  });

  test('that the bank took back holds nothing up', () => {
    const events = [payment('2026-03-20T10:00', 400), reversal('2026-03-21T10:00')];
    expect(course(run(aLadder(RESTING), events, '2026-03-31')).at(-1)).toBe('03-23 aanzegging notice_sent');
  });

  test('is not counted from a day that has yet to come, and the last one counts', () => {
    const events = [
      payment('2026-03-19T10:00', 200, '2026-03-19', 'p1'),
      payment('2026-03-20T10:00', 200, '2026-03-25', 'p2'),
    ];
    // Five working days after Friday the 20th.
    expect(course(run(aLadder(RESTING), events, '2026-03-31')).at(-1)).toBe('03-30 aanzegging notice_sent');
  });
});

describe('a reversal of the payment that settled the claim', () => {
  const ANEW = { reversal: { reentry: 'sommatie' } };
  const settled = [payment('2026-03-27T10:00', 1_000), reversal('2026-04-01T10:00')];

  test('goes on where the case stood, and demands anew before the handover, where the ladder does not say', () => {
    const { state } = run(aLadder(), settled, '2026-05-31');
    expect(course(run(aLadder(), settled, '2026-05-31'))).toEqual([
      '03-09 herinnering notice_sent',
      '03-23 aanzegging notice_sent',
      '03-27 overdracht closed',
      '04-01 aanzegging send_again',
      '04-01 aanzegging notice_sent',
      '04-16 overdracht handed_over',
    ]);
    expect(state!.round).toBe(2);
  });

  test('goes on at the step that the ladder names, at once, and is handed over after its whole term', () => {
    const found = run(aLadder(ANEW), settled, '2026-05-31');
    expect(course(found)).toEqual([
      '03-09 herinnering notice_sent',
      '03-23 aanzegging notice_sent',
      '03-27 overdracht closed',
      '04-01 sommatie send_again',
      '04-02 sommatie notice_sent',
      '04-17 overdracht-na handed_over',
    ]);
    const why = found.entries.find(({ what }) => what === 'send_again')!.why;
    expect(why).toEqual([{ code: 'reentered', because: 'taken_back' }]);
  });

  test('goes there before anything was demanded as well, and only once for each settlement', () => {
    const early = [
      payment('2026-03-10T10:00', 600, '2026-03-10', 'p1'),
      payment('2026-03-10T10:00', 400, '2026-03-10', 'p2'),
      reversal('2026-03-12T10:00', 'p1', 'r1'),
      reversal('2026-03-19T10:00', 'p2', 'r2'),
    ];
    const back = ({ entries }: Simulation) =>
      entries
        .filter(({ what, why }) => what === 'send_again' && why.some(({ code }) => code === 'reentered'))
        .map(({ at: when, step }) => `${localDate(when).slice(5)} ${step}`);
    const found = run(aLadder(ANEW), early, '2026-03-31');
    expect(course(found).slice(1, 4)).toEqual([
      '03-10 aanzegging closed',
      '03-12 sommatie send_again',
      '03-13 sommatie notice_sent',
    ]);
    // The second reversal makes the claim larger than the demand was; it undoes no settlement.
    expect(back(found)).toEqual(['03-12 sommatie']);
    const again = [
      ...early,
      payment('2026-03-24T10:00', 1_000, '2026-03-24', 'p3'),
      reversal('2026-03-26T10:00', 'p3', 'r3'),
    ];
    expect(back(run(aLadder(ANEW), again, '2026-03-31'))).toEqual(['03-12 sommatie', '03-26 sommatie']);
  });

  test('ends the same when payment and reversal become known together', () => {
    const together = [payment('2026-04-01T10:00', 1_000, '2026-03-27'), reversal('2026-04-01T10:00')];
    expect(course(run(aLadder(ANEW), together, '2026-05-31')).slice(2)).toEqual([
      '04-01 sommatie send_again',
      '04-02 sommatie notice_sent',
      '04-17 overdracht-na handed_over',
    ]);
  });

  test('of a part, which settled nothing, changes no course', () => {
    const part = [payment('2026-03-11T10:00', 400), reversal('2026-03-13T10:00')];
    expect(course(run(aLadder(ANEW), part, '2026-03-31'))).toEqual([
      '03-09 herinnering notice_sent',
      '03-23 aanzegging notice_sent',
    ]);
  });

  test('leaves a case with the agency there', () => {
    const late = [payment('2026-05-27T10:00', 1_000), reversal('2026-06-01T10:00')];
    const { state } = run(aLadder(ANEW), late, '2026-06-30');
    expect(state).toMatchObject({ phase: 'handed_over', position: null, round: 1 });
  });

  test('never passes by a notice on which later steps rely in law', () => {
    const ladder = aLadder({ reversal: { reentry: 'aanzegging' } });
    const letter = send('brief', 'fourteen-day-letter', 14, 'aanzegging', { termDays: 15 });
    const steps = [{ ...ladder.steps[0]!, next: 'brief' } as Step, letter, ...ladder.steps.slice(1)];
    const texts = { ...ladder.texts.nl, brief: { subject: 'brief', body: 'Tekst' } };
    const lettered = { ...ladder, steps, texts: { nl: texts, en: texts } };
    const consumer = { ...FACTS, debtor: { ...FACTS.debtor, kind: 'consumer' as const } };
    const events = [payment('2026-03-10T10:00', 1_000), reversal('2026-03-12T10:00')];
    expect(course(run(lettered, events, '2026-03-20', consumer)).slice(-2)).toEqual([
      '03-12 brief send_again',
      '03-16 brief notice_sent',
    ]);
    // Only a consumer needs that letter.
    expect(course(run(lettered, events, '2026-03-20')).at(-1)).toBe('03-12 aanzegging send_again');
  });
});

describe('an arrangement that is broken', () => {
  const agreed = (time: string): InvoiceEvent => ({
    type: 'arrangement_agreed',
    id: `a-${time}`,
    at: at(time),
    arrangementId: 'r1',
  });
  const ended = (type: 'arrangement_broken' | 'arrangement_declined', time: string): InvoiceEvent => ({
    type,
    id: `b-${time}`,
    at: at(time),
    arrangementId: 'r1',
  });
  const ANEW = { arrangement: { reentry: 'sommatie' } };

  test('leads to the step that the ladder names, before anything was demanded as well', () => {
    const events = [agreed('2026-03-10T10:00'), ended('arrangement_broken', '2026-04-14T10:00')];
    const found = run(aLadder(ANEW), events, '2026-05-31');
    expect(course(found).slice(1)).toEqual([
      '04-14 sommatie send_again',
      '04-15 sommatie notice_sent',
      '04-30 overdracht-na handed_over',
    ]);
    expect(found.entries.find(({ what }) => what === 'send_again')!.why).toEqual([
      { code: 'reentered', because: 'arrangement_broken' },
    ]);
  });

  test('is not what one that was never signed is: then the notice that lapsed is sent anew', () => {
    const late = [agreed('2026-03-25T10:00'), ended('arrangement_declined', '2026-04-01T10:00')];
    expect(course(run(aLadder(ANEW), late, '2026-04-05')).slice(-2)).toEqual([
      '04-01 aanzegging send_again',
      '04-01 aanzegging notice_sent',
    ]);
    const broken = [agreed('2026-03-25T10:00'), ended('arrangement_broken', '2026-04-01T10:00')];
    expect(course(run(aLadder(ANEW), broken, '2026-04-05')).slice(-2)).toEqual([
      '04-01 sommatie send_again',
      '04-02 sommatie notice_sent',
    ]);
  });

  test('goes on with the ladder where that names none, or where it was not signed', () => {
    const broken = [agreed('2026-03-10T10:00'), ended('arrangement_broken', '2026-04-14T10:00')];
    expect(course(run(aLadder(), broken, '2026-04-20')).at(-1)).toBe('04-14 aanzegging notice_sent');
    const declined = [agreed('2026-03-10T10:00'), ended('arrangement_declined', '2026-04-14T10:00')];
    expect(course(run(aLadder(ANEW), declined, '2026-04-20')).at(-1)).toBe('04-14 aanzegging notice_sent');
  });
});

describe('an arrangement that is broken while a missed day is asked about', () => {
  test('leads to the step that the ladder names, and the question is taken back', () => {
    const missed = { when: { days: 7, unit: 'days', after: 'due', latest: 8 } } as const;
    const ladder = aLadder({ arrangement: { reentry: 'sommatie' } }, missed);
    const hold = {
      type: 'hold',
      id: 'h',
      at: at('2026-03-06T10:00'),
      owner: 'Anna',
      reason: 'x',
      until: '2026-03-20',
    } as const;
    const broken = { type: 'arrangement_broken', id: 'b', at: at('2026-03-25T10:00'), arrangementId: 'r1' } as const;
    expect(course(run(ladder, [hold], '2026-03-24'))).toEqual(['03-21 herinnering decision_asked']);
    const { entries, state } = run(ladder, [hold, broken], '2026-03-25');
    expect(entries.map(({ what }) => what)).toEqual(expect.arrayContaining(['task_withdrawn', 'send_again']));
    expect(state?.position).toMatchObject({ step: 'sommatie' });
  });
});

describe('a mail that bounces', () => {
  const back = [bounced('2026-03-10T10:00', 'f:herinnering:1')];
  const followedBy = (byLetter: EventHandling['bounce']['byLetter'], channel: SendStep['channel']) => {
    const { state } = run(aLadder({ bounce: { byLetter } }, { channel }), back, '2026-03-12');
    const { position, notices } = state!;
    return position?.mode === 'stuck' ? position.cause : notices.at(-1)!.channel;
  };

  test('is followed by a letter where its step has one in its stead, unless the ladder says otherwise', () => {
    const { state } = run(aLadder({}, { channel: 'email-or-letter' }), back, '2026-03-12');
    expect(state!.notices.map(({ channel, round }) => [channel, round])).toEqual([
      ['email', 1],
      ['letter', 2],
    ]);
    expect(followedBy('where-allowed', 'email-or-letter')).toBe('letter');
    expect(followedBy('where-allowed', 'email')).toBe('refused');
  });

  test('is always followed by a letter, or never, where the ladder says so', () => {
    expect(followedBy('always', 'email')).toBe('letter');
    expect(followedBy('always', 'email-or-letter')).toBe('letter');
    expect(followedBy('never', 'email-or-letter')).toBe('refused');
    expect(followedBy('never', 'email')).toBe('refused');
  });

  test('of a notice of default still counts for nothing: its letter has a term of its own', () => {
    const ladder = aLadder({ bounce: { byLetter: 'always' } });
    const found = run(ladder, [bounced('2026-03-25T10:00', 'f:aanzegging:1')], '2026-05-31');
    const notice = found.state!.notices.at(-1)!;
    expect(notice).toMatchObject({ step: 'aanzegging', round: 2, channel: 'letter', sentOn: '2026-03-25' });
    expect(found.state!.handedOver!.on > notice.deadline!).toBe(true);
  });
});

describe('a version of the ladder that comes later', () => {
  const ANEW = { reversal: { reentry: 'sommatie' }, arrangement: { reentry: 'sommatie' } };
  /** A case under the plain ladder, to which the version with forms is brought on 20 March. */
  const changedTo = (events: InvoiceEvent[]) => {
    const [from, to] = [aLadder(), { ...aLadder(ANEW), version: 2 }];
    const before = run(from, events, '2026-03-19');
    const now = at('2026-03-20T08:00');
    const refs = { from: { id: 'proef', version: 1 }, to: { id: 'proef', version: 2 } };
    const event = { type: 'ladder_changed', id: 'c', at: now, ...refs, choice: 'replan', by: 'Anna' } as const;
    const change = { from, to, mapping: completeMapping(from, to, {}), choice: 'replan', notBefore: null } as const;
    const taken = takeChange(change, event, before.state!, before.facts, now);
    return taken.what === 'changed' ? taken.state : null;
  };
  const change = (type: 'arrangement_agreed' | 'arrangement_broken', time: string): InvoiceEvent => ({
    type,
    id: type,
    at: at(time),
    arrangementId: 'r1',
  });

  test.each<[string, InvoiceEvent[]]>([
    ['a payment that was taken back', [payment('2026-03-10T10:00', 1_000), reversal('2026-03-12T10:00')]],
    [
      'an arrangement that was broken',
      [change('arrangement_agreed', '2026-03-10T10:00'), change('arrangement_broken', '2026-03-12T10:00')],
    ],
  ])('does not lead a case to its steps for %s before', (_, events) => {
    expect(changedTo(events)).toMatchObject({ round: 1, position: { mode: 'planned', step: 'aanzegging' } });
  });
});

describe('a choice', () => {
  /** The reminder, and then a step of its own for cases that meet a condition: an own message instead of the notice. */
  const choosing = (condition: Condition): Ladder => {
    const ladder = aLadder({}, { channel: 'email', next: 'keuze' });
    const choice: Step = {
      id: 'keuze',
      kind: 'decide',
      name: both('keuze'),
      rows: [{ all: [condition], next: 'bericht' }],
      otherwise: 'aanzegging',
    };
    const steps = [...ladder.steps, choice, send('bericht', 'own', 14, 'aanzegging')];
    const texts = { ...ladder.texts.nl, bericht: { subject: 'bericht', body: 'Tekst' } };
    return { ...ladder, steps, texts: { nl: texts, en: texts } };
  };
  const chosen = (condition: Condition, events: InvoiceEvent[] = [], terms?: string) => {
    const facts = { ...FACTS, debtor: { ...FACTS.debtor, ...(terms !== undefined && { terms }) } };
    const { entries } = run(choosing(condition), events, '2026-03-31', facts);
    const why = entries.filter(({ what }) => what === 'branch_taken').at(-1)!.why[0]!;
    return 'next' in why ? why.next : null;
  };
  const leftOut: InvoiceEvent = {
    type: 'task_completed',
    id: 'skip',
    at: at('2026-03-11T10:00'),
    taskId: 'f:herinnering.refused:1',
    outcome: 'skip',
    by: 'Anna',
  };

  test('looks at the payment terms of the debtor, who may have none', () => {
    const condition: Condition = { field: 'terms', in: ['vooruit', '8-dagen'] };
    expect(chosen(condition, [], '8-dagen')).toBe('bericht');
    expect(chosen(condition, [], '30-dagen')).toBe('aanzegging');
    expect(chosen(condition)).toBe('aanzegging');
  });

  test('looks at how the last notice fared', () => {
    expect(chosen({ field: 'lastNotice', in: ['arrived'] })).toBe('bericht');
    expect(chosen({ field: 'lastNotice', in: ['none', 'bounced', 'returned'] })).toBe('aanzegging');
  });

  test('knows a mail that came back, and was then left out', () => {
    const back = [bounced('2026-03-10T10:00', 'f:herinnering:1'), leftOut];
    expect(chosen({ field: 'lastNotice', in: ['bounced'] }, back)).toBe('bericht');
    expect(chosen({ field: 'lastNotice', in: ['arrived'] }, back)).toBe('aanzegging');
  });

  test('knows that no notice has gone out yet', () => {
    const ladder = choosing({ field: 'lastNotice', in: ['none'] });
    const first = { ...ladder, start: 'keuze', steps: ladder.steps.filter(({ id }) => id !== 'herinnering') };
    const { herinnering: _, ...texts } = ladder.texts.nl;
    const { entries } = run({ ...first, texts: { nl: texts, en: texts } }, [], '2026-03-31');
    expect(entries.find(({ what }) => what === 'branch_taken')!.why[0]).toMatchObject({ next: 'bericht' });
  });
});

describe('a notice of default that came back while the case was on its way to the agency', () => {
  test('is made anew, and the case is not handed over on it', () => {
    const ladder = aLadder();
    const before = run(ladder, [], '2026-04-06').state!;
    const now = before.wakeAt!;
    const sending = transition(ladder, before, [], FACTS, now).state;
    expect(sending.position).toMatchObject({ mode: 'sending', step: 'overdracht' });
    const back = { ...bounced('2026-04-07T09:30', 'f:aanzegging:1'), at: now };
    const known = transition(ladder, sending, [back], FACTS, now).state;
    expect(verdict(ladder, known, FACTS, 'f:overdracht:1', now)).toMatchObject({ send: false });
    const withdrawn: InvoiceEvent = {
      type: 'notice_withdrawn',
      id: 'w',
      at: now,
      dispatchId: 'f:overdracht:1',
      because: 'superseded',
    };
    const anew = transition(ladder, known, [withdrawn], FACTS, now).state;
    expect(anew).toMatchObject({ round: 2, position: { mode: 'planned', step: 'aanzegging' } });
  });
});

test('a mail of which nobody knows whether it left is a contact of its day, also where a person leaves its step out', () => {
  const plain = aLadder();
  const [reminder, notice, handover] = plain.steps as [Step, SendStep, Step];
  const ladder = {
    ...plain,
    steps: [reminder, { ...notice, when: { days: 0, unit: 'days', after: 'previous' } }, handover],
  } as Ladder;
  const before = run(ladder, [], '2026-03-08').state!;
  const now = before.wakeAt!;
  const sending = transition(ladder, before, [], FACTS, now).state;
  const cut: InvoiceEvent = {
    ...{ type: 'notice_in_doubt', id: 'd', at: now, dispatchId: 'f:herinnering:1', problem: 'the line broke' },
    ...{ on: '2026-03-09', deadline: null, amountCents: 1_000_00 },
  };
  const asked = transition(ladder, sending, [cut], FACTS, now).state;
  const taskId = 'f:herinnering.in_doubt:1';
  expect(asked.position).toMatchObject({ mode: 'stuck', taskId });
  const skip: InvoiceEvent = { type: 'task_completed', id: 's', at: now, taskId, outcome: 'skip', by: 'Anna' };
  const after = transition(ladder, asked, [skip], FACTS, now).state;
  expect(after.position).toMatchObject({ mode: 'planned', step: 'aanzegging' });
  expect(localDate(after.wakeAt!)).toBe('2026-03-10');
});
