import { NOTHING_CHARGED } from '../balance.ts';
import type { Ladder } from '../definition.ts';
import { type InvoiceEvent, inOrder } from '../events.ts';
import type { Facts } from '../facts.ts';
import { mayBeBarredFrom } from '../law/limitation.ts';
import { type CivilDate, daysBetween, type Instant, localDate } from '../time/civil.ts';
import { apply } from './apply.ts';
import type { Command } from './commands.ts';
import { settle } from './settle.ts';
import type { InvoiceState } from './state.ts';
import { Turn } from './turn.ts';

export interface Transition {
  state: InvoiceState;
  commands: Command[];
}

/**
 * The whole mind of an invoice: from where it stands and what happened to where it stands now and what must be done.
 *
 * `state` is null for an invoice that starts. `events` are what became known since the last transition, in any order;
 * `facts` is everything known, those events included. `now` is the instant up to which time has run.
 */
export function transition(
  ladder: Ladder,
  state: InvoiceState | null,
  events: readonly InvoiceEvent[],
  facts: Facts,
  now: Instant,
): Transition {
  const turn = new Turn(ladder, state ?? beginning(ladder, localDate(now)), facts, now);
  if (state === null) begin(turn);
  for (const event of events.length > 1 ? events.toSorted(inOrder) : events) apply(turn, event);
  settle(turn);
  return { state: turn.state, commands: turn.commands };
}

/** The state of an invoice that is registered on a day. */
export function beginning(ladder: Ladder, startedOn: CivilDate): InvoiceState {
  return {
    phase: 'climbing',
    startedOn,
    position: { mode: 'planned', step: ladder.start, at: 0, why: [] },
    retry: null,
    attempt: null,
    round: 1,
    previousOn: null,
    notices: [],
    lastContactOn: null,
    lastCall: null,
    byLetter: [],
    waived: [],
    sideTasks: [],
    doneTasks: [],
    toldAgency: [],
    holdsDeliveries: false,
    deliveriesHeld: false,
    charged: NOTHING_CHARGED,
    handedOver: null,
    closed: null,
    paused: null,
    toldBroken: [],
    hastened: null,
    reenteredAt: null,
    takenBackOf: null,
    breachedAt: null,
    changed: null,
    awaitsChange: null,
    wakeAt: null,
  };
}

/** Takes the invoice on. A claim that may be barred by time waits for a person before anything is sent. */
function begin(turn: Turn): void {
  const { ladder } = turn.compiled;
  const { invoice, debtor } = turn.facts;
  turn.record('started', ladder.start, [
    {
      code: 'registered',
      ladder: { id: ladder.id, version: ladder.version },
      daysOverdue: daysBetween(invoice.dueOn, turn.today),
    },
  ]);
  const barredFrom = mayBeBarredFrom(invoice.dueOn, debtor.kind);
  if (turn.today >= barredFrom && turn.open > ladder.toleranceCents) {
    turn.stick(ladder.start, 'may_be_barred', [{ code: 'may_be_barred', from: barredFrom }]);
  }
}
