/** A book of invoices, run ahead: what each debtor hears on which day, and what a change of ladder does to that. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BookInvoice, type BookRun, byDebtor, runBook } from '../../../ladder/book/book.ts';
import { compareBooks, daysOf } from '../../../ladder/book/report.ts';
import { BookTally } from '../../../ladder/book/tally.ts';
import { completeMapping } from '../../../ladder/change/mapping.ts';
import type { DebtorKind, Ladder } from '../../../ladder/definition.ts';
import type { TaskCompleted } from '../../../ladder/events.ts';
import { noFacts } from '../../../ladder/facts.ts';
import { transition } from '../../../ladder/invoice/transition.ts';
import { shippedLadders } from '../../../ladder/library/library.ts';
import { simulate } from '../../../ladder/simulate.ts';
import { addDays, daysBetween, type Instant, localDate, parseInstant } from '../../../ladder/time/civil.ts';
import { aHandover, aReminder, ladderForSeveral } from '../../support/builders.ts';

const at = (text: string) => parseInstant(text)!;
const FROM = at('2026-03-02T08:00');
const UNTIL = at('2027-03-02T08:00');
const ladder = withWordsForSeveral(shippedLadders().find(({ id }) => id === 'zeven-stappen')!);

function withWordsForSeveral(one: Ladder): Ladder {
  const several = { subject: '{{invoices.count}} facturen', body: '{{block.invoice}}' };
  const texts = Object.fromEntries(Object.entries(one.texts.nl).map(([id, text]) => [id, { ...text, several }]));
  return { ...one, texts: { nl: texts, en: texts } };
}

interface Wish {
  debtor?: string;
  due?: string;
  ladder?: Ladder;
  kind?: DebtorKind;
}

let numbers = 0;

function invoice(wish: Wish = {}): BookInvoice {
  const { debtor = `d-${++numbers}`, due = '2026-03-18', ladder: own = ladder, kind = 'company' } = wish;
  const number = `F-${++numbers}`;
  const facts = noFacts(
    {
      id: number,
      number,
      issuedOn: addDays(due, -30),
      dueOn: due,
      claimedCents: 100_000,
      currency: 'EUR',
    },
    { id: debtor, kind, country: 'NL', language: 'nl' },
  );
  return { ladder: own, facts, state: null };
}

/** The shipped ladder with a step on another day. */
function moved(step: string, days: number): Ladder {
  const steps = ladder.steps.map((one) =>
    one.id === step && 'when' in one ? { ...one, when: { ...one.when, days } } : one,
  );
  return { ...ladder, version: 2, steps };
}

describe('a book', () => {
  test('of one invoice tells what its simulation tells', () => {
    const one = invoice();
    const alone = simulate({ ladder, facts: one.facts, state: null, from: FROM, until: UNTIL }).entries;
    const days = (what: string) => alone.filter((entry) => entry.what === what).map((entry) => localDate(entry.at));
    const book = runBook([one], FROM, UNTIL);
    expect(book.contacts.map(({ on }) => on)).toEqual(days('notice_sent'));
    expect(book.handovers.map(({ on }) => on)).toEqual(days('handed_over'));
    expect(book.calls.length).toBeGreaterThan(0);
  });

  test('writes to a debtor with seven invoices, three of them due on one day, once for those three', () => {
    const dues = ['2026-03-18', '2026-03-18', '2026-03-18', '2026-03-25', '2026-04-01', '2026-04-08', '2026-04-15'];
    const invoices = dues.map((due) => invoice({ debtor: 'd', due }));
    const { contacts, handovers } = runBook(invoices, FROM, UNTIL);
    expect(contacts[0]!.notices.map(({ invoiceId }) => invoiceId)).toEqual(
      invoices.slice(0, 3).map(({ facts }) => facts.invoice.id),
    );
    expect(handovers).toHaveLength(7);
  });

  test('calls a debtor once a day, about all that is due for it', () => {
    const invoices = [1, 2, 3].map(() => invoice({ debtor: 'd' }));
    const { calls } = runBook(invoices, FROM, UNTIL);
    expect(calls[0]!.calls).toHaveLength(3);
    expect(new Set(calls.map(({ on }) => on)).size).toBe(calls.length);
  });

  test('never writes to a debtor twice a day, nor within the gap, whatever falls due', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 1, maxLength: 6 }), (offsets) => {
        const invoices = offsets.map((days) => invoice({ debtor: 'd', due: addDays('2026-03-10', days) }));
        const { contacts, questions } = runBook(invoices, FROM, UNTIL);
        const days = contacts.map(({ on }) => on);
        expect(new Set(days).size).toBe(days.length);
        // The gap yields only to a `latest`, which the notice of default has and a person is asked about.
        for (const [index, on] of days.entries()) {
          const before = days[index - 1];
          if (before === undefined || daysBetween(before, on) >= ladder.contact.gap) continue;
          const steps = contacts[index]!.notices.map(({ step }) => ladder.steps.find(({ id }) => id === step)!);
          expect(steps.some((step) => 'when' in step && step.when.latest !== undefined)).toBe(true);
        }
        expect(questions.filter(({ cause }) => cause !== 'latest_missed')).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('has every notice of every invoice once, in one contact or another', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 1, maxLength: 6 }), (offsets) => {
        const invoices = offsets.map((days) => invoice({ debtor: 'd', due: addDays('2026-03-10', days) }));
        const { contacts } = runBook(invoices, FROM, UNTIL);
        const all = contacts.flatMap(({ notices }) => notices.map(({ invoiceId, step }) => `${invoiceId} ${step}`));
        expect(new Set(all).size).toBe(all.length);
      }),
      { numRuns: 60 },
    );
  });
});

/** An invoice where its ladder brought it by an instant, alone, with nobody paying. */
function standing(wish: Wish, now: Instant): BookInvoice {
  const one = invoice(wish);
  const { state, facts } = simulate({ ...one, state: null, from: FROM, until: now });
  return { ...one, facts, state };
}

const shipped = (id: string) => shippedLadders().find((one) => one.id === id)!;
const changeTo = (to: Ladder) => ({ from: ladder, to, mapping: completeMapping(ladder, to, {}), notBefore: null });

describe('the book of a consumer', () => {
  const consumer = { debtor: 'c', kind: 'consumer' as const, ladder: shipped('incassotraject') };
  const letters = ({ contacts }: BookRun) => contacts.filter(({ kind }) => kind === 'fourteen-day-letter');

  test('has one fourteen-day letter, which takes in a claim in default whose own day has not come', () => {
    const brief = {
      id: 'brief',
      notice: 'fourteen-day-letter',
      termDays: 15,
      when: { days: 15, unit: 'days', after: 'due' },
      next: 'overdragen',
    } as const;
    const steps = [aReminder({ next: 'brief' }), aReminder(brief), aHandover()];
    const joint = ladderForSeveral({ steps });
    const [old, young] = [
      invoice({ ...consumer, due: '2026-03-18', ladder: joint }),
      invoice({ ...consumer, due: '2026-03-23', ladder: joint }),
    ];
    const run = runBook([old, young], FROM, at('2026-08-01T00:00'));
    expect(letters(run)).toMatchObject([{ on: '2026-04-02', notices: [{}, {}] }]);
    const business = { kind: 'company' as const, debtor: 'b' };
    const apart = [invoice({ ...business, ladder: joint }), invoice({ ...business, due: '2026-03-23', ladder: joint })];
    expect(letters(runBook(apart, FROM, at('2026-08-01T00:00')))).toHaveLength(2);
  });

  test('knows that costs charged on one claim bar those on another', () => {
    const invoices = ['2026-03-16', '2026-05-18'].map((due) => invoice({ ...consumer, due }));
    const run = runBook(invoices, FROM, at('2026-08-01T00:00'));
    expect(letters(run).map(({ notices }) => notices.map(({ invoiceId }) => invoiceId))).toEqual([
      [invoices[0]!.facts.invoice.id],
    ]);
  });
});

describe('what is under way when a book is run', () => {
  /** An invoice of which a letter waits to be printed. */
  function withLetterQueued(due: string, debtor: string): { one: BookInvoice; now: Instant } {
    const own = {
      ...ladder,
      steps: ladder.steps.map((step) => (step.kind === 'send' ? { ...step, channel: 'letter' as const } : step)),
    };
    const one = standing({ due, debtor, ladder: own }, at(`${addDays(due, 3)}T12:00`));
    const now = one.state!.wakeAt!;
    const sending = transition(own, one.state, [], one.facts, now);
    const dispatchId = `${one.facts.invoice.id}:eerste-herinnering:1`;
    expect(sending.state.position).toMatchObject({ mode: 'sending', dispatchId });
    const queued = { type: 'letter_queued' as const, id: 'q', at: now, dispatchId };
    return { one: { ...one, state: transition(own, sending.state, [queued], one.facts, now).state }, now };
  }

  test('letters in the house are posted, those of one notice together, and what else is due waits for them', () => {
    const { one, now } = withLetterQueued('2026-03-18', 'd');
    const { one: two } = withLetterQueued('2026-03-18', 'd');
    const third = standing({ due: '2026-03-18', debtor: 'd' }, now - 1);
    // A worker has its mail in hand.
    const { state } = transition(ladder, third.state, [], third.facts, now);
    expect(state.position).toMatchObject({ mode: 'sending' });
    const { contacts } = runBook([{ ...third, state }, one, two], now, UNTIL);
    expect(contacts[0]).toMatchObject({ on: localDate(now), channel: 'letter' });
    expect(contacts[0]!.notices).toHaveLength(2);
    expect(contacts[1]!.notices.map(({ invoiceId }) => invoiceId)).toEqual([third.facts.invoice.id]);
    expect(daysBetween(contacts[0]!.on, contacts[1]!.on)).toBeGreaterThanOrEqual(ladder.contact.gap);
  });

  test('a change of ladder waits for a letter on its way, and is taken then', () => {
    const { one, now } = withLetterQueued('2026-03-18', 'd');
    const to = { ...one.ladder, version: 2, steps: moved('tweede-herinnering', 25).steps };
    const change = { ...changeTo(to), from: one.ladder, choice: 'replan' as const };
    const { contacts, stayed } = runBook([{ ...one, change }], now, UNTIL);
    expect(stayed).toEqual([]);
    expect(contacts[0]).toMatchObject({ on: localDate(now), channel: 'letter' });
    expect(contacts[1]).toMatchObject({ on: '2026-04-15', kind: 'second-reminder' });
    expect(runBook([one], now, UNTIL).contacts[1]).toMatchObject({ on: '2026-04-17', kind: 'second-reminder' });
  });

  test('an answer that no turn has taken in yet counts', () => {
    const now = at('2026-03-13T12:00');
    const one = standing({}, now);
    expect(one.state!.position).toMatchObject({ mode: 'asking', step: 'bellen-voor-vervaldatum' });
    const { taskId } = one.state!.position as { taskId: string };
    // A dispute waits for whoever decides on it.
    const answer: TaskCompleted = { type: 'task_completed', id: 'a', at: now, taskId, outcome: 'dispute', by: '' };
    expect(runBook([{ ...one, fresh: [answer] }], now, UNTIL).contacts).toEqual([]);
    expect(runBook([one], now, UNTIL).contacts.length).toBeGreaterThan(0);
  });
});

test('an approval is given when it is asked, so that what lies behind it is seen', () => {
  const { handovers } = runBook([invoice({ ladder: shipped('onderhandelen') })], FROM, UNTIL);
  expect(handovers).toHaveLength(1);
});

test('a tally of debtors, one by one, is the report of the whole, with no more examples than asked for', () => {
  const dues = ['2026-01-10', '2026-02-10', '2026-03-01', '2026-03-18', '2026-03-18'];
  const invoices = dues.map((due, index) => standing({ due, debtor: `d-${index % 3}` }, FROM));
  const change = { ...changeTo(moved('tweede-herinnering', 20)), choice: 'replan' as const };
  const scope = { firstDay: localDate(FROM), lastDay: localDate(UNTIL) };
  const compared = (some: readonly BookInvoice[]) =>
    compareBooks(
      runBook(some, FROM, UNTIL),
      runBook(
        some.map((one) => ({ ...one, change })),
        FROM,
        UNTIL,
      ),
      scope,
    );
  const whole = compared(invoices);
  const tally = new BookTally(1);
  for (const ofDebtor of byDebtor(invoices)) tally.add(compared(ofDebtor));
  const { days, atOnce, shifted, dropped, added, handovers, steps } = tally.report();
  expect(days).toEqual(whole.days);
  expect(whole.shifted.length).toBeGreaterThan(1);
  const counts = [atOnce, shifted, dropped, added, handovers].map(({ count }) => count);
  expect(counts).toEqual(
    [whole.atOnce, whole.shifted, whole.dropped, whole.added, whole.handovers].map(({ length }) => length),
  );
  expect(shifted.examples).toHaveLength(1);
  expect(shifted.earlier + shifted.later).toBe(shifted.count);
  expect(steps.reduce((sum, { earlier, later }) => sum + earlier + later, 0)).toBe(shifted.count);
});

describe('two ladders over one book', () => {
  const first = localDate(FROM);
  const both = (changed: Ladder, dues: string[]) => {
    const invoices = dues.map((due) => invoice({ due }));
    const before = runBook(invoices, FROM, UNTIL);
    const after = runBook(
      invoices.map((one) => ({ ...one, ladder: changed })),
      FROM,
      UNTIL,
    );
    return { before, after, report: compareBooks(before, after, { firstDay: first, lastDay: localDate(UNTIL) }) };
  };

  test('that are the same differ in nothing', () => {
    const { report } = both({ ...ladder, version: 2 }, ['2026-03-18', '2026-01-10']);
    expect(report).toMatchObject({ atOnce: [], shifted: [], dropped: [], added: [], handovers: [] });
  });

  test('that differ by a step five days earlier shift that notice, of every invoice', () => {
    const { report } = both(moved('tweede-herinnering', 25), ['2026-03-18', '2026-03-20']);
    const shifted = report.shifted.filter(({ step }) => step === 'tweede-herinnering');
    expect(shifted).toHaveLength(2);
    for (const { from, to } of shifted) expect(to < from).toBe(true);
  });

  test('that differ by the day of the handover move it, and tell from when to when', () => {
    const { report } = both(moved('overdragen', 75), ['2026-03-18']);
    expect(report.handovers).toEqual([{ invoiceId: expect.any(String), from: '2026-05-18', to: '2026-06-01' }]);
  });

  test('tell what would leave at once', () => {
    const old = '2026-02-10';
    const { report } = both(moved('tweede-herinnering', 20), [old]);
    expect(report.atOnce.length + report.shifted.length).toBeGreaterThan(0);
  });

  test('count what moves beyond the last day that is told as moved, not as gone', () => {
    const invoices = [invoice({ due: '2026-03-18' })];
    const before = runBook(invoices, FROM, UNTIL);
    const after = runBook([{ ...invoices[0]!, ladder: moved('overdragen', 75) }], FROM, UNTIL);
    const scope = { firstDay: first, lastDay: '2026-05-20' };
    expect(compareBooks(before, after, scope).handovers).toMatchObject([{ from: '2026-05-18', to: '2026-06-01' }]);
    expect(compareBooks(before, after, { ...scope, lastDay: '2026-05-17' }).handovers).toEqual([]);
    expect(compareBooks(before, after, scope).days.at(-1)!.on <= '2026-05-20').toBe(true);
  });

  test('stand beside each other day by day', () => {
    const { before, after, report } = both(moved('overdragen', 75), ['2026-03-18', '2026-03-19']);
    const total = (of: (day: { calls: number }) => number, days: { calls: number }[]) =>
      days.reduce((sum, day) => sum + of(day), 0);
    expect(
      total(
        (day) => day.calls,
        report.days.map((day) => day.before),
      ),
    ).toBe(before.calls.length);
    expect(daysOf(after).reduce((sum, day) => sum + day.handovers, 0)).toBe(2);
  });
});
