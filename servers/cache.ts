import { access, constants, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { ProgramUnavailable } from './errors.ts';
import { withLock } from './lock.ts';
import type { Environment } from './programs.ts';
import type { Progress } from './progress.ts';

/** Where programs that were downloaded or built are kept for the next time. */
export function cacheFolder(env: Environment = process.env): string {
  if (env.INCASSOLADDER_CACHE) return resolve(env.INCASSOLADDER_CACHE);
  return resolve(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'incassoladder');
}

/** One way to get a program. */
export interface Installer {
  /** In a message: "official download: no network". */
  readonly name: string;
  /** Fills the empty `folder`, or throws an Error whose message says in a few words why not. */
  install(folder: string, progress: Progress): Promise<void>;
}

export interface Wanted {
  cache: string;
  /** Name of the folder in the cache, with the version in it. */
  entry: string;
  /** In messages: "The Temporal server". */
  title: string;
  /** Ways to get it, tried in this order. */
  installers: readonly Installer[];
  /** What a person can do when all of them fail, as the end of a sentence. */
  choices: string;
  progress: Progress;
}

/**
 * The folder of a program in the cache, installed by the first way that works if it is not there yet.
 *
 * An installer works in a folder of its own, which is renamed into place when it is complete: the cache never holds
 * half a program. Of two processes, one installs and the other waits. Throws `ProgramUnavailable`.
 */
export async function installed(wanted: Wanted): Promise<string> {
  const { cache, entry, title, progress } = wanted;
  const folder = join(cache, entry);
  if (await exists(folder)) return folder;
  try {
    await mkdir(cache, { recursive: true });
    await access(cache, constants.W_OK);
  } catch (error) {
    throw new ProgramUnavailable(
      `${title} cannot be kept in ${cache} (${(error as Error).message}): set INCASSOLADDER_CACHE to a folder that can be written.`,
    );
  }
  const waiting = () => progress(`${title} is being installed by another process: waiting for it …`);
  await withLock(`${folder}.lock`, () => install(folder, wanted), waiting);
  return folder;
}

async function install(folder: string, wanted: Wanted): Promise<void> {
  if (await exists(folder)) return;
  await removeLeftovers(wanted);
  const failures: string[] = [];
  for (const installer of wanted.installers) {
    const partial = await mkdtemp(`${folder}${PARTIAL}`);
    try {
      await installer.install(partial, wanted.progress);
      await rename(partial, folder);
      return;
    } catch (error) {
      if (await exists(folder)) return;
      failures.push(`${installer.name}: ${(error as Error).message}`);
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
  }
  throw new ProgramUnavailable(`${wanted.title} could not be had (${failures.join('; ')}): ${wanted.choices}.`);
}

/** What stands in the name of a folder that is not complete yet. */
const PARTIAL = '.partial-';

/** Removes what an interrupted installation left. */
async function removeLeftovers({ cache, entry }: Wanted): Promise<void> {
  for (const name of await readdir(cache)) {
    if (name.startsWith(`${entry}${PARTIAL}`)) await rm(join(cache, name), { recursive: true, force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
