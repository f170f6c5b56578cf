/** The data folder of an embedded installation: one process at a time, and the clock that its invoices run on. */
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '../ladder/time/civil.ts';
import { type Clock, clockFrom, isRealTime, parseSpeed, REAL_TIME } from '../ladder/time/clock.ts';
import type { Db } from '../store/database.ts';
import { hasInvoices } from '../store/invoices.ts';
import { getSetting, setSetting } from '../store/settings.ts';
import { holdsExample } from './example-part.ts';
import { StartError } from './start-error.ts';

/** Takes the folder for this process; two on one folder would lose data. Returns the function that gives it back. */
export async function takeFolder(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, 'lock');
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new StartError(
      `The data folder "${folder}" cannot be made: ${(error as Error).message}. Set DATA_FOLDER to another one.`,
    );
  }
  for (let tries = 0; tries < 2; tries++) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code !== 'EEXIST') throw new StartError(`The data folder "${folder}" cannot be written: ${message}.`);
      const holder = Number(await readFile(file, 'utf8').catch(() => ''));
      if (isAlive(holder)) {
        throw new StartError(
          `The data folder "${folder}" is in use by process ${holder}. Stop that process, or set DATA_FOLDER to another folder.`,
        );
      }
      await rm(file, { force: true });
    }
  }
  throw new StartError(`The data folder "${folder}" was taken by another process just now.`);
}

/** A lock without a living process is left over from a crash; our own number is one that was used again. */
function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

interface StoredClock {
  start: string | null;
  speed: string | null;
  clock: Clock;
}

const CLOCK_SETTING = 'clock';

/**
 * The clock of this folder. It is chosen when the folder is new and kept from then on: workflows carry it, and their
 * timers cannot be moved to another.
 */
export async function folderClock(db: Db, start: string | null, speed: string | null): Promise<Clock> {
  const stored = await getSetting<StoredClock>(db, CLOCK_SETTING);
  const asked = start !== null || speed !== null;
  if (!asked) return stored?.clock ?? REAL_TIME;
  if (stored && stored.start === start && stored.speed === speed) return stored.clock;
  if (await hasInvoices(db)) {
    const runs = stored ? describeOptions(stored) : 'the real time';
    throw new StartError(
      `The invoices in this data folder run on ${runs}. Start without --clock and --speed, or set DATA_FOLDER to a new folder.`,
    );
  }
  const clock = newClock(start, speed);
  if (isRealTime(clock)) return REAL_TIME;
  await setSetting(db, CLOCK_SETTING, { start, speed, clock } satisfies StoredClock);
  return clock;
}

/** Lets the clock of this folder, on which nothing runs yet, show an instant at this moment. */
export async function resetClock(db: Db, clock: Clock, at: Instant): Promise<Clock> {
  const stored = await getSetting<StoredClock>(db, CLOCK_SETTING);
  if (stored === null) return clock;
  const reset = { ...clock, realOrigin: Date.now(), virtualOrigin: at };
  await setSetting(db, CLOCK_SETTING, { ...stored, clock: reset } satisfies StoredClock);
  return reset;
}

/** Invoices of a rehearsal must not go on in earnest: what they sent reached nobody. */
export async function refuseRehearsal(db: Db): Promise<void> {
  if ((await getSetting<StoredClock>(db, CLOCK_SETTING)) === null && !(await holdsExample(db))) return;
  throw new StartError(
    'This database holds a rehearsal (npm start with --clock, --speed or --example). Use another database.',
  );
}

function describeOptions({ start, speed }: StoredClock): string {
  return [start && `--clock ${start}`, speed && `--speed ${speed}`].filter(Boolean).join(' ');
}

/** The clock that begins now as the options say. Throws a StartError for options that cannot be read. */
export function newClock(start: string | null, speedText: string | null): Clock {
  if (start === null && speedText === null) return REAL_TIME;
  const speed = speedText === null ? 1 : parseSpeed(speedText);
  if (speed === null)
    throw new StartError(`--speed is "${speedText}"; write how fast time passes as 1d=10s (a day in ten seconds).`);
  const clock = clockFrom(start, speed, Date.now());
  if (clock === null)
    throw new StartError(
      `--clock is "${start}"; write the day to begin at as 2026-03-02, or with a time as 2026-03-02T09:00.`,
    );
  return clock;
}
