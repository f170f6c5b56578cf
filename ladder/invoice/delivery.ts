/** The last look before a contact leaves, and what it says: shared by `deliver` and the simulator. */
import { compile } from '../compiled.ts';
import type { Ladder, Step, TimedStep } from '../definition.ts';
import { demandOf } from '../demand.ts';
import type { WithdrawnBecause } from '../events.ts';
import { demandableCents, type Facts, openCents } from '../facts.ts';
import { receivedByEmail, termEnd } from '../law/terms.ts';
import type { Cents } from '../money.ts';
import { activePause, handoverPause } from '../pauses.ts';
import { openInstant, presupposesDelay } from '../schedule.ts';
import { type CivilDate, type Instant, localDate } from '../time/civil.ts';
import { newsOf } from './commands.ts';
import type { InvoiceState } from './state.ts';

/** What a contact states when it leaves now. */
export interface Terms {
  on: CivilDate;
  receivedOn: CivilDate;
  deadline: CivilDate | null;
  amountCents: Cents;
}

export type Verdict = { send: true; terms: Terms } | { send: false; because: WithdrawnBecause };

/**
 * Whether an intended contact may still leave, on the facts of this moment: never after the claim is settled or written
 * off, during a pause, outside its hours, or when the ladder has moved on.
 */
export function verdict(ladder: Ladder, state: InvoiceState, facts: Facts, dispatchId: string, now: Instant): Verdict {
  const { position } = state;
  const open = openCents(facts);
  const on = localDate(now);
  if (position?.mode !== 'sending' || position.dispatchId !== dispatchId) {
    const news = state.handedOver !== null && state.toldAgency.some((fact) => dispatchId.includes(`:${newsOf(fact)}:`));
    if (!news) return { send: false, because: 'superseded' };
    return { send: true, terms: { on, receivedOn: on, deadline: null, amountCents: Math.max(0, open) } };
  }
  if (open <= ladder.toleranceCents) return { send: false, because: 'paid' };
  if (facts.writeOffs.length > 0) return { send: false, because: 'written_off' };
  if (demandableCents(facts) <= ladder.toleranceCents) return { send: false, because: 'disputed' };
  const compiled = compile(ladder);
  const step = compiled.step(position.step) as TimedStep;
  const pause = (step.kind === 'handover' ? handoverPause : activePause)({ compiled, facts, state, now });
  if (pause) return { send: false, because: pause.cause };
  if (openInstant(compiled.hours(step), now) !== now) return { send: false, because: 'outside_hours' };
  if (presupposesDelay(step) && on <= facts.invoice.dueOn) return { send: false, because: 'superseded' };
  if (step.kind === 'handover') {
    const demand = demandOf(compiled, state, facts);
    if (!demand.valid || on <= demand.deadline) return { send: false, because: 'superseded' };
  }
  return { send: true, terms: termsOf(step, on, demandableCents(facts)) };
}

/** What a contact of the present step states when it leaves on a day. */
export function termsOf(step: Step, on: CivilDate, amountCents: Cents): Terms {
  const receivedOn = receivedByEmail(on);
  const termDays = step.kind === 'send' ? step.termDays : undefined;
  return { on, receivedOn, deadline: termDays === undefined ? null : termEnd(receivedOn, termDays), amountCents };
}
