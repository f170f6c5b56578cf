/**
 * What invoices and arrangements have in common: a small loop that outlives releases. It waits for time or signals, takes a
 * turn, delivers what that intends, and waits again. What the engine answers stands in the history; the engine itself is
 * never replayed.
 */
import {
  type ActivityOptions,
  allHandlersFinished,
  CancellationScope,
  condition,
  defineQuery,
  defineSignal,
  isCancellation,
  type LocalActivityOptions,
  setDefaultSignalHandler,
  setHandler,
  sleep,
  TemporalFailure,
  workflowInfo,
} from '@temporalio/workflow';
import type { Instant } from '../ladder/time/civil.ts';
import { type Clock, realDelayMs, virtualTime } from '../ladder/time/clock.ts';
import { type Carried, NUDGE, POISON, type ReceivedSignal, STATE_QUERY, type TurnRequest } from './messages.ts';

/** How activities are tried at once, in the worker that has the workflow task. */
export const QUICK: LocalActivityOptions = {
  startToCloseTimeout: '20 seconds',
  retry: { maximumAttempts: 3, initialInterval: '200 milliseconds', nonRetryableErrorTypes: [POISON] },
};
/** How any worker tries them, with patience. */
export const PATIENT: ActivityOptions = {
  startToCloseTimeout: '2 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '5 minutes', nonRetryableErrorTypes: [POISON] },
};

/**
 * A run's history is cut long before the server's limit, so that a worker that has forgotten the run replays it within one
 * workflow task (ten seconds) on a busy machine too; one that cannot would try for ever. An ordinary case stays below.
 */
const MAX_HISTORY_EVENTS = 500;
/** How long what is parked waits before it is tried again without a person. */
const PARKED_RETRY_MS = 86_400_000;

/** What the loop has to know of an answer of the engine. */
interface AnyAnswer {
  sequence: number;
  state: { wakeAt: Instant | null };
  /** Ids of the dispatches to be delivered now, in order. */
  deliveries: string[];
}

/** What runs in the loop. */
export interface Running<Answer extends AnyAnswer> {
  clock: Clock;
  carried: Carried | undefined;
  /** Names of the signals that it knows. */
  signals: readonly string[];
  /** Registers further ways in, such as an update: what comes by them is taken in like a signal. */
  doors?: (take: (name: string, payload: unknown) => void, answer: () => Answer | null) => void;
  /** Queries beside `state`, each of the last answer. */
  queries?: Record<string, (answer: Answer | null) => unknown>;
  /** Takes signals and time in: at once, and when that fails with patience. */
  advance: readonly [quick: Advance<Answer>, patient: Advance<Answer>];
  deliver(request: { dispatchId: string; now: Instant; clock: Clock }): Promise<Answer>;
  /** Puts it before a person, or takes it back (null). */
  park(request: { problem: string | null; now: Instant }): Promise<void>;
  isOver(answer: Answer): boolean;
  continueAsNew(carried: Carried): Promise<never>;
}

type Advance<Answer> = (request: TurnRequest) => Promise<Answer>;

/** Runs until it is over, and returns the last answer. */
export async function loop<Answer extends AnyAnswer>(running: Running<Answer>): Promise<Answer> {
  const { clock } = running;
  const pending: ReceivedSignal[] = [...(running.carried?.signals ?? [])];
  let answer: Answer | null = null;
  let sequence = running.carried?.sequence ?? null;
  const now = () => virtualTime(clock, Date.now());

  const take = (name: string, payload: unknown) => {
    pending.push({ name, payload, at: now() });
  };
  for (const name of [...running.signals, NUDGE]) {
    setHandler(defineSignal<[unknown]>(name), (payload) => take(name, payload));
  }
  // A name that no signal has, such as a typing error, is not lost: a person looks at it.
  setDefaultSignalHandler(take);
  running.doors?.(take, () => answer);
  setHandler(defineQuery(STATE_QUERY), () => answer?.state ?? null);
  for (const [name, ask] of Object.entries(running.queries ?? {})) setHandler(defineQuery(name), () => ask(answer));

  const alarm = new Alarm();
  for (;;) {
    const signals = pending.slice();
    const turn: Answer = await orParked(() => advance({ sequence, signals, now: now(), clock }));
    pending.splice(0, signals.length);
    answer = turn;
    while (answer.deliveries.length > 0) {
      const dispatchId = answer.deliveries[0]!;
      answer = await orParked(() => running.deliver({ dispatchId, now: now(), clock }));
    }
    sequence = answer.sequence;
    // A flood is worked off before the history is cut: a cut that a new signal overtakes is undone by the server.
    if (pending.length > 0) continue;
    if (running.isOver(answer)) return answer;
    if (workflowInfo().historyLength > MAX_HISTORY_EVENTS || workflowInfo().continueAsNewSuggested) {
      await condition(allHandlersFinished);
      await running.continueAsNew({ sequence, signals: pending });
    }
    const { wakeAt } = answer.state;
    do {
      alarm.set(wakeAt, (at) => realDelayMs(clock, now(), at));
      await condition(() => pending.length > 0 || alarm.rang);
    } while (pending.length === 0 && wakeAt !== null && now() < wakeAt);
  }

  async function advance(request: TurnRequest): Promise<Answer> {
    const [quick, patient] = running.advance;
    try {
      return await quick(request);
    } catch (error) {
      if (!isActivityProblem(error)) throw error;
      return patient(request);
    }
  }

  /** What fails for good is put before a person, and tried again when somebody stirs, or tomorrow. */
  async function orParked(attempt: () => Promise<Answer>): Promise<Answer> {
    let parked = false;
    for (;;) {
      try {
        const done = await attempt();
        if (parked) await running.park({ problem: null, now: now() });
        return done;
      } catch (error) {
        if (!isActivityProblem(error)) throw error;
        const problem = error.cause?.message ?? error.message;
        const known = pending.length;
        parked = true;
        await running.park({ problem, now: now() });
        await condition(() => pending.length > known, realDelayMs(clock, 0, PARKED_RETRY_MS));
      }
    }
  }
}

/** A failed activity comes wrapped in an ActivityFailure, a failed local one as it is. */
function isActivityProblem(error: unknown): error is TemporalFailure {
  return error instanceof TemporalFailure && !isCancellation(error);
}

/**
 * One timer at a time. A wake-up that only moves later keeps the timer that runs: whoever wakes looks again. One that
 * moves earlier, or away, replaces it.
 */
class Alarm {
  rang = false;
  #at: Instant | null = null;
  #scope: CancellationScope | null = null;

  set(at: Instant | null, delayMs: (at: Instant) => number): void {
    this.rang = false;
    if (at !== null && this.#at !== null && this.#at <= at) return;
    this.#scope?.cancel();
    this.#scope = null;
    this.#at = at;
    if (at === null) return;
    const scope = new CancellationScope();
    this.#scope = scope;
    scope
      .run(() => sleep(delayMs(at)))
      .then(
        () => {
          this.rang = true;
          this.#at = null;
          this.#scope = null;
        },
        () => undefined,
      );
  }
}
