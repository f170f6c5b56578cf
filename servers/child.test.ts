import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { startChild } from './child.ts';
import { temporaryFolder } from './testing.ts';

const options = { title: 'The crane', orphanSignal: 'KILL' } as const;
const shell = (script: string, more: { logFile?: string } = {}) => {
  const child = startChild('/bin/sh', ['-c', script], { ...options, ...more });
  onTestFinished(child.kill);
  return child;
};

/** Whether a process lives. One that is dead but was not buried, as happens in containers without `init`, does not. */
function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const file = `/proc/${pid}/stat`;
    return !(existsSync(file) && readFileSync(file, 'utf8').includes(') Z '));
  } catch {
    return false;
  }
}

test('a server dies with its parent, even when the parent is killed outright', async () => {
  const script = `
    import { startChild } from ${JSON.stringify(new URL('./child.ts', import.meta.url).href)};
    console.log(startChild('sleep', ['60'], ${JSON.stringify(options)}).pid);
  `;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: parent.stdout }), 'line');
  const pid = Number(line);
  expect(lives(pid)).toBe(true);
  parent.kill('SIGKILL');
  await expect.poll(() => lives(pid), { timeout: 5_000 }).toBe(false);
});

test('a server leads its own process group, which the Ctrl-C of a terminal does not reach', () => {
  expect(lives(-shell('exec sleep 60').pid)).toBe(true);
});

test('a server that ends before it serves is quoted', async () => {
  const child = shell('echo starting; echo "no such disk" >&2; exit 1');
  const serving = child.serving(() => Promise.reject(new Error('not yet')));
  await expect(serving).rejects.toThrow(/^The crane ended before it served \(code 1\): (starting\n)?no such disk/);
});

test('a program that is not there is an error too', async () => {
  const child = startChild('/nowhere/crane', [], options);
  await expect(child.serving(() => Promise.reject(new Error('not yet')))).rejects.toThrow(/crane.*not found/);
});

test('a server serves as soon as it answers', async () => {
  let asked = 0;
  await shell('exec sleep 60').serving(async () => {
    asked++;
    if (asked < 3) throw new Error('not yet');
  });
  expect(asked).toBe(3);
});

test('a server that does not stop when asked is killed', async () => {
  const child = shell('trap "" TERM; echo ready; while :; do sleep 0.1; done');
  await sleep(100);
  await child.stop('SIGTERM', 100);
  expect(lives(child.pid)).toBe(false);
});

test('the log file gets all that the server says, after what it said before', async () => {
  const logFile = join(temporaryFolder(), 'crane.log');
  for (const word of ['first', 'second']) await shell(`echo ${word}`, { logFile }).exited;
  await expect.poll(() => readFileSync(logFile, 'utf8')).toBe('first\nsecond\n');
});
