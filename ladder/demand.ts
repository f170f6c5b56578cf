/**
 * Whether the claim may be handed over: only an amount that a valid notice of default (or final demand) demanded, after
 * its whole term, counted anew from any credit note, decision on a dispute or end of an arrangement that touched it (`design.md` §6.3).
 */
import type { CompiledLadder } from './compiled.ts';
import { demandableCents } from './contested.ts';
import { DEFAULT_NOTICES, type StepId } from './definition.ts';
import type { ArrangementChange } from './events.ts';
import type { Facts } from './facts.ts';
import type { InvoiceState, SentNotice } from './invoice/state.ts';
import { termEnd } from './law/terms.ts';
import type { DemandLapsed } from './reasons.ts';
import { wasSettledAfter } from './settled.ts';
import { type CivilDate, type Instant, localDate } from './time/civil.ts';

export type Demand =
  | { valid: true; notice: SentNotice; deadline: CivilDate }
  | { valid: false; lapsed: SentNotice; because: DemandLapsed }
  | { valid: false; lapsed: null };

/** The last notice that puts the debtor in default, and whether it still stands. */
export function demandOf(compiled: CompiledLadder, state: InvoiceState, facts: Facts): Demand {
  const notice = state.notices.findLast((sent) => DEFAULT_NOTICES.includes(sent.kind) && sent.deadline !== null);
  if (!notice) return { valid: false, lapsed: null };
  if (notice.undelivered) return { valid: false, lapsed: notice, because: 'undelivered' };
  if (wasSettledAfter(facts, notice.sentOn, compiled.ladder.toleranceCents)) {
    return { valid: false, lapsed: notice, because: 'settled_since' };
  }
  // Sent before the day on which the claim is due now, it demanded nothing yet.
  if (notice.sentOn <= facts.invoice.dueOn) return { valid: false, lapsed: notice, because: 'due_moved' };
  if (demandableCents(facts) > notice.amountCents) return { valid: false, lapsed: notice, because: 'amount_rose' };
  const interrupted = interruption(facts);
  if (interrupted && interrupted.at > notice.sentAt)
    return { valid: false, lapsed: notice, because: interrupted.because };
  return { valid: true, notice, deadline: deadlineOf(compiled, notice, facts)! };
}

export interface Interruption {
  at: Instant;
  because: Extract<DemandLapsed, 'dispute_decided' | 'arrangement_ended'>;
  /** How the arrangement ended; null where it is a decision. */
  ended: Exclude<ArrangementChange['type'], 'arrangement_agreed'> | null;
}

/** The last decision on a dispute, or end of an arrangement: what was demanded before it is demanded anew. */
export function interruption(facts: Facts): Interruption | null {
  if (facts.decisions.length + facts.arrangements.length === 0) return null;
  const decided = facts.decisions.findLast(({ disputeId }) => facts.disputes.some(({ id }) => id === disputeId));
  const ended = facts.arrangements.findLast(
    (change) => change.type !== 'arrangement_agreed' && !isTakenOver(facts, change),
  );
  if (decided && (!ended || decided.at >= ended.at)) {
    return { at: decided.at, because: 'dispute_decided', ended: null };
  }
  if (!ended) return null;
  return { at: ended.at, because: 'arrangement_ended', ended: ended.type as Interruption['ended'] };
}

/** True when an arrangement made way for another that was agreed by the end of that day: the pause goes on. */
function isTakenOver({ arrangements }: Facts, change: ArrangementChange): boolean {
  if (change.type !== 'arrangement_replaced') return false;
  return arrangements.some(
    ({ type, arrangementId, at }) =>
      type === 'arrangement_agreed' &&
      arrangementId !== change.arrangementId &&
      localDate(at) <= localDate(change.at) &&
      !arrangements.some((end) => end.arrangementId === arrangementId && end.at > at && end.at < change.at),
  );
}

/** The end of a notice's term: as stated, or a whole new term after a credit note or corrected amount that became known since. */
export function deadlineOf(compiled: CompiledLadder, notice: SentNotice, facts: Facts): CivilDate | null {
  if (notice.deadline === null) return null;
  let deadline = notice.deadline;
  const termDays = notice.termDays ?? termOf(compiled, notice.step);
  const corrected = facts.corrections.filter(
    (one) => one.type === 'invoice_corrected' && one.amountCents !== undefined,
  );
  for (const change of [...facts.creditNotes, ...corrected]) {
    const known = localDate(change.at);
    if (known < notice.sentOn) continue;
    const anew = termEnd(known, termDays);
    if (anew > deadline) deadline = anew;
  }
  return deadline;
}

function termOf(compiled: CompiledLadder, stepId: StepId): number {
  const step = compiled.step(stepId);
  return step.kind === 'send' ? (step.termDays ?? 0) : 0;
}
