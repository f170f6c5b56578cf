/** A try, run on a draft by the engine on its virtual clock. */
import type { Ladder, Localised } from '../../../ladder/definition.ts';
import { type Facts, noFacts } from '../../../ladder/facts.ts';
import type { InvoiceState } from '../../../ladder/invoice/state.ts';
import { type CheckRun, COURSE, type CourseEntry, courseOf } from '../../../ladder/saved-check/saved-check.ts';
import { readSavedCheck } from '../../../ladder/saved-check/schema.ts';
import { type ScriptedDelivery, type SimulatedEntry, simulate } from '../../../ladder/simulate.ts';
import { DAY_MS, type Instant, instantOf, localDay } from '../../../ladder/time/civil.ts';
import { keptForm } from './kept.ts';
import { dueDayOf, type Try, type TryInvoice } from './try.ts';

/** Where the case stood from an instant on. */
export interface Standing {
  at: Instant;
  state: InvoiceState;
  facts: Facts;
}

export interface Played {
  ladder: Ladder;
  run: CheckRun;
  entries: readonly SimulatedEntry[];
  /** In order of time; of one instant the last counts. */
  standings: readonly Standing[];
  /** What was scripted for notices that were never sent. */
  unused: readonly ScriptedDelivery[];
  /** Days from the due date of the first and the last thing that happens. */
  first: number;
  last: number;
}

export type PlayResult = { ok: true; played: Played } | { ok: false; problem: Localised };

/** How long is run after the last event: two years, as a check is. */
const HORIZON_MS = 2 * 366 * DAY_MS;

/** Runs a try. A draft with errors may have no course at all: that is told. */
export function play(ladder: Ladder, given: Try): PlayResult {
  const read = readSavedCheck(keptForm(given, { id: 'try', name: 'try', expected: [] }));
  if (!read.ok) {
    return {
      ok: false,
      problem: {
        nl: `Dit kan niet nagespeeld worden: ${read.problem}.`,
        en: `This cannot be tried: ${read.problem}.`,
      },
    };
  }
  const { run } = read.check;
  const { invoice, debtor, registeredAt, events, deliveries } = run;
  const standings: Standing[] = [];
  try {
    const { entries, unused } = simulate({
      ladder,
      facts: noFacts(invoice, debtor),
      state: null,
      from: registeredAt,
      until: Math.max(registeredAt, ...events.map(({ at }) => at)) + HORIZON_MS,
      events,
      deliveries,
      watch: (state, _commands, at, facts) => standings.push({ at, state, facts }),
    });
    const days = [registeredAt, ...events.map(({ at }) => at), ...entries.map(({ at }) => at)].map(
      (at) => localDay(at) - dueDayOf(given.invoice),
    );
    return {
      ok: true,
      played: { ladder, run, entries, standings, unused, first: Math.min(...days), last: Math.max(...days) },
    };
  } catch {
    return {
      ok: false,
      problem: {
        nl: 'Dit concept heeft fouten waardoor het niet nagespeeld kan worden. Verbeter die eerst; de lijst met problemen wijst ze aan.',
        en: 'This draft has errors that keep it from being tried. Mend them first; the list of problems shows them.',
      },
    };
  }
}

/** The instant at which a day is over. */
export const endOf = (invoice: TryInvoice, day: number): Instant => instantOf(dueDayOf(invoice) + day + 1, 0) - 1;

/** Where the case stands at the end of a day; null before it is registered. */
export function standingAt({ standings }: Played, end: Instant): Standing | null {
  return standings.findLast(({ at }) => at <= end) ?? null;
}

/** What is kept as expected of a run. */
export const expectedOf = ({ ladder, run }: Played): CourseEntry[] => courseOf(ladder, run);

export { COURSE };
