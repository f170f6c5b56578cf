/**
 * The life of one invoice: a small loop that outlives releases. It waits for time or signals, asks `advance` what to do,
 * delivers what that intends, and waits again. What the engine answers stands in the history; the engine itself is never
 * replayed.
 */
import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  setDefaultSignalHandler,
  setHandler,
  sleep,
  TemporalFailure,
  workflowInfo,
} from '@temporalio/workflow';
import { SIGNAL_NAMES } from '../ladder/events.ts';
import type { Answer } from '../ladder/invoice/answer.ts';
import type { Instant } from '../ladder/time/civil.ts';
import { realDelayMs, virtualTime } from '../ladder/time/clock.ts';
import { onLadderChange } from './ladder-change.ts';
import {
  type AnySignal,
  CHANGE_LADDER,
  type InvoiceActivities,
  type InvoiceInput,
  NUDGE,
  PLAN_QUERY,
  POISON,
  type ReceivedSignal,
  STATE_QUERY,
} from './messages.ts';

/** Tried at once in the worker that has the workflow task; when that fails, by any worker, with patience. */
const quick = proxyLocalActivities<InvoiceActivities>({
  startToCloseTimeout: '20 seconds',
  retry: { maximumAttempts: 3, initialInterval: '200 milliseconds', nonRetryableErrorTypes: [POISON] },
});
const patient = proxyActivities<InvoiceActivities>({
  startToCloseTimeout: '2 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '5 minutes', nonRetryableErrorTypes: [POISON] },
});

/** A run's history is cut well before the server's limit. */
const MAX_HISTORY_EVENTS = 3_000;
/** How long a parked invoice waits before it is tried again without a person. */
const PARKED_RETRY_MS = 86_400_000;

export async function invoice(input: InvoiceInput): Promise<{ phase: string }> {
  const { invoiceId, clock } = input;
  const pending: ReceivedSignal[] = [...(input.carried?.signals ?? [])];
  let answer: Answer | null = null;
  let sequence = input.carried?.sequence ?? null;
  const now = () => virtualTime(clock, Date.now());

  for (const name of [...SIGNAL_NAMES, NUDGE] as AnySignal[]) {
    setHandler(defineSignal<[unknown]>(name), (payload) => {
      pending.push({ name, payload, at: now() });
    });
  }
  // A name that no signal has, such as a typing error, is not lost: a person looks at it.
  setDefaultSignalHandler((name, payload) => {
    pending.push({ name, payload, at: now() });
  });
  onLadderChange(
    (order) => pending.push({ name: CHANGE_LADDER, payload: order, at: now() }),
    () => answer !== null && answer.state.phase !== 'climbing',
  );
  setHandler(defineQuery(STATE_QUERY), () => answer?.state ?? null);
  setHandler(defineQuery(PLAN_QUERY), () => answer?.plan ?? []);

  const alarm = new Alarm();
  for (;;) {
    const signals = pending.slice();
    const turn: Answer = await orParked(() => advance({ invoiceId, sequence, signals, now: now(), clock }));
    pending.splice(0, signals.length);
    answer = turn;
    while (answer.deliveries.length > 0) {
      const dispatchId = answer.deliveries[0]!;
      answer = await orParked(() => patient.deliver({ invoiceId, dispatchId, now: now(), clock }));
    }
    sequence = answer.sequence;
    // A flood is worked off before the history is cut: a cut that a new signal overtakes is undone by the server.
    if (pending.length > 0) continue;
    // A closed case may still have to tell the debtor that less was owed than a notice said.
    if (answer.state.phase === 'closed' && answer.state.wakeAt === null) return { phase: answer.state.phase };
    if (workflowInfo().historyLength > MAX_HISTORY_EVENTS || workflowInfo().continueAsNewSuggested) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof invoice>({ invoiceId, clock, carried: { sequence, signals: pending } });
    }
    const { wakeAt } = answer.state;
    do {
      alarm.set(wakeAt, (at) => realDelayMs(clock, now(), at));
      await condition(() => pending.length > 0 || alarm.rang);
    } while (pending.length === 0 && wakeAt !== null && now() < wakeAt);
  }

  async function advance(request: Parameters<InvoiceActivities['advance']>[0]): Promise<Answer> {
    try {
      return await quick.advance(request);
    } catch (error) {
      if (!isActivityProblem(error)) throw error;
      return patient.advance(request);
    }
  }

  /** What fails for good is put before a person, and tried again when somebody stirs, or tomorrow. */
  async function orParked(attempt: () => Promise<Answer>): Promise<Answer> {
    let parked = false;
    for (;;) {
      try {
        const done = await attempt();
        if (parked) await patient.park({ invoiceId, problem: null, now: now() });
        return done;
      } catch (error) {
        if (!isActivityProblem(error)) throw error;
        const problem = error.cause?.message ?? error.message;
        const known = pending.length;
        parked = true;
        await patient.park({ invoiceId, problem, now: now() });
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
