/** The conditions of a `decide` step, over a fixed vocabulary: never code. */
import type { Condition, NoticeDelivery } from './definition.ts';
import { type DebtorFacts, type Facts, openCents } from './facts.ts';
import type { InvoiceState } from './invoice/state.ts';
import { type CivilDate, daysBetween } from './time/civil.ts';

/** What a condition can look at besides the facts. */
export interface ConditionContext {
  facts: Facts;
  today: CivilDate;
  state: Pick<InvoiceState, 'lastCall' | 'notices'>;
  brokenPromises: number;
}

export function holds(condition: Condition, { facts, today, state, brokenPromises }: ConditionContext): boolean {
  switch (condition.field) {
    case 'debtorKind':
    case 'country':
    case 'segment':
    case 'relation':
    case 'terms':
      return isDebtor(condition, facts.debtor);
    case 'lastCall':
      return condition.in.includes(state.lastCall ?? 'none');
    case 'lastNotice':
      return condition.in.includes(deliveryOf(state));
    case 'openCents':
      return within(openCents(facts), condition);
    case 'brokenPromises':
      return within(brokenPromises, condition);
    case 'daysOverdue':
      return within(daysBetween(facts.invoice.dueOn, today), condition);
  }
}

/** How the last notice fared; one on paper has gone out once it is posted. */
function deliveryOf({ notices }: Pick<InvoiceState, 'notices'>): NoticeDelivery {
  const last = notices.at(-1);
  return last ? (last.undelivered ?? 'arrived') : 'none';
}

/** The conditions that look at the debtor alone. */
export type DebtorCondition = Extract<
  Condition,
  { field: 'debtorKind' | 'country' | 'segment' | 'relation' | 'terms' }
>;
/** What they look at. */
export type DebtorTraits = Pick<DebtorFacts, 'kind' | 'country' | 'segment' | 'relation' | 'terms'>;

/** Whether a debtor is one of those that a condition names. */
export function isDebtor(
  condition: DebtorCondition,
  { kind, country, segment, relation, terms }: DebtorTraits,
): boolean {
  const value = { debtorKind: kind, country, segment, relation, terms }[condition.field];
  const values: readonly string[] = condition.in;
  return value !== undefined && values.includes(value);
}

/** Whether a number lies within bounds. */
export function within(value: number, bounds: { atLeast?: number; below?: number }): boolean {
  return (
    (bounds.atLeast === undefined || value >= bounds.atLeast) && (bounds.below === undefined || value < bounds.below)
  );
}
