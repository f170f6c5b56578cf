/** What the facts put before a person: worked out at every turn, so that a matter that has gone takes its task along. */
import { decisionOf } from '../contested.ts';
import type { ArrangementMatter } from './commands.ts';
import type { ArrangementOutcome } from './events.ts';
import { type ArrangementFacts, signatureInTime } from './facts.ts';
import type { ArrangementReason } from './reasons.ts';
import { type ArrangementState, isOver } from './state.ts';
import type { ArrangementTerms } from './terms.ts';

export interface Matter {
  /** The id of its task. */
  id: string;
  kind: ArrangementMatter;
  outcomes: ArrangementOutcome[];
  /** No notices go out until a person answered. */
  pauses: boolean;
  why: ArrangementReason;
}

/** The id of the task about a matter. */
export function arrangementMatterId(terms: ArrangementTerms, kind: ArrangementMatter, factId: string): string {
  return `arrangement:${terms.id}:${kind}.${factId}`;
}

/** What a person has to look at and has not answered yet. */
export function matters(terms: ArrangementTerms, facts: ArrangementFacts, state: ArrangementState): Matter[] {
  const found: Matter[] = [];
  const add = (kind: ArrangementMatter, factId: string, why: ArrangementReason) => {
    const id = arrangementMatterId(terms, kind, factId);
    if (state.doneTasks.includes(id)) return;
    const late = kind === 'signed_late';
    found.push({ id, kind, outcomes: late ? ['accept', 'done'] : ['go_on', 'renew', 'break'], pauses: !late, why });
  };
  if (state.phase === 'declined' && !signatureInTime(terms, facts)) {
    const { signBy } = terms;
    for (const { id, on, by } of facts.signatures) add('signed_late', id, { code: 'signed_late', on, signBy, by });
  }
  if (isOver(state)) return found;
  for (const covered of facts.invoices) {
    const { number: invoice, currency } = covered.invoice;
    for (const { id, reason } of covered.disputes) {
      if (decisionOf(covered, id) === null) add('disputed', id, { code: 'disputed', invoice, reason });
    }
    for (const correction of covered.corrections) {
      if (correction.type !== 'invoice_corrected' || correction.at <= terms.agreedAt) continue;
      add('corrected', correction.id, { code: 'corrected', invoice, by: correction.by, reason: correction.reason });
    }
    // Money of before the agreement that the bank took back: more is open than was arranged.
    for (const reversal of covered.reversals) {
      const payment = covered.payments.find(({ id }) => id === reversal.paymentId);
      if (!payment || payment.at > terms.agreedAt || reversal.at <= terms.agreedAt) continue;
      const amountCents = reversal.amountCents ?? payment.amountCents;
      add('balance_rose', reversal.id, { code: 'balance_rose', invoice, amountCents, currency, on: reversal.on });
    }
  }
  return found;
}
