import type { Instant } from '../ladder/time/civil.ts';

/** Names that are remembered; beyond that the ones that began first are forgotten. */
const MOST_NAMES = 10_000;

/** Counts tries per name within a window of time, in the memory of this process. */
export class Attempts {
  readonly #most: number;
  readonly #windowMs: number;
  readonly #byName = new Map<string, { count: number; until: Instant }>();

  constructor(most: number, windowMs: number) {
    this.#most = most;
    this.#windowMs = windowMs;
  }

  /** Counts a try. Returns how many milliseconds to wait before it may be made: 0 when it may be made now. */
  take(name: string, now: Instant): number {
    let tries = this.#byName.get(name);
    if (!tries || tries.until <= now) {
      this.#byName.delete(name);
      if (this.#byName.size >= MOST_NAMES) this.#byName.delete(this.#byName.keys().next().value!);
      tries = { count: 0, until: now + this.#windowMs };
      this.#byName.set(name, tries);
    }
    if (tries.count >= this.#most) return tries.until - now;
    tries.count++;
    return 0;
  }

  /** Takes back a try that was no failure. */
  giveBack(name: string): void {
    const tries = this.#byName.get(name);
    if (tries && tries.count > 0) tries.count--;
  }
}
