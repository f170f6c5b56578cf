/**
 * Saves what is being worked on, by itself and in order. Nothing counts as saved before the server says so; what cannot
 * be saved stays, is tried again, and is said. A colleague's newer draft is never overwritten without a word.
 */
import { ApiError } from '../app/api.ts';

/** Typing is let finish before it is saved. */
const PAUSE_MS = 800;
const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 30_000;

export type SaveStatus =
  /** All of it is on the server. */
  | { is: 'saved' }
  /** There is something that is not. */
  | { is: 'unsaved' }
  | { is: 'saving' }
  /** The server did not answer, or could not; it is tried again. */
  | { is: 'failing'; error: Error }
  /** The session has ended: it is saved after signing in. */
  | { is: 'signed_out' }
  /** A colleague saved meanwhile: a person chooses whose stays. */
  | { is: 'conflict'; error: ApiError }
  /** The draft is not there any more: it was discarded or published. */
  | { is: 'gone'; error: ApiError }
  /** The server will not have it as it is: a next change is tried. */
  | { is: 'refused'; error: ApiError };

/** What waits for a person, and is not tried again by itself. */
const STANDSTILL: readonly SaveStatus['is'][] = ['signed_out', 'conflict', 'gone'];

export interface AutosaveOptions<Content> {
  /** Brings content to the server; the revision that it became. */
  save: (content: Content, revision: number, last: Content) => Promise<number>;
  onStatus: (status: SaveStatus) => void;
  setTimer?: (run: () => void, ms: number) => unknown;
  clearTimer?: (timer: never) => void;
}

export class Autosave<Content> {
  readonly #options: AutosaveOptions<Content>;
  readonly #setTimer: (run: () => void, ms: number) => unknown;
  readonly #clearTimer: (timer: never) => void;
  /** What the server has. */
  #saved: Content;
  #content: Content;
  #revision: number;
  #status: SaveStatus = { is: 'saved' };
  #timer: unknown;
  #underWay: Promise<void> = Promise.resolve();
  #retryMs = FIRST_RETRY_MS;

  constructor(content: Content, revision: number, options: AutosaveOptions<Content>) {
    this.#saved = content;
    this.#content = content;
    this.#revision = revision;
    this.#options = options;
    this.#setTimer = options.setTimer ?? ((run, ms) => setTimeout(run, ms));
    this.#clearTimer = options.clearTimer ?? ((timer) => clearTimeout(timer));
  }

  get status(): SaveStatus {
    return this.#status;
  }
  get revision(): number {
    return this.#revision;
  }
  /** True while something is not on the server. */
  get isBehind(): boolean {
    return this.#content !== this.#saved;
  }

  /** There is something new to save. */
  changed(content: Content): void {
    this.#content = content;
    if (this.#status.is === 'saving' || STANDSTILL.includes(this.#status.is)) return;
    if (!this.isBehind) return this.#rest();
    if (this.#status.is !== 'failing') this.#tell({ is: 'unsaved' });
    this.#after(this.#status.is === 'failing' ? this.#retryMs : PAUSE_MS);
  }

  /** Saves at once what there is: before publishing, on Ctrl+S, after signing in. */
  async saveNow(): Promise<void> {
    // A save that is under way comes first, and what it does not hold after it.
    while (this.#status.is === 'saving') await this.#underWay;
    this.#stopTimer();
    if (!this.isBehind) return this.#rest();
    await this.#save();
  }

  /** Puts this content on top of what a colleague saved, of which the person was told. */
  async saveOver(revision: number): Promise<void> {
    this.#revision = revision;
    this.#status = { is: 'unsaved' };
    await this.saveNow();
  }

  /** Nothing is saved any more. */
  stop(): void {
    this.#stopTimer();
  }

  #save(): Promise<void> {
    this.#underWay = this.#bring();
    return this.#underWay;
  }

  async #bring(): Promise<void> {
    const content = this.#content;
    this.#tell({ is: 'saving' });
    try {
      this.#revision = await this.#options.save(content, this.#revision, this.#saved);
    } catch (error) {
      return this.#failed(error as Error);
    }
    this.#saved = content;
    this.#retryMs = FIRST_RETRY_MS;
    if (!this.isBehind) return this.#rest();
    this.#tell({ is: 'unsaved' });
    this.#after(PAUSE_MS);
  }

  #failed(error: Error): void {
    if (error instanceof ApiError) {
      if (error.status === 401) return this.#tell({ is: 'signed_out' });
      if (error.code === 'draft_changed') return this.#tell({ is: 'conflict', error });
      if (error.status === 404) return this.#tell({ is: 'gone', error });
      if (error.status < 500 && error.status !== 429) return this.#tell({ is: 'refused', error });
    }
    this.#tell({ is: 'failing', error });
    this.#after(this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
  }

  #rest(): void {
    this.#stopTimer();
    this.#tell({ is: 'saved' });
  }

  #after(ms: number): void {
    this.#stopTimer();
    this.#timer = this.#setTimer(() => void this.#save(), ms);
  }

  #stopTimer(): void {
    if (this.#timer !== undefined) this.#clearTimer(this.#timer as never);
    this.#timer = undefined;
  }

  #tell(status: SaveStatus): void {
    this.#status = status;
    this.#options.onStatus(status);
  }
}
