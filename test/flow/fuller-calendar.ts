/** The calendar with one more day on which the office is closed, as after a change of the table. */
import { officeCalendar as office } from '../../ladder/time/calendar.ts';

export * from '../../ladder/time/calendar.ts';

/** The Friday on which the notice of default of the recorded invoice left. */
export const HOLIDAY = '2026-04-24';

export const officeCalendar: typeof office = (days) => office(withHoliday(days));

export const withHoliday: (days: Parameters<typeof office>[0]) => Parameters<typeof office>[0] = (days) => ({
  ...days,
  closed: [...days.closed, HOLIDAY],
});
