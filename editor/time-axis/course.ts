/**
 * The run of an example invoice over a draft, by the engine's own schedule: when it comes to each step on the latest of
 * its ways, or the earliest. Where ways meet, each thing that a later day may depend on is taken at its latest (earliest);
 * a day is the latest of several such bounds, so that the latest day is exact and the earliest never too late.
 */
import { chargeOf } from '../../ladder/charge.ts';
import { waysFor } from '../../ladder/check/paths.ts';
import type { CompiledLadder } from '../../ladder/compiled.ts';
import type { ChargeStep, DebtorKind, SendStep, Step, StepId, TimedStep } from '../../ladder/definition.ts';
import { outcomeOf, type Way } from '../../ladder/edges.ts';
import { type Facts, noFacts } from '../../ladder/facts.ts';
import { announcedCosts, channelOf, termsOf } from '../../ladder/invoice/delivery.ts';
import type { InvoiceState, SentNotice } from '../../ladder/invoice/state.ts';
import { beginning } from '../../ladder/invoice/transition.ts';
import type { TimingReason } from '../../ladder/reasons.ts';
import { deadlineInstant, type Schedule, schedule } from '../../ladder/schedule.ts';
import {
  type CivilDate,
  dateOf,
  dayOf,
  type EpochDay,
  type Instant,
  instantOf,
  localDate,
  localDay,
  MINUTE_MS,
} from '../../ladder/time/civil.ts';
import type { Graph } from './graph.ts';
import { merged } from './merge.ts';

/** The invoice by whose dates a ladder is drawn. */
export interface ExampleInvoice {
  issuedOn: CivilDate;
  dueOn: CivilDate;
}

/** No ladder lasts until these; calendars and dates go well beyond them. */
const FIRST_DAY = dayOf('1950-01-01');
const LAST_DAY = dayOf('2150-01-01');

/** What an example owes; enough for every step to have something to ask. */
const OWED_CENTS = 100_000;

function exampleFacts({ issuedOn, dueOn }: ExampleInvoice, kind: DebtorKind): Facts {
  return noFacts(
    { id: 'example', number: 'example', issuedOn, dueOn, claimedCents: OWED_CENTS, currency: 'EUR' },
    { id: 'example', kind, country: 'NL', language: 'nl', hasEmail: true },
  );
}

/**
 * - `quiet`: nobody answers, so that calls and tasks end at their deadline; a person who has all the time, or approves, does
 *   so at once. Branches of conditions are all taken; at a step the latest counts.
 * - `latest`: answers are given as well, at the last moment.
 * - `earliest`: answers are given at once; at a step the earliest counts.
 */
export type Mode = 'quiet' | 'latest' | 'earliest';

/** A case that comes to a step, with all that the engine's schedule asks of it. */
export interface Arrival extends Pick<InvoiceState, 'previousOn' | 'lastContactOn' | 'notices' | 'charged'> {
  at: Instant;
  /** The step that it comes from, of several the one that decides; null at the start. */
  from: StepId | null;
  /** A person may take any time on the way. */
  waited: boolean;
}

/** What a run makes of a step. */
export interface Visit {
  arrival: Arrival;
  /** Null where the step has no day: what it counts from does not come before it, or is no date. */
  day: EpochDay | null;
  at: Instant;
  /** When the time of its call or task ends; null for other steps. */
  endsAt: Instant | null;
  why: TimingReason[];
  /** `latest` cannot be met. */
  missed: boolean;
}

export interface Run {
  graph: Graph;
  compiled: CompiledLadder;
  facts: Facts;
  /** The state of the example on the day of its registration. */
  begin: InvoiceState;
  mode: Mode;
}

export function runOf(
  graph: Graph,
  compiled: CompiledLadder,
  example: ExampleInvoice,
  kind: DebtorKind,
  mode: Mode,
): Run {
  return {
    graph,
    compiled,
    facts: exampleFacts(example, kind),
    begin: beginning(graph.ladder, example.issuedOn),
    mode,
  };
}

/** The example as it comes to the first step. */
export function registered({ facts, begin }: Run): Arrival {
  const { previousOn, lastContactOn, notices, charged } = begin;
  const at = instantOf(dayOf(facts.invoice.issuedOn), 0);
  return { at, previousOn, lastContactOn, notices, charged, from: null, waited: false };
}

/** The engine's state of a case that comes to a step. */
export function stateOf(
  { begin }: Pick<Run, 'begin'>,
  { previousOn, lastContactOn, notices, charged }: Arrival,
): InvoiceState {
  return { ...begin, previousOn, lastContactOn, notices, charged };
}

interface CourseOptions {
  /** The steps that are run; all when left out. */
  among?: (id: StepId) => boolean;
  /** What an earlier run made of steps that nothing changed for. */
  known?: (id: StepId) => Visit | undefined;
}

/** Runs the steps that can be reached from some. */
export function course(
  run: Run,
  starts: ReadonlyMap<StepId, Arrival>,
  { among, known }: CourseOptions = {},
): Map<StepId, Visit> {
  const { graph, facts, mode } = run;
  const arrivals = new Map(starts);
  const visits = new Map<StepId, Visit>();
  const ofKind = waysFor(facts.debtor.kind);
  for (const id of graph.order) {
    const arrival = arrivals.get(id);
    if (!arrival || (among && !among(id))) continue;
    const step = graph.steps.get(id)!;
    const visit = known?.(id) ?? visitOf(run, step, arrival);
    visits.set(id, visit);
    const open = step.kind === 'decide' ? new Set(ofKind(step)) : null;
    for (const way of graph.ways(id)) {
      if (open && !open.has(way.to)) continue;
      const departure = departureBy(run, step, visit, way);
      if (!departure) continue;
      const other = arrivals.get(way.to);
      arrivals.set(way.to, other ? merged(other, departure, mode !== 'earliest') : departure);
    }
  }
  return visits;
}

/** When a step happens for a case that comes to it; by another timing than its own where one is given. */
export function scheduled(run: Run, step: TimedStep, arrival: Arrival): Schedule | null {
  const { compiled, facts } = run;
  try {
    return schedule({ compiled, state: stateOf(run, arrival), facts, now: arrival.at }, step);
  } catch (error) {
    // An office that is closed for months, or a day beyond all calendars: the draft has no day for it.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function visitOf(run: Run, step: Step, arrival: Arrival): Visit {
  const { at } = arrival;
  const instant = { arrival, day: localDay(at), at, endsAt: null, why: [], missed: false };
  if (!('when' in step)) return instant;
  const planned = scheduled(run, step, arrival);
  const missed = planned?.met === false && planned.cause === 'latest_missed';
  const day = dayOfSchedule(planned);
  if (day === null) return { ...instant, day: null };
  const opens = planned?.met ? planned.at : instantOf(day, run.compiled.hours(step).fromMs);
  const happens = Math.max(opens, at);
  if (!Number.isFinite(happens)) return { ...instant, day: null };
  const deadline = 'deadline' in step ? step.deadline : undefined;
  const endsAt = deadline ? endOf(run, step, happens, deadline) : null;
  return { arrival, day: localDay(happens), at: happens, endsAt, why: planned!.why, missed };
}

/** The day of a step; of one that misses its last day the first that is possible. */
function dayOfSchedule(planned: Schedule | null): EpochDay | null {
  if (!planned) return null;
  const missed = planned.met ? undefined : planned.why.find((reason) => reason.code === 'latest_missed');
  const day = planned.met ? planned.day : missed ? dayOf(missed.possible) : Number.NaN;
  return day > FIRST_DAY && day < LAST_DAY ? day : null;
}

function endOf({ compiled }: Run, step: TimedStep, at: Instant, deadline: { days: number; unit: 'days' | 'workdays' }) {
  try {
    const ends = deadlineInstant(compiled, step, localDate(at), deadline);
    return Number.isFinite(ends) ? Math.max(ends, at) : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The case as it leaves a step by a way; null for a way that is not taken in this run. */
export function departureBy(run: Run, step: Step, visit: Visit, { port }: Way): Arrival | null {
  const { mode } = run;
  const { arrival, day, at, endsAt } = visit;
  const left = (on: Instant, waited = arrival.waited): Arrival => ({
    at: on,
    previousOn: on === at ? dateOf(day!) : localDate(on),
    lastContactOn: arrival.lastContactOn,
    notices: arrival.notices,
    charged: arrival.charged,
    from: step.id,
    waited,
  });
  // What has no day is passed by: the rest of the draft keeps its days.
  if (day === null || step.kind === 'decide') return { ...arrival, from: step.id };
  switch (step.kind) {
    case 'send':
      return sent(run, step, visit, day);
    case 'charge':
      return charged(run, step, visit, day);
    case 'call':
    case 'task': {
      if (outcomeOf(port) !== null) {
        if (mode === 'earliest' || endsAt === null)
          return mode === 'quiet' && endsAt !== null ? null : left(at, arrival.waited || endsAt === null);
        return mode === 'quiet' ? null : left(Math.max(at, endsAt - MINUTE_MS));
      }
      // Outcomes of a call without a way of their own go on with it at once.
      if (mode === 'earliest' && step.kind === 'call') return left(at);
      return left(endsAt ?? at);
    }
    case 'approve':
      if (mode === 'quiet' && port === 'refused') return null;
      return left(at, true);
    default:
      return left(at);
  }
}

/** The case once a notice went out. */
export function sent(run: Run, step: SendStep, { arrival, at }: Visit, day: EpochDay): Arrival {
  const on = dateOf(day);
  const channel = channelOf(step, run.begin, run.facts);
  const { receivedOn, deadline } = termsOf(step, channel, on, OWED_CENTS);
  // Costs are charged later only as far as the letter announced them.
  const announces = step.notice === 'fourteen-day-letter';
  const notice: SentNotice = {
    step: step.id,
    kind: step.notice,
    round: 1,
    sentOn: on,
    sentAt: at,
    receivedOn,
    deadline,
    amountCents: OWED_CENTS,
    channel,
    termDays: step.termDays ?? 0,
    ...(announces && { costsCents: announcedCosts([run.facts]).totalCents }),
  };
  const { waited, charged } = arrival;
  return {
    at,
    previousOn: on,
    lastContactOn: on,
    notices: [...arrival.notices, notice],
    charged,
    from: step.id,
    waited,
  };
}

/** What may not be charged is left out: nothing is counted from it. */
function charged(run: Run, step: ChargeStep, { arrival, at }: Visit, day: EpochDay): Arrival {
  const { compiled, facts } = run;
  const on = dateOf(day);
  const verdict = chargeOf({ compiled, state: stateOf(run, arrival), facts }, step, on);
  if ('because' in verdict) return { ...arrival, at, from: step.id };
  return { ...arrival, at, previousOn: on, charged: { ...arrival.charged, ...verdict }, from: step.id };
}
