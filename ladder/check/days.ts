/**
 * The earliest day on which each step can happen in the ordinary course of a ladder: an invoice that is registered in
 * time, nobody who brings it forward. Days are counted from the due date; −∞ where nothing bounds them.
 */
import {
  type Anchor,
  DEFAULT_NOTICES,
  type Ladder,
  LEGAL_NOTICES,
  type SendStep,
  type Step,
  type StepId,
  type TimedStep,
} from '../definition.ts';
import { followers } from '../edges.ts';
import { presupposesDelay } from '../schedule.ts';
import { stepsById } from './paths.ts';
import { entriesOf } from './places.ts';

/** No earlier than these, on any path; how a case comes to a step. */
export interface Standing {
  day: number;
  /** Of the last written contact, where none was left out. */
  contact: number;
  /** Of the last written contact that is never left out for being late. */
  sureContact: number;
  /** The end of the term of the last notice of default or final demand. */
  deadline: number;
  /** True when on every path the step before was a written contact. */
  afterContact: boolean;
}

export interface EarliestDays {
  /** How a case comes to a step. */
  before: Standing;
  /** The day of its anchor alone. */
  anchor: number;
  /** The day that gap, `notBefore`, the due date and a term allow. */
  floor: number;
}

const NOTHING: Standing = {
  day: Number.NEGATIVE_INFINITY,
  contact: Number.NEGATIVE_INFINITY,
  sureContact: Number.NEGATIVE_INFINITY,
  deadline: Number.NEGATIVE_INFINITY,
  afterContact: false,
};

/** Looks up the earliest days of the timed steps of a ladder without cycles. */
export function earliestDays(ladder: Ladder): (step: TimedStep) => EarliestDays {
  const steps = stepsById(ladder);
  const entries = new Set(entriesOf(ladder).map(({ target }) => target));
  const before = new Map<StepId, Step[]>();
  for (const step of ladder.steps) {
    for (const id of followers(step)) before.set(id, [...(before.get(id) ?? []), step]);
  }

  const standings = new Map<StepId, Standing>();
  const arrival = (id: StepId): Standing => {
    let found = standings.get(id);
    if (!found) {
      standings.set(id, NOTHING);
      const ways = (before.get(id) ?? []).map(after);
      found = entries.has(id) || ways.length === 0 ? NOTHING : ways.reduce(earlier);
      standings.set(id, found);
    }
    return found;
  };

  const after = (step: Step): Standing => {
    const came = arrival(step.id);
    if (!('when' in step)) return came;
    const taken = happens(step);
    const day = mayMissItsDay(ladder, step) ? came.day : taken;
    if (step.kind !== 'send') return { ...came, day, afterContact: false };
    const demands = DEFAULT_NOTICES.includes(step.notice) && step.termDays !== undefined;
    return {
      day,
      contact: taken,
      sureContact: isNeverLeftOut(ladder, step) ? taken : came.sureContact,
      deadline: demands ? taken + step.termDays! : came.deadline,
      afterContact: true,
    };
  };

  const happening = new Map<StepId, number>();
  const happens = (step: TimedStep): number => {
    let day = happening.get(step.id);
    if (day === undefined) {
      // A notice that is counted from itself has no earliest day; another rule finds it.
      happening.set(step.id, Number.NEGATIVE_INFINITY);
      const { before: came, anchor, floor } = look(step);
      // `latest` and `roll` may pull a day forward, never before what the floor allows.
      const binds = step.when.latest === undefined && step.when.roll !== 'previous';
      day = Math.max(binds ? anchor : Number.NEGATIVE_INFINITY, floor, came.day);
      happening.set(step.id, day);
    }
    return day;
  };

  const anchorDay = (came: Standing, { days, unit, after: base, ofStep }: Anchor): number => {
    // So many working days are at least so many days; counted back, they may be any number more.
    if (unit === 'workdays' && days < 0) return Number.NEGATIVE_INFINITY;
    if (base === 'due') return days;
    if (base === 'previous') return came.day + days;
    const notice = ofStep === undefined ? undefined : steps.get(ofStep);
    if (base === 'invoice' || notice?.kind !== 'send') return Number.NEGATIVE_INFINITY;
    return happens(notice) + (base === 'deadline' ? (notice.termDays ?? 0) : 0) + days;
  };

  const look = (step: TimedStep): EarliestDays => {
    const came = arrival(step.id);
    const { notBefore } = step.when;
    const gap = gapOf(ladder, step);
    const floor = Math.max(
      presupposesDelay(step) ? 1 : Number.NEGATIVE_INFINITY,
      gap > 0 ? came.sureContact + gap : Number.NEGATIVE_INFINITY,
      notBefore ? anchorDay(came, notBefore) : Number.NEGATIVE_INFINITY,
      step.kind === 'handover' ? came.deadline + 1 : Number.NEGATIVE_INFINITY,
    );
    return { before: came, anchor: anchorDay(came, step.when), floor };
  };
  return look;
}

function isNeverLeftOut({ intake }: Ladder, step: TimedStep): boolean {
  return intake.missed !== 'skip' || !('next' in step) || (step.kind === 'send' && LEGAL_NOTICES.includes(step.notice));
}

/** True for what may be left out before its day: since `latest` cannot be met, or the notice that it counts from is missing. */
function mayMissItsDay(ladder: Ladder, step: TimedStep): boolean {
  // What may not be charged is left out, and then nothing is counted from it.
  if (step.kind === 'charge') return true;
  if (isNeverLeftOut(ladder, step)) return false;
  const { latest, notBefore } = step.when;
  return latest !== undefined || [step.when, notBefore].some((anchor) => anchor?.ofStep !== undefined);
}

/** What holds on both of two ways. */
const earlier = (a: Standing, b: Standing): Standing => ({
  day: Math.min(a.day, b.day),
  contact: Math.min(a.contact, b.contact),
  sureContact: Math.min(a.sureContact, b.sureContact),
  deadline: Math.min(a.deadline, b.deadline),
  afterContact: a.afterContact && b.afterContact,
});

/** Civil days that a step keeps from the last written contact. */
export function gapOf(ladder: Ladder, { kind, when }: Pick<SendStep, 'when'> & { kind: Step['kind'] }): number {
  return when.gap ?? (kind === 'send' ? ladder.contact.gap : 0);
}
