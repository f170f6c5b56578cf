import { describe, expect, test } from 'vitest';
import type { DebtorKind } from '../definition.ts';
import type { InvoiceEvent } from '../events.ts';
import { answer, at, climb, course, notices, payment, shipped } from './fixtures.ts';

const LADDER = 'incassotraject';

describe('incassotraject: the whole collection trajectory', () => {
  test('S1.1 to S1.6 a consumer of €89 who never pays: costs only after the whole term of a fourteen-day letter', () => {
    expect(course(climb(LADDER, 'consumer'))).toEqual([
      '03-03 betaalgegevens notice_sent email',
      '03-20 eerste-herinnering notice_sent email',
      '03-27 tweede-herinnering notice_sent email',
      '04-01 bellen task_opened',
      '04-08 bellen task_expired',
      '04-09 veertiendagenbrief notice_sent letter',
      '04-29 incassokosten costs_charged',
      '04-29 aanmaning notice_sent letter',
      '05-19 overdragen handed_over',
    ]);
  });

  test.each<[DebtorKind, number]>([
    ['company', 899_00],
    ['sole-trader', 96_00],
    ['government', 427_50],
  ])(
    'S1.1 to S1.6 a %s is asked the lawful costs with the formal demand, and gets no fourteen-day letter',
    (kind, costs) => {
      const found = climb(LADDER, kind);
      expect(course(found)).toEqual([
        '03-03 betaalgegevens notice_sent email',
        '03-20 eerste-herinnering notice_sent email',
        '03-27 tweede-herinnering notice_sent email',
        '04-01 bellen task_opened',
        '04-08 bellen task_expired',
        '04-09 incassokosten costs_charged',
        '04-09 aanmaning notice_sent letter',
        '04-29 overdragen handed_over',
      ]);
      expect(found.state!.notices.at(-1)).toMatchObject({ costsCents: costs, deadline: '2026-04-28' });
    },
  );

  test('S1.1 the first message states amount, due date and how to pay, the working day after the invoice', () => {
    for (const language of ['nl', 'en'] as const) {
      const { body } = shipped(LADDER).texts[language].betaalgegevens!;
      for (const part of ['{{block.invoice}}', '{{invoice.due}}', '{{block.payment}}']) expect(body).toContain(part);
    }
    expect(notices(climb(LADDER, 'consumer', { until: '2026-03-16' }))).toEqual(['03-03 betaalgegevens email']);
  });

  test('S1.2 the first reminder goes by letter to who has no e-mail address', () => {
    const [, reminder] = notices(climb(LADDER, 'sole-trader', { hasEmail: false }));
    expect(reminder).toBe('03-20 eerste-herinnering letter');
  });

  test('S1.3 the second reminder announces costs and gives seven days to react', () => {
    const { nl, en } = shipped(LADDER).texts;
    expect(nl['tweede-herinnering']!.body).toMatch(/\{\{law\.costs\}\}/);
    expect(nl['tweede-herinnering']!.body).toMatch(/Reageer dan binnen zeven dagen.*\{\{reply\.how\}\}/);
    expect(en['tweede-herinnering']!.body).toMatch(/\{\{law\.costs\}\}/);
    expect(en['tweede-herinnering']!.body).toMatch(/reply within seven days.*\{\{reply\.how\}\}/);
  });

  test('S1.4 the call asks for the reason; a customer who cannot pay is offered an arrangement', () => {
    const events = [answer('2026-04-02T10:00', 'bellen', 'cannot_pay')];
    expect(course(climb(LADDER, 'consumer', { events })).slice(3, 6)).toEqual([
      '04-01 bellen task_opened',
      '04-02 bellen task_completed',
      '04-02 regeling-vastleggen task_opened',
    ]);
  });

  test('S1.4 while an arrangement runs nothing goes out; once it is broken the trajectory goes on where it was', () => {
    const agreed = { arrangementId: 'a', at: at('2026-04-07T10:00') };
    const events = [
      answer('2026-04-02T10:00', 'bellen', 'arrangement'),
      { type: 'arrangement_agreed' as const, id: 'agreed', ...agreed },
      answer('2026-04-07T11:00', 'regeling-vastleggen', 'vastgelegd'),
      { type: 'arrangement_broken' as const, id: 'broken', ...agreed, at: at('2026-06-01T10:00') },
    ];
    const found = climb(LADDER, 'consumer', { events });
    expect(notices(found).slice(3)).toEqual(['06-01 veertiendagenbrief letter', '06-19 aanmaning letter']);
  });

  describe('an arrangement after costs were charged, which the trajectory asks before it closes', () => {
    const agreed = {
      type: 'arrangement_agreed' as const,
      id: 'agreed',
      arrangementId: 'a',
      at: at('2026-04-13T10:00'),
    };
    const kept = { ...agreed, type: 'arrangement_kept' as const, id: 'kept', at: at('2026-06-01T13:00') };
    const principal = payment('2026-06-01T12:00', 12_400_00);
    const phaseAfter = (...events: InvoiceEvent[]) => climb(LADDER, 'company', { events }).state!.phase;

    test('that is kept closes the case: what it did not cover is not asked any more', () => {
      const found = climb(LADDER, 'company', { events: [agreed, principal, kept] });
      expect(course(found).at(-1)).toBe('06-01 overdragen closed');
      const why = found.entries.findLast(({ what }) => what === 'closed')!.why;
      expect(why).toContainEqual(expect.objectContaining({ code: 'settled_by_arrangement', arrangement: 'a' }));
    });

    test('that is broken leaves them open', () => {
      expect(phaseAfter(agreed, principal, { ...kept, type: 'arrangement_broken' })).not.toBe('closed');
    });

    test('that is kept closes nothing where more is open in the books than it says it settles', () => {
      const most = payment('2026-06-01T12:00', 12_390_00);
      expect(phaseAfter(agreed, most, kept)).not.toBe('closed');
      expect(phaseAfter(agreed, most, { ...kept, amountCents: 10_00 })).toBe('closed');
    });

    test('that was kept before they were charged settles nothing of them', () => {
      const early = { ...agreed, at: at('2026-03-24T10:00') };
      expect(phaseAfter(early, { ...kept, at: at('2026-03-25T10:00') }, principal)).not.toBe('closed');
    });
  });

  test('S1.4 a customer who disputes on the telephone hears nothing until somebody has decided', () => {
    const events = [answer('2026-04-02T10:00', 'bellen', 'dispute')];
    const found = climb(LADDER, 'company', { events });
    expect(course(found).at(-1)).toBe('04-02 betwisting-behandelen task_opened');
    const decided = [...events, answer('2026-05-04T10:00', 'betwisting-behandelen', 'ongegrond')];
    expect(notices(climb(LADDER, 'company', { events: decided })).at(-1)).toBe('05-06 aanmaning letter');
  });

  test('S1.5 costs are charged on the day of the formal demand, which sets a last term of fourteen days', () => {
    const { state } = climb(LADDER, 'consumer');
    const [letter, demand] = state!.notices.slice(-2);
    // Posted on Thursday 9 April, delivered on Saturday; fifteen days later is a Sunday, and Monday is King's Day.
    expect(letter).toMatchObject({ receivedOn: '2026-04-11', deadline: '2026-04-28', costsCents: 40_00 });
    expect(demand).toMatchObject({ sentOn: '2026-04-29', costsCents: 40_00, deadline: '2026-05-18' });
  });

  test('S1.5 a consumer who pays within the fifteen days owes no costs, and the case closes', () => {
    const found = climb(LADDER, 'consumer', { events: [payment('2026-04-28T10:00', 89_00)] });
    expect(found.state!.charged.costs).toBeNull();
    expect(found.state!.closed).toMatchObject({ because: 'paid', on: '2026-04-28' });
  });

  test('S1.5 who pays the invoice but not the costs that were demanded still owes those', () => {
    const some = climb(LADDER, 'company', { events: [payment('2026-04-15T10:00', 12_400_00)], until: '2026-04-20' });
    expect(some.state!.phase).toBe('climbing');
    const events = [payment('2026-04-15T10:00', 12_400_00), payment('2026-04-16T10:00', 899_00)];
    expect(climb(LADDER, 'company', { events }).state!.closed).toMatchObject({ because: 'paid', on: '2026-04-16' });
  });

  test('S1.6 nothing is handed over before the whole term of the demand, and then at once', () => {
    const { state } = climb(LADDER, 'company');
    expect(state!.notices.at(-1)!.deadline).toBe('2026-04-28');
    expect(state!.handedOver).toMatchObject({ on: '2026-04-29' });
  });

  test('a payment stops it at every stage', () => {
    for (const day of ['2026-03-10', '2026-03-24', '2026-04-02', '2026-04-20']) {
      const found = climb(LADDER, 'consumer', { events: [payment(`${day}T11:00`, 89_00)] });
      expect(found.state!.closed, day).toMatchObject({ because: 'paid', on: day });
      expect(found.state!.notices.every(({ sentOn }) => sentOn <= day)).toBe(true);
    }
  });
});
