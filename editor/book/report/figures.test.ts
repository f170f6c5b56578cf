import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayOf, weekday } from '../../../ladder/time/civil.ts';
import { edit } from '../../document/edit.ts';
import { compareBook } from './comparison.ts';
import { type Figure, isAmong, Telling } from './figures.ts';
import { aBook, anEntry, compared, SEVEN, withDays } from './fixtures.ts';
import { GROUPINGS, mostOf, periodsOf } from './periods.ts';

/** Invoices of all ages: some about to be reminded, some on their way to handover, one customer with three. */
const DUES = [
  '2026-02-25',
  '2026-03-04',
  '2026-03-20',
  '2026-03-30',
  '2026-04-07',
  '2026-04-09',
  '2026-04-10',
  '2026-04-14',
  '2026-04-28',
];
const entries = [
  ...DUES.map((due, index) => anEntry(`F${index}`, due)),
  ...['2026-04-08', '2026-04-08', '2026-04-20'].map((due, index) => anEntry(`G${index}`, due, { debtor: 'd-G' })),
].filter(({ state }) => state?.phase === 'climbing');
const book = aBook(entries);
const SOONER = withDays({ 'eerste-herinnering': 2, 'tweede-herinnering': 20, overdragen: 75 });
const telling = new Telling(compared(book, { ladder: SOONER }), 90);

describe('a draft held against the book', () => {
  test('every figure opens a list of as many invoices as it counts', () => {
    const { atOnce, earlier, later, dropped, added, handovers, steps } = telling.figures;
    const count = (figure: Figure) => telling.rows(figure).length;
    expect(atOnce).toBeGreaterThan(0);
    expect(earlier).toBeGreaterThan(0);
    expect(handovers.later).toBeGreaterThan(0);
    expect(count({ of: 'at_once' })).toBe(atOnce);
    expect(count({ of: 'earlier' })).toBe(earlier);
    expect(count({ of: 'later' })).toBe(later);
    expect(count({ of: 'dropped' })).toBe(dropped);
    expect(count({ of: 'added' })).toBe(added);
    expect(count({ of: 'handovers', way: 'moved' })).toBe(handovers.moved);
    for (const way of ['earlier', 'later', 'gone', 'come'] as const)
      expect(count({ of: 'handovers', way })).toBe(handovers[way]);
    for (const { step, ...tally } of steps) {
      expect(count({ of: 'at_once', step })).toBe(tally.atOnce);
      expect(count({ of: 'earlier', step })).toBe(tally.earlier);
      expect(count({ of: 'later', step })).toBe(tally.later);
    }
  });

  test('a list tells whose invoice it is, which step, and from which day to which', () => {
    const rows = telling.rows({ of: 'earlier', step: 'tweede-herinnering' });
    expect(rows.length).toBeGreaterThan(0);
    for (const { number, debtorId, name, from, to } of rows) {
      expect(debtorId).toBe(number.startsWith('G') ? 'd-G' : `d-${number}`);
      expect(name?.nl).toBe('Tweede herinnering');
      expect(to! < from!).toBe(true);
    }
    expect(rows.map(({ to }) => to)).toEqual(rows.map(({ to }) => to).toSorted());
  });

  test('what is sent at once says on which day it would have come', () => {
    const rows = telling.rows({ of: 'at_once' });
    for (const { from, to } of rows) {
      expect(to).toBe('2026-04-13');
      expect(from! > to!).toBe(true);
    }
  });

  test('the list of a day has the same notice on its day in the other run', () => {
    const [moved] = telling.rows({ of: 'earlier', step: 'tweede-herinnering' });
    const on = (day: string) => ({ first: day, last: day });
    const has = (figure: Figure) =>
      telling.rows(figure).filter(({ invoiceId, step }) => invoiceId === moved!.invoiceId && step === moved!.step);
    expect(has({ of: 'days', side: 'before', what: 'mails', days: on(moved!.from!) })).toEqual([moved]);
    expect(has({ of: 'days', side: 'after', what: 'mails', days: on(moved!.to!) })).toEqual([moved]);
    expect(has({ of: 'days', side: 'before', what: 'mails', days: on(moved!.to!) })).toEqual([]);
  });

  test('one e-mail about several invoices counts once, and its list has each of them', () => {
    const { totals, first, last } = telling.figures;
    const days = { first, last };
    const mails = telling.rows({ of: 'days', side: 'after', what: 'mails', days });
    expect(mails.length).toBeGreaterThanOrEqual(totals.after.mails);
    const handovers = telling.rows({ of: 'days', side: 'after', what: 'handovers', days });
    expect(handovers).toHaveLength(totals.after.handovers);
  });

  test('told for fewer days, what lies beyond them is left out, and what moves past them has moved', () => {
    const comparison = compared(book, { ladder: SOONER });
    const short = new Telling(comparison, 30).figures;
    expect(short.last).toBe('2026-05-12');
    expect(short.days.every(({ on }) => on <= short.last)).toBe(true);
    expect(short.dropped).toBe(0);
    expect(short.totals.after.handovers).toBeLessThanOrEqual(telling.figures.totals.after.handovers);
  });

  test('the same ladder changes nothing', () => {
    const { figures } = new Telling(compared(book, { ladder: withDays({}) }), 90);
    expect(figures).toMatchObject({ atOnce: 0, earlier: 0, later: 0, dropped: 0, added: 0, handovers: { moved: 0 } });
    expect(figures.concerned).toBe(entries.length);
    expect(figures.totals.before).toEqual(figures.totals.after);
  });

  test('invoices on every version of the ladder take it, and those on other ladders go along as they are', () => {
    const other = { ...SEVEN, id: 'anders' };
    const older = { ...SEVEN, version: SEVEN.version + 5 };
    const mixed = aBook(
      [
        anEntry('A', '2026-04-01'),
        anEntry('B', '2026-04-01', { ladder: other }),
        anEntry('C', '2026-04-01', { ladder: older }),
      ],
      [SEVEN, other, older],
    );
    const draft = { ...SOONER, version: 99 };
    const mine = new Telling(compared(mixed, { ladder: draft }), 90);
    expect(mine.figures).toMatchObject({ invoices: 3, concerned: 2 });
    expect(new Set(mine.rows({ of: 'earlier' }).map(({ number }) => number))).toEqual(new Set(['A', 'C']));
  });

  test('a removed step says what takes its place; without its notice, nothing of it is sent', () => {
    const edited = edit(SEVEN, { type: 'delete_step', step: 'tweede-herinnering' });
    const without = 'refused' in edited ? SEVEN : { ...edited.ladder, version: SEVEN.version + 1 };
    const comparison = compared(book, { ladder: without });
    expect(comparison.replaced).toMatchObject([
      { step: { nl: 'Tweede herinnering' }, by: { nl: 'Ingebrekestelling' } },
    ]);
    const gone = new Telling(comparison, 90).rows({ of: 'dropped' });
    expect(gone.length).toBeGreaterThan(0);
    for (const { name, to } of gone) expect([name?.nl, to]).toEqual(['Tweede herinnering', null]);
  });

  test('invoices that may not take it are counted with the reason', () => {
    // One id never means two sorts of notice.
    const steps = SEVEN.steps.map((step) =>
      step.id === 'eerste-herinnering' ? { ...step, notice: 'notice-of-default', termDays: 14 } : step,
    );
    const draft = { ...SEVEN, version: 9, steps } as typeof SEVEN;
    const told = new Telling(compared(book, { ladder: draft }), 90);
    const { stayed } = told.figures;
    expect(stayed.map(({ because }) => because)).toContain('kind_differs');
    for (const { because, step, count, sentence } of stayed) {
      expect(told.rows({ of: 'stayed', because, step })).toHaveLength(count);
      expect(sentence.nl).not.toBe('');
    }
  });
});

describe('a ladder with nothing beside it', () => {
  test('that is published is run as it is', () => {
    const { figures } = new Telling(compared(book, { ladder: SEVEN, as: 'published' }), 90);
    expect(figures.totals.before).toMatchObject({ mails: 0, calls: 0 });
    expect(figures.totals.after).toEqual(telling.figures.totals.before);
  });

  test('that is new is begun by every open invoice', () => {
    const fresh = { ...SOONER, id: 'nieuw' };
    const comparison = compared(book, { ladder: fresh, as: 'new' });
    const { figures } = new Telling(comparison, 90);
    expect(figures.concerned).toBe(entries.length);
    expect(figures.totals.after.mails).toBeGreaterThan(0);
    expect(comparison.before.contacts).toEqual([]);
  });

  test('an empty book has no figures, and says so', () => {
    const { figures } = new Telling(compared(aBook([], []), { ladder: SOONER }), 30);
    expect(figures).toMatchObject({ invoices: 0, concerned: 0, days: [], atOnce: 0 });
  });
});

describe('what is due at once, spread over days', () => {
  const unpaid = Array.from({ length: 12 }, (_, n) => anEntry(`S${n}`, '2026-04-09'));
  const sooner = withDays({ 'eerste-herinnering': 1 });
  const steps = sooner.steps.map((step) => {
    if (step.id !== 'eerste-herinnering' || !('when' in step)) return step;
    const { latest: _, ...when } = step.when;
    return { ...step, when };
  });
  const reminders = (perDay: number | null) => {
    const told = new Telling(compared(aBook(unpaid), { ladder: { ...sooner, steps }, perDay }), 90);
    const { first, last } = told.figures;
    const rows = told.rows({ of: 'days', side: 'after', what: 'mails', days: { first, last } });
    return { figures: told.figures, rows: rows.filter(({ step }) => step === 'eerste-herinnering') };
  };

  test('loses nothing, and brings at most so many invoices a day', () => {
    expect(reminders(null).figures.atOnce).toBe(unpaid.length);
    fc.assert(
      // Slower still, and the next step comes due: the ladder's own rule for missed steps takes over.
      fc.property(fc.integer({ min: 2, max: 12 }), (perDay) => {
        const { figures, rows } = reminders(perDay);
        expect(figures.totals.after.mails).toBe(figures.totals.before.mails);
        expect(new Set(rows.map(({ number }) => number)).size).toBe(unpaid.length);
        expect(figures.atOnce).toBeLessThanOrEqual(perDay);
        for (const [, ofDay] of Map.groupBy(rows, ({ to }) => to)) expect(ofDay.length).toBeLessThanOrEqual(perDay);
      }),
      { numRuns: 12 },
    );
  });
});

describe('days put together', () => {
  test('have the same sums by day, by week and by weekday', () => {
    const { figures } = telling;
    for (const grouping of GROUPINGS) {
      const periods = periodsOf(figures, grouping);
      for (const what of ['mails', 'calls', 'handovers'] as const) {
        const sum = (side: 'before' | 'after') => periods.reduce((all, period) => all + period[side][what], 0);
        expect([sum('before'), sum('after')]).toEqual([figures.totals.before[what], figures.totals.after[what]]);
        expect(mostOf(periods, what)).toBeGreaterThan(0);
      }
      for (const { on } of figures.days) {
        expect(periods.filter(({ days }) => isAmong(on, days))).toHaveLength(1);
      }
    }
  });

  test('leave out weekends on which nothing happens, and keep days on which nothing happens between others', () => {
    const days = periodsOf(telling.figures, 'day').map(({ days: { first } }) => weekday(dayOf(first)));
    expect(days).toHaveLength(65);
    expect(days.every((day) => day <= 5)).toBe(true);
    const works = { ...telling.figures, days: [{ ...telling.figures.days[0]!, on: '2026-04-18' }] };
    expect(periodsOf(works, 'day')).toHaveLength(90);
    expect(periodsOf(works, 'weekday').map(({ days: { weekday: day } }) => day)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('by week begin on Monday, cut off where the report begins and ends', () => {
    const weeks = periodsOf({ first: '2026-04-15', last: '2026-04-28', days: [] }, 'week').map(({ days }) => days);
    expect(weeks).toEqual([
      { first: '2026-04-15', last: '2026-04-19' },
      { first: '2026-04-20', last: '2026-04-26' },
      { first: '2026-04-27', last: '2026-04-28' },
    ]);
  });
});

test('progress only grows, and ends at the whole', () => {
  for (const perDay of [null, 2]) {
    const work = compareBook(book, { ladder: SOONER, as: 'change', choice: 'replan', perDay });
    const shares: number[] = [];
    for (let step = work.next(); !step.done; step = work.next()) shares.push(step.value);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  }
});
