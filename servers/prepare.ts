/**
 * Makes sure that what the tests run on is there: the Temporal server, its time-skipping test server, and PostgreSQL,
 * poppler-utils and a browser where they can be had. Ends with code 1 and one sentence for each that is needed and missing.
 *
 * `node servers/prepare.ts [--install]`: with `--install`, or CI=true, these three are installed too (root, on Debian).
 */
import { findBrowser, installBrowser } from './browser.ts';
import { hasPoppler, installPoppler } from './poppler.ts';
import { findPostgresPrograms, installPostgres } from './postgres-programs.ts';
import type { Progress } from './progress.ts';
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

const install = process.env.CI === 'true' || process.argv.includes('--install');

if ((await findPostgresPrograms()) === null)
  await missing('tests on a PostgreSQL server', 'postgresql', installPostgres);
if (!(await hasPoppler())) await missing('tests that look at letters', 'poppler-utils', installPoppler);
if ((await findBrowser()) === null) await missing('tests in a browser', 'chromium', installBrowser);

/** Installs what some tests need, where that is wanted and possible; else says which tests are skipped, and why. */
async function missing(tests: string, name: string, installIt: (progress: Progress) => Promise<void>): Promise<void> {
  const reason = install ? await reasonAgainst(installIt) : 'it is not installed';
  if (reason === null) return;
  const how = `install it (Debian: apt-get install ${name}) to run them too`;
  console.log(`The ${tests} will be skipped, because ${reason}: ${how}.`);
}

/** Null when it is there now, else why not. */
async function reasonAgainst(installIt: (progress: Progress) => Promise<void>): Promise<string | null> {
  return installIt(say).then(
    () => null,
    (error: Error) => error.message,
  );
}
