import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addYears,
  civilParts,
  DAY_MS,
  dateOf,
  dayOf,
  daysBetween,
  easterSunday,
  epochDay,
  type Instant,
  instantOf,
  isCivilDate,
  localDate,
  localDay,
  localMinute,
  localTimeMs,
  MINUTE_MS,
  parseInstant,
  weekday,
} from './civil.ts';

const HOUR_MS = 60 * MINUTE_MS;

/** Every day that `isCivilDate` knows. */
const anyDay = fc.integer({ min: epochDay(1900, 1, 1), max: epochDay(2199, 12, 31) });

describe('dates', () => {
  test('a day number and its date are one and the same', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const { year, month, day: dayOfMonth } = civilParts(day);
        expect(epochDay(year, month, dayOfMonth)).toBe(day);
        expect(dayOf(dateOf(day))).toBe(day);
        expect(dateOf(day)).toBe(new Date(day * DAY_MS).toISOString().slice(0, 10));
      }),
      { numRuns: 3000 },
    );
  });

  test('the weekday is that of the host', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(weekday(day) % 7).toBe(new Date(day * DAY_MS).getUTCDay());
      }),
    );
    expect(weekday(dayOf('2026-04-27'))).toBe(1);
    expect(weekday(dayOf('2027-03-28'))).toBe(7);
  });

  test.each([
    ['2024-02-29', true],
    ['2000-02-29', true],
    ['2028-02-29', true],
    ['2026-02-29', false],
    ['1900-02-29', false],
    ['2100-02-29', false],
    ['2026-04-31', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-01-00', false],
    ['1899-12-31', false],
    ['1900-01-01', true],
    ['2199-12-31', true],
    ['2200-01-01', false],
    ['2026-3-3', false],
    ['26-03-03', false],
    ['2026-03-03 ', false],
    ['2026-03-03T10:00', false],
    ['20260303', false],
    ['', false],
  ])('"%s" is a date: %s', (text, exists) => {
    expect(isCivilDate(text)).toBe(exists);
    if (!exists) expect(() => dayOf(text)).toThrow(RangeError);
  });

  test('days are added and counted across the ends of months and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(daysBetween('2024-01-01', '2025-01-01')).toBe(366);
    expect(daysBetween('2025-01-01', '2026-01-01')).toBe(365);
    expect(daysBetween('2026-03-03', '2026-03-01')).toBe(-2);
  });

  test('a year later is the same day, or 28 February where there is no 29th', () => {
    expect(addYears('2024-02-29', 1)).toBe('2025-02-28');
    expect(addYears('2024-02-29', 4)).toBe('2028-02-29');
    expect(addYears('2024-02-29', -1)).toBe('2023-02-28');
    expect(addYears('2023-02-28', 1)).toBe('2024-02-28');
    expect(addYears('2026-12-31', 5)).toBe('2031-12-31');
  });

  test.each(['2024-03-31', '2025-04-20', '2026-04-05', '2027-03-28', '2028-04-16', '2029-04-01', '2030-04-21'])(
    'Easter falls on %s',
    (easter) => {
      expect(dateOf(easterSunday(Number(easter.slice(0, 4))))).toBe(easter);
    },
  );

  test('Easter keeps within 22 March and 25 April, at both ends', () => {
    expect(dateOf(easterSunday(1818))).toBe('1818-03-22');
    expect(dateOf(easterSunday(2038))).toBe('2038-04-25');
    expect(dateOf(easterSunday(1943))).toBe('1943-04-25');
    for (let year = 1900; year < 2200; year++) {
      const date = dateOf(easterSunday(year)).slice(5);
      expect(date >= '03-22' && date <= '04-25').toBe(true);
      expect(weekday(easterSunday(year))).toBe(7);
    }
  });
});

/** The days on which the clock changed or will change, as announced. */
const CLOCK_CHANGES: [summer: string, winter: string][] = [
  ['2024-03-31', '2024-10-27'],
  ['2025-03-30', '2025-10-26'],
  ['2026-03-29', '2026-10-25'],
  ['2027-03-28', '2027-10-31'],
  ['2028-03-26', '2028-10-29'],
  ['2029-03-25', '2029-10-28'],
  ['2030-03-31', '2030-10-27'],
];

describe('the Dutch clock', () => {
  test.each(CLOCK_CHANGES)('on %s the clock skips an hour', (summer) => {
    const change = Date.parse(`${summer}T01:00:00Z`);
    expect(localMinute(change - 1)).toBe(`${summer}T01:59`);
    expect(localMinute(change)).toBe(`${summer}T03:00`);
    // Times that do not exist are read an hour later; the times around them as they are.
    expect(parseInstant(`${summer}T01:59:59.999`)).toBe(change - 1);
    expect(parseInstant(`${summer}T02:00`)).toBe(change);
    expect(parseInstant(`${summer}T02:30`)).toBe(change + 30 * MINUTE_MS);
    expect(parseInstant(`${summer}T02:59:59.999`)).toBe(change + HOUR_MS - 1);
    expect(parseInstant(`${summer}T03:00`)).toBe(change);
    expect(dayLengthHours(summer)).toBe(23);
  });

  test.each(CLOCK_CHANGES)('after %s the clock shows an hour of %s twice', (_, winter) => {
    const change = Date.parse(`${winter}T01:00:00Z`);
    expect(localMinute(change - 1)).toBe(`${winter}T02:59`);
    expect(localMinute(change)).toBe(`${winter}T02:00`);
    expect(localMinute(change + HOUR_MS)).toBe(`${winter}T03:00`);
    // A time that is shown twice is the first of the two.
    expect(parseInstant(`${winter}T02:00`)).toBe(change - HOUR_MS);
    expect(parseInstant(`${winter}T02:30`)).toBe(change - 30 * MINUTE_MS);
    expect(parseInstant(`${winter}T02:59:59.999`)).toBe(change - 1);
    expect(parseInstant(`${winter}T03:00`)).toBe(change + HOUR_MS);
    expect(dayLengthHours(winter)).toBe(25);
  });

  function dayLengthHours(date: string): number {
    return (parseInstant(addDays(date, 1))! - parseInstant(date)!) / HOUR_MS;
  }

  test('the year turns at Dutch midnight, not at that of UTC', () => {
    const midnight = Date.parse('2026-12-31T23:00:00Z');
    expect(localDate(midnight - 1)).toBe('2026-12-31');
    expect(localDate(midnight)).toBe('2027-01-01');
    expect(localTimeMs(midnight)).toBe(0);
    expect(localTimeMs(midnight - 1)).toBe(DAY_MS - 1);
  });

  const amsterdam = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Amsterdam',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });

  function hostMinute(at: Instant): string {
    const parts = Object.fromEntries(amsterdam.formatToParts(at).map(({ type, value }) => [type, value]));
    return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
  }

  /** Any instant since the rule for summer time is what it is, with many near a change of the clock. */
  const anyInstant = fc.oneof(
    fc.integer({ min: Date.parse('1996-01-01T00:00Z'), max: Date.parse('2100-01-01T00:00Z') }),
    fc
      .tuple(fc.constantFrom(...CLOCK_CHANGES.flat()), fc.integer({ min: -3 * HOUR_MS, max: 3 * HOUR_MS }))
      .map(([date, away]) => Date.parse(`${date}T01:00:00Z`) + away),
  );

  test('it shows what the host shows for Amsterdam', () => {
    fc.assert(
      fc.property(anyInstant, (at) => {
        expect(localMinute(at)).toBe(hostMinute(at));
      }),
      { numRuns: 5000 },
    );
  });

  test('a wall-clock time leads back to its instant, or to the first of two', () => {
    fc.assert(
      fc.property(anyInstant, (at) => {
        const back = instantOf(localDay(at), localTimeMs(at));
        expect(back === at || back === at - HOUR_MS).toBe(true);
        if (back !== at) expect(hostMinute(back)).toBe(hostMinute(at));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('instants as text', () => {
  test.each([
    ['2026-03-03', '2026-03-02T23:00:00.000Z'],
    ['2026-07-03', '2026-07-02T22:00:00.000Z'],
    ['2026-03-03T10:00', '2026-03-03T09:00:00.000Z'],
    ['2026-07-03T10:00', '2026-07-03T08:00:00.000Z'],
    ['2026-07-03T10:00:30', '2026-07-03T08:00:30.000Z'],
    ['2026-07-03T10:00:30.5', '2026-07-03T08:00:30.500Z'],
    ['2026-07-03T10:00:30.25', '2026-07-03T08:00:30.250Z'],
    ['2026-07-03T10:00:30.007', '2026-07-03T08:00:30.007Z'],
    ['2026-03-03T10:00Z', '2026-03-03T10:00:00.000Z'],
    ['2026-03-03T10:00:30.123Z', '2026-03-03T10:00:30.123Z'],
    ['2026-03-03T10:00+01:00', '2026-03-03T09:00:00.000Z'],
    ['2026-03-03T10:00:30+05:30', '2026-03-03T04:30:30.000Z'],
    ['2026-03-03T22:00-05:00', '2026-03-04T03:00:00.000Z'],
    ['2026-03-03T10:00-00:00', '2026-03-03T10:00:00.000Z'],
    ['2026-03-03T00:30+02:00', '2026-03-02T22:30:00.000Z'],
    ['2024-02-29T12:00Z', '2024-02-29T12:00:00.000Z'],
  ])('"%s" is %s', (text, instant) => {
    expect(parseInstant(text)).toBe(Date.parse(instant));
  });

  test.each([
    '',
    'morgen',
    '2026-02-29',
    '2026-02-29T10:00Z',
    '2026-13-01T10:00',
    '1899-12-31T23:59Z',
    '2026-3-3',
    '03-03-2026',
    '2026-03-03T',
    '2026-03-03T10',
    '2026-03-03T1:00',
    '2026-03-03 10:00',
    '2026-03-03t10:00z',
    '2026-03-03T24:00',
    '2026-03-03T10:60',
    '2026-03-03T10:00:60',
    '2026-03-03T10:00:00.',
    '2026-03-03T10:00:00.1234',
    '2026-03-03T10:00.5',
    '2026-03-03Z',
    '2026-03-03+01:00',
    '2026-03-03T10:00+1:00',
    '2026-03-03T10:00+0100',
    '2026-03-03T10:00+01',
    '2026-03-03T10:00 Z',
    ' 2026-03-03',
    '2026-03-03\n',
    '٢٠٢٦-٠٣-٠٣',
    '1772532000000',
  ])('%j is refused', (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  test('an offset beyond 14 hours, or of more than 59 minutes, is refused', () => {
    expect(parseInstant('2026-03-03T10:00+15:00')).toBeNull();
    expect(parseInstant('2026-03-03T10:00+01:60')).toBeNull();
    expect(parseInstant('2026-03-03T10:00-14:00')).not.toBeNull();
  });

  test('a full ISO instant is read as the host reads it', () => {
    const range = { min: Date.parse('1900-01-02T00:00Z'), max: Date.parse('2199-12-30T00:00Z') };
    fc.assert(
      fc.property(fc.integer(range), (at) => {
        expect(parseInstant(new Date(at).toISOString())).toBe(at);
      }),
    );
  });

  test('the Dutch minute is read back as it was written', () => {
    const range = { min: Date.parse('1996-01-01T00:00Z'), max: Date.parse('2100-01-01T00:00Z') };
    fc.assert(
      fc.property(fc.integer(range), (at) => {
        expect(localMinute(parseInstant(localMinute(at))!)).toBe(localMinute(at));
      }),
    );
  });
});
