/** What of an invoice is contested or was conceded, worked out from the facts. */
import type { DisputeDecision } from './events.ts';
import { type Facts, openCents } from './facts.ts';
import type { Cents } from './money.ts';
import type { Instant } from './time/civil.ts';

/** What of the open amount the debtor need not pay for now: contested parts, and conceded ones that no credit note books. */
export function contestedCents(facts: Facts): Cents {
  if (facts.disputes.length === 0) return 0;
  const undecided = facts.disputes.filter(({ id }) => decisionOf(facts, id) === null);
  let contested = 0;
  for (const { amountCents } of undecided) contested += amountCents ?? Number.POSITIVE_INFINITY;
  for (const { cents } of uncredited(facts)) contested += cents;
  return Math.min(contested, Math.max(0, openCents(facts)));
}

/** True while a dispute is undecided, or a concession is not credited: also when all of the invoice was paid meanwhile. */
export function isContested(facts: Facts): boolean {
  return facts.disputes.some(({ id }) => decisionOf(facts, id) === null) || uncredited(facts).length > 0;
}

/** What may be demanded now: open and not contested. */
export function demandableCents(facts: Facts): Cents {
  return openCents(facts) - contestedCents(facts);
}

/** The decision on a dispute that holds: the latest. Null while nobody decided. */
export function decisionOf(facts: Facts, disputeId: string): DisputeDecision | null {
  return facts.decisions.findLast((decision) => decision.disputeId === disputeId) ?? null;
}

/** What was conceded on a dispute and is not credited yet. */
export interface Concession {
  decision: DisputeDecision;
  cents: Cents;
}

/**
 * Concessions that nothing books yet. A credit note, or a correction that lowers the amount, counts against the disputes that
 * were raised before it, the oldest first, and each cent of it once.
 */
export function uncredited(facts: Facts): Concession[] {
  const credits = reductions(facts);
  const found: Concession[] = [];
  for (const dispute of facts.disputes) {
    const decision = decisionOf(facts, dispute.id);
    if (decision === null || decision.decision === 'rejected') continue;
    const whole = dispute.amountCents ?? facts.registered.claimedCents;
    let cents = decision.decision === 'upheld' ? whole : Math.min(decision.amountCents ?? whole, whole);
    for (const credit of credits) {
      if (credit.at < dispute.at) continue;
      const used = Math.min(cents, credit.left);
      credit.left -= used;
      cents -= used;
    }
    if (cents > 0) found.push({ decision, cents });
  }
  return found;
}

/** What made the claim smaller, and when that became known. */
function reductions({ creditNotes, corrections, registered }: Facts): { at: Instant; left: Cents }[] {
  const found = creditNotes.map(({ at, amountCents }) => ({ at, left: amountCents }));
  let claimed = registered.claimedCents;
  for (const correction of corrections) {
    if (correction.type !== 'invoice_corrected' || correction.amountCents === undefined) continue;
    if (correction.amountCents < claimed) found.push({ at: correction.at, left: claimed - correction.amountCents });
    claimed = correction.amountCents;
  }
  return found.sort((a, b) => a.at - b.at);
}
