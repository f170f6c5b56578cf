/** What the programs share: stopping in order, and one clear sentence instead of a stack. */
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { pino } from 'pino';
import { type Config, ConfigError } from '../server/config.ts';
import { ProgramUnavailable, ServerStartFailed } from '../servers/errors.ts';
import { DatabaseError } from '../store/database.ts';
import { StartError } from './start-error.ts';

/** Errors whose message is all that a person needs. */
const EXPECTED = [ConfigError, ProgramUnavailable, ServerStartFailed, DatabaseError, StartError];

/** Things that were started, stopped in reverse order. */
export class Started {
  /** True once stopping has begun: what ends now was meant to. */
  stopping = false;
  readonly #stops: (() => Promise<unknown> | unknown)[] = [];

  add(stop: () => Promise<unknown> | unknown): void {
    this.#stops.push(stop);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    for (let stop = this.#stops.pop(); stop; stop = this.#stops.pop()) await stop();
  }
}

/** What was started by a program that failed gets so long to stop. */
const STOP_AFTER_FAILURE_MS = 10_000;
/** Signals that come closer together are one. */
const SECOND_SIGNAL_MS = 2_000;

/**
 * Runs a program until it is told to stop. Ctrl-C (or SIGTERM) stops what it started, in order; a second one ends it at
 * once.
 */
export async function runProgram(start: (started: Started) => Promise<void>): Promise<void> {
  const started = new Started();
  let stopping = false;
  let askedAt = 0;
  const stop = async (code: number) => {
    // A terminal and npm may both pass on one Ctrl-C: only a later one means "at once".
    if (stopping && Date.now() - askedAt > SECOND_SIGNAL_MS) process.exit(1);
    if (stopping) return;
    stopping = true;
    askedAt = Date.now();
    await started.stop();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (!stopping) console.log('\nStopping …');
      stop(0).catch(fail);
    });
  }
  const fail = (error: unknown) => {
    const expected = EXPECTED.some((kind) => error instanceof kind);
    console.error(expected ? (error as Error).message : error);
    process.exit(1);
  };
  try {
    await start(started);
  } catch (error) {
    // What cannot be stopped must not keep a program that failed from ending: its supervisor waits for that.
    setTimeout(() => fail(error), STOP_AFTER_FAILURE_MS);
    await started.stop().catch(() => undefined);
    fail(error);
  }
}

/** The log goes to standard error as JSON lines; standard output is for people. */
export function openLog(config: Config) {
  return pino({ level: config.logLevel, base: undefined }, pino.destination(2));
}

/** Temporal's runtime: it must not stop workers by itself when the process is told to stop. */
export function quietTemporal(): void {
  Runtime.install({ shutdownSignals: [], logger: new DefaultLogger('WARN') });
}
