import { useLingui } from '@lingui/react';
import { useMemo } from 'react';

/** A Monday, from which the names of the days are taken. */
const MONDAY = Date.UTC(2026, 5, 1);
const DAY_MS = 86_400_000;

/** The days of the week from Monday, in the language of the screen. */
export function useWeekdays(): { short: string; long: string }[] {
  const { i18n } = useLingui();
  return useMemo(() => {
    const write = (weekday: 'short' | 'long', at: number) =>
      new Intl.DateTimeFormat(i18n.locale, { weekday, timeZone: 'UTC' }).format(at);
    return [0, 1, 2, 3, 4, 5, 6].map((day) => {
      const at = MONDAY + day * DAY_MS;
      return { short: write('short', at), long: write('long', at) };
    });
  }, [i18n.locale]);
}
