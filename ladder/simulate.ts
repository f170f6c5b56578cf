/**
 * The engine on a virtual clock: the same transitions as behind the workflows, with every contact delivered at once and
 * every task left to its deadline, unless an event or a scripted delivery says otherwise.
 */
import type { Ladder, StepId } from './definition.ts';
import { type InvoiceEvent, inOrder } from './events.ts';
import { type Facts, factOf, withFact } from './facts.ts';
import type { Command, DispatchIntent, Happening } from './invoice/commands.ts';
import { verdict } from './invoice/delivery.ts';
import type { InvoiceState } from './invoice/state.ts';
import { transition } from './invoice/transition.ts';
import type { Reason } from './reasons.ts';
import { type Instant, MINUTE_MS } from './time/civil.ts';

/** What becomes of one try to deliver the contact of a step, instead of its being sent. */
export type ScriptedDelivery = { id: string; step: StepId; round: number; problem: string } & (
  | { type: 'notice_refused' | 'notice_in_doubt' }
  /** `until`: when it is tried again, by default a quarter of an hour later, as after a first try in earnest. */
  | { type: 'notice_deferred'; until?: Instant }
);

/** One thing that happened in a simulation. */
export interface SimulatedEntry {
  at: Instant;
  what: Happening;
  step: StepId | null;
  why: Reason[];
}

export interface Simulation {
  /** Null when the simulation ended before the invoice was registered. */
  state: InvoiceState | null;
  facts: Facts;
  entries: SimulatedEntry[];
  /** Scripted deliveries of contacts that were never tried. */
  unused: ScriptedDelivery[];
}

export interface SimulationInput {
  ladder: Ladder;
  facts: Facts;
  /** The state to go on from; null to register the invoice at `from`. */
  state: InvoiceState | null;
  from: Instant;
  /** The last instant that is run. */
  until: Instant;
  events?: readonly InvoiceEvent[];
  /** Each counts for one try, in this order; a contact for which none is left is sent. */
  deliveries?: readonly ScriptedDelivery[];
  /** Called with every transition; for tests that watch the states on the way. */
  watch?: (state: InvoiceState, commands: readonly Command[], now: Instant, facts: Facts) => void;
}

/** No ladder takes as many turns; a defect that would spin is stopped here. */
const MAX_TURNS = 10_000;

/** When a contact that could not be handed over is tried again, unless the script says so. */
const RETRY_AFTER_MS = 15 * MINUTE_MS;

export function simulate(input: SimulationInput): Simulation {
  const { ladder, facts, state, from, until, events = [], deliveries = [], watch } = input;
  const pending = events.toSorted(inOrder);
  const result: Simulation = { state, facts, entries: [], unused: [...deliveries] };
  let now = from;
  let next = 0;
  for (let turns = 0; turns < MAX_TURNS; turns++) {
    const due: InvoiceEvent[] = [];
    while (next < pending.length && pending[next]!.at <= now) due.push(pending[next++]!);
    advance(result, ladder, due, now, watch);
    const wake = result.state?.wakeAt ?? Number.POSITIVE_INFINITY;
    const event = pending[next]?.at ?? Number.POSITIVE_INFINITY;
    now = Math.max(now, Math.min(wake, event));
    if (now > until || now === Number.POSITIVE_INFINITY) return result;
  }
  throw new Error(`The simulation of invoice ${facts.invoice.number} did not end within ${MAX_TURNS} turns.`);
}

/** One transition, followed by the delivery of what it intends. */
function advance(
  result: Simulation,
  ladder: Ladder,
  events: readonly InvoiceEvent[],
  now: Instant,
  watch: SimulationInput['watch'],
): void {
  let batch = events;
  for (let turns = 0; turns < MAX_TURNS; turns++) {
    for (const event of batch) {
      const fact = factOf(event);
      if (fact) result.facts = withFact(result.facts, fact);
    }
    const { state, commands } = transition(ladder, result.state, batch, result.facts, now);
    result.state = state;
    watch?.(state, commands, now, result.facts);
    batch = [];
    for (const command of commands) {
      if (command.type === 'record') {
        result.entries.push({ at: now, what: command.what, step: command.step, why: command.why });
      } else if (command.type === 'intend') {
        batch = [...batch, deliver(ladder, state, result, command.dispatch, now)];
      }
    }
    if (batch.length === 0) return;
  }
  throw new Error(
    `Invoice ${result.facts.invoice.number} intends a contact over and over that is withdrawn each time.`,
  );
}

function deliver(
  ladder: Ladder,
  state: InvoiceState,
  result: Simulation,
  { id: dispatchId, step, round }: DispatchIntent,
  now: Instant,
): InvoiceEvent {
  const judged = verdict(ladder, state, result.facts, dispatchId, now);
  if (!judged.send) {
    return { type: 'notice_withdrawn', id: `${dispatchId}:withdrawn`, at: now, dispatchId, because: judged.because };
  }
  const { terms, channel } = judged;
  const index = result.unused.findIndex((scripted) => scripted.step === step && scripted.round === round);
  const [scripted] = index < 0 ? [] : result.unused.splice(index, 1);
  // A letter is taken to be printed and posted at once.
  if (!scripted) {
    const type = channel === 'letter' ? 'notice_posted' : 'notice_sent';
    return { type, id: `${dispatchId}:sent`, at: now, dispatchId, by: '', ...terms };
  }
  const { id, type, problem } = scripted;
  switch (type) {
    case 'notice_refused':
      return { type, id, at: now, dispatchId, problem };
    case 'notice_in_doubt': {
      const { receivedOn: _, ...stated } = terms;
      return { type, id, at: now, dispatchId, problem, ...stated };
    }
    case 'notice_deferred':
      return { type, id, at: now, dispatchId, problem, until: scripted.until ?? now + RETRY_AFTER_MS };
  }
}

/** A step that is still to come. */
export interface PlannedStep {
  at: Instant;
  what: Happening;
  step: StepId | null;
  why: Reason[];
}

/** How far ahead a plan looks: two years, in milliseconds. */
const PLAN_HORIZON_MS = 2 * 366 * 86_400_000;

/** What the timeline of a plan shows: steps, not the bookkeeping between them. */
const PLANNED: readonly Happening[] = [
  'step_skipped',
  'notice_intended',
  'task_opened',
  'task_expired',
  'decision_asked',
];

/** What will happen when nobody pays, answers or intervenes: the engine run ahead from where the invoice stands. */
export function plan(ladder: Ladder, state: InvoiceState, facts: Facts, now: Instant): PlannedStep[] {
  return state.wakeAt === null ? [] : planFrom(ladder, state, facts, Math.max(now, state.wakeAt));
}

/**
 * The same when the engine looks at the invoice at `now`, whether it was to wake then or not. What comes is planned as if
 * the bank data will come too.
 */
export function planFrom(ladder: Ladder, state: InvoiceState, facts: Facts, now: Instant): PlannedStep[] {
  const covered = { ...facts, bankCoveredUntil: null };
  const ahead = simulate({ ladder, facts: covered, state, from: now, until: now + PLAN_HORIZON_MS });
  return ahead.entries.filter((entry) => PLANNED.includes(entry.what));
}
