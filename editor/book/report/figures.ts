/** What is told of a book under another version of a ladder, and the invoices behind each figure. */
import type { BookRun, BookStay } from '../../../ladder/book/book.ts';
import { type BookCounts, type BookReport, compareBooks, handoverWay } from '../../../ladder/book/report.ts';
import { stayWords } from '../../../ladder/book/stays.ts';
import { BookTally, type BookTotals, type StepTally } from '../../../ladder/book/tally.ts';
import type { Localised, StepId } from '../../../ladder/definition.ts';
import { type CivilDate, dateOf, dayOf, localDay, weekday } from '../../../ladder/time/civil.ts';
import type { Comparison } from './comparison.ts';

/** What leaves the house, or is put before people. */
export type What = keyof BookCounts;
export type Side = 'before' | 'after';

/** Days from one up to and including another; of them those that are a weekday (1 is Monday), where one is named. */
export interface Days {
  first: CivilDate;
  last: CivilDate;
  weekday?: number;
}

/** A figure of the report, by which its invoices are asked for. */
export type Figure =
  | { of: 'days'; side: Side; what: What; days: Days }
  | { of: 'at_once' | 'earlier' | 'later' | 'dropped' | 'added'; step?: StepId }
  | { of: 'handovers'; way: 'earlier' | 'later' | 'gone' | 'come' | 'moved' }
  | { of: 'stayed'; because: BookStay['because']; step: StepId | null };

/** An invoice behind a figure, and the days on which it has what is counted, now and then; null where it has it not. */
export interface Row {
  invoiceId: string;
  number: string;
  debtorId: string;
  step: StepId | null;
  /** The name of the step. */
  name: Localised | null;
  from: CivilDate | null;
  to: CivilDate | null;
}

export interface Figures extends Pick<BookTotals, 'days' | 'totals'> {
  first: CivilDate;
  last: CivilDate;
  /** The first day on which anything may leave: what comes then comes at once. */
  firstDay: CivilDate;
  /** Open invoices, and of them those that are concerned. */
  invoices: number;
  concerned: number;
  atOnce: number;
  earlier: number;
  later: number;
  dropped: number;
  added: number;
  handovers: { moved: number; earlier: number; later: number; gone: number; come: number };
  steps: (StepTally & { name: Localised | null })[];
  /** Invoices that keep their version, by why. */
  stayed: (Pick<BookStay, 'because' | 'step'> & { count: number; sentence: Localised })[];
}

/** A comparison told for so many days, today included. */
export class Telling {
  readonly figures: Figures;
  readonly #comparison: Comparison;
  readonly #report: BookReport;

  constructor(comparison: Comparison, days: number) {
    const { now, firstDay, before, after, stepOf } = comparison;
    const [first, last] = [dateOf(localDay(now)), dateOf(localDay(now) + days - 1)];
    const report = compareBooks(before, after, { firstDay, lastDay: last, stepOf });
    const tally = new BookTally(0);
    tally.add(report);
    const { days: counted, totals, steps, atOnce, shifted, dropped, added, handovers } = tally.report();
    const { count: moved, earlier, later, gone, come } = handovers;
    this.#comparison = comparison;
    this.#report = report;
    this.figures = {
      first,
      last,
      firstDay,
      invoices: comparison.entries.size,
      concerned: comparison.concerned,
      days: counted,
      totals,
      steps: steps.map((step) => ({ ...step, name: comparison.nameOf(step.step) })),
      atOnce: atOnce.count,
      earlier: shifted.earlier,
      later: shifted.later,
      dropped: dropped.count,
      added: added.count,
      handovers: { moved, earlier, later, gone, come },
      stayed: stayedOf(comparison),
    };
  }

  /** The invoices behind a figure, in the order of their days. */
  rows(figure: Figure): Row[] {
    const { entries, nameOf } = this.#comparison;
    const rows = this.#found(figure).map(({ invoiceId, step, from, to }): Row => {
      const { invoice, debtor } = entries.get(invoiceId)!.facts;
      return {
        invoiceId,
        number: invoice.number,
        debtorId: debtor.id,
        step,
        name: step === null ? null : nameOf(step, invoiceId),
        from,
        to,
      };
    });
    return rows.sort(inOrder(figure.of === 'days' && figure.side === 'before' ? 'from' : 'to'));
  }

  #found(figure: Figure): Found[] {
    const { atOnce, shifted, dropped, added, handovers } = this.#report;
    const isAsked = ({ step }: { step: StepId }) => !('step' in figure && figure.step && figure.step !== step);
    switch (figure.of) {
      case 'days':
        return this.#ofDays(figure);
      case 'at_once': {
        const was = new Map(shifted.map(({ invoiceId, step, from, to }) => [`${invoiceId} ${step} ${to}`, from]));
        return atOnce.filter(isAsked).map(({ invoiceId, step, on }) => {
          return { invoiceId, step, from: was.get(`${invoiceId} ${step} ${on}`) ?? null, to: on };
        });
      }
      case 'earlier':
        return shifted.filter((one) => isAsked(one) && one.to < one.from);
      case 'later':
        return shifted.filter((one) => isAsked(one) && one.to > one.from);
      case 'dropped':
        return dropped.filter(isAsked).map(({ on, ...one }) => ({ ...one, from: on, to: null }));
      case 'added':
        return added.filter(isAsked).map(({ on, ...one }) => ({ ...one, from: null, to: on }));
      case 'handovers':
        return handovers
          .filter((one) => figure.way === 'moved' || figure.way === handoverWay(one))
          .map((one) => ({ ...one, step: null }));
      case 'stayed':
        return this.#comparison.after.stayed
          .filter(({ because, step }) => because === figure.because && step === figure.step)
          .map(({ invoiceId, step }) => ({ invoiceId, step, from: null, to: null }));
    }
  }

  #ofDays({ side, what, days }: Extract<Figure, { of: 'days' }>): Found[] {
    const { before, after, stepOf } = this.#comparison;
    const here = side === 'before' ? marksOf(before, stepOf) : marksOf(after, (step) => step);
    const there = side === 'before' ? marksOf(after, (step) => step) : marksOf(before, stepOf);
    const elsewhere = new Map(there.map(({ key, on }) => [key, on]));
    return here
      .filter((mark) => mark.what === what && isAmong(mark.on, days))
      .map(({ invoiceId, step, on, key }) => {
        const other = elsewhere.get(key) ?? null;
        return { invoiceId, step, ...(side === 'before' ? { from: on, to: other } : { from: other, to: on }) };
      });
  }
}

type Found = Pick<Row, 'invoiceId' | 'step' | 'from' | 'to'>;

/** One thing that happens to one invoice in a run. */
interface Mark {
  what: What;
  on: CivilDate;
  invoiceId: string;
  step: StepId | null;
  /** The same for what it is in the other run. */
  key: string;
}

function marksOf({ contacts, calls, handovers, questions }: BookRun, stepOf: Comparison['stepOf']): Mark[] {
  const counts = new Map<string, number>();
  const mark = (what: What, on: CivilDate, invoiceId: string, given: StepId | null): Mark => {
    const step = given === null ? null : (stepOf(given, invoiceId) ?? given);
    // A mail that became a letter is the same notice.
    const name = `${what === 'letters' ? 'mails' : what} ${invoiceId} ${step}`;
    const nth = (counts.get(name) ?? 0) + 1;
    counts.set(name, nth);
    return { what, on, invoiceId, step, key: `${name} ${nth}` };
  };
  return [
    ...contacts.flatMap(({ on, channel, notices }) =>
      notices.map(({ invoiceId, step }) => mark(channel === 'letter' ? 'letters' : 'mails', on, invoiceId, step)),
    ),
    ...calls.flatMap(({ on, calls: of }) => of.map(({ invoiceId, step }) => mark('calls', on, invoiceId, step))),
    ...handovers.map(({ on, invoiceId }) => mark('handovers', on, invoiceId, null)),
    ...questions.map(({ on, invoiceId, step }) => mark('questions', on, invoiceId, step)),
  ];
}

export const isAmong = (on: CivilDate, { first, last, weekday: asked }: Days): boolean =>
  first <= on && on <= last && (asked === undefined || weekday(dayOf(on)) === asked);

function stayedOf({ after, order, ladderOf }: Comparison): Figures['stayed'] {
  const byReason = Map.groupBy(after.stayed, ({ because, step }) => `${because} ${step}`);
  return [...byReason.values()].map((all) => {
    const [{ because, step, invoiceId }] = all as [BookStay];
    const sentence = stayWords({ because, step }, { from: ladderOf(invoiceId), to: order.ladder });
    return { because, step, count: all.length, sentence };
  });
}

/** By day; what one debtor gets on a day together. */
const inOrder = (side: 'from' | 'to') => (a: Row, b: Row) => {
  const day = (row: Row) => row[side] ?? row.from ?? row.to ?? '';
  return compared(day(a), day(b)) || compared(a.debtorId, b.debtorId) || compared(a.number, b.number);
};
const compared = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
