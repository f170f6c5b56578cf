/** The conditions of a `decide` step, over a fixed vocabulary: never code. */
import type { CallOutcome, Condition } from './definition.ts';
import { type Facts, openCents } from './facts.ts';
import { type CivilDate, daysBetween } from './time/civil.ts';

/** What a condition can look at besides the facts. */
export interface ConditionContext {
  facts: Facts;
  today: CivilDate;
  lastCall: CallOutcome | null;
  brokenPromises: number;
}

export function holds(condition: Condition, { facts, today, lastCall, brokenPromises }: ConditionContext): boolean {
  switch (condition.field) {
    case 'debtorKind':
      return condition.in.includes(facts.debtor.kind);
    case 'country':
      return condition.in.includes(facts.debtor.country);
    case 'segment':
      return facts.debtor.segment !== undefined && condition.in.includes(facts.debtor.segment);
    case 'relation':
      return facts.debtor.relation !== undefined && condition.in.includes(facts.debtor.relation);
    case 'lastCall':
      return condition.in.includes(lastCall ?? 'none');
    case 'openCents':
      return within(openCents(facts), condition);
    case 'brokenPromises':
      return within(brokenPromises, condition);
    case 'daysOverdue':
      return within(daysBetween(facts.invoice.dueOn, today), condition);
  }
}

function within(value: number, bounds: { atLeast?: number; below?: number }): boolean {
  return (
    (bounds.atLeast === undefined || value >= bounds.atLeast) && (bounds.below === undefined || value < bounds.below)
  );
}
