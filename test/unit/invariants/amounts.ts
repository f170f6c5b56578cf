/** What is open, contested and may be asked, by arithmetic of the tests' own. */
import type { Facts } from '../../../ladder/facts.ts';

/** What was open at an instant, from the facts known then. */
export function openAt(facts: Facts, at: number): number {
  const known = <T extends { at: number }>(list: readonly T[]) => list.filter((fact) => fact.at <= at);
  let open = facts.registered.claimedCents;
  for (const fact of facts.corrections) if (fact.type === 'invoice_corrected') open = fact.amountCents ?? open;
  for (const credit of known(facts.creditNotes)) open -= credit.amountCents;
  for (const payment of known(facts.payments)) {
    const back = known(facts.reversals).filter((reversal) => reversal.paymentId === payment.id);
    open -= Math.max(
      0,
      payment.amountCents - back.reduce((sum, one) => sum + (one.amountCents ?? payment.amountCents), 0),
    );
  }
  return open;
}

/** What of the open amount is contested: not decided on, or conceded and booked by nothing that made the claim smaller. */
export function contestedIn(facts: Facts): number {
  const cuts = facts.creditNotes.map(({ at, amountCents }) => [at, amountCents] as [number, number]);
  let claimed = facts.registered.claimedCents;
  for (const fact of facts.corrections) {
    if (fact.type !== 'invoice_corrected' || fact.amountCents === undefined) continue;
    if (fact.amountCents < claimed) cuts.push([fact.at, claimed - fact.amountCents]);
    claimed = fact.amountCents;
  }
  cuts.sort(([a], [b]) => a - b);
  let contested = 0;
  for (const dispute of facts.disputes) {
    const decided = facts.decisions.filter(({ disputeId }) => disputeId === dispute.id).at(-1);
    if (!decided) {
      contested += dispute.amountCents ?? Number.POSITIVE_INFINITY;
      continue;
    }
    const whole = dispute.amountCents ?? facts.registered.claimedCents;
    let left = { rejected: 0, upheld: whole, partly: Math.min(decided.amountCents ?? whole, whole) }[decided.decision];
    for (const cut of cuts) {
      if (cut[0] < dispute.at) continue;
      const used = Math.min(left, cut[1]);
      cut[1] -= used;
      left -= used;
    }
    contested += left;
  }
  return contested;
}

/** What may be asked of the debtor at an instant: open, and not contested. */
export function askableAt(facts: Facts, at: number): number {
  const open = Math.max(0, openAt(facts, at));
  return open - Math.min(contestedIn(facts), open);
}
