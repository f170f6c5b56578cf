/** Days and times as people read them, in the language of the screen. */
import { useLingui } from '@lingui/react';

const DAY: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' };
const MINUTE: Intl.DateTimeFormatOptions = { ...DAY, hour: '2-digit', minute: '2-digit' };

/** Functions that write an instant (ISO text) as a day, or to the minute. */
export function useWhen(): { day: (iso: string) => string; minute: (iso: string) => string } {
  const { i18n } = useLingui();
  const write = (iso: string, options: Intl.DateTimeFormatOptions) => i18n.date(iso, options);
  return { day: (iso) => write(iso, DAY), minute: (iso) => write(iso, MINUTE) };
}
