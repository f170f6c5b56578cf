import { spawnSync } from 'node:child_process';
import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { withLock } from './lock.ts';
import { silent, temporaryFolder } from './testing.ts';

test('the second waits until the first is done', async () => {
  const file = join(temporaryFolder(), 'lock');
  const order: string[] = [];
  const first = withLock(
    file,
    async () => {
      order.push('first begins');
      await sleep(50);
      order.push('first ends');
    },
    silent,
  );
  await sleep(10);
  await withLock(
    file,
    async () => order.push('second'),
    () => order.push('second waits'),
  );
  await first;
  expect(order).toEqual(['first begins', 'second waits', 'first ends', 'second']);
  expect(existsSync(file)).toBe(false);
});

test('work that fails lets the lock go', async () => {
  const file = join(temporaryFolder(), 'lock');
  const failing = withLock(file, () => Promise.reject(new Error('broken')), silent);
  await expect(failing).rejects.toThrow('broken');
  expect(existsSync(file)).toBe(false);
});

test('the lock of a process that is gone is taken over at once', async () => {
  const file = join(temporaryFolder(), 'lock');
  writeFileSync(file, `${spawnSync('true').pid}@${hostname()}`);
  await expect(withLock(file, async () => 'done', silent)).resolves.toBe('done');
});

test('the lock of another machine is respected while it shows life, and taken over when it does not', async () => {
  const file = join(temporaryFolder(), 'lock');
  writeFileSync(file, '1@elsewhere');
  const alive = setInterval(() => utimesSync(file, new Date(), new Date()), 50);
  let done = false;
  const taken = withLock(file, async () => (done = true), silent, 300);
  await sleep(700);
  expect(done).toBe(false);
  clearInterval(alive);
  await taken;
});
