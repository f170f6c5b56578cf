import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Installer } from './cache.ts';

/** A folder that is removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'incassoladder-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a shell script as the program `path`, and returns the path. */
export function fakeProgram(path: string, script: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

/** An installer that writes `program`. */
export function works(name: string, program: string): Installer {
  return { name, install: async (folder) => void fakeProgram(join(folder, program), `echo ${name}`) };
}

/** An installer that leaves half a program, and fails. */
export function fails(name: string, message: string): Installer {
  return {
    name,
    async install(folder) {
      writeFileSync(join(folder, 'half'), '');
      throw new Error(message);
    },
  };
}

/** Takes progress nobody reads. */
export const silent = () => undefined;
