/**
 * When a step happens, and why then (`design.md` §3, Timing).
 *
 * A step happens on the latest of its anchor, the last contact plus its gap, and `notBefore`; rolled to a day on which
 * its window opens. A day that has passed becomes the first possible one. `latest` pulls it forward again, and where
 * even that is impossible the step is `unmet`: a person decides, nothing shifts in silence.
 */
import { costsTermEnd } from './charge.ts';
import type { CompiledLadder, OpenHours } from './compiled.ts';
import type { Anchor, StepId, TaskDeadline, TimedStep, Timing } from './definition.ts';
import { deadlineOf, demandOf } from './demand.ts';
import type { Facts } from './facts.ts';
import { arrived, type InvoiceState, sentFor } from './invoice/state.ts';
import type { TimingReason } from './reasons.ts';
import { addOpenDays, type Calendar, type ClosedBecause, rollToOpen } from './time/calendar.ts';
import {
  type CivilDate,
  dateOf,
  dayOf,
  type EpochDay,
  type Instant,
  instantOf,
  localDay,
  localTimeMs,
  MINUTE_MS,
} from './time/civil.ts';

export type Schedule =
  | { met: true; at: Instant; day: EpochDay; late: boolean; why: TimingReason[] }
  | { met: false; cause: 'latest_missed' | 'no_valid_notice'; why: TimingReason[] };

interface ScheduleInput {
  compiled: CompiledLadder;
  state: InvoiceState;
  facts: Facts;
  now: Instant;
}

/** Plans a step of the ladder at its earliest lawful moment, not before now. */
export function schedule(input: ScheduleInput, step: TimedStep): Schedule {
  const { compiled, state, facts, now } = input;
  const timing = timingOf(state, step);
  if (state.attempt?.step === step.id) {
    const { number, at } = state.attempt;
    const again = openInstant(compiled.hours(step, number), Math.max(at, now));
    const of = step.kind === 'call' ? (step.attempts?.length ?? 1) : 1;
    return { met: true, at: again, day: localDay(again), late: false, why: [{ code: 'attempt', number, of }] };
  }
  const hours = compiled.hours(step);
  const target = anchorDay(input, timing);
  if (target === null) return { met: false, cause: 'no_valid_notice', why: [] };

  // A person brought the case to this step: its own day no longer counts, what the law asks before it still does.
  const hastened = state.hastened === step.id && target.day > localDay(now);
  if (hastened) target.day = localDay(now);
  const why: TimingReason[] = hastened
    ? [{ code: 'hastened', on: dateOf(target.day) }]
    : [{ code: 'anchor', anchor: anchorOf(timing), base: dateOf(target.base), on: dateOf(target.day) }];
  const { keeps, notBefore } = state.changed ?? {};
  if (keeps?.step === step.id) why.push({ code: 'kept_timing', version: keeps.version });
  let floor = Number.NEGATIVE_INFINITY;
  const raiseFloor = (day: EpochDay, reason: TimingReason) => {
    if (day > floor) floor = day;
    if (day > target.day) why.push(reason);
  };

  if (presupposesDelay(step)) {
    // Nobody is reminded, put in default or handed over before the claim is due (art. 6:81 BW).
    const anchor: Anchor = { days: 1, unit: 'days', after: 'due' };
    const day = dayOf(facts.invoice.dueOn) + 1;
    raiseFloor(day, { code: 'not_before', anchor, base: facts.invoice.dueOn, on: dateOf(day) });
  }
  // A debtor gets at most one written contact a day, also where a ladder asks for no days between them.
  const gap = step.kind === 'send' ? Math.max(1, timing.gap ?? compiled.ladder.contact.gap) : (timing.gap ?? 0);
  if (gap > 0 && state.lastContactOn !== null) {
    const day = dayOf(state.lastContactOn) + gap;
    raiseFloor(day, { code: 'gap', days: gap, since: state.lastContactOn, on: dateOf(day) });
  }
  const courtesy = step.kind === 'send' ? courtesyDay(facts, gap, now) : null;
  if (courtesy) {
    // The day of another contact is a bound, also where a letter has yet to be posted until then; the days after it are a
    // courtesy, which yields to `latest`.
    floor = Math.max(floor, dayOf(courtesy.since) + 1);
    if (dayOf(courtesy.on) > Math.max(target.day, floor)) why.push(courtesy);
  }
  if (timing.notBefore) {
    const bound = anchorDay(input, timing.notBefore);
    if (bound === null) return { met: false, cause: 'no_valid_notice', why: [] };
    raiseFloor(bound.day, {
      code: 'not_before',
      anchor: timing.notBefore,
      base: dateOf(bound.base),
      on: dateOf(bound.day),
    });
  }
  if (step.kind === 'handover') {
    const demand = demandOf(compiled, state, facts);
    if (demand.valid) {
      const day = dayOf(demand.deadline) + 1;
      if (day > floor) raiseFloor(day, { code: 'term_must_pass', deadline: demand.deadline, on: dateOf(day) });
    }
  }

  const term = costsTermEnd(state, facts, step);
  if (term !== null && dayOf(term) + 1 > floor) {
    raiseFloor(dayOf(term) + 1, { code: 'term_must_pass', deadline: term, on: dateOf(dayOf(term) + 1) });
  }
  const earliest = courtesy ? Math.max(floor, dayOf(courtesy.on)) : floor;
  const wanted = Math.max(target.day, earliest);
  let day = rolled(hours.calendar, wanted, timing.roll ?? 'next', earliest, why);

  const today = localDay(now);
  const tooLateToday = localTimeMs(now) >= hours.toMs || hours.calendar(today) !== null;
  const firstPossible = rollToOpen(hours.calendar, tooLateToday ? today + 1 : today, 1);
  const own = day;
  const late = day < firstPossible;
  if (late) {
    why.push({ code: 'late', planned: dateOf(day), on: dateOf(firstPossible) });
    day = firstPossible;
  }

  let lastDay = Number.POSITIVE_INFINITY;
  if (timing.latest !== undefined) {
    const last = rollToOpen(hours.calendar, dayOf(facts.invoice.dueOn) + timing.latest, -1);
    const waived = waivedBecause(state, step.id, last);
    if (!waived) lastDay = last;
    if (day > last && waived) {
      why.push({ code: 'latest_waived', day: timing.latest, because: waived });
    } else if (day > last) {
      const possible = Math.max(firstPossible, rollToOpen(hours.calendar, Math.max(floor, firstPossible), 1));
      if (possible > last) {
        why.push({ code: 'latest_missed', day: timing.latest, last: dateOf(last), possible: dateOf(possible) });
        return { met: false, cause: 'latest_missed', why };
      }
      why.push({ code: 'latest', day: timing.latest, from: dateOf(day), on: dateOf(last) });
      day = last;
    }
  }

  if (notBefore && dayOf(notBefore) > own) {
    // Spreading is a convenience: it does not make a step miss the last day that it has.
    const spread = Math.min(rollToOpen(hours.calendar, dayOf(notBefore), 1), lastDay);
    if (spread >= day) why.push({ code: 'spread', on: dateOf(spread) });
    day = Math.max(day, spread);
  }

  const at = instantOf(
    day,
    hours.fromMs + (step.kind === 'send' ? spreadMs(facts.debtor.id, (hours.toMs - hours.fromMs) * SPREAD) : 0),
  );
  const { retry } = state;
  if (retry?.step === step.id && retry.at > at) {
    const again = openInstant(hours, retry.at);
    why.push({ code: 'retry', at: again, problem: retry.problem });
    return { met: true, at: again, day: localDay(again), late, why };
  }
  return { met: true, at, day, late, why };
}

/** The first day on which the debtor may be written to again after a contact about another invoice, or null. */
function courtesyDay(
  { otherContactOn }: Facts,
  gap: number,
  now: Instant,
): Extract<TimingReason, { code: 'other_contact' }> | null {
  if (otherContactOn === null) return null;
  const day = dayOf(otherContactOn) + Math.max(1, gap);
  if (day <= localDay(now)) return null;
  return { code: 'other_contact', days: Math.max(1, gap), since: otherContactOn, on: dateOf(day) };
}

/** When a step happens: as its ladder says, or as the version said under which it was planned. */
export function timingOf({ changed }: InvoiceState, step: TimedStep): Timing {
  return changed?.keeps?.step === step.id ? changed.keeps.when : step.when;
}

/** True for what may only follow when the debtor is late: every notice but one of the creditor's own making, charges and holds. */
export function presupposesDelay(step: TimedStep): boolean {
  if (step.kind === 'deliveries') return step.action === 'hold';
  return step.kind === 'handover' || step.kind === 'charge' || (step.kind === 'send' && step.notice !== 'own');
}

/** The day that an anchor gives, or null when its notice did not go out. */
export function anchorDay(input: ScheduleInput, anchor: Anchor): { base: EpochDay; day: EpochDay } | null {
  const base = anchorBase(input, anchor);
  if (base === null) return null;
  const from = dayOf(base);
  const day = anchor.unit === 'days' ? from + anchor.days : addOpenDays(input.compiled.office, from, anchor.days);
  return { base: from, day };
}

function anchorBase({ compiled, state, facts }: ScheduleInput, anchor: Anchor): CivilDate | null {
  switch (anchor.after) {
    case 'invoice':
      return facts.invoice.issuedOn;
    case 'due':
      return facts.invoice.dueOn;
    case 'previous':
      return state.previousOn ?? state.startedOn;
    case 'received':
    case 'deadline': {
      const notice = arrived(state).findLast((sent) => sent.step === anchor.ofStep);
      if (!notice) return null;
      return anchor.after === 'received' ? notice.receivedOn : deadlineOf(compiled, notice, facts);
    }
  }
}

/** The anchor alone, without the rest of the timing. */
export function anchorOf({ days, unit, after, ofStep }: Anchor): Anchor {
  return { days, unit, after, ...(ofStep !== undefined && { ofStep }) };
}

function rolled(
  calendar: Calendar,
  wanted: EpochDay,
  roll: 'next' | 'previous',
  floor: EpochDay,
  why: TimingReason[],
): EpochDay {
  if (calendar(wanted) === null) return wanted;
  const back = rollToOpen(calendar, wanted, -1);
  const day = roll === 'previous' && back >= floor ? back : rollToOpen(calendar, wanted, 1);
  const because: ClosedBecause[] = [];
  for (let skipped = wanted; skipped !== day; skipped += day > wanted ? 1 : -1) {
    const closed = calendar(skipped);
    if (closed && !because.includes(closed)) because.push(closed);
  }
  why.push({ code: 'rolled', from: dateOf(wanted), on: dateOf(day), because });
  return day;
}

/**
 * `latest` binds the ladder, not the calendar: it cannot be kept for an invoice that was registered after it, nor for a
 * notice that goes out a second time.
 */
function waivedBecause(
  state: InvoiceState,
  step: StepId,
  last: EpochDay,
): 'registered_late' | 'person' | 'new_round' | null {
  if (state.waived.includes(step)) return 'person';
  if (sentFor(state, step).length > 0) return 'new_round';
  return dayOf(state.startedOn) > last ? 'registered_late' : null;
}

/** When the time ends that a person has for a task of a step which appears on a day: as that step's window closes. */
export function deadlineInstant(
  compiled: CompiledLadder,
  step: TimedStep,
  on: CivilDate,
  { days, unit }: TaskDeadline,
): Instant {
  const from = dayOf(on);
  const day = unit === 'days' ? rollToOpen(compiled.rest, from + days, 1) : addOpenDays(compiled.office, from, days);
  return instantOf(day, compiled.hours(step).toMs);
}

/** The next instant after `at` at which hours open, so that an attempt comes at another time than the one before. */
export function nextOpening(hours: OpenHours, at: Instant): Instant {
  const opensToday = instantOf(localDay(at), hours.fromMs);
  return openInstant(hours, opensToday > at ? opensToday : instantOf(localDay(at) + 1, hours.fromMs));
}

/** The instant itself when the window is open then, else the next opening. */
export function openInstant(hours: { fromMs: number; toMs: number; calendar: Calendar }, at: Instant): Instant {
  const day = localDay(at);
  const time = localTimeMs(at);
  if (hours.calendar(day) === null && time < hours.toMs)
    return time >= hours.fromMs ? at : instantOf(day, hours.fromMs);
  return instantOf(rollToOpen(hours.calendar, day + 1, 1), hours.fromMs);
}

/** The part of the window over which sends are spread; the rest is for those that are late within the day. */
export const SPREAD = 0.75;

/**
 * Spreads sends over the window, the same for all invoices of a debtor, so that nine o'clock is no stampede and one
 * debtor's steps meet (`design.md` §4). FNV-1a over the id, in whole minutes.
 */
export function spreadMs(debtorId: string, lengthMs: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < debtorId.length; index++) {
    hash = Math.imul(hash ^ debtorId.charCodeAt(index), 0x01000193);
  }
  const minutes = Math.max(1, Math.floor(lengthMs / MINUTE_MS));
  return ((hash >>> 0) % minutes) * MINUTE_MS;
}
