/** A ladder with what the engine looks up at every turn worked out once. */
import type { ContactWindow, Ladder, Step, StepId, TimedStep } from './definition.ts';
import { followers } from './edges.ts';
import { DEFAULT_EVENTS, type EventHandling } from './event-handling.ts';
import { type Calendar, type ClosedBecause, officeCalendar } from './time/calendar.ts';
import { MINUTE_MS, weekday } from './time/civil.ts';

/** A contact window in milliseconds since midnight, with the calendar of the days on which it opens. */
export interface OpenHours {
  fromMs: number;
  toMs: number;
  calendar: Calendar;
}

export interface CompiledLadder {
  ladder: Ladder;
  /** Throws when no step has the id: a ladder that passed `check` names only its own steps. */
  step(id: StepId): Step;
  /** The steps that lie ahead of one. */
  ahead(id: StepId): ReadonlySet<StepId>;
  office: Calendar;
  /** Days on which a time that a person has, in civil days, does not end: it runs to the next other day. */
  rest: Calendar;
  events: EventHandling;
  /** When contacts may be made, unless a step has its own hours. */
  contactHours: OpenHours;
  /** When a timed step may happen; for a call, one of its attempts, counted from 1. */
  hours(step: TimedStep, attempt?: number): OpenHours;
}

const compiled = new WeakMap<Ladder, CompiledLadder>();

/** Compiles a ladder, once per document. */
export function compile(ladder: Ladder): CompiledLadder {
  let result = compiled.get(ladder);
  if (!result) {
    result = compileAnew(ladder);
    compiled.set(ladder, result);
  }
  return result;
}

function compileAnew(ladder: Ladder): CompiledLadder {
  const steps = new Map(ladder.steps.map((step) => [step.id, step]));
  const office = officeCalendar(ladder.office);
  const hoursOfStep = new Map(
    ladder.steps
      .filter((step): step is TimedStep => 'when' in step)
      .map((step) => {
        const own = step.when.window ?? ladder.contact.window;
        const attempts = step.kind === 'call' ? step.attempts?.map(({ window }) => window) : undefined;
        return [step.id, (attempts ?? [own]).map((window) => openHours(window, office))];
      }),
  );
  const aheadOf = new Map<StepId, Set<StepId>>();
  const stepOf = (id: StepId): Step => {
    const step = steps.get(id);
    if (!step) throw new Error(`Ladder ${ladder.id} version ${ladder.version} has no step "${id}".`);
    return step;
  };
  return {
    ladder,
    step: stepOf,
    ahead(id) {
      const found = aheadOf.get(id) ?? reachable(id, stepOf);
      aheadOf.set(id, found);
      return found;
    },
    office,
    rest: office,
    events: { ...DEFAULT_EVENTS, ...ladder.events },
    contactHours: openHours(ladder.contact.window, office),
    hours: (step, attempt = 1) => hoursOfStep.get(step.id)![attempt - 1]!,
  };
}

/**
 * The same ladder with nothing moved off a day that is not worked: where its steps stand before they are rolled. Working
 * days count as they did.
 */
export function unrolled(ladder: CompiledLadder): CompiledLadder {
  const open: Calendar = () => null;
  return {
    ...ladder,
    rest: open,
    hours: (step, attempt) => ({ ...ladder.hours(step, attempt), calendar: open }),
  };
}

/** True when a way leads from one step to another. */
export function isAhead(ladder: CompiledLadder, from: StepId, to: StepId): boolean {
  return ladder.ahead(from).has(to);
}

/** Every step to which a way leads. */
function reachable(from: StepId, stepOf: (id: StepId) => Step): Set<StepId> {
  const seen = new Set<StepId>();
  const next = [from];
  for (let id = next.pop(); id !== undefined; id = next.pop()) {
    for (const follower of followers(stepOf(id))) {
      if (!seen.has(follower)) next.push(follower);
      seen.add(follower);
    }
  }
  return seen;
}

function openHours(window: ContactWindow, office: Calendar): OpenHours {
  const { weekdays } = window;
  return {
    fromMs: minutes(window.from) * MINUTE_MS,
    toMs: minutes(window.to) * MINUTE_MS,
    calendar: weekdays ? (day) => onWeekdays(office(day), weekdays.includes(weekday(day))) : office,
  };
}

/** Weekdays that a step names may be Saturdays and Sundays; a holiday of the office stays one. */
function onWeekdays(closed: ClosedBecause | null, named: boolean): ClosedBecause | null {
  if (closed !== null && closed !== 'weekend') return closed;
  return named ? null : 'other-weekday';
}

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
