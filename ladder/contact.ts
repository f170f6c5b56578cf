/**
 * The contact planner: what one debtor is written on one day (`design.md` §4). At most one notice leaves; the heaviest kind
 * leads, and takes in what is due of the same kind. The rest waits for another day.
 */
import { compile } from './compiled.ts';
import { holds } from './conditions.ts';
import { demandableCents } from './contested.ts';
import { type Channel, type Ladder, LEGAL_NOTICES, NOTICE_KINDS, type SendStep, type StepId } from './definition.ts';
import type { Facts } from './facts.ts';
import type { InvoiceState } from './invoice/state.ts';
import type { Currency } from './money.ts';
import { brokenPromises } from './pauses.ts';
import { type CivilDate, type Instant, localDate } from './time/civil.ts';

/** A notice that may leave now. */
export interface Intended {
  /** Of the dispatch. */
  id: string;
  dueOn: CivilDate;
  step: SendStep;
  channel: Channel;
  currency: Currency;
  /** The account on which it is to be paid, where the invoice names one of its own. */
  account: string | null;
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
    lead.currency === other.currency &&
    lead.account === other.account
  );
}

/**
 * The step at which a claim on a consumer joins a notice that leaves now, although its own day has not come: one
 * fourteen-day letter takes in every claim in default (art. 6:96(7) BW). Null where the claim is not in default, or its
 * ladder does not lead there by itself: what a person is asked on the way is not passed by.
 */
export function stepTakenIn(ladder: Ladder, state: InvoiceState, facts: Facts, now: Instant): StepId | null {
  const { position } = state;
  const today = localDate(now);
  if (facts.debtor.kind !== 'consumer' || state.phase !== 'climbing' || position?.mode !== 'planned') return null;
  if (facts.invoice.dueOn >= today || demandableCents(facts) <= ladder.toleranceCents) return null;
  const compiled = compile(ladder);
  const brokenCount = brokenPromises({ compiled, facts, state, now }).length;
  const context = { facts, today, state, brokenPromises: brokenCount };
  let step = compiled.step(position.step);
  for (;;) {
    switch (step.kind) {
      case 'send':
        if (step.notice === 'fourteen-day-letter') return step.id;
        if (LEGAL_NOTICES.includes(step.notice)) return null;
        step = compiled.step(step.next);
        break;
      case 'call':
      case 'deliveries':
        step = compiled.step(step.next);
        break;
      case 'decide': {
        const row = step.rows.find(({ all }) => all.every((condition) => holds(condition, context)));
        step = compiled.step(row?.next ?? step.otherwise);
        break;
      }
      default:
        return null;
    }
  }
}
