import { describe, expect, test } from 'vitest';
import { DEBTOR_KINDS } from '../definition.ts';
import { answer, at, climb, course, notices, payment, shipped } from './fixtures.ts';

const LADDER = 'onderhandelen';
const APPROVED = answer('2026-04-14T10:00', 'beoordelen', 'approved');

describe('onderhandelen: negotiating with debtors', () => {
  test.each([...DEBTOR_KINDS])('S4.1 to S4.6 a %s who never pays, once a person releases the final demand', (kind) => {
    const found = climb(LADDER, kind, { events: [APPROVED] });
    expect(course(found)).toEqual([
      '03-12 administratie-controleren task_opened',
      '03-16 administratie-controleren task_expired',
      '03-17 herinnering notice_sent email',
      '03-23 bellen task_opened',
      '03-30 bellen task_expired',
      '04-01 opschorting-aankondigen notice_sent email',
      '04-10 leveringen-opschorten deliveries_held',
      '04-13 beoordelen task_opened',
      '04-14 beoordelen task_completed',
      '04-15 sommatie notice_sent letter',
      '04-29 overdragen handed_over',
    ]);
    expect(found.state!.charged.costs).toBeNull();
  });

  test('S4.1 suspension is announced with a day, begins after it, and ends with the payment', () => {
    const found = climb(LADDER, 'company', { events: [payment('2026-04-20T10:00', 12_400_00)] });
    const [announced] = found.state!.notices.slice(-1);
    expect(announced).toMatchObject({ step: 'opschorting-aankondigen', deadline: '2026-04-08' });
    expect(course(found).slice(-4)).toEqual([
      '04-10 leveringen-opschorten deliveries_held',
      '04-13 beoordelen task_opened',
      '04-20 - deliveries_resumed',
      '04-20 beoordelen closed',
    ]);
  });

  test('S4.1 a part payment does not bring deliveries back', () => {
    const found = climb(LADDER, 'company', { events: [payment('2026-04-20T10:00', 12_000_00)] });
    expect(course(found).join()).not.toContain('deliveries_resumed');
  });

  test('S4.2 our own records are checked first, so that the reminder can go out the working day after the due date', () => {
    const [checked, , reminder] = course(climb(LADDER, 'company'));
    expect([checked, reminder]).toEqual([
      '03-12 administratie-controleren task_opened',
      '03-17 herinnering notice_sent email',
    ]);
  });

  test('S4.2 what turns out to be wrong is put right before anybody is reminded', () => {
    const events = [
      answer('2026-03-13T10:00', 'administratie-controleren', 'klopt-niet'),
      answer('2026-03-19T10:00', 'factuur-herstellen', 'hersteld'),
    ];
    expect(course(climb(LADDER, 'company', { events })).slice(1, 5)).toEqual([
      '03-13 administratie-controleren task_completed',
      '03-13 factuur-herstellen task_opened',
      '03-19 factuur-herstellen task_completed',
      '03-20 herinnering notice_sent email',
    ]);
  });

  test('S4.3 who cannot be reached is called in the evening, then on a Saturday', () => {
    const events = [
      answer('2026-03-23T10:00', 'bellen', 'not_reached'),
      answer('2026-03-23T18:30', 'bellen.attempt-2', 'not_reached'),
    ];
    const found = climb(LADDER, 'company', { events });
    const opened = found.entries.filter(({ what, step }) => what === 'task_opened' && step === 'bellen');
    expect(opened.map(({ at: when }) => when)).toEqual(
      ['2026-03-23T09:00', '2026-03-23T18:00', '2026-03-28T10:00'].map(at),
    );
  });

  test('S4.4 an agreement is confirmed the same day, with the collection partner named, and the partner is informed', () => {
    const events = [
      answer('2026-03-23T10:00', 'bellen', 'arrangement'),
      answer('2026-03-23T11:00', 'regeling-afspreken', 'afgesproken'),
    ];
    const found = climb(LADDER, 'company', { events });
    expect(notices(found).at(-1)).toBe('03-23 regeling-bevestigen email');
    expect(course(found).at(-1)).toBe('03-23 incassopartner-inlichten task_opened');
    expect(shipped(LADDER).texts.nl['regeling-bevestigen']!.body).toMatch(/incassopartner beheert uw dossier vanaf nu/);
    expect(shipped(LADDER).texts.en['regeling-bevestigen']!.body).toMatch(/From now on our collection partner manages/);
  });

  test('S4.4 while the arrangement is kept nothing is announced; once it is broken the suspension is', () => {
    const arrangement = { arrangementId: 'a' };
    const events = [
      answer('2026-03-23T10:00', 'bellen', 'arrangement'),
      answer('2026-03-23T11:00', 'regeling-afspreken', 'afgesproken'),
      { type: 'arrangement_agreed' as const, id: 'agreed', at: at('2026-03-25T10:00'), ...arrangement },
      answer('2026-03-25T11:00', 'incassopartner-inlichten', 'ingelicht'),
      { type: 'arrangement_broken' as const, id: 'broken', at: at('2026-05-18T10:00'), ...arrangement },
    ];
    const kept = climb(LADDER, 'company', { events: events.slice(0, 4), until: '2026-05-17' });
    expect(notices(kept).at(-1)).toBe('03-23 regeling-bevestigen email');
    expect(notices(climb(LADDER, 'company', { events })).at(-1)).toBe('05-18 opschorting-aankondigen email');
  });

  test('a broken promise brings the case to the announcement at once', () => {
    const promise = { type: 'promise' as const, id: 'b', at: at('2026-03-18T10:00'), on: '2026-03-19', by: 'Ans' };
    const found = climb(LADDER, 'company', { events: [promise], until: '2026-03-31' });
    expect(notices(found).at(-1)).toBe('03-26 opschorting-aankondigen email');
  });

  test('S4.5 no final demand before a person judges, and always with a final payment date', () => {
    const waiting = climb(LADDER, 'company', { until: '2027-06-30' });
    expect(course(waiting).at(-1)).toBe('04-13 beoordelen task_opened');
    const { state } = climb(LADDER, 'company', { events: [APPROVED] });
    expect(state!.notices.at(-1)).toMatchObject({ kind: 'final-demand', deadline: '2026-04-28' });
    for (const language of ['nl', 'en'] as const) {
      expect(shipped(LADDER).texts[language].sommatie!.subject).toContain('{{notice.deadline}}');
    }
  });

  test('S4.5 what is not released comes back to somebody who talks to the customer', () => {
    const events = [answer('2026-04-14T10:00', 'beoordelen', 'refused')];
    expect(course(climb(LADDER, 'company', { events })).at(-1)).toBe('04-14 nader-overleg task_opened');
    const after = [...events, answer('2026-04-21T10:00', 'nader-overleg', 'sommeren')];
    expect(notices(climb(LADDER, 'company', { events: after })).at(-1)).toBe('04-22 sommatie letter');
  });

  test('S4.6 the final demand says that the case will be handed over, and it is, the working day after its term', () => {
    const found = climb(LADDER, 'government', { events: [APPROVED] });
    expect(found.state!.handedOver).toMatchObject({ on: '2026-04-29' });
    expect(shipped(LADDER).texts.nl.sommatie!.body).toMatch(/Wij dragen de vordering over aan een incassobureau/);
    // Before a person has judged, a handover is no more than possible.
    expect(shipped(LADDER).texts.nl['opschorting-aankondigen']!.body).toMatch(/kan een sommatie volgen/);
  });
});
