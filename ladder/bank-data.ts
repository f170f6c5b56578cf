/** Up to which day payments are known, as the creditor's bank data say. */
import type { Facts } from './facts.ts';
import { addOpenDays, bankCalendar } from './time/calendar.ts';
import { type CivilDate, dateOf, dayOf } from './time/civil.ts';

/** True when the bank data reach the day and one bank day more: what was paid on it is known. */
export function bankCovers({ bankCoveredUntil }: Facts, day: CivilDate): boolean {
  return bankCoveredUntil === null || bankCoveredUntil >= bankDayAfter(day);
}

/** The bank day after a day: so far must the bank data reach before what was paid on the day is known. */
export function bankDayAfter(day: CivilDate): CivilDate {
  return dateOf(addOpenDays(bankCalendar, dayOf(day), 1));
}
