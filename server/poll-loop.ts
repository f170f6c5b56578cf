/** Works off a queue in the store: at intervals, and at once when something was added; never twice at a time. */

/** How often the queue is read when nobody nudges. */
const POLL_MS = 1_000;

export class PollLoop {
  readonly #drain: (isStopped: () => boolean) => Promise<void>;
  readonly #onProblem: (error: Error) => void;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  #again = false;
  #stopped = false;

  /** `drain` works until nothing is left, or it is stopped. */
  constructor(drain: (isStopped: () => boolean) => Promise<void>, onProblem: (error: Error) => void) {
    this.#drain = drain;
    this.#onProblem = onProblem;
  }

  start(): void {
    this.#timer = setInterval(() => this.nudge(), POLL_MS);
    this.nudge();
  }

  /** Looks at the queue now. */
  nudge(): void {
    if (this.#stopped) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = this.#drain(() => this.#stopped)
      .catch(this.#onProblem)
      .finally(() => {
        this.#running = null;
        if (this.#again) {
          this.#again = false;
          this.nudge();
        }
      });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearInterval(this.#timer);
    await this.#running;
  }
}
