/**
 * Civil dates and the Dutch clock.
 *
 * Data carries dates as ISO text (`2026-04-27`) and instants as epoch milliseconds; arithmetic runs on whole days since
 * 1970-01-01. Nothing here asks the host for its time zone: the rule for summer time is our own (directive 2000/84/EC:
 * last Sunday of March to last Sunday of October, 01:00 UTC), so that the same input gives the same answer everywhere.
 */

/** A calendar date as ISO text, `YYYY-MM-DD`. ISO dates compare as text. */
export type CivilDate = string;
/** Whole days since 1970-01-01. */
export type EpochDay = number;
/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;

export const DAY_MS = 86_400_000;
export const MINUTE_MS = 60_000;
const WINTER_OFFSET_MS = 60 * MINUTE_MS;
const SUMMER_OFFSET_MS = 120 * MINUTE_MS;

/** Days since 1970-01-01 of a proleptic Gregorian date (Howard Hinnant, "chrono-compatible date algorithms"). */
export function epochDay(year: number, month: number, day: number): EpochDay {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Year, month (1–12) and day of a day number. */
export function civilParts(day: EpochDay): { year: number; month: number; day: number } {
  const z = day + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const mp = Math.floor((5 * dayOfYear + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * mp + 2) / 5) + 1,
  };
}

const DATE_PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;
const dayOfText = new Map<CivilDate, EpochDay>();
const textOfDay = new Map<EpochDay, CivilDate>();
/** Bounds both caches: about 130 years of dates. */
const CACHE_LIMIT = 48_000;

/** True for the text of a date that exists, between the years 1900 and 2199. */
export function isCivilDate(text: string): boolean {
  const match = DATE_PATTERN.exec(text);
  if (!match) return false;
  const year = Number(match[1]);
  return year >= 1900 && year < 2200 && dateOf(epochDay(year, Number(match[2]), Number(match[3]))) === text;
}

/** The day number of an ISO date. Throws a RangeError for text that is not a date. */
export function dayOf(date: CivilDate): EpochDay {
  const known = dayOfText.get(date);
  if (known !== undefined) return known;
  if (!isCivilDate(date)) throw new RangeError(`"${date}" is not a date (expected YYYY-MM-DD).`);
  const day = epochDay(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)));
  if (dayOfText.size >= CACHE_LIMIT) dayOfText.clear();
  dayOfText.set(date, day);
  return day;
}

/** The ISO date of a day number. */
export function dateOf(day: EpochDay): CivilDate {
  const known = textOfDay.get(day);
  if (known !== undefined) return known;
  const parts = civilParts(day);
  const two = (n: number) => String(n).padStart(2, '0');
  const text = `${String(parts.year).padStart(4, '0')}-${two(parts.month)}-${two(parts.day)}`;
  if (textOfDay.size >= CACHE_LIMIT) textOfDay.clear();
  textOfDay.set(day, text);
  return text;
}

export function addDays(date: CivilDate, days: number): CivilDate {
  return dateOf(dayOf(date) + days);
}

/** Civil days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return dayOf(to) - dayOf(from);
}

/** The same day of a later (or earlier) year; 29 February becomes 28 February where there is none. */
export function addYears(date: CivilDate, years: number): CivilDate {
  const { year, month, day } = civilParts(dayOf(date));
  const target = month === 2 && day === 29 && !isLeapYear(year + years) ? 28 : day;
  return dateOf(epochDay(year + years, month, target));
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** 1 = Monday … 7 = Sunday. */
export function weekday(day: EpochDay): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** Easter Sunday (Gauss, Meeus and Jones). */
export function easterSunday(year: number): EpochDay {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  return epochDay(year, month, ((h + l - 7 * m + 114) % 31) + 1);
}

interface ClockYear {
  start: Instant;
  end: Instant;
  /** Between these the clock shows summer time. */
  summer: Instant;
  winter: Instant;
}

function clockYear(year: number): ClockYear {
  const lastSunday = (month: number) => {
    const last = epochDay(year, month, 31);
    return last - (weekday(last) % 7);
  };
  return {
    start: epochDay(year, 1, 1) * DAY_MS,
    end: epochDay(year + 1, 1, 1) * DAY_MS,
    summer: lastSunday(3) * DAY_MS + 60 * MINUTE_MS,
    winter: lastSunday(10) * DAY_MS + 60 * MINUTE_MS,
  };
}

/** The year that was asked for last: most instants of a case lie in one. */
let lastYear = clockYear(2026);

/** How far the clock in the Netherlands is ahead of UTC at an instant, in milliseconds. */
function offsetMs(at: Instant): number {
  if (at < lastYear.start || at >= lastYear.end) lastYear = clockYear(civilParts(Math.floor(at / DAY_MS)).year);
  return at >= lastYear.summer && at < lastYear.winter ? SUMMER_OFFSET_MS : WINTER_OFFSET_MS;
}

/** The Dutch day of an instant. */
export function localDay(at: Instant): EpochDay {
  return Math.floor((at + offsetMs(at)) / DAY_MS);
}

/** The Dutch date of an instant. */
export function localDate(at: Instant): CivilDate {
  return dateOf(localDay(at));
}

/** Milliseconds since local midnight. */
export function localTimeMs(at: Instant): number {
  const local = at + offsetMs(at);
  return local - Math.floor(local / DAY_MS) * DAY_MS;
}

/**
 * The instant of a Dutch wall-clock time, given in milliseconds since midnight. A time that the clock skips in March
 * is read an hour later; a time that it shows twice in October is the first of the two.
 */
export function instantOf(day: EpochDay, timeMs: number): Instant {
  const local = day * DAY_MS + timeMs;
  const summer = local - SUMMER_OFFSET_MS;
  return offsetMs(summer) === SUMMER_OFFSET_MS ? summer : local - WINTER_OFFSET_MS;
}

const LOCAL_PATTERN = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/**
 * Reads `2026-03-03`, `2026-03-03T10:00` (Dutch time) or a full ISO instant with `Z` or an offset.
 * Returns null for anything else.
 */
export function parseInstant(text: string): Instant | null {
  const match = LOCAL_PATTERN.exec(text);
  if (!match || !isCivilDate(match[1]!)) return null;
  const [hours, minutes, seconds] = [Number(match[2] ?? 0), Number(match[3] ?? 0), Number(match[4] ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  const timeMs = ((hours * 60 + minutes) * 60 + seconds) * 1000 + Number((match[5] ?? '0').padEnd(3, '0'));
  const zone = match[6];
  if (!zone) return instantOf(dayOf(match[1]!), timeMs);
  const utc = dayOf(match[1]!) * DAY_MS + timeMs;
  if (zone === 'Z') return utc;
  const [zoneHours, zoneMinutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4, 6))];
  if (zoneHours > 14 || zoneMinutes > 59) return null;
  const ahead = (zoneHours * 60 + zoneMinutes) * MINUTE_MS;
  return zone.startsWith('-') ? utc + ahead : utc - ahead;
}

/** `2026-03-03T10:00`, the Dutch wall clock to the minute. */
export function localMinute(at: Instant): string {
  const minutes = Math.floor(localTimeMs(at) / MINUTE_MS);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${localDate(at)}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
