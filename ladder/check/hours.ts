/** Rules of hours: when the office is open, and when somebody may be called or written to. */
import { compile } from '../compiled.ts';
import type { ContactWindow, Ladder, TimedStep } from '../definition.ts';
import { type Calendar, rollToOpen } from '../time/calendar.ts';
import { dayOf } from '../time/civil.ts';
import type { Finding } from './findings.ts';
import { reachedFrom, waysFor } from './paths.ts';
import { entriesOf, ownWindowsOf, type Placed, type Pointer } from './places.ts';

/** Nobody is called at night or on a Sunday (`dutch-law.md` §5). */
const [CALLS_FROM, CALLS_TO, SUNDAY] = ['07:00', '20:00', 7];

export function officeDays(ladder: Ladder): Finding[] {
  if (!opensNever(compile(ladder).office, ladder)) return [];
  return [{ rule: 'office-closed', step: null, pointer: '/office/closed' }];
}

/** A week is sampled, and every date that the office closes besides: where a calendar opens after each, it always does. */
function opensNever(calendar: Calendar, ladder: Ladder): boolean {
  const week = dayOf('2026-06-01');
  const days = [0, 1, 2, 3, 4, 5, 6].map((day) => week + day).concat(ladder.office.closed.map(dayOf));
  try {
    for (const day of days) {
      rollToOpen(calendar, day, 1);
      rollToOpen(calendar, day, -1);
    }
    return false;
  } catch (error) {
    if (error instanceof RangeError) return true;
    throw error;
  }
}

export function ladderHours({ contact: { window } }: Ladder): Finding[] {
  return isEmpty(window) ? [empty(window, null, null, '/contact/window')] : [];
}

export function hours(ladder: Ladder, placed: Placed): Finding[] {
  const { step } = placed;
  if (!('when' in step)) return [];
  const own = ownWindowsOf(placed).flatMap(({ window, at, attempt }): Finding[] => {
    if (isEmpty(window)) return [empty(window, step.id, attempt, at)];
    const { calendar } = compile(ladder).hours(step as TimedStep, attempt ?? 1);
    if (!opensNever(calendar, ladder)) return [];
    return [{ rule: 'window-shut', step: step.id, pointer: `${at}/weekdays`, attempt }];
  });
  return [...own, ...lateHours(ladder, placed)];
}

const isEmpty = ({ from, to }: ContactWindow) => from >= to;

/** Hours that end before they begin were typed in the wrong order. */
function empty(window: ContactWindow, step: string | null, attempt: number | null, pointer: Pointer): Finding {
  const { from, to } = window;
  const finding: Finding = { rule: 'window-empty', step, pointer, from, to, attempt };
  if (from === to) return finding;
  return { ...finding, mend: setHours(pointer, { ...window, from: to, to: from }) };
}

function setHours(path: Pointer, window: ContactWindow) {
  const { from, to } = window;
  const op = path.endsWith('/when/window') ? ('add' as const) : ('replace' as const);
  return { does: 'set-hours' as const, from, to, operations: [{ op, path, value: window }] };
}

/** Calls to anybody, and notices to consumers, at night or on a Sunday. */
function lateHours(ladder: Ladder, placed: Placed): Finding[] {
  const { step, at } = placed;
  const isCall = step.kind === 'call';
  if (!isCall && !(step.kind === 'send' && reachesConsumers(ladder, step.id))) return [];
  const own = ownWindowsOf(placed);
  const windows = own.length > 0 ? own : [{ window: ladder.contact.window, at: `${at}/when/window`, attempt: null }];
  return windows
    .filter(({ window }) => !isEmpty(window) && !isDecent(window))
    .map(({ window, at: place, attempt }): Finding => {
      const told = isCall ? ({ rule: 'call-hours', attempt } as const) : ({ rule: 'notice-hours' } as const);
      const decent = decentPartOf(window);
      return { ...told, step: step.id, pointer: place, ...(decent && { mend: setHours(place, decent) }) };
    });
}

function isDecent({ from, to, weekdays }: ContactWindow): boolean {
  return from >= CALLS_FROM && to <= CALLS_TO && !weekdays?.includes(SUNDAY);
}

/** What is left of hours within which people may be reached, or null. */
function decentPartOf({ from, to, weekdays }: ContactWindow): ContactWindow | null {
  const days = weekdays?.filter((day) => day !== SUNDAY);
  const part = { from: from > CALLS_FROM ? from : CALLS_FROM, to: to < CALLS_TO ? to : CALLS_TO };
  if (isEmpty(part) || days?.length === 0) return null;
  return { ...part, ...(days && { weekdays: days }) };
}

function reachesConsumers(ladder: Ladder, id: string): boolean {
  const entries = entriesOf(ladder).map(({ target }) => target);
  return reachedFrom(ladder, entries, waysFor('consumer')).has(id);
}
