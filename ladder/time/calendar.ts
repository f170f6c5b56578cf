import { type CivilDate, civilParts, dayOf, type EpochDay, easterSunday, epochDay, weekday } from './civil.ts';

/**
 * Four calendars (`dutch-law.md` §8), because "a working day" means something else to a judge, to the creditor's
 * office, to the postman and to the bank.
 *
 * - `legal`: days on which a statutory term may end (Algemene termijnenwet art. 1 and 3).
 * - `office`: the creditor's own working days: weekdays that are no holiday, as adjusted in the ladder.
 * - `delivery`: days on which post is delivered: Tuesday to Saturday, not on holidays.
 * - `bank`: TARGET days of the euro payment system.
 */
export type CalendarName = 'legal' | 'office' | 'delivery' | 'bank';

/** Names of the days on which a calendar is closed; `decree` is a day equated with a holiday, `closed` the creditor's own. */
export type HolidayName =
  | 'new-year'
  | 'good-friday'
  | 'easter-sunday'
  | 'easter-monday'
  | 'kings-day'
  | 'liberation-day'
  | 'labour-day'
  | 'ascension'
  | 'whit-sunday'
  | 'whit-monday'
  | 'christmas'
  | 'boxing-day'
  | 'decree'
  | 'closed';

/** Why a day is closed; `other-weekday` is a working day outside a step's own window. */
export type ClosedBecause = HolidayName | 'weekend' | 'monday' | 'other-weekday';

/** What a creditor changes about the office calendar. */
export interface OfficeDays {
  /** Legal holidays on which this office works all the same; Good Friday and 5 May often are. */
  worked: readonly HolidayName[];
  /** Dates on which this office is closed besides. */
  closed: readonly CivilDate[];
}

/** Days equated with a holiday by decree for the Algemene termijnenwet (art. 3(3)); `dutch-law.md` §8. */
export const DECREE_DAYS: readonly CivilDate[] = ['2026-01-02', '2026-05-15', '2027-05-07', '2028-04-28', '2028-05-26'];

const decreeDays = new Set(DECREE_DAYS.map(dayOf));
const holidaysOfYear = new Map<number, ReadonlyMap<EpochDay, HolidayName>>();

/** The holidays of the Algemene termijnenwet art. 3 in a year, with the Sundays of Easter and Whitsun for their name. */
export function legalHolidays(year: number): ReadonlyMap<EpochDay, HolidayName> {
  let holidays = holidaysOfYear.get(year);
  if (!holidays) {
    const easter = easterSunday(year);
    // Queen's Day, 30 April, until 2013; King's Day, 27 April, since. On a Sunday it is kept the day before.
    const kingsDay = epochDay(year, 4, year < 2014 ? 30 : 27);
    holidays = new Map<EpochDay, HolidayName>([
      [epochDay(year, 5, 5), 'liberation-day'],
      [epochDay(year, 1, 1), 'new-year'],
      [easter - 2, 'good-friday'],
      [easter, 'easter-sunday'],
      [easter + 1, 'easter-monday'],
      [weekday(kingsDay) === 7 ? kingsDay - 1 : kingsDay, 'kings-day'],
      [easter + 39, 'ascension'],
      [easter + 49, 'whit-sunday'],
      [easter + 50, 'whit-monday'],
      [epochDay(year, 12, 25), 'christmas'],
      [epochDay(year, 12, 26), 'boxing-day'],
    ]);
    holidaysOfYear.set(year, holidays);
  }
  return holidays;
}

function holidayOn(day: EpochDay): HolidayName | null {
  const name = legalHolidays(civilParts(day).year).get(day);
  return name ?? (decreeDays.has(day) ? 'decree' : null);
}

function bankHolidayOn(day: EpochDay): HolidayName | null {
  const { month, day: dayOfMonth } = civilParts(day);
  if (month === 5 && dayOfMonth === 1) return 'labour-day';
  const name = holidayOn(day);
  const closed: readonly (HolidayName | null)[] = [
    'new-year',
    'good-friday',
    'easter-monday',
    'christmas',
    'boxing-day',
  ];
  return closed.includes(name) ? name : null;
}

/** Why a calendar is closed on a day, or null when it is open. Holidays are named before weekends. */
export type Calendar = (day: EpochDay) => ClosedBecause | null;

function remembered(calendar: Calendar): Calendar {
  const known = new Map<EpochDay, ClosedBecause | null>();
  return (day) => {
    let answer = known.get(day);
    if (answer === undefined) {
      answer = calendar(day);
      known.set(day, answer);
    }
    return answer;
  };
}

export const legalCalendar: Calendar = remembered((day) => holidayOn(day) ?? (weekday(day) >= 6 ? 'weekend' : null));

export const deliveryCalendar: Calendar = remembered((day) => {
  const today = weekday(day);
  return holidayOn(day) ?? (today === 7 ? 'weekend' : today === 1 ? 'monday' : null);
});

export const bankCalendar: Calendar = remembered((day) => bankHolidayOn(day) ?? (weekday(day) >= 6 ? 'weekend' : null));

const calendars = new WeakMap<OfficeDays, Calendar>();

/** The calendar of an office: weekdays without the holidays it keeps and the dates it closes besides. One for each value. */
export function officeCalendar(office: OfficeDays): Calendar {
  let calendar = calendars.get(office);
  if (!calendar) {
    calendar = calendarOf(office);
    calendars.set(office, calendar);
  }
  return calendar;
}

function calendarOf(office: OfficeDays): Calendar {
  const closed = new Set(office.closed.map(dayOf));
  return remembered((day) => {
    if (closed.has(day)) return 'closed';
    const holiday = holidayOn(day);
    if (holiday && !office.worked.includes(holiday)) return holiday;
    return weekday(day) >= 6 ? 'weekend' : null;
  });
}

/** A calendar that never opens would roll for ever; no real one stays shut this long. */
export const LONGEST_CLOSURE_DAYS = 60;

/** The first open day on or after `day` (`step` 1) or on or before it (`step` −1). */
export function rollToOpen(calendar: Calendar, day: EpochDay, step: 1 | -1): EpochDay {
  for (let moved = 0; moved <= LONGEST_CLOSURE_DAYS; moved++) {
    const candidate = day + moved * step;
    if (calendar(candidate) === null) return candidate;
  }
  throw new RangeError(`The calendar is closed for more than ${LONGEST_CLOSURE_DAYS} days on end.`);
}

/** The day that is `count` open days after (or, negative, before) `day`; zero gives `day` itself. */
export function addOpenDays(calendar: Calendar, day: EpochDay, count: number): EpochDay {
  const step = count < 0 ? -1 : 1;
  let result = day;
  for (let left = Math.abs(count); left > 0; left--) result = rollToOpen(calendar, result + step, step);
  return result;
}
