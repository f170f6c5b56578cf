/** Runs books in a worker, one at a time, and keeps what it tells for the screen. */
import type { Asked, Failure, Result, Rows, Told } from './messages.ts';
import type { Order } from './report/comparison.ts';
import type { Figure } from './report/figures.ts';

export type Status =
  | { is: 'idle' }
  | { is: 'reading'; done: number; total: number | null }
  | { is: 'running'; share: number }
  | { is: 'cancelled' }
  | { is: 'failed'; failure: Failure };

/** What was run, and what came of it. */
export interface Finished extends Result {
  order: Order;
  /** What the order was made from: it is out of date when that has another state. */
  state: number;
}

export interface RunnerState {
  status: Status;
  finished: Finished | null;
}

/** The part of a worker that is used. */
export interface WorkerLike {
  postMessage: (asked: Asked) => void;
  terminate: () => void;
  onmessage: ((event: MessageEvent<Told>) => unknown) | null;
  onerror: ((event: ErrorEvent) => unknown) | null;
}

const startWorker = (): WorkerLike => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });

const isBusy = ({ is }: Status) => is === 'reading' || is === 'running';

export class BookRunner {
  #state: RunnerState = { status: { is: 'idle' }, finished: null };
  #worker: WorkerLike | null = null;
  #wanted: Pick<Finished, 'order' | 'state'> | null = null;
  #days = 0;
  #lastId = 0;
  readonly #waiting = new Map<number, { resolve: (rows: Rows) => void; reject: (error: Error) => void }>();
  readonly #listeners = new Set<() => void>();
  readonly #start: () => WorkerLike;

  constructor(start: () => WorkerLike = startWorker) {
    this.#start = start;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly state = (): RunnerState => this.#state;

  /** Runs the book; what was under way is given up. `reads`: the open invoices are read anew. */
  run(order: Order, state: number, days: number, reads: boolean): void {
    if (isBusy(this.#state.status)) this.stop();
    this.#wanted = { order, state };
    this.#days = days;
    this.#put({ ...this.#state, status: { is: 'running', share: 0 } });
    this.#ask({ is: 'run', order, days, reads });
  }

  /** Tells what was run for another number of days. */
  setDays(days: number): void {
    if (this.#days === days) return;
    this.#days = days;
    if (this.#worker) this.#ask({ is: 'tell', days });
  }

  /** Gives up what is under way. */
  cancel(): void {
    this.stop();
    this.#put({ status: { is: 'cancelled' }, finished: null });
  }

  /** A page of the invoices behind a figure. */
  rows(figure: Figure, first: number, most: number): Promise<Rows> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#ask({ is: 'rows', id, figure, first, most });
    });
  }

  /** Ends the worker, and forgets what it knew. */
  stop(): void {
    this.#worker?.terminate();
    this.#worker = null;
    for (const { reject } of this.#waiting.values()) reject(new Error('The book is run no more.'));
    this.#waiting.clear();
    this.#put({ status: { is: 'idle' }, finished: null });
  }

  #ask(asked: Asked): void {
    this.#worker ??= this.#begun();
    this.#worker.postMessage(asked);
  }

  #begun(): WorkerLike {
    const worker = this.#start();
    // One that was given up may have said something just before.
    worker.onmessage = ({ data }) => this.#worker === worker && this.#hear(data);
    worker.onerror = ({ message }) => this.#worker === worker && this.#fail({ is: 'broken', message });
    return worker;
  }

  #hear(told: Told): void {
    switch (told.is) {
      case 'reading':
      case 'running':
        return this.#put({ ...this.#state, status: told });
      case 'result': {
        const { figures, replaced, now } = told;
        return this.#put({ status: { is: 'idle' }, finished: { ...this.#wanted!, figures, replaced, now } });
      }
      case 'rows':
        this.#waiting.get(told.id)?.resolve(told);
        this.#waiting.delete(told.id);
        return;
      case 'failed':
        return this.#fail(told.failure);
    }
  }

  #fail(failure: Failure): void {
    this.stop();
    this.#put({ status: { is: 'failed', failure }, finished: null });
  }

  #put(state: RunnerState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
