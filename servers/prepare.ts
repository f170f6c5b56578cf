/**
 * Makes sure that what the tests run on is there: the Temporal server, its time-skipping test server, and PostgreSQL
 * where it can be had. Ends with code 1 and one sentence for each that is needed and missing.
 *
 * `node servers/prepare.ts [--install]`: with `--install`, or CI=true, PostgreSQL is installed too (root, on Debian).
 */
import { findPostgresPrograms, installPostgres } from './postgres-programs.ts';
import { findTemporalCli } from './temporal-cli.ts';
import { findTestServer } from './test-server.ts';

const say = (line: string) => console.log(line);

for (const find of [findTemporalCli, findTestServer]) {
  try {
    await find(say);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}

if ((await findPostgresPrograms()) === null) {
  const install = process.env.CI === 'true' || process.argv.includes('--install');
  const reason = install ? await tryToInstall() : 'it is not installed';
  if (reason !== null) {
    const how = 'install it (Debian: apt-get install postgresql) to run them too';
    console.log(`The tests on a PostgreSQL server will be skipped, because ${reason}: ${how}.`);
  }
}

/** Null when PostgreSQL is there now, else why not. */
async function tryToInstall(): Promise<string | null> {
  return installPostgres(say).then(
    () => null,
    (error: Error) => error.message,
  );
}
