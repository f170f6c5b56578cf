import { join } from 'node:path';
import { cacheFolder, type Installer, installed } from './cache.ts';
import { officialDownload } from './download.ts';
import { type Environment, findProgram, run } from './programs.ts';
import { type Progress, telling } from './progress.ts';

/** Version of the Temporal CLI, whose development server is 1.29.1. Later ones cannot be built by `go install`. */
const VERSION = '1.5.1';
const MODULE = 'github.com/temporalio/cli/cmd/temporal';
const PROGRAM = 'temporal';

export interface TemporalCliSearch {
  env?: Environment;
  /** Ways to get it where it is neither on the PATH nor in the cache. */
  installers?: readonly Installer[];
}

/**
 * The path of the `temporal` program: from the PATH, else from the project's cache, which the official download fills,
 * or else the Go toolchain (about five minutes, once). Throws `ProgramUnavailable`.
 */
export async function findTemporalCli(progress: Progress, search: TemporalCliSearch = {}): Promise<string> {
  const env = search.env ?? process.env;
  const onPath = await findProgram(PROGRAM, env);
  if (onPath !== null) return onPath;
  const folder = await installed({
    cache: cacheFolder(env),
    entry: `temporal-cli-${VERSION}`,
    title: 'The Temporal server',
    installers: search.installers ?? [
      officialDownload({ artifact: 'cli', version: VERSION, program: PROGRAM, title: 'the Temporal server' }, env),
      goInstall(env),
    ],
    choices: 'put `temporal` on the PATH, install Go, or set TEMPORAL_ADDRESS to a server that runs',
    progress,
  });
  return join(folder, PROGRAM);
}

/** Builds it from source: only the Go module proxy has to be within reach. */
export function goInstall(env: Environment): Installer {
  return {
    name: 'go install',
    async install(folder, progress) {
      const go = await findProgram('go', env);
      if (go === null) throw new Error('Go is not installed');
      await telling(progress, 'Building the Temporal server, about 5 minutes, once', () =>
        // Without debug symbols: 40 MB less on disk.
        run(go, ['install', '-ldflags=-s -w', `${MODULE}@v${VERSION}`], {
          cwd: folder,
          env: { ...env, GOBIN: folder },
        }),
      );
    },
  };
}
