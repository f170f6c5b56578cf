/** Charges costs and interest when the ladder says so, and withdraws them when a fact that came late undoes them. */
import { groundedCosts, wasLate } from '../balance.ts';
import { awaitedBankData, chargeOf, letterArrived } from '../charge.ts';
import type { ChargeStep, TimedStep } from '../definition.ts';
import type { Reason, TimingReason } from '../reasons.ts';
import { nextOpening, openInstant } from '../schedule.ts';
import type { Instant } from '../time/civil.ts';
import { correctionStep } from './commands.ts';
import { correctedTo, isProtected } from './correction.ts';
import type { Turn } from './turn.ts';

/** Runs a `charge` step: what may not be charged is left out, with the reason, and holds nothing up. */
export function runCharge(turn: Turn, step: ChargeStep, why: TimingReason[]): void {
  const { charged } = turn.state;
  const verdict = chargeOf(turn, step, turn.today);
  if ('because' in verdict) {
    turn.record('step_skipped', step.id, [...why, verdict.because]);
    // A step left out is no contact: what is counted from it is counted from the step before.
    return turn.plan(step.next);
  }
  if ('costs' in verdict) {
    const { from, standingCents, vat } = verdict.costs;
    const { currency } = turn.facts.invoice;
    turn.change({ charged: { ...charged, costs: verdict.costs } });
    turn.record('costs_charged', step.id, [
      ...why,
      { code: 'costs', amountCents: standingCents, currency, from, ...(vat && { vat }) },
    ]);
  } else {
    const from = turn.facts.invoice.dueOn;
    turn.change({ charged: { ...charged, interest: verdict.interest } });
    turn.record('interest_charged', step.id, [...why, { code: 'interest', rate: verdict.interest.rate, from }]);
  }
  turn.advanceTo(step.next, turn.today);
}

/** Puts a step off until bank data say what was paid: to the next time at which it may happen. True when it waits. */
export function waitForBankData(turn: Turn, step: TimedStep, why: TimingReason[]): boolean {
  const awaited = awaitedBankData(turn, step, turn.today);
  if (awaited === null) return false;
  const at = nextOpening(turn.compiled.hours(step), turn.now);
  turn.change({ position: { mode: 'planned', step: step.id, at, why: [...why, awaited] } });
  return true;
}

/** Looks again what grounds what was charged: a payment that became known late, or a letter that came back, takes it back. */
export function noteCharges(turn: Turn): void {
  const { charged } = turn.state;
  if (charged.costs !== null) {
    const { costs } = charged;
    const { cents, because } = letterArrived(turn.state, costs)
      ? groundedCosts(turn.facts, costs, turn.compiled.ladder.toleranceCents)
      : ({ cents: 0, because: 'letter_undelivered' } as const);
    if (cents !== costs.standingCents) {
      const { currency } = turn.facts.invoice;
      const less = cents < costs.standingCents;
      const reason: Reason = less
        ? { code: 'costs_withdrawn', fromCents: costs.standingCents, toCents: cents, currency, because }
        : { code: 'costs', amountCents: cents, currency, from: costs.from, ...(costs.vat && { vat: costs.vat }) };
      turn.change({ charged: { ...charged, costs: { ...costs, standingCents: cents } } });
      turn.record(less ? 'costs_withdrawn' : 'costs_charged', null, [reason]);
    }
  }
  const { interest } = turn.state.charged;
  if (interest !== null && interest.stands !== wasLate(turn.facts)) {
    turn.change({ charged: { ...turn.state.charged, interest: { ...interest, stands: !interest.stands } } });
    if (interest.stands) turn.record('interest_withdrawn', null, [{ code: 'interest_withdrawn' }]);
    else {
      const from = turn.facts.invoice.dueOn;
      turn.record('interest_charged', null, [{ code: 'interest', rate: interest.rate, from }]);
    }
  }
}

/**
 * Tells the debtor, at the next hour at which contacts are made, that less is owed than a notice said. What could not leave
 * is told later.
 */
export function noteCorrection(turn: Turn): void {
  const at = correctionAt(turn);
  if (at === null || at > turn.now) return;
  const { charged } = turn.state;
  const corrections = charged.corrections + 1;
  turn.change({ charged: { ...charged, corrections, correcting: correctedTo(charged) } });
  turn.record('correction_intended', null, []);
  turn.intend('correction', correctionStep(corrections));
}

/** When a correction may leave; null when there is none to send, one is under way, or the debtor may not be written to. */
export function correctionAt(turn: Turn): Instant | null {
  const { charged } = turn.state;
  if (correctedTo(charged) === null || charged.correcting !== null || isProtected(turn.facts)) return null;
  const timed = turn.compiled.ladder.steps.filter((step): step is TimedStep => 'when' in step);
  const { step: id } = (charged.costs ?? charged.interest)!;
  // A ladder that was changed since may have the step no longer: then in the hours of its first.
  const step = timed.find((one) => one.id === id) ?? timed[0];
  return step ? openInstant(turn.compiled.hours(step), turn.now) : turn.now;
}
