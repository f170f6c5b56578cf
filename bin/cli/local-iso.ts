import { DAY_MS, type Instant, localDay, localTimeMs, MINUTE_MS } from '../../ladder/time/civil.ts';

/** `2026-03-03T10:00:00+01:00`: an instant on the Dutch clock, with its offset; the date in it is the Dutch date. */
export function localIso(at: Instant): string {
  const local = localDay(at) * DAY_MS + localTimeMs(at);
  const ahead = (local - at) / MINUTE_MS;
  const two = (n: number) => String(n).padStart(2, '0');
  const wall = new Date(local)
    .toISOString()
    .replace('Z', '')
    .replace(/\.000$/, '');
  return `${wall}+${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`;
}
