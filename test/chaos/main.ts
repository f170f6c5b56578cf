/**
 * `npm run chaos`: 300 invoices climb a ladder while everything that they stand on breaks. `npm run chaos -- --seed 7` repeats
 * the history and the faults of a run (not its moments: those are the machine's), `--short` runs the version of the tests.
 * Progress goes to standard error, one JSON document to standard output; the exit code is 1 when something did not hold.
 */
import { parseArgs } from 'node:util';
import { LONG, SHORT } from './plan.ts';
import { run } from './run.ts';
import { ChaosUnavailable } from './world.ts';

const USAGE = 'npm run chaos -- [--seed NUMBER] [--short]';

const progress = (line: string) => console.error(line);
const { seed, short } = optionsOrExit();
try {
  const result = await run(short ? SHORT : LONG, seed, progress);
  console.log(JSON.stringify(result, null, 2));
  for (const what of result.idle) progress(`did not fire enough: ${what}`);
  for (const what of result.wrong.slice(0, 50)) progress(`wrong: ${what}`);
  progress(
    result.wrong.length > 0
      ? `${result.wrong.length} things are wrong; the logs are in ${result.folder}`
      : `seed ${seed}: nothing is wrong, after ${result.figures.seconds.all} s`,
  );
  process.exit(result.wrong.length + result.idle.length > 0 ? 1 : 0);
} catch (error) {
  progress(error instanceof ChaosUnavailable ? error.message : String((error as Error).stack));
  process.exit(2);
}

function optionsOrExit(): { seed: number; short: boolean } {
  try {
    const { values } = parseArgs({ options: { seed: { type: 'string' }, short: { type: 'boolean', default: false } } });
    const seed = values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(values.seed);
    if (Number.isSafeInteger(seed) && seed >= 0) return { seed, short: values.short };
    progress(`--seed is "${values.seed}"; give a whole number, such as 7.\n${USAGE}`);
  } catch (error) {
    progress(`${(error as Error).message}\n${USAGE}`);
  }
  process.exit(2);
}
