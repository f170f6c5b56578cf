import Holidays from 'date-holidays';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addOpenDays,
  bankCalendar,
  type Calendar,
  DECREE_DAYS,
  deliveryCalendar,
  type HolidayName,
  LONGEST_CLOSURE_DAYS,
  legalCalendar,
  legalHolidays,
  officeCalendar,
  rollToOpen,
} from './calendar.ts';
import { dateOf, dayOf, type EpochDay, epochDay, weekday } from './civil.ts';

/** The holidays of the Algemene termijnenwet, art. 3, and the days equated with them, from the printed calendar. */
const HOLIDAYS: Record<string, HolidayName> = {
  '2024-01-01': 'new-year',
  '2024-03-29': 'good-friday',
  '2024-04-01': 'easter-monday',
  '2024-04-27': 'kings-day',
  '2024-05-05': 'liberation-day',
  '2024-05-09': 'ascension',
  '2024-05-20': 'whit-monday',
  '2024-12-25': 'christmas',
  '2024-12-26': 'boxing-day',

  '2025-01-01': 'new-year',
  '2025-04-18': 'good-friday',
  '2025-04-21': 'easter-monday',
  '2025-04-26': 'kings-day',
  '2025-05-05': 'liberation-day',
  '2025-05-29': 'ascension',
  '2025-06-09': 'whit-monday',
  '2025-12-25': 'christmas',
  '2025-12-26': 'boxing-day',

  '2026-01-01': 'new-year',
  '2026-01-02': 'decree',
  '2026-04-03': 'good-friday',
  '2026-04-06': 'easter-monday',
  '2026-04-27': 'kings-day',
  '2026-05-05': 'liberation-day',
  '2026-05-14': 'ascension',
  '2026-05-15': 'decree',
  '2026-05-25': 'whit-monday',
  '2026-12-25': 'christmas',
  '2026-12-26': 'boxing-day',

  '2027-01-01': 'new-year',
  '2027-03-26': 'good-friday',
  '2027-03-29': 'easter-monday',
  '2027-04-27': 'kings-day',
  '2027-05-05': 'liberation-day',
  '2027-05-06': 'ascension',
  '2027-05-07': 'decree',
  '2027-05-17': 'whit-monday',
  '2027-12-25': 'christmas',
  '2027-12-26': 'boxing-day',

  '2028-01-01': 'new-year',
  '2028-04-14': 'good-friday',
  '2028-04-17': 'easter-monday',
  '2028-04-27': 'kings-day',
  '2028-04-28': 'decree',
  '2028-05-05': 'liberation-day',
  '2028-05-25': 'ascension',
  '2028-05-26': 'decree',
  '2028-06-05': 'whit-monday',
  '2028-12-25': 'christmas',
  '2028-12-26': 'boxing-day',

  '2029-01-01': 'new-year',
  '2029-03-30': 'good-friday',
  '2029-04-02': 'easter-monday',
  '2029-04-27': 'kings-day',
  '2029-05-05': 'liberation-day',
  '2029-05-10': 'ascension',
  '2029-05-21': 'whit-monday',
  '2029-12-25': 'christmas',
  '2029-12-26': 'boxing-day',

  '2030-01-01': 'new-year',
  '2030-04-19': 'good-friday',
  '2030-04-22': 'easter-monday',
  '2030-04-27': 'kings-day',
  '2030-05-05': 'liberation-day',
  '2030-05-30': 'ascension',
  '2030-06-10': 'whit-monday',
  '2030-12-25': 'christmas',
  '2030-12-26': 'boxing-day',
};

/** Sundays that only bear a name: closed as Sundays are. */
const NAMED_SUNDAYS: Record<string, HolidayName> = {
  '2024-03-31': 'easter-sunday',
  '2024-05-19': 'whit-sunday',
  '2025-04-20': 'easter-sunday',
  '2025-06-08': 'whit-sunday',
  '2026-04-05': 'easter-sunday',
  '2026-05-24': 'whit-sunday',
  '2027-03-28': 'easter-sunday',
  '2027-05-16': 'whit-sunday',
  '2028-04-16': 'easter-sunday',
  '2028-06-04': 'whit-sunday',
  '2029-04-01': 'easter-sunday',
  '2029-05-20': 'whit-sunday',
  '2030-04-21': 'easter-sunday',
  '2030-06-09': 'whit-sunday',
};

const YEARS = [2024, 2025, 2026, 2027, 2028, 2029, 2030];
const FIRST = epochDay(2024, 1, 1);
const LAST = epochDay(2030, 12, 31);
const anyDay = fc.integer({ min: FIRST, max: LAST });
const office = officeCalendar({ worked: [], closed: [] });

function eachDay(check: (day: EpochDay, date: string) => void): void {
  for (let day = FIRST; day <= LAST; day++) check(day, dateOf(day));
}

function on(calendar: Calendar, date: string) {
  return calendar(dayOf(date));
}

describe('legal terms', () => {
  test('every day of 2024 to 2030 is open or closed as in the printed calendar', () => {
    eachDay((day, date) => {
      const weekend = weekday(day) >= 6 ? 'weekend' : null;
      expect([date, legalCalendar(day)]).toEqual([date, HOLIDAYS[date] ?? NAMED_SUNDAYS[date] ?? weekend]);
    });
  });

  test('the decree days are those of the list', () => {
    expect(DECREE_DAYS).toEqual(Object.keys(HOLIDAYS).filter((date) => HOLIDAYS[date] === 'decree'));
  });

  test("King's Day gives way to Sunday, Queen's Day did before 2014", () => {
    expect(on(legalCalendar, '2014-04-26')).toBe('kings-day');
    expect(on(legalCalendar, '2025-04-27')).toBe('weekend');
    expect(on(legalCalendar, '2031-04-26')).toBe('kings-day');
    expect(on(legalCalendar, '2013-04-30')).toBe('kings-day');
    expect(on(legalCalendar, '2014-04-30')).toBeNull();
  });

  test('Ascension Day on 5 May is named Ascension Day', () => {
    expect(on(legalCalendar, '2016-05-05')).toBe('ascension');
  });

  test('days on which the Dutch celebrate at work are open', () => {
    for (const date of ['2026-05-01', '2026-12-05', '2026-12-24', '2026-12-31', '2025-11-11']) {
      expect([date, on(legalCalendar, date) ?? 'open']).toEqual([date, date === '2026-12-05' ? 'weekend' : 'open']);
    }
  });
});

describe('beside the package date-holidays', () => {
  interface Entry {
    date: string;
    type: string;
  }
  const theirs = new Map<string, string>();
  const package_ = new Holidays('NL');
  for (const year of YEARS) {
    for (const { date, type } of package_.getHolidays(year) as Entry[]) theirs.set(date.slice(0, 10), type);
  }
  const ours = new Map(
    YEARS.flatMap((year) => [...legalHolidays(year)]).map(([day, name]) => [dateOf(day), name] as const),
  );
  for (const date of DECREE_DAYS) ours.set(date, 'decree');

  test('every day off there is one here', () => {
    for (const [date, type] of theirs) {
      if (type === 'public') expect([date, ours.get(date)]).toEqual([date, HOLIDAYS[date] ?? NAMED_SUNDAYS[date]]);
    }
  });

  test('the differences are Good Friday, 5 May and the decree days, and two Sundays that the law does not name', () => {
    const different = new Map<string, string[]>();
    for (const [date, name] of ours) {
      const type = theirs.get(date) ?? 'absent';
      if (type !== 'public') different.set(`${name}: ${type}`, [...(different.get(`${name}: ${type}`) ?? []), date]);
    }
    expect(Object.fromEntries(different)).toEqual({
      'good-friday: school': datesOf('good-friday'),
      'liberation-day: school': datesOf('liberation-day'),
      'decree: absent': datesOf('decree'),
    });
    const publicThere = [...theirs].filter(([, type]) => type === 'public').map(([date]) => date);
    expect(publicThere.filter((date) => !(date in HOLIDAYS)).sort()).toEqual(Object.keys(NAMED_SUNDAYS).sort());
  });

  function datesOf(name: HolidayName): string[] {
    return Object.keys(HOLIDAYS).filter((date) => HOLIDAYS[date] === name);
  }
});

describe('delivery of post', () => {
  test('post comes from Tuesday to Saturday, not on holidays', () => {
    eachDay((day, date) => {
      const weekly = { 1: 'monday', 7: 'weekend' }[weekday(day)] ?? null;
      expect([date, deliveryCalendar(day)]).toEqual([date, HOLIDAYS[date] ?? NAMED_SUNDAYS[date] ?? weekly]);
    });
  });

  test('a letter posted before Easter comes on Tuesday', () => {
    expect(dateOf(rollToOpen(deliveryCalendar, dayOf('2026-04-05'), 1))).toBe('2026-04-07');
    expect(dateOf(rollToOpen(deliveryCalendar, dayOf('2026-04-04'), 1))).toBe('2026-04-04');
  });
});

describe('the bank', () => {
  test('it is closed on the six TARGET days and in weekends, and on no other day', () => {
    const target = ['new-year', 'good-friday', 'easter-monday', 'christmas', 'boxing-day'];
    eachDay((day, date) => {
      const holiday = HOLIDAYS[date];
      const weekend = weekday(day) >= 6 ? 'weekend' : null;
      const labour = date.endsWith('-05-01') ? 'labour-day' : null;
      const closed = labour ?? (holiday && target.includes(holiday) ? holiday : weekend);
      expect([date, bankCalendar(day)]).toEqual([date, closed]);
    });
  });

  test("it works on King's Day, 5 May, Ascension Day and decree days", () => {
    for (const date of ['2026-04-27', '2026-05-05', '2026-05-14', '2026-05-15', '2026-01-02', '2026-05-25']) {
      expect(on(bankCalendar, date)).toBeNull();
    }
    expect(on(bankCalendar, '2026-05-01')).toBe('labour-day');
  });
});

describe('the office', () => {
  test('without changes of its own it keeps the legal days', () => {
    eachDay((day, date) => expect([date, office(day)]).toEqual([date, legalCalendar(day)]));
  });

  test('it may work on Good Friday, 5 May and decree days', () => {
    const busy = officeCalendar({ worked: ['good-friday', 'liberation-day', 'decree'], closed: [] });
    for (const date of ['2026-04-03', '2026-05-05', '2026-05-15']) expect(on(busy, date)).toBeNull();
    expect(on(busy, '2026-04-06')).toBe('easter-monday');
    // 5 May 2029 is a Saturday: working on holidays does not make it a working day.
    expect(on(busy, '2029-05-05')).toBe('weekend');
    // In 2016 Ascension Day fell on 5 May: an office that works on 5 May is still closed.
    expect(on(busy, '2016-05-05')).toBe('ascension');
  });

  test('it may close on days of its own, whatever else they are', () => {
    const bridge = officeCalendar({ worked: ['good-friday'], closed: ['2026-12-24', '2026-04-03', '2026-12-25'] });
    for (const date of ['2026-12-24', '2026-04-03', '2026-12-25']) expect(on(bridge, date)).toBe('closed');
    expect(on(bridge, '2026-12-23')).toBeNull();
  });

  test('a date that does not exist is refused', () => {
    expect(() => officeCalendar({ worked: [], closed: ['2026-02-30'] })).toThrow(RangeError);
  });
});

describe('rolling and counting', () => {
  const calendars: [string, Calendar][] = [
    ['legal', legalCalendar],
    ['delivery', deliveryCalendar],
    ['bank', bankCalendar],
    ['office', office],
  ];

  test.each(calendars)('%s: a rolled day is the nearest open one on its side', (_, calendar) => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom(1 as const, -1 as const), (day, step) => {
        const rolled = rollToOpen(calendar, day, step);
        expect(calendar(rolled)).toBeNull();
        expect((rolled - day) * step).toBeGreaterThanOrEqual(0);
        for (let skipped = day; skipped !== rolled; skipped += step) expect(calendar(skipped)).not.toBeNull();
        expect(rollToOpen(calendar, rolled, step)).toBe(rolled);
      }),
    );
  });

  test.each(calendars)('%s: adding open days lands on an open day with as many between', (_, calendar) => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -40, max: 40 }), (day, count) => {
        const end = addOpenDays(calendar, day, count);
        const step = count < 0 ? -1 : 1;
        let open = 0;
        for (let passed = day; passed !== end; passed += step) if (calendar(passed + step) === null) open++;
        expect(open).toBe(Math.abs(count));
        expect(count === 0 ? end === day : calendar(end) === null).toBe(true);
      }),
    );
  });

  test.each(calendars)('%s: from an open day there and back is the same day', (_, calendar) => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 40 }), (any, count) => {
        const day = rollToOpen(calendar, any, 1);
        expect(addOpenDays(calendar, addOpenDays(calendar, day, count), -count)).toBe(day);
      }),
    );
  });

  test('working days skip Easter', () => {
    expect(dateOf(addOpenDays(office, dayOf('2026-04-02'), 1))).toBe('2026-04-07');
    expect(dateOf(addOpenDays(office, dayOf('2026-04-07'), -1))).toBe('2026-04-02');
    expect(dateOf(addOpenDays(office, dayOf('2026-04-04'), 0))).toBe('2026-04-04');
    expect(dateOf(rollToOpen(office, dayOf('2026-04-27'), 1))).toBe('2026-04-28');
    expect(dateOf(rollToOpen(office, dayOf('2026-04-27'), -1))).toBe('2026-04-24');
  });

  test('a calendar that stays shut is refused rather than rolled for ever', () => {
    expect(() => rollToOpen(() => 'closed', dayOf('2026-04-27'), 1)).toThrow(RangeError);
    const day = dayOf('2026-04-27');
    const late: Calendar = (candidate) => (candidate < day + LONGEST_CLOSURE_DAYS ? 'closed' : null);
    expect(rollToOpen(late, day, 1)).toBe(day + LONGEST_CLOSURE_DAYS);
    expect(() => rollToOpen(late, day - 1, 1)).toThrow(RangeError);
  });
});
