/** The conditions of a `decide` step, over a fixed vocabulary: never code. */
import type { CallOutcome, Condition } from './definition.ts';
import { type DebtorFacts, type Facts, openCents } from './facts.ts';
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
    case 'country':
    case 'segment':
    case 'relation':
      return isDebtor(condition, facts.debtor);
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

/** Whether a debtor is one of those that a condition names. */
export function isDebtor(
  condition: Extract<Condition, { field: 'debtorKind' | 'country' | 'segment' | 'relation' }>,
  { kind, country, segment, relation }: Pick<DebtorFacts, 'kind' | 'country' | 'segment' | 'relation'>,
): boolean {
  const value = { debtorKind: kind, country, segment, relation }[condition.field];
  const values: readonly string[] = condition.in;
  return value !== undefined && values.includes(value);
}

/** Whether a number lies within bounds. */
export function within(value: number, bounds: { atLeast?: number; below?: number }): boolean {
  return (
    (bounds.atLeast === undefined || value >= bounds.atLeast) && (bounds.below === undefined || value < bounds.below)
  );
}
