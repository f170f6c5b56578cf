/** The short chaos run; `npm run chaos` is the long one. */
import { expect, test } from 'vitest';
import { SHORT } from './plan.ts';
import { run } from './run.ts';
import { ChaosUnavailable } from './world.ts';

/** The history and the faults; the moments at which they meet differ from run to run. */
const SEED = 2;

test('60 invoices climb their ladder while workers, server, Temporal, database and mail go away', async ({ skip }) => {
  const result = await run(SHORT, SEED, console.log).catch((error) => {
    if (error instanceof ChaosUnavailable) return null;
    throw error;
  });
  if (result === null) return skip('PostgreSQL is not installed');
  console.log(JSON.stringify(result.figures));
  for (const what of result.idle) console.log(`did not fire enough: ${what}`);
  expect(result.wrong, `the logs are in ${result.folder}`).toEqual([]);
  expect(result.idle, 'faults that did not fire').toEqual([]);
});
