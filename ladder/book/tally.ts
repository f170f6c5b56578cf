/**
 * The report of a large book, put together of those of its debtors: they do not meet, so that a book can be run a page at
 * a time. Keeps every count, and of what changes the first examples.
 */
import type { StepId } from '../definition.ts';
import type { CivilDate } from '../time/civil.ts';
import {
  addCounts,
  type BookCounts,
  type BookReport,
  handoverWay,
  type Moved,
  type MovedHandover,
  type Notice,
  noCounts,
} from './report.ts';

/** How many there are, and the first of them. */
export interface Counted<T> {
  count: number;
  examples: T[];
}

/** How many notices of a step would leave at once, leave on another day, no longer leave, and come new. */
export interface StepTally {
  step: StepId;
  atOnce: number;
  earlier: number;
  later: number;
  dropped: number;
  added: number;
}

export interface BookTotals {
  days: { on: CivilDate; before: BookCounts; after: BookCounts }[];
  totals: { before: BookCounts; after: BookCounts };
  /** By the names that steps have in the second run. */
  steps: StepTally[];
  atOnce: Counted<Notice>;
  shifted: Counted<Moved> & { earlier: number; later: number };
  dropped: Counted<Notice>;
  added: Counted<Notice>;
  /** `gone` and `come`: there is none in the second run, or was none in the first. */
  handovers: Counted<MovedHandover> & { earlier: number; later: number; gone: number; come: number };
}

export class BookTally {
  readonly #most: number;
  readonly #days = new Map<CivilDate, { before: BookCounts; after: BookCounts }>();
  readonly #steps = new Map<StepId, StepTally>();
  readonly #totals: Pick<BookTotals, 'atOnce' | 'shifted' | 'dropped' | 'added' | 'handovers'> = {
    atOnce: none(),
    shifted: { ...none<Moved>(), earlier: 0, later: 0 },
    dropped: none(),
    added: none(),
    handovers: { ...none<MovedHandover>(), earlier: 0, later: 0, gone: 0, come: 0 },
  };

  /** `most`: how many examples are kept of each. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Adds what changes for one debtor, or for several. */
  add({ days, atOnce, shifted, dropped, added, handovers }: BookReport): void {
    for (const { on, before, after } of days) {
      const day = this.#days.get(on) ?? { before: noCounts(), after: noCounts() };
      this.#days.set(on, { before: addCounts(day.before, before), after: addCounts(day.after, after) });
    }
    const totals = this.#totals;
    this.#count(totals.atOnce, atOnce);
    this.#count(totals.shifted, shifted);
    this.#count(totals.dropped, dropped);
    this.#count(totals.added, added);
    this.#count(totals.handovers, handovers);
    for (const { step } of atOnce) this.#step(step).atOnce++;
    for (const { step } of dropped) this.#step(step).dropped++;
    for (const { step } of added) this.#step(step).added++;
    for (const { step, from, to } of shifted) {
      const way = to < from ? 'earlier' : 'later';
      totals.shifted[way]++;
      this.#step(step)[way]++;
    }
    for (const handover of handovers) totals.handovers[handoverWay(handover)]++;
  }

  report(): BookTotals {
    const days = [...this.#days].map(([on, day]) => ({ on, ...day })).sort((a, b) => (a.on < b.on ? -1 : 1));
    const totals = { before: noCounts(), after: noCounts() };
    for (const { before, after } of days) {
      totals.before = addCounts(totals.before, before);
      totals.after = addCounts(totals.after, after);
    }
    return { days, totals, steps: [...this.#steps.values()], ...this.#totals };
  }

  #count<T>(counted: Counted<T>, more: readonly T[]): void {
    counted.count += more.length;
    counted.examples.push(...more.slice(0, this.#most - counted.examples.length));
  }

  #step(step: StepId): StepTally {
    const known = this.#steps.get(step) ?? { step, atOnce: 0, earlier: 0, later: 0, dropped: 0, added: 0 };
    this.#steps.set(step, known);
    return known;
  }
}

function none<T>(): Counted<T> {
  return { count: 0, examples: [] };
}
