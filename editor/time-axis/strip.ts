/** The strip of events beside the lanes: fixed forms, each with a little ruler of its own that begins when it happens. */
import { entriesOf } from '../../ladder/check/places.ts';
import type { Localised, StepId } from '../../ladder/definition.ts';
import { DEFAULT_EVENTS, type EventHandling } from '../../ladder/event-handling.ts';
import type { Nominal } from './nominal.ts';
import { eventMarkWords, eventZero } from './words.ts';

/** A line of a form's own ruler: so many days after the event. */
export interface EventMark {
  days: number;
  unit: 'days' | 'workdays' | 'bank-days';
  /** "de bank boekt wat op tijd betaald is". */
  what: Localised;
}

/** One form of the strip. */
export interface EventForm {
  id: string;
  event: string;
  /** "dag 0 = toezegging". */
  zero: Localised;
  marks: readonly EventMark[];
  /** The step to which the event leads; null where the ladder goes on, or has its own rule. */
  target: StepId | null;
  x: number;
  y: number;
  width: number;
  height: number;
}

const FORM_WIDTH = 248;
/** Its title, what its day 0 is, and a sentence of two lines. */
const HEAD_PX = 84;
const MARK_PX = 24;
const FORM_GAP = 16;

/** The forms of a ladder: payment, which every ladder counts, and those of its events. */
export function stripOf({ ladder }: Nominal, x: number): EventForm[] {
  const events: EventHandling = { ...DEFAULT_EVENTS, ...ladder.events };
  const targets = new Map(
    entriesOf(ladder)
      .filter(({ at }) => at !== '/start')
      .map(({ at, target }) => [at.split('/')[2]!, target]),
  );
  let y = 0;
  return ['payment', ...Object.keys(events)].map((event): EventForm => {
    const marks = marksOf(events[event as keyof EventHandling]);
    const height = HEAD_PX + marks.length * MARK_PX;
    const form = { id: `event:${event}`, event, zero: eventZero(event), marks, target: targets.get(event) ?? null };
    const placed = { ...form, x, y, width: FORM_WIDTH, height };
    y += height + FORM_GAP;
    return placed;
  });
}

/** The days that a form states, in the order in which it states them; none where it does not wait. */
function marksOf(form: object = {}): EventMark[] {
  return Object.entries(form).flatMap(([member, days]): EventMark[] => {
    const unit = UNITS[member];
    return unit && typeof days === 'number' && days > 0 ? [{ days, unit, what: eventMarkWords(member) }] : [];
  });
}

const UNITS: Record<string, EventMark['unit']> = {
  graceDays: 'bank-days',
  longestDays: 'days',
  pauseDays: 'workdays',
  restDays: 'workdays',
};
