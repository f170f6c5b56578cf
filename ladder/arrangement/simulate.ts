/**
 * An arrangement on a virtual clock: the same transitions as behind the workflow, with every notice delivered at once and
 * every task left alone, unless an event or a scripted delivery says otherwise.
 */
import { inOrder } from '../events.ts';
import { dayOf, type Instant, instantOf, localDate, MINUTE_MS } from '../time/civil.ts';
import type { ArrangementCommand, ArrangementDispatch, ArrangementHappening } from './commands.ts';
import { arrangementVerdict } from './contacts.ts';
import type { ArrangementEvent } from './events.ts';
import { type ArrangementFacts, withArrangementEvents } from './facts.ts';
import { type Instalment, instalments } from './instalments.ts';
import type { ArrangementReason } from './reasons.ts';
import type { ArrangementState } from './state.ts';
import { type ArrangementTerms, endOf } from './terms.ts';
import { transition } from './transition.ts';

/** What becomes of one try to deliver a notice, instead of its being sent. */
export interface ScriptedNotice {
  /** The dispatch. */
  dispatchId: string;
  type: 'notice_refused' | 'notice_in_doubt' | 'notice_deferred';
  problem: string;
}

export interface ArrangementEntry {
  at: Instant;
  what: ArrangementHappening;
  /** The instalment that it is about. */
  n: number | null;
  why: ArrangementReason[];
}

export interface ArrangementSimulation {
  state: ArrangementState;
  facts: ArrangementFacts;
  entries: ArrangementEntry[];
  commands: { at: Instant; command: ArrangementCommand }[];
}

export interface ArrangementSimulationInput {
  terms: ArrangementTerms;
  /** What is known at `from`. */
  facts: ArrangementFacts;
  /** The state to go on from; null to propose the arrangement at `from`. */
  state: ArrangementState | null;
  from: Instant;
  /** The last instant that is run. */
  until: Instant;
  events?: readonly ArrangementEvent[];
  /** Each counts for one try of its dispatch, in this order; a notice for which none is left is sent. */
  deliveries?: readonly ScriptedNotice[];
  /** Called with every transition. */
  watch?: (
    state: ArrangementState,
    commands: readonly ArrangementCommand[],
    now: Instant,
    facts: ArrangementFacts,
  ) => void;
}

/** No arrangement takes as many turns; a defect that would spin is stopped here. */
const MAX_TURNS = 10_000;

const RETRY_AFTER_MS = 15 * MINUTE_MS;

export function simulateArrangement(input: ArrangementSimulationInput): ArrangementSimulation {
  const { terms, from, until, events = [], deliveries = [], watch } = input;
  const pending = events.toSorted(inOrder);
  const script = [...deliveries];
  const entries: ArrangementEntry[] = [];
  const commands: ArrangementSimulation['commands'] = [];
  let { state, facts } = input;
  let now = from;

  const deliver = ({ id: dispatchId }: ArrangementDispatch): ArrangementEvent => {
    const judged = arrangementVerdict(terms, state!, facts, dispatchId, now);
    const common = { id: `${dispatchId}:${now}`, at: now, dispatchId };
    if (!judged.send) return { ...common, type: 'notice_withdrawn', because: judged.because };
    const index = script.findIndex((scripted) => scripted.dispatchId === dispatchId);
    const [scripted] = index < 0 ? [] : script.splice(index, 1);
    // A letter is taken to be printed and posted at once.
    const type = judged.channel === 'letter' ? 'notice_posted' : 'notice_sent';
    if (!scripted) return { ...common, type, by: '', ...judged.terms };
    const { type: fate, problem } = scripted;
    if (fate === 'notice_deferred') return { ...common, type: fate, problem, until: now + RETRY_AFTER_MS };
    if (fate === 'notice_refused') return { ...common, type: fate, problem };
    return { ...common, type: fate, problem, ...judged.terms };
  };

  const advance = (batch: readonly ArrangementEvent[]): void => {
    facts = withArrangementEvents(facts, batch);
    const turn = transition(terms, state, batch, facts, now);
    state = turn.state;
    watch?.(state, turn.commands, now, facts);
    for (const command of turn.commands) {
      commands.push({ at: now, command });
      if (command.type === 'record') entries.push({ at: now, what: command.what, n: command.n, why: command.why });
    }
    for (const command of turn.commands) if (command.type === 'intend') advance([deliver(command.dispatch)]);
  };

  for (let turns = 0; turns < MAX_TURNS; turns++) {
    const due: ArrangementEvent[] = [];
    while (pending[0] && pending[0].at <= now) due.push(pending.shift()!);
    advance(due);
    now = Math.max(
      now,
      Math.min(state!.wakeAt ?? Number.POSITIVE_INFINITY, pending[0]?.at ?? Number.POSITIVE_INFINITY),
    );
    if (now > until || now === Number.POSITIVE_INFINITY) return { state: state!, facts, entries, commands };
  }
  throw new Error(`The simulation of arrangement ${terms.id} did not end within ${MAX_TURNS} turns.`);
}

/** What a person wants to see of what comes. */
const SHOWN: readonly ArrangementHappening[] = ['notice_sent', 'task_opened', 'declined', 'kept'];
const MOST_PLANNED = 12;
/** Beyond the last instalment: the time in which a breach is noticed. */
const AFTERMATH_MS = 90 * 24 * 60 * MINUTE_MS;

function horizon(list: readonly Instalment[], now: Instant): Instant {
  return Math.max(now, ...list.map(({ on }) => endOf(on))) + AFTERMATH_MS;
}

/** What comes of an arrangement when nothing happens. */
export function planArrangement(
  terms: ArrangementTerms,
  state: ArrangementState,
  facts: ArrangementFacts,
  now: Instant,
): ArrangementEntry[] {
  const until = horizon(state.instalments, now);
  // A letter in the house is taken to be posted now, as one that is to come will be.
  const events = state.letters.flatMap(({ id: dispatchId }): ArrangementEvent[] => {
    const judged = arrangementVerdict(terms, state, facts, dispatchId, now);
    const posted = { type: 'notice_posted', id: `${dispatchId}:posted`, at: now, dispatchId, by: '' } as const;
    return judged.send ? [{ ...posted, ...judged.terms }] : [];
  });
  const { entries } = simulateArrangement({ terms, facts, state, from: now, until, events });
  return entries.filter(({ what }) => SHOWN.includes(what));
}

/** The first entries of the plan, for the answer that stands in a workflow's history: the whole may be ten years long. */
export function nextOfPlan(...of: Parameters<typeof planArrangement>): ArrangementEntry[] {
  return planArrangement(...of).slice(0, MOST_PLANNED);
}

/** How an arrangement would go that is signed on the day it is proposed: paid on its days, and not paid at all. */
export function previewArrangement(
  terms: ArrangementTerms,
  facts: ArrangementFacts,
): { kept: ArrangementEntry[]; missed: ArrangementEntry[] } {
  const from = terms.agreedAt;
  const list = instalments(terms.plan);
  const signed: ArrangementEvent = { type: 'signed', id: 'signed', at: from, on: localDate(from), by: '' };
  const invoiceId = terms.invoices[0]!;
  const payments = list.map(({ n, cents: amountCents, on: bookedOn }): ArrangementEvent => {
    const at = Math.max(from + 1, instantOf(dayOf(bookedOn), 12 * 60 * MINUTE_MS));
    return { type: 'payment', id: `paid.${n}`, at, invoiceId, amountCents, bookedOn };
  });
  const run = (events: ArrangementEvent[]) =>
    simulateArrangement({ terms, facts, state: null, from, until: horizon(list, from), events }).entries.filter(
      ({ what }) => SHOWN.includes(what),
    );
  return { kept: run([signed, ...payments]), missed: run([signed]) };
}
