/** What a change of ladder does to a book: two runs of it, held against each other. */
import { compile } from '../compiled.ts';
import type { Ladder, StepId } from '../definition.ts';
import { openInstant } from '../schedule.ts';
import { type CivilDate, type Instant, localDate } from '../time/civil.ts';
import { type BookContact, type BookRun, byDay } from './book.ts';

/** What leaves the house on a day, and what is put before people. */
export interface BookCounts {
  mails: number;
  letters: number;
  calls: number;
  handovers: number;
  /** Cases that wait for a person to say how to go on. */
  questions: number;
}
export interface BookDay extends BookCounts {
  on: CivilDate;
}

export interface Notice {
  invoiceId: string;
  step: StepId;
  on: CivilDate;
}

export interface Moved {
  invoiceId: string;
  step: StepId;
  from: CivilDate;
  to: CivilDate;
}

export interface MovedHandover {
  invoiceId: string;
  /** Null where there is none in that run. */
  from: CivilDate | null;
  to: CivilDate | null;
}

/** What becomes of a handover: there is none any more, or there was none, or it comes sooner or later. */
export function handoverWay({ from, to }: MovedHandover): 'gone' | 'come' | 'earlier' | 'later' {
  if (to === null) return 'gone';
  if (from === null) return 'come';
  return to < from ? 'earlier' : 'later';
}

export interface BookReport {
  /** Each day on which anything happens in either run, in order. */
  days: { on: CivilDate; before: BookCounts; after: BookCounts }[];
  /** Notices that would leave on the first day and did not before. */
  atOnce: Notice[];
  /** Notices, by invoice and step, that leave on another day. */
  shifted: Moved[];
  /** Notices that no longer leave, and those that come new. */
  dropped: Notice[];
  added: Notice[];
  /** Handovers on another day. */
  handovers: MovedHandover[];
}

export interface BookScope {
  /** The first day on which anything may leave: what comes then comes at once. */
  firstDay: CivilDate;
  /** What has no day up to and including this one in either run is not told; the runs may go further. */
  lastDay: CivilDate;
  /** The name that a step of the first run has in the second, for an invoice; null where it has none. */
  stepOf?: (step: StepId, invoiceId: string) => StepId | null;
}

export const noCounts = (): BookCounts => ({ mails: 0, letters: 0, calls: 0, handovers: 0, questions: 0 });

export function addCounts(a: BookCounts, b: BookCounts): BookCounts {
  return {
    mails: a.mails + b.mails,
    letters: a.letters + b.letters,
    calls: a.calls + b.calls,
    handovers: a.handovers + b.handovers,
    questions: a.questions + b.questions,
  };
}

/** The day on which contacts of a ladder may be made at the earliest. */
export function firstContactDay(ladder: Ladder, now: Instant): CivilDate {
  return localDate(openInstant(compile(ladder).contactHours, now));
}

/** What happens on each day on which anything does, in order. */
export function daysOf(run: BookRun): BookDay[] {
  const days = new Map<CivilDate, BookDay>();
  const day = (on: CivilDate): BookDay => {
    const known = days.get(on) ?? { on, ...noCounts() };
    days.set(on, known);
    return known;
  };
  for (const { on, channel } of run.contacts) day(on)[channel === 'letter' ? 'letters' : 'mails']++;
  for (const { on } of run.calls) day(on).calls++;
  for (const { on } of run.handovers) day(on).handovers++;
  for (const { on } of run.questions) day(on).questions++;
  return [...days.values()].sort(byDay);
}

/** What differs between two runs of one book, from the same instant. */
export function compareBooks(before: BookRun, after: BookRun, scope: BookScope): BookReport {
  const { firstDay, lastDay, stepOf = (step) => step } = scope;
  const old = noticesOf(before.contacts, stepOf);
  const now = noticesOf(after.contacts, (step) => step);
  const days = bothDays(daysOf(before), daysOf(after)).filter(({ on }) => on <= lastDay);
  const report: BookReport = { days, atOnce: [], shifted: [], dropped: [], added: [], handovers: [] };
  for (const [key, notices] of now) {
    const earlier = old.get(key) ?? [];
    for (const [index, notice] of notices.entries()) {
      const was = earlier[index];
      const { invoiceId, step, on } = notice;
      if (on === firstDay && was?.on !== firstDay) report.atOnce.push(notice);
      if (!was && on <= lastDay) report.added.push(notice);
      if (was && was.on !== on && (was.on <= lastDay || on <= lastDay)) {
        report.shifted.push({ invoiceId, step, from: was.on, to: on });
      }
    }
  }
  for (const [key, notices] of old) {
    const gone = notices.slice((now.get(key) ?? []).length);
    report.dropped.push(...gone.filter(({ on }) => on <= lastDay));
  }
  const [from, to] = [handoversOf(before), handoversOf(after)];
  for (const invoiceId of new Set([...from.keys(), ...to.keys()])) {
    const [was, is] = [from.get(invoiceId) ?? null, to.get(invoiceId) ?? null];
    const told = (was !== null && was <= lastDay) || (is !== null && is <= lastDay);
    if (was !== is && told) report.handovers.push({ invoiceId, from: was, to: is });
  }
  return report;
}

/** Notices by invoice and step, each list in order of days. */
function noticesOf(contacts: readonly BookContact[], stepOf: NonNullable<BookScope['stepOf']>): Map<string, Notice[]> {
  const found = new Map<string, Notice[]>();
  for (const { on, notices } of contacts) {
    for (const { invoiceId, step } of notices) {
      const name = stepOf(step, invoiceId) ?? step;
      const key = `${invoiceId} ${name}`;
      const notice = { invoiceId, step: name, on };
      const known = found.get(key);
      if (known) known.push(notice);
      else found.set(key, [notice]);
    }
  }
  return found;
}

const handoversOf = ({ handovers }: BookRun) => new Map(handovers.map(({ invoiceId, on }) => [invoiceId, on]));

function bothDays(before: readonly BookDay[], after: readonly BookDay[]): BookReport['days'] {
  const counts = (days: readonly BookDay[]) => new Map(days.map(({ on, ...counted }) => [on, counted]));
  const [old, now] = [counts(before), counts(after)];
  const all = [...new Set([...old.keys(), ...now.keys()])].sort();
  return all.map((on) => ({ on, before: old.get(on) ?? noCounts(), after: now.get(on) ?? noCounts() }));
}
