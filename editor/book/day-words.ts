/** Days and periods in words, in the language of the screen. */
import { useLingui } from '@lingui/react/macro';
import { dayOf } from '../../ladder/time/civil.ts';
import { useSaid } from '../app/said.ts';
import { useWeekdays } from '../panels/timing/weekdays.ts';
import { shortDate } from '../time-axis/words.ts';
import type { Days, What } from './report/figures.ts';

export interface DayWords {
  day: (on: string) => string;
  days: (days: Days) => string;
  /** In short; 1 is Monday. */
  weekday: (weekday: number) => string;
}

export function useDayWords(): DayWords {
  const said = useSaid();
  const weekdays = useWeekdays();
  const day = (on: string) => said(shortDate(dayOf(on)));
  return {
    day,
    weekday: (weekday) => weekdays[weekday - 1]!.short,
    days: ({ first, last, weekday }) => {
      if (weekday !== undefined) return weekdays[weekday - 1]!.long;
      return first === last ? day(first) : `${day(first)} – ${day(last)}`;
    },
  };
}

/** What is counted, in the plural. */
export function useWhatNames(): Record<What, string> {
  const { t } = useLingui();
  return {
    mails: t`E-mails`,
    letters: t`Letters`,
    calls: t`Calls`,
    handovers: t`Handovers`,
    questions: t`Questions for a colleague`,
  };
}
