/** What the facts put before a person: worked out at every turn, so that a matter that has gone takes its task along. */
import { decisionOf } from '../contested.ts';
import { localDate } from '../time/civil.ts';
import type { ArrangementMatter } from './commands.ts';
import type { ArrangementOutcome } from './events.ts';
import { debtorChange, signatureInTime } from './facts.ts';
import { missedOffer } from './offer.ts';
import type { ArrangementInput } from './pauses.ts';
import type { ArrangementReason } from './reasons.ts';
import { isOver } from './state.ts';
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

const GO_ON: ArrangementOutcome[] = ['go_on', 'renew', 'break'];
const OUTCOMES: Record<ArrangementMatter, ArrangementOutcome[]> = {
  disputed: GO_ON,
  corrected: GO_ON,
  balance_rose: GO_ON,
  not_offered: ['renew', 'decline'],
  signed_late: ['accept', 'done'],
  breach_not_arrived: ['done'],
};
const PAUSING: readonly ArrangementMatter[] = ['disputed', 'corrected', 'balance_rose'];

/** A debtor who may not be written to could not be offered anything. */
function isProtected({ facts, now }: ArrangementInput): boolean {
  const last = debtorChange(facts);
  return last !== null && last.at <= now && last.status !== 'normal';
}

/** What a person has to look at and has not answered yet. */
export function matters(input: ArrangementInput): Matter[] {
  const { terms, facts, state, now } = input;
  const found: Matter[] = [];
  const add = (kind: ArrangementMatter, factId: string, why: ArrangementReason) => {
    const id = arrangementMatterId(terms, kind, factId);
    if (state.doneTasks.includes(id)) return;
    found.push({ id, kind, outcomes: OUTCOMES[kind], pauses: PAUSING.includes(kind), why });
  };
  const { signBy } = terms;
  const missed = missedOffer(input) && !isProtected(input);
  if (missed) add('not_offered', 'text', { code: 'not_offered', signBy });
  const unsigned = state.phase === 'declined' || (state.phase === 'proposed' && localDate(now) > signBy);
  if (unsigned && !signatureInTime(terms, facts)) {
    for (const { id, on, by } of facts.signatures) add('signed_late', id, { code: 'signed_late', on, signBy, by });
  }
  const brokenOn = state.phase === 'broken' ? state.past.find(({ id }) => id === state.brokenOn) : undefined;
  if (brokenOn && brokenOn.end !== 'sent')
    add('breach_not_arrived', brokenOn.id, { code: 'breach_not_arrived', n: brokenOn.n });
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
