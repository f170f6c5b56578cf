/**
 * Tells who looks on what changed, so that a page need not be loaded anew: hints, of which the page fetches what it shows.
 * One reader for all connections of this process; nothing is read while nobody listens.
 */
import { PassThrough, type Readable } from 'node:stream';
import { DAY_MS, type Instant, MINUTE_MS } from '../ladder/time/civil.ts';
import { liveKeys } from '../store/api-keys.ts';
import type { Db } from '../store/database.ts';
import { type Hint, hintsSince, presentPlace, pruneHints } from '../store/live-hints.ts';
import { liveSessions } from '../store/sessions.ts';
import type { Caller } from './caller.ts';
import { ApiError } from './errors.ts';
import { PollLoop } from './poll-loop.ts';

/** Connections of one server process, and of one caller: a browser's tabs. */
const MAX_CONNECTIONS = 500;
const MAX_PER_CALLER = 20;
/** Hints that are told one by one; of more a page is told to fetch all it shows. */
const MAX_HINTS = 200;
/** Bytes that a connection may be behind, before it is ended: the page comes back by itself. */
const MAX_BEHIND_BYTES = 64 * 1024;
/** How often a silent connection gets a sign of life; proxies close what is silent for a minute. */
const HEARTBEAT_MS = 15_000;
/** When a page comes back after its connection broke. */
const RETRY_MS = 2_000;
const PRUNE_MS = 10 * MINUTE_MS;
const PLACE_PATTERN = /^\d{1,19}$/;

interface Listener {
  stream: PassThrough;
  caller: Caller;
  /** Up to which place it was told. */
  place: string;
  /** When something was last written to it, real time. */
  writtenAt: Instant;
}

export interface LiveSettings {
  db: Db;
  /** The clock on which sessions and keys run out. */
  realNow: () => Instant;
  onProblem: (problem: string) => void;
}

export class Live {
  readonly #settings: LiveSettings;
  readonly #listeners = new Set<Listener>();
  readonly #loop: PollLoop;
  #prunedAt = -DAY_MS;
  #away = false;

  constructor(settings: LiveSettings) {
    this.#settings = settings;
    this.#loop = new PollLoop(
      () => this.#tick(),
      (error) => this.#onAway(error),
    );
  }

  start(): void {
    this.#loop.start();
  }

  /** Ends every connection. */
  async stop(): Promise<void> {
    for (const listener of this.#listeners) this.#end(listener);
    await this.#loop.stop();
  }

  /** Opens a connection; `lastPlace` is where the page was before, if it comes back. Throws where there are too many. */
  async open(caller: Caller, lastPlace: string | null): Promise<Readable> {
    const own = [...this.#listeners].filter((one) => one.caller.id === caller.id);
    if (this.#listeners.size >= MAX_CONNECTIONS || own.length >= MAX_PER_CALLER) {
      throw new ApiError(
        'unavailable',
        'too_many_listeners',
        'Too many pages listen already: close some, or load this one by hand.',
      );
    }
    const known = lastPlace !== null && PLACE_PATTERN.test(lastPlace) ? lastPlace : null;
    const listener: Listener = { stream: new PassThrough(), caller, place: known ?? '0', writtenAt: 0 };
    this.#listeners.add(listener);
    listener.stream.on('close', () => this.#listeners.delete(listener));
    try {
      if (known === null) listener.place = await presentPlace(this.#settings.db);
    } catch (error) {
      this.#end(listener);
      throw error;
    }
    this.#write(listener, `retry: ${RETRY_MS}\nid: ${listener.place}\nevent: hello\ndata: {}\n\n`);
    if (known !== null) this.#loop.nudge();
    return listener.stream;
  }

  async #tick(): Promise<void> {
    const { db, realNow } = this.#settings;
    const now = realNow();
    for (const listener of this.#listeners) {
      if (now - listener.writtenAt >= HEARTBEAT_MS) this.#write(listener, ': still here\n\n');
    }
    if (now - this.#prunedAt >= PRUNE_MS) {
      await pruneHints(db);
      this.#prunedAt = now;
    }
    if (this.#listeners.size === 0) return;
    await this.#endUnauthorised(now);
    // Those who are at one place are told the same; mostly that is everybody.
    const places = Map.groupBy([...this.#listeners], ({ place }) => place);
    for (const [since, listeners] of places) {
      const { place, hints } = await hintsSince(db, since, MAX_HINTS);
      for (const listener of listeners) {
        listener.place = place;
        if (hints === null || hints.length > 0) this.#write(listener, eventOf(place, hints));
      }
    }
    this.#away = false;
  }

  /** Ends the connections of those who signed out, whose session ran out, or whose key was revoked. */
  async #endUnauthorised(now: Instant): Promise<void> {
    const { db } = this.#settings;
    const callers = [...this.#listeners].map(({ caller }) => caller);
    const sessions = callers.flatMap((caller) => (caller.kind === 'person' ? [caller.session.id] : []));
    const keys = callers.flatMap((caller) => (caller.kind === 'program' ? [caller.key.id] : []));
    const open = new Set([
      ...(sessions.length > 0 ? await liveSessions(db, sessions, now) : []),
      ...(keys.length > 0 ? await liveKeys(db, keys, now) : []),
    ]);
    for (const listener of this.#listeners) {
      const { caller } = listener;
      const id = caller.kind === 'person' ? caller.session.id : caller.kind === 'program' ? caller.key.id : null;
      if (id !== null && !open.has(id)) this.#end(listener, 'event: signed_out\ndata: {}\n\n');
    }
  }

  #write(listener: Listener, text: string): void {
    const { stream } = listener;
    if (stream.writableLength > MAX_BEHIND_BYTES) return this.#end(listener);
    listener.writtenAt = this.#settings.realNow();
    stream.write(text);
  }

  #end(listener: Listener, lastWord?: string): void {
    this.#listeners.delete(listener);
    listener.stream.end(lastWord);
  }

  /** The database is away: it is told once, and tried again every second. */
  #onAway(error: Error): void {
    if (!this.#away) this.#settings.onProblem(`what changed cannot be read: ${error.message}`);
    this.#away = true;
  }
}

const eventOf = (place: string, hints: readonly Hint[] | null) =>
  hints === null
    ? `id: ${place}\nevent: reload\ndata: {}\n\n`
    : `id: ${place}\nevent: changed\ndata: ${JSON.stringify(hints)}\n\n`;
