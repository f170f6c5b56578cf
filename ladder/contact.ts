/**
 * The contact planner: what one debtor is written on one day (`design.md` §4). At most one notice leaves; the heaviest kind
 * leads, and takes in what is due of the same kind. The rest waits for another day.
 */
import { compile, isAhead } from './compiled.ts';
import { demandableCents } from './contested.ts';
import { type Channel, type Ladder, NOTICE_KINDS, type SendStep, type StepId } from './definition.ts';
import type { Facts } from './facts.ts';
import type { InvoiceState } from './invoice/state.ts';
import type { Currency } from './money.ts';
import type { CivilDate } from './time/civil.ts';

/** A notice that may leave now. */
export interface Intended {
  /** Of the dispatch. */
  id: string;
  dueOn: CivilDate;
  step: SendStep;
  channel: Channel;
  currency: Currency;
  /** The step has words for several invoices, in the debtor's language. */
  takesInOthers: boolean;
}

/** True for a dispatch that is a notice to the debtor: not the case, or news of it, to the agency. */
export function isNotice(kind: string): boolean {
  return (NOTICE_KINDS as readonly string[]).includes(kind);
}

/** The notices that leave together in one contact, the oldest claim first. */
export function together<T extends Intended>(intended: readonly T[]): T[] {
  const [lead, ...others] = intended.toSorted(byWeight);
  if (!lead) return [];
  return [lead, ...others.filter((other) => joins(lead, other))];
}

function byWeight(a: Intended, b: Intended): number {
  const weight = ({ step }: Intended) => NOTICE_KINDS.indexOf(step.notice);
  return weight(b) - weight(a) || (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.id < b.id ? -1 : 1);
}

function joins(lead: Intended, other: Intended): boolean {
  return (
    lead.takesInOthers &&
    other.takesInOthers &&
    lead.step.notice === other.step.notice &&
    lead.step.termDays === other.step.termDays &&
    lead.channel === other.channel &&
    lead.currency === other.currency
  );
}

/**
 * The step at which a claim on a consumer joins a notice that leaves now, although its own day has not come: one
 * fourteen-day letter takes in every claim in default (art. 6:96(7) BW). Null where the claim is not in default, its ladder
 * has no such step ahead, or something holds it.
 */
export function stepTakenIn(ladder: Ladder, state: InvoiceState, facts: Facts, today: CivilDate): StepId | null {
  const { position } = state;
  if (facts.debtor.kind !== 'consumer' || state.phase !== 'climbing' || position?.mode !== 'planned') return null;
  if (facts.invoice.dueOn >= today || demandableCents(facts) <= ladder.toleranceCents) return null;
  const compiled = compile(ladder);
  const letter = ladder.steps.find((step) => step.kind === 'send' && step.notice === 'fourteen-day-letter');
  return letter && isAhead(compiled, position.step, letter.id) ? letter.id : null;
}
