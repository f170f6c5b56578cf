/** When a notice counts as received and when its term ends (`dutch-law.md` §8). */
import type { Channel } from '../definition.ts';
import { addOpenDays, deliveryCalendar, legalCalendar, rollToOpen } from '../time/calendar.ts';
import { type CivilDate, dateOf, dayOf } from '../time/civil.ts';

/** An e-mail that its server accepted counts as received on the day itself. */
export function receivedByEmail(sentOn: CivilDate): CivilDate {
  return sentOn;
}

/** Delivery days that post takes, from the day on which it is posted; from July 2027 one more. */
const POST_DAYS: readonly { from: CivilDate; days: number }[] = [
  { from: '2027-07-01', days: 3 },
  { from: '0001-01-01', days: 2 },
];

/** A letter may be taken to arrive on the second delivery day after posting (HR 25 November 2016, NL:HR:2016:2704). */
export function receivedByLetter(postedOn: CivilDate): CivilDate {
  const { days } = POST_DAYS.find(({ from }) => postedOn >= from)!;
  return dateOf(addOpenDays(deliveryCalendar, dayOf(postedOn), days));
}

export function receivedBy(channel: Channel, sentOn: CivilDate): CivilDate {
  return channel === 'letter' ? receivedByLetter(sentOn) : receivedByEmail(sentOn);
}
/** Fourteen days that begin the day after receipt (art. 6:96(6) BW), and a day to be safe (`dutch-law.md` §2). */
export const FOURTEEN_DAY_TERM = 15;

/** A term of three days or more holds at least two days that are no weekend or holiday (Algemene termijnenwet art. 2). */
const SHORTEST_EXTENDED_TERM_DAYS = 3;
const LEAST_WORKING_DAYS = 2;

/**
 * The last day of a term of `days` that begins the day after receipt. A term that ends on a Saturday, Sunday or holiday
 * runs to the next other day (Algemene termijnenwet art. 1); terms set by the creditor are extended the same way.
 */
export function termEnd(receivedOn: CivilDate, days: number): CivilDate {
  const received = dayOf(receivedOn);
  let end = rollToOpen(legalCalendar, received + days, 1);
  if (days >= SHORTEST_EXTENDED_TERM_DAYS) {
    let working = 0;
    for (let day = received + 1; day <= end; day++) if (legalCalendar(day) === null) working++;
    while (working < LEAST_WORKING_DAYS) {
      end = rollToOpen(legalCalendar, end + 1, 1);
      working++;
    }
  }
  return dateOf(end);
}
