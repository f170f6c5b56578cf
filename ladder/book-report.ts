/** What a change of ladder does to a book: two runs of it, held against each other. */
import type { BookContact, BookRun } from './book.ts';
import type { StepId } from './definition.ts';
import type { CivilDate } from './time/civil.ts';

/** What leaves the house on a day. */
export interface BookDay {
  on: CivilDate;
  mails: number;
  letters: number;
  calls: number;
  handovers: number;
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

export interface BookReport {
  /** Each day on which anything happens in either run, in order. */
  days: { on: CivilDate; before: BookDay; after: BookDay }[];
  /** Notices that would leave on the first day and did not before. */
  atOnce: Notice[];
  /** Notices, by invoice and step, that leave on another day. */
  shifted: Moved[];
  /** Notices that no longer leave, and those that come new. */
  dropped: Notice[];
  added: Notice[];
  /** Handovers on another day; null where there is none in that run. */
  handovers: { invoiceId: string; from: CivilDate | null; to: CivilDate | null }[];
}

/** Mails, letters, calls and handovers of each day on which there are any, in order. */
export function daysOf(run: BookRun): BookDay[] {
  const days = new Map<CivilDate, BookDay>();
  const day = (on: CivilDate): BookDay => {
    const known = days.get(on) ?? { on, mails: 0, letters: 0, calls: 0, handovers: 0 };
    days.set(on, known);
    return known;
  };
  for (const { on, channel } of run.contacts) day(on)[channel === 'letter' ? 'letters' : 'mails']++;
  for (const { on } of run.calls) day(on).calls++;
  for (const { on } of run.handovers) day(on).handovers++;
  return [...days.values()].sort(byDay);
}

/** What differs between two runs of one book, from the same day. `stepOf` names a step of the first by its name in the second. */
export function compareBooks(
  before: BookRun,
  after: BookRun,
  firstDay: CivilDate,
  stepOf: (step: StepId) => StepId | null = (step) => step,
): BookReport {
  const old = noticesOf(before.contacts, stepOf);
  const now = noticesOf(after.contacts, (step) => step);
  const report: BookReport = {
    days: bothDays(daysOf(before), daysOf(after)),
    atOnce: [],
    shifted: [],
    dropped: [],
    added: [],
    handovers: [],
  };
  for (const [key, notices] of now) {
    const earlier = old.get(key) ?? [];
    for (const [index, notice] of notices.entries()) {
      const was = earlier[index];
      if (notice.on === firstDay && was?.on !== firstDay) report.atOnce.push(notice);
      if (!was) report.added.push(notice);
      else if (was.on !== notice.on) {
        report.shifted.push({ invoiceId: notice.invoiceId, step: notice.step, from: was.on, to: notice.on });
      }
    }
  }
  for (const [key, notices] of old) report.dropped.push(...notices.slice((now.get(key) ?? []).length));
  const [from, to] = [handoversOf(before), handoversOf(after)];
  for (const invoiceId of new Set([...from.keys(), ...to.keys()])) {
    const [was, is] = [from.get(invoiceId) ?? null, to.get(invoiceId) ?? null];
    if (was !== is) report.handovers.push({ invoiceId, from: was, to: is });
  }
  return report;
}

const byDay = (a: { on: CivilDate }, b: { on: CivilDate }) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0);

/** Notices by invoice and step, each list in order of days. */
function noticesOf(contacts: readonly BookContact[], stepOf: (step: StepId) => StepId | null): Map<string, Notice[]> {
  const found = new Map<string, Notice[]>();
  for (const { on, notices } of contacts) {
    for (const { invoiceId, step } of notices) {
      const name = stepOf(step) ?? step;
      const key = `${invoiceId} ${name}`;
      found.set(key, [...(found.get(key) ?? []), { invoiceId, step: name, on }]);
    }
  }
  return found;
}

const handoversOf = ({ handovers }: BookRun) => new Map(handovers.map(({ invoiceId, on }) => [invoiceId, on]));

function bothDays(before: readonly BookDay[], after: readonly BookDay[]): BookReport['days'] {
  const [old, now] = [before, after].map((days) => new Map(days.map((day) => [day.on, day])));
  const none = (on: CivilDate): BookDay => ({ on, mails: 0, letters: 0, calls: 0, handovers: 0 });
  const all = [...new Set([...before, ...after].map(({ on }) => on))].sort();
  return all.map((on) => ({ on, before: old!.get(on) ?? none(on), after: now!.get(on) ?? none(on) }));
}
