import { open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { LOCK_BEAT_MS, LOCK_DEAD_MS, LOCK_POLL_MS } from './limits.ts';

/**
 * Does `work` while holding the lock `file`; another process that wants it waits, after one call of `onWait`.
 *
 * The holder touches the file every two seconds. Who waits takes the lock over when the file stays untouched, or at
 * once when it names a process of this machine that is gone. So a killed holder blocks nobody, on any file system, and
 * no two clocks are compared. In the rare case that two take over at once, both do the work: it must end in a rename.
 */
export async function withLock<T>(
  file: string,
  work: () => Promise<T>,
  onWait: () => void,
  deadMs: number = LOCK_DEAD_MS,
): Promise<T> {
  await take(file, onWait, deadMs);
  const beat = setInterval(() => void touch(file), LOCK_BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await rm(file, { force: true });
  }
}

async function take(file: string, onWait: () => void, deadMs: number): Promise<void> {
  let waiting = false;
  let beat = Number.NaN;
  let beatSeen = 0;
  while (!(await create(file))) {
    const latest = (await stat(file).catch(() => null))?.mtimeMs;
    if (latest !== beat) {
      beat = latest ?? Number.NaN;
      beatSeen = performance.now();
    }
    if (performance.now() - beatSeen > deadMs || (await holderIsGone(file))) {
      await rm(file, { force: true });
      continue;
    }
    if (!waiting) onWait();
    waiting = true;
    await sleep(LOCK_POLL_MS);
  }
}

/** Makes the lock file and notes who holds it; false when it is there already. */
async function create(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(`${process.pid}@${hostname()}`);
    await handle.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function touch(file: string): Promise<void> {
  const now = new Date();
  await utimes(file, now, now).catch(() => undefined);
}

async function holderIsGone(file: string): Promise<boolean> {
  const [pid, host] = (await readFile(file, 'utf8').catch(() => '')).split('@');
  if (host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
