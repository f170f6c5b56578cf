/** Runs the product's own programs as a person would: as processes, with an environment and Ctrl-C. */
import { execFileSync, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { until } from './harness.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Settings of whoever runs the tests that must not reach a program under test. */
const FOREIGN = ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE', 'SMTP_URL', 'API_KEY', 'HOST', 'PORT'];

export interface Program {
  readonly pid: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Null while it runs. */
  readonly exitCode: number | null;
  /** Waits until its output matches. */
  says(pattern: RegExp, limitMs?: number): Promise<RegExpExecArray>;
  /** Sends a signal to it and, as a terminal does, to the programs it started in its group. */
  signal(name: NodeJS.Signals): void;
  /** Waits for its end and returns its exit code. */
  ended(limitMs?: number): Promise<number>;
  /** Process ids of everything that it started, at whatever depth. */
  descendants(): number[];
}

/**
 * Starts a program in the project's folder. What is left of it after the test is killed; tests that run at the same
 * time hand over their own `afterwards`.
 */
export function startProgram(
  command: string,
  args: string[],
  env: Record<string, string>,
  afterwards: (end: () => void) => void = onTestFinished,
): Program {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !FOREIGN.includes(name) && !/^(VITEST|npm_)/.test(name),
  );
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...Object.fromEntries(inherited), LOG_LEVEL: 'warn', ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  let exitCode: number | null = null;
  child.on('close', (code, signal) => {
    exitCode = signal === null ? (code ?? 0) : -1;
  });
  const pid = child.pid!;
  const signal = (name: NodeJS.Signals) => {
    try {
      process.kill(-pid, name);
    } catch {
      // It has ended.
    }
  };
  afterwards(() => signal('SIGKILL'));
  const output = () => `it says:\n${stdout}${stderr}`;
  return {
    pid,
    get stdout() {
      return stdout;
    },
    get stderr() {
      return stderr;
    },
    get exitCode() {
      return exitCode;
    },
    async says(pattern, limitMs = 120_000) {
      await until(async () => {
        if (pattern.test(stdout)) return null;
        if (exitCode !== null) throw new Error(`It ended with ${exitCode}; ${output()}`);
        return `${pattern} was not said; ${output()}`;
      }, limitMs);
      return pattern.exec(stdout)!;
    },
    signal,
    async ended(limitMs = 60_000) {
      await until(async () => (exitCode === null ? `it still runs; ${output()}` : null), limitMs);
      return exitCode!;
    },
    descendants: () => descendantsOf(pid),
  };
}

function descendantsOf(pid: number): number[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const parents = lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  const found = [pid];
  for (const ancestor of found) {
    for (const [child, parent] of parents) if (parent === ancestor) found.push(child);
  }
  return found.slice(1);
}

/** Whether a process runs; one that has ended and waits for its parent to notice does not. */
export function isAlive(pid: number): boolean {
  try {
    const state = execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
    return !state.trim().startsWith('Z');
  } catch {
    return false;
  }
}
