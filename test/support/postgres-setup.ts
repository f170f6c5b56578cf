import type { TestProject } from 'vitest/node';
import { startPostgres } from '../../servers/postgres.ts';

const HOW_TO_HAVE_IT = 'Install it (Debian: apt-get install postgresql), or run the tests by `npm test`, which does.';

/** Starts one PostgreSQL server for a run. Without it its tests are skipped, said aloud; on a build server they fail. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startPostgres(() => undefined);
  if (postgres === null) {
    const problem = `PostgreSQL is not installed: every test on it is SKIPPED. ${HOW_TO_HAVE_IT}`;
    if (process.env.CI === 'true') throw new Error(problem.replace('SKIPPED', 'missing'));
    console.warn(`\n*** ${problem} ***\n`);
  }
  project.provide('postgresUrl', postgres?.url ?? null);
  return async () => postgres?.stop();
}
