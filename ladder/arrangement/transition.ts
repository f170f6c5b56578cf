import { inOrder } from '../events.ts';
import type { Instant } from '../time/civil.ts';
import { apply } from './apply.ts';
import type { ArrangementCommand } from './commands.ts';
import type { ArrangementEvent } from './events.ts';
import type { ArrangementFacts } from './facts.ts';
import { instalments } from './instalments.ts';
import { settle } from './settle.ts';
import type { ArrangementState } from './state.ts';
import type { ArrangementTerms } from './terms.ts';
import { Turn } from './turn.ts';

export interface ArrangementTransition {
  state: ArrangementState;
  commands: ArrangementCommand[];
}

/**
 * The whole mind of an arrangement: from where it stands and what happened to where it stands now and what must be done.
 *
 * `state` is null for an arrangement that was just proposed. `events` are what became known since the last transition, in
 * any order; `facts` is everything known, those events included. `now` is the instant up to which time has run. Throws a
 * RangeError for a plan that is not possible (`planProblem`).
 */
export function transition(
  terms: ArrangementTerms,
  state: ArrangementState | null,
  events: readonly ArrangementEvent[],
  facts: ArrangementFacts,
  now: Instant,
): ArrangementTransition {
  const turn = new Turn(terms, state ?? beginning(terms), facts, now);
  if (state === null) begin(turn);
  for (const event of events.length > 1 ? events.toSorted(inOrder) : events) apply(turn, event);
  settle(turn);
  return { state: turn.state, commands: turn.commands };
}

function beginning(terms: ArrangementTerms): ArrangementState {
  return {
    phase: 'proposed',
    instalments: instalments(terms.plan),
    revision: 0,
    sending: null,
    retry: null,
    letters: [],
    pulled: [],
    questions: [],
    past: [],
    choice: null,
    decided: [],
    brokenOn: null,
    acceptedLate: false,
    sideTasks: [],
    doneTasks: [],
    told: 0,
    paused: null,
    wakeAt: null,
  };
}

/** From the proposal on the covered invoices wait: a debtor who is asked to sign is not dunned meanwhile. */
function begin(turn: Turn): void {
  const { invoices, plan, currency, signBy } = turn.terms;
  const { totalCents } = plan;
  const counted = turn.state.instalments.filter(({ n }) => n > 0).length;
  turn.record('proposed', null, [
    { code: 'agreed', invoices: invoices.length, instalments: counted, totalCents, currency, signBy },
  ]);
  turn.tell('arrangement_proposed');
}
