import { describe, expect, test } from 'vitest';
import type { InvoiceEvent } from '../events.ts';
import { at, climb, notices } from './fixtures.ts';

// Issued on Monday 2 March 2026, due on Monday 16 March: the notice of default is planned for 25 April, at the latest 30 April.

const arrangement = (type: 'arrangement_agreed' | 'arrangement_broken', time: string): InvoiceEvent => ({
  type,
  id: type,
  at: at(time),
  arrangementId: 'r1',
});
const dispute = (time: string): InvoiceEvent => ({ type: 'dispute', id: 'd1', at: at(time), reason: 'kapot' });
const rejected = (time: string): InvoiceEvent => ({
  type: 'dispute_decided',
  id: 'd1-decided',
  at: at(time),
  disputeId: 'd1',
  decision: 'rejected',
  by: 'Anna',
});

describe('S0.5 a payment arrangement that is broken', () => {
  test('is followed by its notice of default, also when the last day of the ordinary one has passed', () => {
    const events = [
      arrangement('arrangement_agreed', '2026-04-10T10:00'),
      arrangement('arrangement_broken', '2026-06-01T10:00'),
    ];
    const found = climb('zeven-stappen', 'company', { events });
    // The call that had waited is made first; nobody answers.
    expect(notices(found).slice(-1)).toEqual(['06-09 ingebrekestelling-na-regeling email']);
    expect(found.entries.map(({ what }) => what)).not.toContain('decision_asked');
    expect(found.state!.handedOver!.on > found.state!.notices.at(-1)!.deadline!).toBe(true);
  });

  test('after the notice of default, is followed by the one that speaks of the arrangement', () => {
    const events = [
      arrangement('arrangement_agreed', '2026-04-28T10:00'),
      arrangement('arrangement_broken', '2026-06-01T10:00'),
    ];
    expect(notices(climb('zeven-stappen', 'company', { events })).slice(-2)).toEqual([
      '04-24 ingebrekestelling email',
      '06-02 ingebrekestelling-na-regeling email',
    ]);
  });
});

describe('S0.6 a dispute that is rejected after the notice of default', () => {
  test('is followed by the notice that speaks of it, with a new term', () => {
    const events = [dispute('2026-04-28T10:00'), rejected('2026-05-20T10:00')];
    const found = climb('zeven-stappen', 'company', { events });
    expect(notices(found).slice(-1)).toEqual(['05-21 ingebrekestelling-na-betwisting email']);
    expect(found.state!.handedOver!.on > found.state!.notices.at(-1)!.deadline!).toBe(true);
  });
});
