/** A book of invoices, run ahead: what each debtor hears on which day, and what a change of ladder does to that. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BookInvoice, runBook } from '../../../ladder/book/book.ts';
import { compareBooks, daysOf } from '../../../ladder/book/report.ts';
import type { Ladder } from '../../../ladder/definition.ts';
import { noFacts } from '../../../ladder/facts.ts';
import { shippedLadders } from '../../../ladder/library/library.ts';
import { simulate } from '../../../ladder/simulate.ts';
import { addDays, daysBetween, localDate, parseInstant } from '../../../ladder/time/civil.ts';

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
}

let numbers = 0;

function invoice({ debtor = `d-${++numbers}`, due = '2026-03-18', ladder: own = ladder }: Wish = {}): BookInvoice {
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
    { id: debtor, kind: 'company', country: 'NL', language: 'nl' },
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
