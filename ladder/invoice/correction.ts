/** What a debtor is told when less is owed than a notice said. */
import type { Charged, ToldCharges } from '../balance.ts';

/** What the debtor is to be told now: null when notices never said more than is owed. */
export function correctedTo({ told, costs, interest }: Charged): ToldCharges | null {
  if (told === null) return null;
  const costsCents = costs?.standingCents ?? 0;
  const stands = interest?.stands ?? false;
  return costsCents < told.costsCents || (told.interest && !stands) ? { costsCents, interest: stands } : null;
}
