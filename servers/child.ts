import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import type { Duplex, Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServerStartFailed } from './errors.ts';
import { START_LIMIT_MS, START_POLL_MS, STOP_LIMIT_MS } from './limits.ts';
import { type Environment, lastLines } from './programs.ts';

/**
 * Runs "$@" in place of this shell, beside a watcher that waits on a pipe (descriptor 3) from our process.
 *
 * When our process ends without a word, even by `kill -9`, the system closes the pipe and the watcher sends the signal
 * "$1" to the program, which has this shell's process id. A line on the pipe says that the program has ended, and lets
 * the watcher go. It needs nothing but a POSIX shell, so it works on Linux and macOS alike.
 */
const GUARDED = '(read -r _ || kill -"$1" $$) <&3 >/dev/null 2>&1 & shift; exec "$@" 3<&-';

export interface ChildOptions {
  /** In messages: "The Temporal server". */
  title: string;
  env?: Environment;
  cwd?: string;
  uid?: number;
  gid?: number;
  /** Gets all output, at its end. */
  logFile?: string;
  /** What the program is sent when our process is gone. */
  orphanSignal: 'KILL' | 'QUIT';
}

/** A server in a process of its own, that ends at the latest when our process ends. */
export interface Child {
  readonly pid: number;
  /** Resolves when it has ended, by itself or by us. */
  readonly exited: Promise<void>;
  /** Asks `ready` until it answers without an error. Throws `ServerStartFailed`, and then the child is gone. */
  serving(ready: () => Promise<void>): Promise<void>;
  /** Asks it to end with `signal`, and kills it when it takes too long. */
  stop(signal: NodeJS.Signals, limitMs?: number): Promise<void>;
  /** Kills it at once, as a crash would. */
  kill(): void;
}

/**
 * Starts a server. It gets a process group of its own: the user's Ctrl-C reaches only our process, which then stops
 * its servers in the right order.
 */
export function startChild(command: string, args: string[], options: ChildOptions): Child {
  const { title, logFile, orphanSignal, ...spawnOptions } = options;
  const child = spawn('/bin/sh', ['-c', GUARDED, command, orphanSignal, command, ...args], {
    ...spawnOptions,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const [stdout, stderr, guard] = child.stdio.slice(1) as [Readable, Readable, Duplex];
  const lines = lastLines(stdout, stderr);
  if (logFile) {
    const log = createWriteStream(logFile, { flags: 'a' });
    log.on('error', (error) => lines.push(error.message));
    stdout.pipe(log, { end: false });
    stderr.pipe(log, { end: false });
    child.once('close', () => log.end());
  }
  guard.on('error', () => undefined);
  let ended: string | null = null;
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => guard.end('ended\n', () => guard.destroy()));
    child.once('error', (error) => lines.push(error.message));
    // Comes last, when all output has been read, also when the program could not be started.
    child.once('close', (code, signal) => {
      ended = signal ?? `code ${code}`;
      resolve();
    });
  });

  const stop = async (signal: NodeJS.Signals, limitMs = STOP_LIMIT_MS) => {
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
    await exited;
    clearTimeout(timer);
  };

  const serving = async (ready: () => Promise<void>) => {
    const deadline = performance.now() + START_LIMIT_MS;
    for (;;) {
      const answer = await Promise.race([exited, ready()]).catch((error: Error) => error.message);
      if (ended) throw new ServerStartFailed(`${title} ended before it served (${ended}): ${lines.join('\n')}`);
      if (answer === undefined) return;
      if (performance.now() > deadline) {
        await stop('SIGKILL');
        const seconds = START_LIMIT_MS / 1000;
        throw new ServerStartFailed(`${title} did not serve within ${seconds} s (${answer}): ${lines.join('\n')}`);
      }
      await sleep(START_POLL_MS);
    }
  };

  return { pid: child.pid ?? 0, exited, serving, stop, kill: () => child.kill('SIGKILL') };
}
