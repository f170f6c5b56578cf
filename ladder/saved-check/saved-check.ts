/**
 * A run of the simulator that a designer keeps, with the course that was expected of it: an invoice, and what happens to
 * it. It is run again before a ladder is published, so that a change elsewhere does not silently move what was right.
 */
import type { Ladder, Localised, StepId } from '../definition.ts';
import type { InvoiceEvent } from '../events.ts';
import { describe } from '../explain/explain.ts';
import { type DebtorFacts, type InvoiceFacts, noFacts } from '../facts.ts';
import type { Happening } from '../invoice/commands.ts';
import { type ScriptedDelivery, type Simulation, simulate } from '../simulate.ts';
import { type CivilDate, DAY_MS, type Instant, localDate } from '../time/civil.ts';

/** What is run. */
export interface CheckRun {
  invoice: InvoiceFacts;
  debtor: DebtorFacts;
  registeredAt: Instant;
  events: readonly InvoiceEvent[];
  deliveries: readonly ScriptedDelivery[];
}

/** One thing in the course of a case that debtor or department notices. */
export interface CourseEntry {
  on: CivilDate;
  what: Happening;
  /** Null for what is of no step. */
  step: StepId | null;
}

export interface SavedCheck {
  id: string;
  name: string;
  run: CheckRun;
  expected: readonly CourseEntry[];
}

/** How a check came out. `sentence` says the first difference, in both languages. */
export type CheckOutcome =
  | { holds: true; course: CourseEntry[] }
  | {
      holds: false;
      course: CourseEntry[];
      /** Null where the course ends before the expected one, or goes on after it. */
      expected: CourseEntry | null;
      found: CourseEntry | null;
      sentence: Localised;
    };

/** What belongs to a course: all that leaves the house, all that a person is asked, and how the case ends. */
export const COURSE: readonly Happening[] = [
  'notice_sent',
  'notice_refused',
  'notice_in_doubt',
  'task_opened',
  'decision_asked',
  'deliveries_held',
  'deliveries_resumed',
  'costs_charged',
  'costs_withdrawn',
  'interest_charged',
  'interest_withdrawn',
  'promise_broken',
  'correction_sent',
  'handed_over',
  'agency_told',
  'closed',
  'reopened',
];

/** How long is run after the last event: two years, in milliseconds. */
const HORIZON_MS = 2 * 366 * DAY_MS;

/** The course of a run on a ladder in which `check` finds no error. */
export function courseOf(
  ladder: Ladder,
  { invoice, debtor, registeredAt, events, deliveries }: CheckRun,
): CourseEntry[] {
  const last = Math.max(registeredAt, ...events.map(({ at }) => at));
  const { entries }: Simulation = simulate({
    ladder,
    facts: noFacts(invoice, debtor),
    state: null,
    from: registeredAt,
    until: last + HORIZON_MS,
    events,
    deliveries,
  });
  return entries
    .filter(({ what }) => COURSE.includes(what))
    .map(({ at, what, step }) => ({ on: localDate(at), what, step }));
}

/** Runs a check on a ladder in which `check` finds no error. */
export function runCheck(ladder: Ladder, { name, run, expected }: SavedCheck): CheckOutcome {
  const course = courseOf(ladder, run);
  for (let index = 0; index < Math.max(course.length, expected.length); index++) {
    const [wanted, found] = [expected[index] ?? null, course[index] ?? null];
    if (wanted && found && isSame(wanted, found)) continue;
    return { holds: false, course, expected: wanted, found, sentence: differenceIn(ladder, name, wanted, found) };
  }
  return { holds: true, course };
}

const isSame = (a: CourseEntry, b: CourseEntry) => a.on === b.on && a.what === b.what && a.step === b.step;

function differenceIn(
  ladder: Ladder,
  name: string,
  expected: CourseEntry | null,
  found: CourseEntry | null,
): Localised {
  const told = (entry: CourseEntry | null, language: 'nl' | 'en', none: string) =>
    entry === null ? none : `${entry.on} "${describe(entry.what, entry.step, { ladder, language, step: entry.step })}"`;
  return {
    nl: `Controle "${name}": verwacht was ${told(expected, 'nl', 'niets meer')}, maar er komt ${told(found, 'nl', 'niets meer')}. Verbeter het schema, of leg het nieuwe verloop vast.`,
    en: `Check "${name}": expected was ${told(expected, 'en', 'nothing more')}, but there comes ${told(found, 'en', 'nothing more')}. Mend the ladder, or keep the new course.`,
  };
}
