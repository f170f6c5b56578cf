import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { aptGet } from './debian.ts';
import { type Environment, findProgram, isProgram } from './programs.ts';
import { type Progress, telling } from './progress.ts';

/** Where Debian and Ubuntu put the server's programs, which they keep off the PATH. */
const DEBIAN_FOLDER = '/usr/lib/postgresql';

/** The folder with `initdb` and `postgres`: from the PATH, else Debian's newest; null when PostgreSQL is not installed. */
export async function findPostgresPrograms(
  env: Environment = process.env,
  debianFolder: string = DEBIAN_FOLDER,
): Promise<string | null> {
  const onPath = await findProgram('initdb', env);
  if (onPath !== null) return dirname(onPath);
  const versions = await readdir(debianFolder).catch(() => []);
  for (const version of versions.sort((a, b) => Number(b) - Number(a))) {
    const folder = join(debianFolder, version, 'bin');
    if (await isProgram(join(folder, 'initdb'))) return folder;
  }
  return null;
}

/** Installs PostgreSQL with Debian's package manager, as root. Throws an Error that says why it could not. */
export async function installPostgres(progress: Progress): Promise<void> {
  const apt = await aptGet();
  await telling(progress, 'Installing PostgreSQL for the tests', async () => {
    await apt.update();
    await apt.install('postgresql-common');
    await withoutMainCluster();
    await apt.install('postgresql');
  });
}

/** Debian would start a server at once, on the usual port; the tests start their own. */
async function withoutMainCluster(): Promise<void> {
  const folder = '/etc/postgresql-common';
  const file = join(folder, 'createcluster.conf');
  await mkdir(folder, { recursive: true });
  const settings = await readFile(file, 'utf8').catch(() => '');
  await writeFile(file, `${settings.replace(/^#?\s*create_main_cluster.*$/m, '')}\ncreate_main_cluster = false\n`);
}
