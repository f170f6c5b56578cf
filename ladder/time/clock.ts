/**
 * The one clock. Production runs on the identity; demonstrations and compressed tests run the same code from another
 * day, or faster, by giving the clock other numbers.
 */
import { type Instant, parseInstant } from './civil.ts';

export interface Clock {
  /** A real instant, and the virtual instant that it stands for. */
  realOrigin: Instant;
  virtualOrigin: Instant;
  /** Virtual milliseconds that pass in a real one. */
  speed: number;
}

export const REAL_TIME: Clock = { realOrigin: 0, virtualOrigin: 0, speed: 1 };

export function isRealTime(clock: Clock): boolean {
  return clock.speed === 1 && clock.realOrigin === clock.virtualOrigin;
}

/** What the clock shows at a real instant. */
export function virtualTime(clock: Clock, real: Instant): Instant {
  return Math.floor(clock.virtualOrigin + (real - clock.realOrigin) * clock.speed);
}

/** Real milliseconds, at least one, until the clock has gone from `now` to `until`. */
export function realDelayMs(clock: Clock, now: Instant, until: Instant): number {
  return Math.max(1, Math.ceil((until - now) / clock.speed));
}

const UNITS_MS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const SPEED_PATTERN = /^(\d+)(ms|s|m|h|d)=(\d+)(ms|s|m|h|d)$/;
/** Faster than this, a send window is shorter than a server needs for a step. */
const MAX_SPEED = 864_000;

/** Reads "1d=10s": a day passes in ten seconds. Returns null when the text is not of that form or absurd. */
export function parseSpeed(text: string): number | null {
  const match = SPEED_PATTERN.exec(text);
  if (!match) return null;
  const speed = (Number(match[1]) * UNITS_MS[match[2]!]!) / (Number(match[3]) * UNITS_MS[match[4]!]!);
  return speed > 0 && speed <= MAX_SPEED ? speed : null;
}

/** A clock that shows `start` ("2026-03-02", taken at 08:00, or a full instant) at this moment. Null for other text. */
export function clockFrom(start: string | null, speed: number, real: Instant): Clock | null {
  if (start === null) return { realOrigin: real, virtualOrigin: real, speed };
  const virtualOrigin = parseInstant(start.includes('T') ? start : `${start}T08:00`);
  return virtualOrigin === null ? null : { realOrigin: real, virtualOrigin, speed };
}
