/** What a debtor is told when less is owed than a notice said. */
import type { Charged, ToldCharges } from '../balance.ts';
import type { Facts } from '../facts.ts';

/** What the debtor is to be told now: null when notices never said more than is owed. */
export function correctedTo({ told, costs, interest }: Charged): ToldCharges | null {
  if (told === null) return null;
  const costsCents = costs?.standingCents ?? 0;
  const stands = interest?.stands ?? false;
  return costsCents < told.costsCents || (told.interest && !stands) ? { costsCents, interest: stands } : null;
}

/** True while the correction that is under way says what the debtor is to be told now. */
export function correctionStands(charged: Charged): boolean {
  const now = correctedTo(charged);
  const { correcting } = charged;
  return now !== null && now.costsCents === correcting?.costsCents && now.interest === correcting.interest;
}

/** True while a debtor may not be written to at all. */
export function isProtected({ debtorChanges }: Facts): boolean {
  return (debtorChanges.at(-1)?.status ?? 'normal') !== 'normal';
}
