import { PROGRESS_EVERY_MS } from './limits.ts';

/** Takes one line for the person who waits. */
export type Progress = (line: string) => void;

/** Says `what` now, and again with the time passed while `work` lasts: "Building …: 45 s so far". */
export async function telling<T>(progress: Progress, what: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  progress(`${what} …`);
  const timer = setInterval(() => {
    progress(`${what}: ${Math.round((performance.now() - started) / 1000)} s so far`);
  }, PROGRESS_EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
