/**
 * One seed for all properties of a run: that of the environment, or a new one, which `vitest.config.ts` draws. From it and the
 * name of a test follow its cases, whichever other tests run beside it. A failure says how to meet the same cases again.
 */
import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import fc from 'fast-check';
import { beforeEach } from 'vitest';
import { PROPERTY_SEED } from './seed-variable.ts';

const seed = process.env[PROPERTY_SEED];

beforeEach(({ task }) => {
  const file = relative(process.cwd(), task.file.filepath);
  const report = (details: fc.RunDetails<unknown>) => {
    if (!details.failed) return;
    // Names are patterns to vitest.
    const name = task.name.replaceAll(/[^\p{L}\p{N} ,:;-]/gu, '.');
    const again = `${PROPERTY_SEED}=${seed} npx vitest run --project ${task.file.projectName} ${file} -t '${name}'`;
    throw new Error(`${fc.defaultReportMessage(details)}\n\nTo meet it again: ${again}`, {
      cause: details.errorInstance,
    });
  };
  const digest = createHash('sha256').update(`${seed} ${file} ${task.fullTestName}`).digest();
  fc.configureGlobal({ seed: digest.readInt32BE(), reporter: report });
});
