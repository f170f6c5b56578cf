import { spawn } from 'node:child_process';
import { access, constants, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { CommandFailed } from './errors.ts';
import { LAST_LINES, REASON_CHARACTERS } from './limits.ts';

/** The environment a program is looked up and run in. */
export type Environment = Record<string, string | undefined>;

/** The full path of the program `name` on the PATH, or null. */
export async function findProgram(name: string, env: Environment = process.env): Promise<string | null> {
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name);
    if (folder !== '' && (await isProgram(path))) return path;
  }
  return null;
}

/** Whether `path` is a file that may be executed. */
export async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

export interface RunOptions {
  cwd?: string;
  env?: Environment;
  uid?: number;
  gid?: number;
  /** Ends the command when it takes longer. */
  limitMs?: number;
}

/** Runs a command to its end, without input. Returns its last lines of output; throws `CommandFailed`. */
export function run(command: string, args: string[], options: RunOptions = {}): Promise<string[]> {
  const { limitMs, ...spawnOptions } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...spawnOptions, timeout: limitMs, stdio: ['ignore', 'pipe', 'pipe'] });
    const lines = lastLines(child.stdout, child.stderr);
    child.on('error', (error) => reject(new CommandFailed(`${command} cannot be run: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(lines);
      const last = lines.findLast((line) => line.trim() !== '') ?? `ended with ${signal ?? `code ${code}`}`;
      reject(new CommandFailed(last.trim().slice(0, REASON_CHARACTERS)));
    });
  });
}

/** Collects the last lines that come out of streams, into an array that goes on changing. */
export function lastLines(...streams: Readable[]): string[] {
  const lines: string[] = [];
  for (const stream of streams) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      if (lines.length > LAST_LINES) lines.shift();
    });
  }
  return lines;
}
