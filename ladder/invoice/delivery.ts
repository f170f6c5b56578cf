/** The last look before a contact leaves, and what it says: shared by `deliver` and the simulator. */
import { compile } from '../compiled.ts';
import { demandableCents } from '../contested.ts';
import type { Channel, Ladder, SendStep, Step, TimedStep } from '../definition.ts';
import { demandOf } from '../demand.ts';
import type { WithdrawnBecause } from '../events.ts';
import { type Facts, openCents } from '../facts.ts';
import { receivedBy, termEnd } from '../law/terms.ts';
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

export type Verdict = { send: true; terms: Terms; channel: Channel } | { send: false; because: WithdrawnBecause };

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
    const terms = { on, receivedOn: on, deadline: null, amountCents: Math.max(0, open) };
    return { send: true, terms, channel: 'email' };
  }
  if (open <= ladder.toleranceCents) return { send: false, because: 'paid' };
  if (facts.writeOffs.length > 0) return { send: false, because: 'written_off' };
  if (demandableCents(facts) <= ladder.toleranceCents) return { send: false, because: 'disputed' };
  const compiled = compile(ladder);
  const step = compiled.step(position.step) as TimedStep;
  const pause = (step.kind === 'handover' ? handoverPause : activePause)({ compiled, facts, state, now });
  if (pause) return { send: false, because: pause.cause };
  const printing = position.letter !== undefined;
  if (!printing && openInstant(compiled.hours(step), now) !== now) return { send: false, because: 'outside_hours' };
  if (!printing && step.kind === 'send' && facts.otherContactOn === on)
    return { send: false, because: 'other_contact' };
  if (presupposesDelay(step) && on <= facts.invoice.dueOn) return { send: false, because: 'superseded' };
  if (step.kind === 'handover') {
    const demand = demandOf(compiled, state, facts);
    if (!demand.valid || on <= demand.deadline) return { send: false, because: 'superseded' };
  }
  const channel = step.kind === 'send' ? channelOf(step, state, facts) : 'email';
  return { send: true, terms: termsOf(step, channel, on, demandableCents(facts)), channel };
}

/** How a notice goes out now. */
export function channelOf({ id, channel }: SendStep, { byLetter }: InvoiceState, { debtor }: Facts): Channel {
  if (channel !== 'email-or-letter') return channel;
  return byLetter.includes(id) || debtor.hasEmail === false ? 'letter' : 'email';
}

/** What a contact of the present step states when it leaves on a day. */
export function termsOf(step: Step, channel: Channel, on: CivilDate, amountCents: Cents): Terms {
  const receivedOn = receivedBy(channel, on);
  const termDays = step.kind === 'send' ? step.termDays : undefined;
  return { on, receivedOn, deadline: termDays === undefined ? null : termEnd(receivedOn, termDays), amountCents };
}
