/** Which row of a decision an invoice would take if it stood before it now. */
import type { CompiledLadder } from './compiled.ts';
import { holds } from './conditions.ts';
import type { DecideStep } from './definition.ts';
import type { Facts } from './facts.ts';
import type { InvoiceState } from './invoice/state.ts';
import { brokenPromises } from './pauses.ts';
import { type Instant, localDate } from './time/civil.ts';

/** The index of the first row of which all conditions hold; null where none does. `compiled` is the invoice's own ladder. */
export function rowTaken(
  rows: readonly Pick<DecideStep['rows'][number], 'all'>[],
  { compiled, state, facts }: { compiled: CompiledLadder; state: InvoiceState; facts: Facts },
  now: Instant,
): number | null {
  const broken = brokenPromises({ compiled, facts, state, now }).length;
  const context = { facts, today: localDate(now), state, brokenPromises: broken };
  const index = rows.findIndex(({ all }) => all.every((condition) => holds(condition, context)));
  return index < 0 ? null : index;
}
