import { describe, expect, test } from 'vitest';
import { compile } from './compiled.ts';
import { contestedCents, demandableCents, uncredited } from './contested.ts';
import type { Ladder } from './definition.ts';
import { demandOf } from './demand.ts';
import type { ArrangementChange, FactEvent } from './events.ts';
import { type Facts, noFacts, withEvents } from './facts.ts';
import type { InvoiceState, SentNotice } from './invoice/state.ts';
import { activePause, brokenPromises, promiseStatus } from './pauses.ts';
import { parseInstant } from './time/civil.ts';

const at = (text: string) => parseInstant(text)!;
const name = { nl: 'Stap', en: 'Step' };

const LADDER: Ladder = {
  id: 'proef',
  version: 1,
  name,
  office: { worked: [], closed: [] },
  contact: { window: { from: '09:00', to: '17:00' }, gap: 3 },
  intake: { missed: 'skip' },
  toleranceCents: 0,
  start: 'aanzegging',
  steps: [
    {
      id: 'aanzegging',
      kind: 'send',
      channel: 'email',
      name,
      notice: 'notice-of-default',
      termDays: 14,
      when: { days: 20, unit: 'days', after: 'due' },
      next: 'overdracht',
    },
    { id: 'overdracht', kind: 'handover', name, when: { days: 40, unit: 'days', after: 'due' } },
  ],
  texts: { nl: {}, en: {} },
};
const compiled = compile(LADDER);

/** What is known of an invoice of 1,000 euro, due on 18 March 2026. */
function known(...events: FactEvent[]): Facts {
  const invoice = { id: 'f', number: 'F1', issuedOn: '2026-03-04', dueOn: '2026-03-18', claimedCents: 100_000 };
  const debtor = { id: 'd', kind: 'company', country: 'NL', language: 'nl' } as const;
  return withEvents(noFacts({ ...invoice, currency: 'EUR' }, debtor), events);
}

const payment = (id: string, time: string, euro: number, bookedOn = time.slice(0, 10)): FactEvent => ({
  type: 'payment',
  id,
  at: at(time),
  amountCents: euro * 100,
  bookedOn,
});
const dispute = (id: string, time: string, euro?: number): FactEvent => ({
  type: 'dispute',
  id,
  at: at(time),
  reason: 'kapot',
  ...(euro !== undefined && { amountCents: euro * 100 }),
});
const decision = (id: string, disputeId: string, time: string, decided: 'rejected' | 'upheld'): FactEvent => ({
  type: 'dispute_decided',
  id,
  disputeId,
  at: at(time),
  decision: decided,
  by: 'Anna',
});
const credit = (id: string, time: string, euro: number): FactEvent => ({
  type: 'credit_note',
  id,
  at: at(time),
  number: id,
  amountCents: euro * 100,
  issuedOn: time.slice(0, 10),
});
const correction = (id: string, time: string, changes: { euro?: number; dueOn?: string }): FactEvent => ({
  type: 'invoice_corrected',
  id,
  at: at(time),
  by: 'Anna',
  reason: 'fout',
  ...(changes.euro !== undefined && { amountCents: changes.euro * 100 }),
  ...(changes.dueOn !== undefined && { dueOn: changes.dueOn }),
});
const promised = (id: string, time: string, on: string, euro?: number): FactEvent => ({
  type: 'promise',
  id,
  at: at(time),
  on,
  by: 'Anna',
  ...(euro !== undefined && { amountCents: euro * 100 }),
});

describe('what is contested', () => {
  test('one credit note counts once, for the oldest of two disputes that were upheld', () => {
    const facts = known(
      dispute('d1', '2026-04-01T10:00', 300),
      dispute('d2', '2026-04-01T11:00', 300),
      decision('b1', 'd1', '2026-04-02T10:00', 'upheld'),
      decision('b2', 'd2', '2026-04-02T10:00', 'upheld'),
      credit('c1', '2026-04-03T10:00', 300),
    );
    expect(uncredited(facts).map(({ decision: { disputeId }, cents }) => [disputeId, cents])).toEqual([['d2', 30_000]]);
    expect(demandableCents(facts)).toBe(40_000);
  });

  test('a correction that lowers the amount books a concession as a credit note does', () => {
    const facts = known(
      dispute('d1', '2026-04-01T10:00', 300),
      decision('b1', 'd1', '2026-04-02T10:00', 'upheld'),
      correction('k1', '2026-04-03T10:00', { euro: 700 }),
    );
    expect(contestedCents(facts)).toBe(0);
    expect(demandableCents(facts)).toBe(70_000);
  });

  test('is never more than what is open, and nothing once it was rejected', () => {
    const paid = payment('p1', '2026-04-01T09:00', 900);
    expect(contestedCents(known(paid, dispute('d1', '2026-04-01T10:00')))).toBe(10_000);
    const rejected = decision('b1', 'd1', '2026-04-02T10:00', 'rejected');
    expect(contestedCents(known(paid, dispute('d1', '2026-04-01T10:00'), rejected))).toBe(0);
  });
});

describe('a promise', () => {
  const input = (facts: Facts, now: string) => ({ compiled, facts, state: { doneTasks: [] }, now: at(now) });
  const statusOf = (facts: Facts, now: string) => promiseStatus(input(facts, now), facts.promises[0]!);

  test('is not kept by what was paid before it was made', () => {
    const facts = known(payment('p1', '2026-04-01T08:00', 500), promised('t1', '2026-04-01T08:30', '2026-04-10', 500));
    expect(statusOf(facts, '2026-04-02T10:00')).toBe('open');
    expect(statusOf(facts, '2026-04-20T10:00')).toBe('broken');
  });

  test('is kept by money of which we hear only after it, whatever its value date', () => {
    const late = payment('p1', '2026-04-01T12:00', 500, '2026-03-31');
    expect(statusOf(known(promised('t1', '2026-04-01T08:30', '2026-04-10', 500), late), '2026-04-02T10:00')).toBe(
      'kept',
    );
  });

  test('of all that was demanded is kept by that, also when a dispute is rejected later', () => {
    const facts = known(
      dispute('d1', '2026-04-01T08:00', 300),
      promised('t1', '2026-04-01T08:30', '2026-04-10'),
      payment('p1', '2026-04-09T10:00', 700),
      decision('b1', 'd1', '2026-04-20T10:00', 'rejected'),
    );
    expect(brokenPromises(input(facts, '2026-05-01T10:00'))).toEqual([]);
  });

  test('that seemed broken is restored by a payment that was there in time', () => {
    const made = promised('t1', '2026-04-01T08:30', '2026-04-10', 500);
    expect(statusOf(known(made), '2026-04-20T10:00')).toBe('broken');
    expect(statusOf(known(made, payment('p1', '2026-04-20T09:00', 500, '2026-04-10')), '2026-04-20T10:00')).toBe(
      'kept',
    );
  });

  test('is waited for no longer than the ladder says', () => {
    const facts = known(promised('t1', '2026-04-01T08:30', '2026-12-31'));
    expect(activePause(input(facts, '2026-04-02T10:00'))).toMatchObject({ cause: 'promised', until: '2026-05-05' });
  });
});

test('of two announced returns the one that comes last is awaited', () => {
  const announced = (id: string, time: string, expectedOn: string): FactEvent => ({
    type: 'return_announced',
    id,
    at: at(time),
    expectedOn,
  });
  const facts = known(
    announced('r1', '2026-04-01T10:00', '2026-04-20'),
    announced('r2', '2026-04-02T10:00', '2026-04-05'),
  );
  const now = at('2026-04-10T10:00');
  expect(activePause({ compiled, facts, state: { doneTasks: [] }, now })).toMatchObject({ until: '2026-04-20' });
  expect(activePause({ compiled, facts, state: { doneTasks: ['f:return.r1'] }, now })).toBeNull();
});

describe('what a notice of default demanded', () => {
  const notice: SentNotice = {
    step: 'aanzegging',
    kind: 'notice-of-default',
    round: 1,
    sentOn: '2026-04-07',
    sentAt: at('2026-04-07T10:00'),
    receivedOn: '2026-04-07',
    deadline: '2026-04-21',
    amountCents: 100_000,
    channel: 'email',
  };
  const demand = (...events: FactEvent[]) =>
    demandOf(compiled, { notices: [notice] } as unknown as InvoiceState, known(...events));
  const arranged = (id: string, type: ArrangementChange['type'], time: string, arrangementId = 'r1'): FactEvent => ({
    type,
    id,
    at: at(time),
    arrangementId,
  });

  test('stands while nothing touches it', () => {
    expect(demand()).toMatchObject({ valid: true, deadline: '2026-04-21' });
  });

  test('lapses when the due date is moved past it', () => {
    const moved = correction('k1', '2026-04-10T10:00', { dueOn: '2026-05-10' });
    expect(demand(moved)).toMatchObject({ valid: false, because: 'due_moved' });
  });

  test('has a whole new term after a correction of the amount, as after a credit note', () => {
    expect(demand(correction('k1', '2026-04-20T10:00', { euro: 400 }))).toMatchObject({ deadline: '2026-05-04' });
    expect(demand(credit('c1', '2026-04-20T10:00', 600))).toMatchObject({ deadline: '2026-05-04' });
  });

  test('lapses with an arrangement that ended, also one that was kept while an amount is left', () => {
    const kept = [
      arranged('e1', 'arrangement_agreed', '2026-04-08T10:00'),
      arranged('e2', 'arrangement_kept', '2026-05-08T10:00'),
    ];
    expect(demand(...kept)).toMatchObject({ valid: false, because: 'arrangement_ended' });
  });

  test('stands while an arrangement makes way for another, and lapses when that one is broken', () => {
    const renewed = [
      arranged('e1', 'arrangement_agreed', '2026-04-08T10:00'),
      arranged('e2', 'arrangement_replaced', '2026-05-08T10:00'),
      arranged('e3', 'arrangement_agreed', '2026-05-08T10:00', 'r2'),
    ];
    expect(demand(...renewed)).toMatchObject({ valid: true });
    const broken = arranged('e4', 'arrangement_broken', '2026-06-08T10:00', 'r2');
    expect(demand(...renewed, broken)).toMatchObject({ valid: false, because: 'arrangement_ended' });
  });

  test.each<[string, FactEvent[]]>([
    ['no other', []],
    ['one that was agreed days later', [arranged('e3', 'arrangement_agreed', '2026-05-11T10:00', 'r2')]],
    [
      'one that had ended already',
      [
        arranged('e3', 'arrangement_agreed', '2026-04-09T10:00', 'r2'),
        arranged('e4', 'arrangement_kept', '2026-04-10T10:00', 'r2'),
      ],
    ],
  ])('lapses with an arrangement that made way for %s', (_, others) => {
    const made = [
      arranged('e1', 'arrangement_agreed', '2026-04-08T10:00'),
      arranged('e2', 'arrangement_replaced', '2026-05-08T10:00'),
    ];
    expect(demand(...made, ...others)).toMatchObject({ valid: false, because: 'arrangement_ended' });
  });

  test('does not lapse for a reversal that its sender dates in the future', () => {
    const reversed: FactEvent = {
      type: 'reversal',
      id: 's1',
      at: at('2026-04-03T10:00'),
      paymentId: 'p1',
      on: '2027-04-03',
    };
    expect(demand(payment('p1', '2026-04-01T10:00', 1_000), reversed)).toMatchObject({ valid: true });
  });
});
