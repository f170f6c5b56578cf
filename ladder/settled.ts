/** Whether a claim was ever settled, counted by the days on which money moved, not by when it became known. */
import type { Reversal } from './events.ts';
import { type Facts, legalDay } from './facts.ts';
import type { Cents } from './money.ts';
import { type CivilDate, type Instant, localDate } from './time/civil.ts';

/**
 * True when the claim was settled at the end of `since`, or on some day after, up to and including `through` where that is
 * given, counted by legal day: a notice of then no longer demands anything, even if the payment was reversed later.
 */
export function wasSettledAfter(facts: Facts, since: CivilDate, toleranceCents: Cents, through?: CivilDate): boolean {
  if (facts.payments.length === 0 && facts.creditNotes.length === 0) return false;
  let openThen = facts.invoice.claimedCents;
  for (const { on, open } of openByDay(facts)) {
    if (through !== undefined && on > through) break;
    if (on <= since) openThen = open;
    else if (open <= toleranceCents) return true;
  }
  return openThen <= toleranceCents;
}

/**
 * The day since which the claim was settled, at the end of each day, until the bank took a payment back; null when it is not
 * open for that reason.
 */
export function settledUntilTakenBack(facts: Facts, toleranceCents: Cents): CivilDate | null {
  if (facts.reversals.length === 0) return null;
  const days = openByDay(facts);
  const last = days.findLastIndex(({ open }) => open <= toleranceCents);
  const until = days[last]?.on;
  if (until === undefined || last === days.length - 1) return null;
  if (!facts.reversals.some((reversal) => paymentOf(facts, reversal) && counted(reversal) > until)) return null;
  const before = days.slice(0, last).findLastIndex(({ open }) => open > toleranceCents);
  return days[before + 1]!.on;
}

/** What was open at the end of each day on which that changed, in order. */
function openByDay(facts: Facts): { on: CivilDate; open: Cents }[] {
  const changes = new Map<CivilDate, Cents>();
  const change = (on: CivilDate, cents: Cents) => changes.set(on, (changes.get(on) ?? 0) + cents);
  for (const credit of facts.creditNotes) change(counted({ on: credit.issuedOn, at: credit.at }), -credit.amountCents);
  for (const payment of facts.payments) change(legalDay(payment), -payment.amountCents);
  for (const reversal of facts.reversals) {
    const payment = paymentOf(facts, reversal);
    if (payment) change(counted(reversal), reversal.amountCents ?? payment.amountCents);
  }
  let open = facts.invoice.claimedCents;
  const days = [...changes].sort(([a], [b]) => (a < b ? -1 : 1));
  return days.map(([on, cents]) => {
    open += cents;
    return { on, open };
  });
}

/** Nothing counts from a day later than the one on which it became known. */
function counted({ on, at }: { on: CivilDate; at: Instant }): CivilDate {
  return on < localDate(at) ? on : localDate(at);
}

const paymentOf = ({ payments }: Facts, { paymentId }: Reversal) => payments.find(({ id }) => id === paymentId);
