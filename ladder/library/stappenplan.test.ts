import { describe, expect, test } from 'vitest';
import { DEBTOR_KINDS, type DebtorKind } from '../definition.ts';
import { answer, climb, course, notices, payment, shipped } from './fixtures.ts';

const LADDER = 'stappenplan';

describe('stappenplan: step plan and good practice', () => {
  test('S2.1 a consumer of €89: reminder, call, fourteen-day letter, demand by post, agency', () => {
    const found = climb(LADDER, 'consumer');
    expect(course(found)).toEqual([
      '03-03 betalingsafspraken notice_sent email',
      '03-19 herinnering notice_sent email',
      '03-24 bellen task_opened',
      '03-27 bellen task_expired',
      '04-01 wanbetaler-vaststellen task_opened',
      '04-08 wanbetaler-vaststellen task_expired',
      '04-09 veertiendagenbrief notice_sent letter',
      '04-29 incassokosten costs_charged',
      '04-29 aanmaning-per-post notice_sent letter',
      '05-19 overdragen handed_over',
    ]);
    expect(found.state!.notices.at(-1)).toMatchObject({ costsCents: 40_00, deadline: '2026-05-18' });
  });

  test.each<[DebtorKind, number]>([
    ['company', 899_00],
    ['sole-trader', 96_00],
    ['government', 427_50],
  ])('S2.1 a %s: reminder, call, demand by post with the lawful costs, agency', (kind, costs) => {
    const found = climb(LADDER, kind);
    expect(course(found)).toEqual([
      '03-03 betalingsafspraken notice_sent email',
      '03-19 herinnering notice_sent email',
      '03-24 bellen task_opened',
      '03-27 bellen task_expired',
      '04-01 wanbetaler-vaststellen task_opened',
      '04-08 wanbetaler-vaststellen task_expired',
      '04-09 incassokosten costs_charged',
      '04-09 aanmaning-per-post notice_sent letter',
      '04-29 overdragen handed_over',
    ]);
    expect(found.state!.notices.at(-1)).toMatchObject({ costsCents: costs, deadline: '2026-04-28' });
  });

  test('S2.1 or a payment arrangement, when the customer asks for one on the telephone', () => {
    const events = [answer('2026-03-24T10:00', 'bellen', 'arrangement')];
    expect(course(climb(LADDER, 'company', { events }))[4]).toBe('03-24 regeling-vastleggen task_opened');
  });

  test('S2.2 who has not paid thirty days after sending is a defaulter: a word for colleagues alone', () => {
    const { texts, steps } = shipped(LADDER);
    expect(course(climb(LADDER, 'company'))).toContain('04-01 wanbetaler-vaststellen task_opened');
    expect(texts.nl['wanbetaler-vaststellen']!.body).toMatch(/wanbetaler.*nooit tegen de klant/);
    for (const language of ['nl', 'en'] as const) {
      for (const { id } of steps.filter(({ kind }) => kind === 'send')) {
        expect(JSON.stringify(texts[language][id])).not.toMatch(/wanbetal|defaulter/i);
      }
    }
  });

  test('S2.2 with a longer term nobody is a defaulter before being sixteen days late', () => {
    const step = shipped(LADDER).steps.find(({ id }) => id === 'wanbetaler-vaststellen');
    expect(step).toMatchObject({
      when: { days: 30, after: 'invoice', notBefore: { days: 16, unit: 'days', after: 'due' } },
    });
  });

  test('S2.3 the terms are stated up front, and the reminder goes out by itself three days after the due date', () => {
    expect(notices(climb(LADDER, 'company', { until: '2026-03-23' }))).toEqual([
      '03-03 betalingsafspraken email',
      '03-19 herinnering email',
    ]);
    expect(shipped(LADDER).texts.nl.betalingsafspraken!.body).toMatch(/Onze afspraken over betalen/);
  });

  test('S2.4 e-mail, telephone, post and agency are all used', () => {
    const told = course(climb(LADDER, 'company')).join('\n');
    for (const way of ['herinnering notice_sent email', 'bellen task_opened', 'notice_sent letter', 'handed_over']) {
      expect(told).toContain(way);
    }
  });

  test('S2.5 a colleague may choose another way for this relation, and nothing is demanded then', () => {
    const events = [answer('2026-04-02T10:00', 'wanbetaler-vaststellen', 'niet-overdragen')];
    const found = climb(LADDER, 'company', { events });
    expect(course(found).slice(-2)).toEqual([
      '04-02 wanbetaler-vaststellen task_completed',
      '04-02 zonder-incasso task_opened',
    ]);
    expect(notices(found)).toHaveLength(2);
  });

  test('S2.6 below the minimum of €50 nothing is demanded by post or handed over', () => {
    for (const kind of DEBTOR_KINDS) {
      const found = climb(LADDER, kind, { cents: 49_99 });
      expect(course(found).at(-1)).toMatch(/zonder-incasso task_opened$/);
      expect(found.state!.charged.costs).toBeNull();
      expect(found.state!.handedOver).toBeNull();
    }
    expect(climb(LADDER, 'company', { cents: 50_00 }).state!.handedOver).not.toBeNull();
  });

  test('S2.6 who decides on handing over sees the expected costs beside the claim', () => {
    for (const language of ['nl', 'en'] as const) {
      expect(shipped(LADDER).texts[language]['wanbetaler-vaststellen']!.body).toContain('\n\n{{block.handover}}\n\n');
    }
  });

  test('a payment stops it at every stage', () => {
    for (const day of ['2026-03-10', '2026-03-23', '2026-04-02', '2026-04-20']) {
      const found = climb(LADDER, 'consumer', { events: [payment(`${day}T11:00`, 89_00)] });
      expect(found.state!.closed, day).toMatchObject({ because: 'paid', on: day });
    }
  });
});
