/**
 * What the facts put before a person, beside the ladder: an overpayment, a dispute to decide, a reply to read. Matters are
 * worked out at every turn; a task is opened for each that is new, and taken off the list when the matter has gone.
 */
import { balanceOn } from '../balance.ts';
import { decisionOf, uncredited } from '../contested.ts';
import { DISPUTE_DECISIONS } from '../events.ts';
import type { Facts } from '../facts.ts';
import { matterId } from '../pauses.ts';
import type { Reason } from '../reasons.ts';
import { MATTER_KINDS, type MatterKind } from './commands.ts';
import type { Turn } from './turn.ts';

interface Matter {
  id: string;
  kind: MatterKind;
  outcomes: string[];
  why: Reason[];
}

export function noteMatters(turn: Turn): void {
  const { facts, state } = turn;
  if (state.sideTasks.length === 0 && !mayMatter(turn)) return;
  const matters = mattersOf(turn);
  for (const task of state.sideTasks) {
    const kind = matterKindOf(facts, task);
    if (kind === null || matters.some(({ id }) => id === task)) continue;
    const decided = kind === 'dispute' && state.phase !== 'closed';
    turn.endSideTask(task, decided ? 'completed' : 'withdrawn');
  }
  for (const { id, kind, outcomes, why } of matters) turn.openSideTask(id, kind, why, outcomes);
}

/** Most invoices have nothing to put before a person. */
function mayMatter({ facts, open }: Turn): boolean {
  const { reversals, disputes, returns, replies, debtorChanges } = facts;
  return open < 0 || reversals.length + disputes.length + returns.length + replies.length + debtorChanges.length > 0;
}

/** Which matter a task is about; null for a task of another sort. */
export function matterKindOf(facts: Facts, taskId: string): MatterKind | null {
  return MATTER_KINDS.find((kind) => taskId.startsWith(matterId(facts, kind, ''))) ?? null;
}

function mattersOf(turn: Turn): Matter[] {
  const { facts, state, today } = turn;
  const { currency } = facts.invoice;
  const matters: Matter[] = [];
  const add = (kind: MatterKind, factId: string, why: Reason, outcomes: readonly string[] = ['done']) =>
    matters.push({ id: matterId(facts, kind, factId), kind, outcomes: [...outcomes], why: [why] });

  const { overpaidCents: overCents } = balanceOn(facts, state.charged, today);
  if (overCents > 0) add('overpaid', String(overCents), { code: 'overpaid', overCents, currency });
  for (const { id, paymentId } of facts.reversals) {
    if (facts.payments.some((payment) => payment.id === paymentId)) continue;
    add('payment_unknown', id, { code: 'payment_unknown', reference: paymentId });
  }
  if (state.phase === 'closed') return matters;

  for (const dispute of facts.disputes) {
    const decision = decisionOf(facts, dispute.id);
    const { id, reason, amountCents = null } = dispute;
    if (decision === null) add('dispute', id, { code: 'disputed', amountCents, currency, reason }, DISPUTE_DECISIONS);
  }
  // Only the credit note itself ends this one.
  for (const { decision, cents } of uncredited(facts)) {
    add('credit_due', decision.id, { code: 'credit_due', amountCents: cents, currency }, []);
  }
  for (const { id, expectedOn, note } of facts.returns) {
    add('return', id, { code: 'return_announced', expectedOn, ...(note && { note }) });
  }
  for (const { id, summary } of facts.replies) add('reply', id, { code: 'replied', note: summary });
  const changed = facts.debtorChanges.at(-1);
  if (changed && changed.status !== 'normal') {
    const { id, status, by, note } = changed;
    add('debtor_protected', id, { code: 'debtor_status', status, by, ...(note && { note }) });
  }
  return matters;
}
