import { describe, expect, test } from 'vitest';
import { askedOn, balanceOn, costsOver, groundedCosts, NOTHING_CHARGED } from './balance.ts';
import { check } from './check/check.ts';
import type { ChargeStep, DebtorKind, Ladder, SendStep, Step } from './definition.ts';
import type { InvoiceEvent, Jointly } from './events.ts';
import { type DebtorFacts, type Facts, noFacts, withEvents } from './facts.ts';
import type { Command } from './invoice/commands.ts';
import { chargesOf, verdict } from './invoice/delivery.ts';
import { awaited } from './invoice/state.ts';
import { transition } from './invoice/transition.ts';
import { type Simulation, simulate } from './simulate.ts';
import { addDays, localDate, parseInstant } from './time/civil.ts';

const at = (text: string) => parseInstant(text)!;
const both = (text: string) => ({ nl: text, en: text });

const send = (id: string, notice: SendStep['notice'], days: number, next: string, termDays?: number): Step => ({
  id,
  kind: 'send',
  channel: 'email',
  name: both(id),
  notice,
  when: { days, unit: 'days', after: 'due' },
  ...(termDays && { termDays }),
  next,
});
const charge = (id: string, what: ChargeStep['charge'], next: string, more: Partial<ChargeStep> = {}): Step => ({
  id,
  kind: 'charge',
  name: both(id),
  when: { days: 0, unit: 'days', after: 'previous' },
  charge: what,
  next,
  ...more,
});

/** A fourteen-day letter on day 5, then costs and interest, a notice of default on day 30, and the agency. */
function aLadder(changes: Partial<Ladder> = {}): Ladder {
  const steps = changes.steps ?? [
    send('brief', 'fourteen-day-letter', 5, 'kosten', 15),
    charge('kosten', 'collection-costs', 'rente'),
    charge('rente', 'interest', 'aanzegging'),
    send('aanzegging', 'notice-of-default', 30, 'overdracht', 14),
    { id: 'overdracht', kind: 'handover', name: both('overdracht'), when: { days: 50, unit: 'days', after: 'due' } },
  ];
  const texts = Object.fromEntries(
    steps.filter(({ kind }) => kind === 'send').map(({ id }) => [id, { subject: id, body: 'Tekst' }]),
  );
  return {
    id: 'proef',
    version: 1,
    name: both('Proef'),
    office: { worked: [], closed: [] },
    contact: { window: { from: '09:00', to: '17:00' }, gap: 0 },
    intake: { missed: 'skip' },
    toleranceCents: 0,
    start: steps[0]!.id,
    texts: { nl: texts, en: texts },
    ...changes,
    steps,
  };
}

/** An invoice of 300 euro, due on Monday 2 March 2026; costs over it are 45. */
function anInvoice(kind: DebtorKind = 'consumer', debtor: Partial<DebtorFacts> = {}, currency = 'EUR'): Facts {
  return noFacts(
    { id: 'f', number: 'F1', issuedOn: '2026-02-16', dueOn: '2026-03-02', claimedCents: 300_00, currency },
    { id: 'd', kind, country: 'NL', language: 'nl', ...debtor },
  );
}

const payment = (time: string, euro: number, bookedOn = time.slice(0, 10), id = `p-${time}`): InvoiceEvent => ({
  type: 'payment',
  id,
  at: at(time),
  amountCents: euro * 100,
  bookedOn,
});

interface Told {
  facts?: Facts;
  ladder?: Ladder;
  events?: InvoiceEvent[];
  until?: string;
  /** What was simulated before; it goes on from there. */
  after?: Simulation;
  from?: string;
}

function run({ facts = anInvoice(), ladder = aLadder(), events = [], until = '2026-12-31', after, from }: Told = {}) {
  const start = at(`${from ?? '2026-02-16'}T08:00`);
  const rest = { from: start, until: at(`${until}T23:00`), events };
  return simulate({ ladder, facts: after?.facts ?? facts, state: after?.state ?? null, ...rest });
}

/** When and what, without the day-to-day business of notices. */
function told({ entries }: Simulation, ...wanted: string[]) {
  return entries.filter(({ what }) => wanted.includes(what)).map(({ at: when, what }) => `${localDate(when)} ${what}`);
}

const noticeOf = (found: Simulation, kind: SendStep['notice']) =>
  found.state!.notices.find((sent) => sent.kind === kind)!;
const reasonsOf = (found: Simulation, what: string) =>
  found.entries.filter((entry) => entry.what === what).flatMap(({ why }) => why);

// The letter leaves on Monday 9 March (day 5 is a Saturday); received + 15 is Tuesday 24 March.
const TERM_END = '2026-03-24';

describe('a consumer', () => {
  test('is charged the day after the whole term of a letter that announced the costs', () => {
    const found = run({ until: '2026-04-05' });
    expect(check(aLadder())).toEqual([]);
    expect(noticeOf(found, 'fourteen-day-letter')).toMatchObject({ sentOn: '2026-03-09', deadline: TERM_END });
    expect(noticeOf(found, 'fourteen-day-letter').costsCents).toBe(45_00);
    expect(told(found, 'costs_charged')).toEqual(['2026-03-25 costs_charged']);
    expect(found.state!.charged.costs).toMatchObject({ from: '2026-03-25', standingCents: 45_00 });
    // 300.00 at 4% over 30 days (3 March to 1 April) is 98.6 cents.
    expect(noticeOf(found, 'notice-of-default')).toMatchObject({
      sentOn: '2026-04-01',
      amountCents: 300_00,
      costsCents: 45_00,
      interestCents: 99,
    });
  });

  test('is charged over what was unpaid at the end of the term, also where that is paid a day later', () => {
    const events = [payment('2026-03-24T10:00', 100), payment('2026-03-25T08:30', 50)];
    const found = run({ events, until: '2026-04-02' });
    expect(found.state!.charged.costs!.standingCents).toBe(40_00);
    expect(askedOn(found.facts, found.state!.charged, '2026-03-25').bookkeepingCents).toBe(150_00);
  });

  test('who had no letter is asked no costs, and the ladder goes on', () => {
    const steps = aLadder().steps.slice(1);
    const found = run({ ladder: aLadder({ steps }), until: '2026-04-05' });
    expect(reasonsOf(found, 'step_skipped')).toContainEqual({
      code: 'not_charged',
      charge: 'collection-costs',
      because: 'no_letter',
    });
    expect(found.state!.charged.costs).toBeNull();
    expect(noticeOf(found, 'notice-of-default').costsCents).toBeUndefined();
  });

  test.each([
    ['the letter went out before the day on which the claim is due now', { dueOn: '2026-03-15' }, 'due_moved'],
    ['more is claimed now than the letter announced costs over', { amountCents: 600_00 }, 'stated_less'],
  ])('is asked no costs where %s', (_, corrected, because) => {
    const correction = { type: 'invoice_corrected', id: 'c', by: 'Anna', reason: 'fout' } as const;
    const events = [{ ...correction, at: at('2026-03-16T10:00'), ...corrected }];
    const found = run({ events, until: '2026-03-30' });
    expect(reasonsOf(found, 'step_skipped')).toContainEqual({
      code: 'not_charged',
      charge: 'collection-costs',
      because,
    });
  });

  test('is asked no costs after a decision on a dispute that came after the letter', () => {
    const events: InvoiceEvent[] = [
      { type: 'dispute', id: 'g', at: at('2026-03-10T10:00'), amountCents: 50_00, reason: 'kapot' },
      {
        type: 'dispute_decided',
        id: 'b',
        at: at('2026-03-12T10:00'),
        disputeId: 'g',
        decision: 'rejected',
        by: 'Anna',
      },
    ];
    const found = run({ events, until: '2026-03-30' });
    expect(reasonsOf(found, 'step_skipped')).toContainEqual({
      code: 'not_charged',
      charge: 'collection-costs',
      because: 'letter_lapsed',
    });
  });

  describe('who was charged for another invoice within six months', () => {
    const chargedOn = (on: string) => anInvoice('consumer', { charges: [{ on, letter: null }] });
    const leftOut = (found: Simulation) =>
      found.entries.flatMap(({ what, step, why }) =>
        why.some(({ code }) => code === 'charged_before') ? [`${step} ${what}`] : [],
      );

    test('is not threatened with costs that may not follow: no letter goes out, and the ladder goes on', () => {
      const found = run({ facts: chargedOn('2025-11-10'), until: '2026-04-05' });
      expect(reasonsOf(found, 'step_skipped')).toContainEqual({
        code: 'charged_before',
        chargedOn: '2025-11-10',
        through: '2026-05-10',
      });
      expect(leftOut(found)).toEqual(['brief step_skipped']);
      expect(found.state!.charged.costs).toBeNull();
      expect(found.state!.notices.map(({ kind }) => kind)).toEqual(['notice-of-default']);
    });

    test('gets the letter where its term ends after those months', () => {
      // The first day on which the costs of the letter may be charged is 25 March.
      expect(leftOut(run({ facts: chargedOn('2025-09-25'), until: '2026-04-05' }))).toEqual(['brief step_skipped']);
      const free = run({ facts: chargedOn('2025-09-24'), until: '2026-04-05' });
      expect(leftOut(free)).toEqual([]);
      expect(free.state!.charged.costs).toMatchObject({ on: '2026-03-25', standingCents: 45_00 });
    });

    test('after the letter went out is not charged again, and it says so', () => {
      const waiting = run({ until: '2026-03-20' });
      const { debtor } = chargedOn('2026-03-19');
      const after = { ...waiting, facts: { ...waiting.facts, debtor } };
      const found = run({ after, from: '2026-03-21', until: '2026-04-05' });
      expect(leftOut(found)).toEqual(['kosten step_skipped']);
      expect(found.state!.charged.costs).toBeNull();
    });

    test('while the letter was on its way does not get it', () => {
      const waiting = run({ until: '2026-03-08' });
      const now = waiting.state!.wakeAt!;
      const { state } = transition(aLadder(), waiting.state, [], waiting.facts, now);
      const { debtor } = chargedOn('2026-03-08');
      const facts = { ...waiting.facts, debtor };
      expect(verdict(aLadder(), state, waiting.facts, 'f:brief:1', now)).toMatchObject({ send: true });
      expect(verdict(aLadder(), state, facts, 'f:brief:1', now)).toEqual({ send: false, because: 'superseded' });
      const brief = aLadder().steps[0]!;
      expect(chargesOf(brief, state, waiting.facts, '2026-03-09').costsCents).toBe(45_00);
      expect(chargesOf(brief, state, facts, '2026-03-09').costsCents).toBeUndefined();
    });

    test.each([
      ['a business', anInvoice('company')],
      ['an invoice in another currency', anInvoice('consumer', {}, 'USD')],
    ])('is no matter for %s', (_, { invoice, debtor }) => {
      const facts = noFacts(invoice, { ...debtor, charges: [{ on: '2026-01-05', letter: null }] });
      expect(leftOut(run({ facts, until: '2026-04-05' }))).toEqual([]);
    });
  });

  test('is never asked an agreed rate of interest', () => {
    const steps = aLadder().steps.map((step) =>
      step.kind === 'charge' && step.charge === 'interest' ? { ...step, contractualRate: 8_00 } : step,
    );
    const asked = (kind: DebtorKind) => run({ facts: anInvoice(kind), ladder: aLadder({ steps }) }).state!.charged;
    expect(asked('consumer').interest).toBeNull();
    expect(asked('company').interest).toMatchObject({ rate: 8_00 });
  });
});

describe('a business', () => {
  test('owes costs from the day after due, without a letter, and commercial interest', () => {
    const steps = aLadder().steps.slice(1);
    const found = run({ facts: anInvoice('company'), ladder: aLadder({ steps }), until: '2026-04-02' });
    expect(found.state!.charged.costs).toMatchObject({ on: '2026-03-03', from: '2026-03-03', standingCents: 45_00 });
    // 300.00 at 10.15% over 30 days.
    expect(noticeOf(found, 'notice-of-default')).toMatchObject({ costsCents: 45_00, interestCents: 250 });
  });

  test('is not charged in another currency than the euro', () => {
    const found = run({ facts: anInvoice('company', {}, 'USD') });
    expect(found.state!.charged.costs).toBeNull();
    expect(found.state!.charged.interest).toBeNull();
  });
});

describe('a payment that becomes known late', () => {
  test('but lay within the term takes the costs back, and the debtor is told', () => {
    const found = run({ events: [payment('2026-04-02T07:00', 300, '2026-03-24')] });
    expect(told(found, 'costs_withdrawn', 'closed', 'correction_intended', 'correction_sent')).toEqual([
      '2026-04-02 costs_withdrawn',
      '2026-04-02 closed',
      '2026-04-02 correction_intended',
      '2026-04-02 correction_sent',
    ]);
    const { charged } = found.state!;
    expect(charged.costs!.standingCents).toBe(0);
    expect(charged.told).toEqual({ costsCents: 0, interest: true });
    // The case is closed, yet it woke at nine to tell the debtor.
    const corrected = found.entries.find(({ what }) => what === 'correction_sent')!;
    expect(corrected.at).toBe(at('2026-04-02T09:00'));
  });

  test('and was booked after the term, yet valued within it, takes the costs back as well', () => {
    const booked = { bookedOn: '2026-04-02', valuedOn: '2026-03-24' };
    const late: InvoiceEvent = { type: 'payment', id: 'p', at: at('2026-04-02T07:00'), amountCents: 300_00, ...booked };
    const found = run({ events: [late] });
    expect(told(found, 'costs_withdrawn', 'closed')).toEqual(['2026-04-02 costs_withdrawn', '2026-04-02 closed']);
    expect(found.state!.charged.costs!.standingCents).toBe(0);
  });

  test('and paid a part in time lowers the costs; told before any notice asked for them, nobody is corrected', () => {
    const found = run({ events: [payment('2026-03-27T10:00', 40, '2026-03-20')], until: '2026-04-01' });
    expect(reasonsOf(found, 'costs_withdrawn')).toEqual([
      { code: 'costs_withdrawn', fromCents: 45_00, toCents: 40_00, currency: 'EUR', because: 'less_unpaid' },
    ]);
    expect(told(found, 'correction_sent')).toEqual([]);
    expect(noticeOf(found, 'notice-of-default').costsCents).toBe(40_00);
  });

  test('and that the bank took back within the term leaves them withdrawn: a new letter would be needed', () => {
    const events: InvoiceEvent[] = [
      payment('2026-03-27T10:00', 300, '2026-03-20', 'p'),
      { type: 'reversal', id: 'r', at: at('2026-03-28T10:00'), paymentId: 'p', on: '2026-03-28' },
    ];
    const found = run({ events, until: '2026-04-02' });
    expect(found.state!.phase).toBe('climbing');
    expect(found.state!.charged.costs!.standingCents).toBe(0);
    expect(noticeOf(found, 'notice-of-default').costsCents).toBeUndefined();
  });

  test('after the notice of default, and was in time for everything, withdraws the interest too', () => {
    const found = run({ events: [payment('2026-04-02T10:00', 300, '2026-03-02')] });
    expect(told(found, 'costs_withdrawn', 'interest_withdrawn', 'closed', 'correction_sent')).toEqual([
      '2026-04-02 costs_withdrawn',
      '2026-04-02 interest_withdrawn',
      '2026-04-02 closed',
      '2026-04-02 correction_sent',
    ]);
    expect(balanceOn(found.facts, found.state!.charged, '2026-04-02').totalCents).toBe(0);
  });

  test('is told once, however often it is told', () => {
    const late = payment('2026-04-03T10:00', 300, '2026-03-20');
    const found = run({ events: [late, { ...late, at: at('2026-04-04T10:00') }] });
    expect(told(found, 'correction_sent')).toHaveLength(1);
  });

  describe('while the debtor may not be written to', () => {
    const status = (time: string, to: 'debt-help' | 'normal'): InvoiceEvent => ({
      type: 'debtor_changed',
      id: `status-${time}`,
      at: at(time),
      status: to,
      by: 'Anna',
    });
    const inTime = payment('2026-04-03T10:00', 300, '2026-03-20');
    const protectedFirst = [status('2026-04-02T10:00', 'debt-help'), inTime];

    test('corrects nothing, and is not forgotten', () => {
      const found = run({ events: protectedFirst });
      expect(told(found, 'costs_withdrawn', 'correction_intended')).toEqual(['2026-04-03 costs_withdrawn']);
      expect(found.state!.charged).toMatchObject({ told: { costsCents: 45_00 }, correcting: null, corrections: 0 });
      expect(awaited(found.state!)).toBe('nothing');
    });

    test('is told afterwards, once', () => {
      const found = run({ events: [...protectedFirst, status('2026-04-10T20:00', 'normal')] });
      // Friday evening: the next hour at which contacts are made is on Monday.
      expect(told(found, 'correction_intended', 'correction_sent')).toEqual([
        '2026-04-13 correction_intended',
        '2026-04-13 correction_sent',
      ]);
      expect(found.state!.charged).toMatchObject({ told: { costsCents: 0 }, correcting: null });
    });
  });

  describe('and its correction', () => {
    const late = payment('2026-04-02T10:00', 300, '2026-03-20');
    /** Intended at ten, and not delivered. */
    const underWay = () => {
      const before = run({ until: '2026-04-01' });
      const facts = withEvents(before.facts, [late]);
      return { facts, ...transition(aLadder(), before.state, [late], facts, late.at) };
    };
    const dispatchId = 'f:correction.1:1';
    const withdrawn = (because: 'superseded' | 'debtor_protected'): InvoiceEvent => ({
      type: 'notice_withdrawn',
      id: 'w',
      at: late.at,
      dispatchId,
      because,
    });
    const intended = (commands: readonly Command[]) => commands.filter(({ type }) => type === 'intend');

    test('count as told only once it has left', () => {
      const { state, facts, commands } = underWay();
      expect(intended(commands)).toMatchObject([{ dispatch: { id: dispatchId, kind: 'correction' } }]);
      expect(state.charged).toMatchObject({ told: { costsCents: 45_00 }, correcting: { costsCents: 0 } });
      expect(verdict(aLadder(), state, facts, dispatchId, late.at)).toMatchObject({ send: true });
      // It is intended once, however often the case is looked at while it is under way.
      expect(intended(transition(aLadder(), state, [], facts, late.at).commands)).toEqual([]);
    });

    test('is made anew where it was withdrawn', () => {
      const { state, facts } = underWay();
      const event = withdrawn('superseded');
      const again = transition(aLadder(), state, [event], facts, late.at);
      expect(intended(again.commands)).toMatchObject([{ dispatch: { id: 'f:correction.2:1' } }]);
      // What becomes of the first says nothing of the second.
      const still = transition(aLadder(), again.state, [event], facts, late.at);
      expect(still.state.charged.correcting).not.toBeNull();
    });

    test('waits where the debtor came under protection before it left', () => {
      const { state, facts } = underWay();
      const change = { type: 'debtor_changed', id: 'c', at: late.at, status: 'debt-help', by: 'Anna' } as const;
      const now = withEvents(facts, [change]);
      expect(verdict(aLadder(), state, now, dispatchId, late.at)).toEqual({ send: false, because: 'debtor_protected' });
      const after = transition(aLadder(), state, [change, withdrawn('debtor_protected')], now, late.at);
      expect(intended(after.commands)).toEqual([]);
      expect(after.state.charged).toMatchObject({ told: { costsCents: 45_00 }, correcting: null });
      const back = { ...change, id: 'n', at: late.at + 1, status: 'normal' } as const;
      const free = transition(aLadder(), after.state, [back], withEvents(now, [back]), late.at + 1);
      expect(intended(free.commands)).toMatchObject([{ dispatch: { id: 'f:correction.2:1' } }]);
    });

    test('that cannot be sent is for a person to tell, and is not tried again', () => {
      const { state, facts } = underWay();
      const refused: InvoiceEvent = { type: 'notice_refused', id: 'x', at: late.at, dispatchId, problem: 'no address' };
      const after = transition(aLadder(), state, [refused], facts, late.at);
      expect(intended(after.commands)).toEqual([]);
      expect(after.commands).toContainEqual(
        expect.objectContaining({ type: 'open_task', task: expect.objectContaining({ kind: 'correction_not_told' }) }),
      );
      expect(after.state.charged).toMatchObject({ told: { costsCents: 0 }, correcting: null });
    });
  });

  test('keeps a promise that seemed broken', () => {
    const promise: InvoiceEvent = {
      type: 'promise',
      id: 't',
      at: at('2026-03-05T10:00'),
      on: '2026-03-10',
      by: 'Anna',
    };
    const found = run({ events: [promise, payment('2026-03-20T10:00', 300, '2026-03-10')] });
    expect(told(found, 'promise_broken', 'closed')).toEqual(['2026-03-13 promise_broken', '2026-03-20 closed']);
    expect(found.state!.toldBroken).toEqual([]);
  });
});

describe('a fourteen-day letter that did not arrive', () => {
  const ladder = () => {
    const steps = aLadder().steps.map((step) =>
      step.id === 'brief' ? ({ ...step, channel: 'email-or-letter' } as Step) : step,
    );
    return aLadder({ steps });
  };
  const cameBack = (time: string, dispatchId = 'f:brief:1'): InvoiceEvent => ({
    type: 'notice_bounced',
    id: `back-${dispatchId}`,
    at: at(time),
    dispatchId,
    on: time.slice(0, 10),
    problem: 'mailbox unknown',
  });
  const withdrawn = {
    code: 'costs_withdrawn',
    fromCents: 45_00,
    toCents: 0,
    currency: 'EUR',
    because: 'letter_undelivered',
  };

  test('takes back the costs that were charged on it; the letter that follows grounds others', () => {
    // On Friday the mail turns out to have bounced; the letter in its stead leaves at once.
    const events = [cameBack('2026-03-27T10:00')];
    const found = run({ ladder: ladder(), events, until: '2026-03-28' });
    expect(reasonsOf(found, 'costs_withdrawn')).toEqual([withdrawn]);
    expect(balanceOn(found.facts, found.state!.charged, '2026-03-28').costsCents).toBe(0);
    const later = run({ ladder: ladder(), events, until: '2026-06-30' });
    const anew = later.state!.notices.findLast(({ kind }) => kind === 'fourteen-day-letter')!;
    expect(anew).toMatchObject({ sentOn: '2026-03-27', channel: 'letter', costsCents: 45_00 });
    expect(told(later, 'costs_charged')).toEqual([
      '2026-03-25 costs_charged',
      `${addDays(anew.deadline!, 1)} costs_charged`,
    ]);
    expect(later.state!.charged.costs).toMatchObject({ from: addDays(anew.deadline!, 1), standingCents: 45_00 });
  });

  test('and was known not to when the costs were to be charged grounds none', () => {
    // Known while another notice is on its way, it holds nothing up: a person sees to it.
    const steps = [send('brief', 'fourteen-day-letter', 5, 'nog', 15), ...aLadder().steps.slice(1)];
    steps.splice(1, 0, send('nog', 'second-reminder', 8, 'kosten'));
    const ladder = aLadder({ steps });
    const waiting = run({ ladder, until: '2026-03-12' });
    const back = { ...noticeOf(waiting, 'fourteen-day-letter'), undelivered: 'bounced' } as const;
    const [, ...others] = waiting.state!.notices;
    const after = { ...waiting, state: { ...waiting.state!, notices: [back, ...others] } };
    const found = run({ ladder, after, from: '2026-03-13', until: '2026-04-05' });
    expect(reasonsOf(found, 'step_skipped')).toContainEqual({
      code: 'not_charged',
      charge: 'collection-costs',
      because: 'letter_undelivered',
    });
    expect(found.state!.charged.costs).toBeNull();
  });

  test('after a notice asked for its costs: the debtor hears that they are not owed', () => {
    const found = run({ events: [cameBack('2026-04-02T10:00')], until: '2026-04-03' });
    expect(noticeOf(found, 'notice-of-default').costsCents).toBe(45_00);
    expect(told(found, 'costs_withdrawn', 'correction_sent')).toEqual([
      '2026-04-02 costs_withdrawn',
      '2026-04-02 correction_sent',
    ]);
  });
});

describe('the balance that closes a case', () => {
  const paidPrincipal = payment('2026-04-03T10:00', 300);

  test('of the books: costs and interest that were left unpaid do not keep it open', () => {
    expect(run({ events: [paidPrincipal] }).state!.phase).toBe('closed');
  });

  test('of the law: a payment goes to costs and interest first, and what is left is a question at the handover', () => {
    const ladder = aLadder({ closes: 'legal' });
    const found = run({ ladder, events: [paidPrincipal], until: '2026-06-30' });
    expect(found.state!.phase).toBe('climbing');
    expect(found.state!.position).toMatchObject({ mode: 'stuck', cause: 'left_open', step: 'overdracht' });
    const { owed, bookkeepingCents } = balanceOn(found.facts, found.state!.charged, '2026-04-03');
    // 32 days at 4% over 300.00 is 105 cents: 45.00 and 1.05 of the 300.00 go to costs and interest.
    expect(owed).toEqual({ costsCents: 0, vatCents: 0, interestCents: 0, principalCents: 46_05 });
    expect(bookkeepingCents).toBe(0);
    expect(found.state!.notices.filter(({ kind }) => kind === 'notice-of-default')).toHaveLength(1);
  });

  test('of the law: closes when all of it is paid, and nothing of it counts as overpaid', () => {
    const ladder = aLadder({ closes: 'legal' });
    const rest: InvoiceEvent = { ...payment('2026-04-03T11:00', 0), type: 'payment', amountCents: 46_05 } as never;
    const found = run({ ladder, events: [paidPrincipal, rest], until: '2026-06-30' });
    expect(found.state!.closed).toEqual({ because: 'paid', on: '2026-04-03' });
    expect(found.state!.sideTasks).toEqual([]);
    const more = run({ ladder, events: [paidPrincipal, rest, payment('2026-04-03T12:00', 5)], until: '2026-06-30' });
    expect(more.state!.sideTasks).toEqual(['f:overpaid.500']);
  });

  test('of the law: what closes while a person is asked about the rest stands as if it had been paid at once', () => {
    const ladder = aLadder({ closes: 'legal' });
    const rest = payment('2026-06-01T10:00', 100);
    const found = run({ ladder, events: [paidPrincipal, rest], until: '2026-06-30' });
    expect(told(found, 'decision_asked', 'task_withdrawn', 'closed')).toEqual([
      '2026-04-03 decision_asked',
      '2026-06-01 task_withdrawn',
      '2026-06-01 closed',
    ]);
    expect(found.state!.position).toEqual({ mode: 'planned', step: 'overdracht', at: 0, why: [] });
  });

  test('of the law: who owes costs alone gets no fourteen-day letter, which would demand nothing', () => {
    const steps = [
      charge('kosten', 'collection-costs', 'brief', { when: { days: 2, unit: 'days', after: 'due' } }),
      send('brief', 'fourteen-day-letter', 40, 'overdracht', 15),
      aLadder().steps.at(-1)!,
    ];
    const found = run({
      facts: anInvoice('company'),
      ladder: aLadder({ closes: 'legal', steps }),
      events: [paidPrincipal],
      until: '2026-04-20',
    });
    expect(found.state!.phase).toBe('climbing');
    expect(found.state!.notices).toEqual([]);
    expect(reasonsOf(found, 'step_skipped')).toContainEqual({ code: 'no_principal' });
  });

  test('of the law: costs alone are not asked while a dispute is undecided, although the invoice was paid', () => {
    const dispute: InvoiceEvent = { type: 'dispute', id: 'd', at: at('2026-03-26T10:00'), reason: 'niet geleverd' };
    const events = [dispute, payment('2026-03-27T10:00', 300)];
    const found = run({ ladder: aLadder({ closes: 'legal' }), events, until: '2026-06-30' });
    expect(found.state!.phase).toBe('climbing');
    expect(found.state!.paused).toMatchObject({ cause: 'disputed', until: null });
    expect(found.state!.notices.map(({ kind }) => kind)).toEqual(['fourteen-day-letter']);
    expect(found.state!.sideTasks).toEqual(['f:dispute.d']);
  });

  test('of the law: a reversal while a person is asked about the rest puts the handover back on its way', () => {
    const ladder = aLadder({ closes: 'legal' });
    const back: InvoiceEvent = {
      type: 'reversal',
      id: 'r',
      at: at('2026-05-04T10:00'),
      paymentId: 'p-2026-04-03T10:00',
      on: '2026-05-04',
    };
    const found = run({ ladder, events: [paidPrincipal, back], until: '2026-12-31' });
    expect(found.state!.phase).toBe('handed_over');
    expect(found.state!.handedOver!.amountCents).toBe(300_00);
  });
});

describe('bank data', () => {
  const covered = (until: string): Facts => ({ ...anInvoice(), bankCoveredUntil: until });

  test('are awaited before a consumer is charged, until they cover the last day of the term and one bank day', () => {
    // Wednesday 25 March is the bank day after the term.
    const waiting = run({ facts: covered('2026-03-24'), until: '2026-03-26' });
    expect(waiting.state!.position).toMatchObject({ mode: 'planned', step: 'kosten', at: at('2026-03-27T09:00') });
    expect(waiting.state!.position).toHaveProperty(
      'why',
      expect.arrayContaining([{ code: 'bank_data', through: '2026-03-25', coveredUntil: '2026-03-24' }]),
    );
    const come = { ...waiting, facts: { ...waiting.facts, bankCoveredUntil: '2026-03-25' } };
    const after = run({ after: come, from: '2026-03-27', until: '2026-03-27' });
    expect(told(after, 'costs_charged')).toEqual(['2026-03-27 costs_charged']);
    expect(after.state!.charged.costs!.from).toBe('2026-03-25');
  });

  test('are awaited before a promise is called broken', () => {
    const promise: InvoiceEvent = {
      type: 'promise',
      id: 't',
      at: at('2026-03-05T10:00'),
      on: '2026-03-10',
      by: 'Anna',
    };
    // The bank has until 12 March to book it; 13 March must be known.
    const waiting = run({ facts: covered('2026-03-12'), events: [promise], until: '2026-03-17' });
    expect(told(waiting, 'promise_broken', 'notice_sent')).toEqual([]);
    expect(waiting.state!.paused).toMatchObject({ cause: 'promised' });
    expect(awaited(waiting.state!)).toBe('instant');
    const come = { ...waiting, facts: { ...waiting.facts, bankCoveredUntil: '2026-03-13' } };
    const after = run({ after: come, from: '2026-03-18', until: '2026-03-18' });
    expect(told(after, 'promise_broken')).toEqual(['2026-03-18 promise_broken']);
  });

  test('are awaited before a claim is handed over', () => {
    const steps = aLadder().steps.slice(3);
    // The notice leaves on 1 April and gives until the 15th.
    const ladder = aLadder({ steps });
    const waiting = run({ facts: covered('2026-04-15'), ladder, until: '2026-04-30' });
    expect(waiting.state!.phase).toBe('climbing');
    expect(waiting.state!.position).toMatchObject({ mode: 'planned', step: 'overdracht' });
    expect(run({ facts: covered('2026-04-16'), ladder, until: '2026-04-30' }).state!.phase).toBe('handed_over');
  });

  test('of which nobody ever told count as there', () => {
    expect(run({ until: '2026-03-25' }).state!.charged.costs).not.toBeNull();
  });
});

describe('costs over several claims', () => {
  test('are the scale once over their sum, divided by principal without losing a cent', () => {
    expect(costsOver([100_00, 100_00, 100_00])).toEqual({ totalCents: 45_00, sharesCents: [15_00, 15_00, 15_00] });
    expect(costsOver([50_00, 25_00, 25_00])).toEqual({ totalCents: 40_00, sharesCents: [20_00, 10_00, 10_00] });
    expect(costsOver([33_33, 33_33, 33_33])).toEqual({ totalCents: 40_00, sharesCents: [13_34, 13_33, 13_33] });
  });

  test('are nothing over nothing, and a claim that is paid has no share', () => {
    expect(costsOver([])).toEqual({ totalCents: 0, sharesCents: [] });
    expect(costsOver([0, 250_00, 0])).toEqual({ totalCents: 40_00, sharesCents: [0, 40_00, 0] });
  });

  test('keep the order in which they are given, also beyond ten', () => {
    const principals = Array.from({ length: 12 }, (_, index) => (index + 1) * 1_000_00);
    const { totalCents, sharesCents } = costsOver(principals);
    expect(sharesCents.reduce((sum, share) => sum + share, 0)).toBe(totalCents);
    expect(sharesCents).toEqual(sharesCents.toSorted((a, b) => a - b));
  });
});

describe('a fourteen-day letter over several claims', () => {
  /** The claim of 300 euro in a letter with claims of 100 and 200: costs are 90, half of them for this one. */
  const jointly = { principalsCents: [100_00, 300_00, 200_00], place: 1 };
  const letter = { sentOn: '2026-03-09', deadline: '2026-03-24', costsCents: 45_00, jointly };
  const grounded = (facts: Facts) => groundedCosts(facts, { from: '2026-03-25', letter }, 0).cents;

  test('grounds its share of the costs over their sum', () => {
    expect(costsOver(jointly.principalsCents)).toEqual({ totalCents: 90_00, sharesCents: [15_00, 45_00, 30_00] });
    expect(grounded(anInvoice())).toBe(45_00);
  });

  test('grounds less after a part payment within the term, and nothing once this claim is paid', () => {
    const paid = (euro: number) => withEvents(anInvoice(), [payment('2026-03-20T10:00', euro)]);
    // 500 are left of 600: 75 in costs, of which this claim bears two fifths.
    expect(grounded(paid(100))).toBe(30_00);
    expect(grounded(paid(300))).toBe(0);
  });

  test('shares to the cent what does not divide', () => {
    const three = [100_00, 100_00, 50_00];
    const { totalCents, sharesCents } = costsOver(three);
    expect(totalCents).toBe(40_00);
    for (const [place, cents] of sharesCents.entries()) {
      const facts = { ...anInvoice(), invoice: { ...anInvoice().invoice, claimedCents: three[place]! } };
      const own = { ...letter, costsCents: cents, jointly: { principalsCents: three, place } };
      expect(groundedCosts(facts, { from: '2026-03-25', letter: own }, 0).cents).toBe(cents);
    }
  });

  describe('on which another claim was charged', () => {
    /** Charges the claim of 300 euro on the letter over several; another claim of the debtor was charged that day. */
    const chargedBeside = (other: { sentOn: string; jointly?: Jointly } | null) => {
      const facts = anInvoice('consumer', { charges: [{ on: '2026-03-25', letter: other }] });
      const waiting = run({ until: '2026-03-20' });
      const notices = waiting.state!.notices.map((sent) => ({ ...sent, jointly }));
      const after = { ...waiting, facts, state: { ...waiting.state!, notices } };
      return run({ after, from: '2026-03-21', until: '2026-04-05' });
    };

    test('does not forbid itself: another claim of the same letter is the same charge', () => {
      const found = chargedBeside({ sentOn: '2026-03-09', jointly: { ...jointly, place: 0 } });
      expect(found.state!.charged.costs).toMatchObject({ standingCents: 45_00 });
    });

    test.each([
      ['one of the same day over that claim alone', { sentOn: '2026-03-09' }],
      [
        'one of the same day over others',
        { sentOn: '2026-03-09', jointly: { principalsCents: [50_00, 9_00], place: 0 } },
      ],
      ['one in which it had this place', { sentOn: '2026-03-09', jointly }],
      ['one of another day', { sentOn: '2026-03-06', jointly: { ...jointly, place: 0 } }],
      ['none', null],
    ])('is forbidden where that letter was another: %s', (_, other) => {
      const found = chargedBeside(other);
      expect(found.state!.charged.costs).toBeNull();
      expect(reasonsOf(found, 'step_skipped')).toContainEqual({
        code: 'charged_before',
        chargedOn: '2026-03-25',
        through: '2026-09-25',
      });
    });
  });

  test('asks what is owed on this claim alone, payments taken off', () => {
    const charged = {
      ...NOTHING_CHARGED,
      costs: { step: 'kosten', on: '2026-03-25', from: '2026-03-25', letter, standingCents: 45_00 },
    };
    const facts = withEvents(anInvoice(), [payment('2026-03-30T10:00', 400)]);
    expect(balanceOn(anInvoice(), charged, '2026-03-26')).toMatchObject({ totalCents: 345_00, costsCents: 45_00 });
    expect(balanceOn(facts, charged, '2026-03-30')).toMatchObject({ totalCents: 0, overpaidCents: 55_00 });
  });
});

describe('VAT on collection costs', () => {
  const withVat = (kind: DebtorKind = 'consumer'): Facts => ({ ...anInvoice(kind), costsVat: true });
  const charged = (found: Simulation) => found.state!.charged.costs;
  /** What was simulated, under a creditor who deducts VAT from now on, or no longer does. */
  const switched = (found: Simulation, costsVat: boolean): Simulation => ({
    ...found,
    facts: { ...found.facts, costsVat },
  });

  test('is announced and charged where the creditor cannot deduct it, and a line of its own says so', () => {
    const found = run({ facts: withVat(), until: '2026-04-05' });
    expect(noticeOf(found, 'fourteen-day-letter')).toMatchObject({ costsCents: 54_45, costsVat: true });
    expect(charged(found)).toMatchObject({ standingCents: 54_45, vat: true });
    expect(reasonsOf(found, 'costs_charged')).toContainEqual(
      expect.objectContaining({ code: 'costs', amountCents: 54_45, vat: true }),
    );
    const { owed, costsCents, lines } = askedOn(found.facts, found.state!.charged, '2026-03-25');
    expect([owed.costsCents, owed.vatCents, costsCents]).toEqual([45_00, 9_45, 54_45]);
    expect(lines.map(({ rule }) => rule)).toContain('collection_costs_vat');
    expect(noticeOf(found, 'notice-of-default')).toMatchObject({ costsCents: 54_45, costsVat: true });
  });

  test('is not charged where the creditor deducts it: that is the default', () => {
    const found = run({ until: '2026-04-05' });
    expect(noticeOf(found, 'fourteen-day-letter').costsVat).toBeUndefined();
    expect(charged(found)).toMatchObject({ standingCents: 45_00 });
    expect(charged(found)!.vat).toBeUndefined();
  });

  test('a business owes it as the creditor stands on the day of the charge', () => {
    expect(charged(run({ facts: withVat('company'), until: '2026-04-05' }))).toMatchObject({
      standingCents: 54_45,
      vat: true,
    });
  });

  test('a consumer whose letter did not announce it does not owe it', () => {
    const before = run({ until: '2026-03-20' });
    const found = run({ after: switched(before, true), from: '2026-03-21', until: '2026-04-05' });
    expect(charged(found)).toMatchObject({ standingCents: 45_00 });
    expect(charged(found)!.vat).toBeUndefined();
  });

  test('nor one whose creditor came to deduct it after the letter', () => {
    const before = run({ facts: withVat(), until: '2026-03-20' });
    const found = run({ after: switched(before, false), from: '2026-03-21', until: '2026-04-05' });
    expect(charged(found)).toMatchObject({ standingCents: 45_00 });
  });

  test('what was charged stays as it was charged, whatever the creditor says later', () => {
    const before = run({ facts: withVat(), until: '2026-03-26' });
    const paid = [payment('2026-04-05T10:00', 100, '2026-03-20')];
    const later = run({ after: switched(before, false), from: '2026-03-27', until: '2026-04-06', events: paid });
    // 200 were unpaid at the end of the term: 40 and VAT on it.
    expect(charged(later)).toMatchObject({ standingCents: 48_40, vat: true });
    expect(balanceOn(later.facts, later.state!.charged, '2026-04-06').owed).toMatchObject({
      costsCents: 40_00,
      vatCents: 8_40,
    });
  });

  test('is shared over the claims of one letter without losing a cent', () => {
    expect(costsOver([100_00, 100_00, 100_00], true)).toEqual({
      totalCents: 54_45,
      sharesCents: [18_15, 18_15, 18_15],
    });
    const { totalCents, sharesCents } = costsOver([33_33, 33_33, 33_33], true);
    expect(totalCents).toBe(48_40);
    expect(sharesCents.reduce((sum, share) => sum + share, 0)).toBe(48_40);
    for (const [place, costsCents] of sharesCents.entries()) {
      const facts = { ...anInvoice(), invoice: { ...anInvoice().invoice, claimedCents: 33_33 } };
      const jointly = { principalsCents: [33_33, 33_33, 33_33], place };
      const letter = { sentOn: '2026-03-09', deadline: TERM_END, costsCents, jointly };
      expect(groundedCosts(facts, { from: '2026-03-25', letter, vat: true }, 0).cents).toBe(costsCents);
    }
  });
});
