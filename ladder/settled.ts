/** Whether a claim was ever settled, counted by the days on which money moved, not by when it became known. */
import { type Facts, legalDay } from './facts.ts';
import type { Cents } from './money.ts';
import { type CivilDate, type Instant, localDate } from './time/civil.ts';

/**
 * True when the claim was settled at the end of `since`, or on some day after, up to and including `through` where that is
 * given, counted by legal day: a notice of then no longer demands anything, even if the payment was reversed later.
 */
export function wasSettledAfter(facts: Facts, since: CivilDate, toleranceCents: Cents, through?: CivilDate): boolean {
  if (facts.payments.length === 0 && facts.creditNotes.length === 0) return false;
  const changes = new Map<CivilDate, Cents>();
  const change = (on: CivilDate, cents: Cents) => changes.set(on, (changes.get(on) ?? 0) + cents);
  // Nothing counts from a day later than the one on which it became known.
  const counted = (on: CivilDate, at: Instant) => (on < localDate(at) ? on : localDate(at));
  for (const credit of facts.creditNotes) change(counted(credit.issuedOn, credit.at), -credit.amountCents);
  for (const payment of facts.payments) change(legalDay(payment), -payment.amountCents);
  for (const reversal of facts.reversals) {
    const payment = facts.payments.find((candidate) => candidate.id === reversal.paymentId);
    if (payment) change(counted(reversal.on, reversal.at), reversal.amountCents ?? payment.amountCents);
  }
  let open = facts.invoice.claimedCents;
  let openThen = open;
  for (const [on, cents] of [...changes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (through !== undefined && on > through) break;
    open += cents;
    if (on <= since) openThen = open;
    else if (open <= toleranceCents) return true;
  }
  return openThen <= toleranceCents;
}
