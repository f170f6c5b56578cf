/** When a claim may be barred by time (`dutch-law.md` §6). */
import type { DebtorKind } from '../definition.ts';
import { addDays, addYears, type CivilDate } from '../time/civil.ts';

/** Contract claims: art. 3:307(1) BW. */
const CONTRACT_YEARS = 5;
/** Consumer purchase: art. 7:28 BW. Whether the claim is a purchase is not known, so the shorter term is taken. */
const CONSUMER_PURCHASE_YEARS = 2;

/**
 * The first day on which the claim may be barred, if nothing interrupted the limitation: its term begins on the day
 * after the due date. A term that began on 29 February ends with 28 February where there is no other.
 */
export function mayBeBarredFrom(dueOn: CivilDate, debtor: DebtorKind): CivilDate {
  const years = debtor === 'consumer' ? CONSUMER_PURCHASE_YEARS : CONTRACT_YEARS;
  const anniversary = addYears(addDays(dueOn, 1), years);
  const dayAfter = addDays(addYears(dueOn, years), 1);
  return anniversary > dayAfter ? anniversary : dayAfter;
}
