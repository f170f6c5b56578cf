/**
 * Prints "N passed, N failed" from the JSON report of `npm test`, which holds the unit tests too, and exits with 1
 * unless all went well: `node .ci/count.mjs <report> [step that failed]…`.
 *
 * A test file that could not be loaded counts as one failed test. When steps failed but no test did, as with a lint
 * error, each failed step counts as one: the line never says "0 failed" of a change that did not pass.
 */
import { readFileSync } from 'node:fs';

const [file, ...failedSteps] = process.argv.slice(2);
const text = readFileSync(file, 'utf8');
const report =
  text === '' ? { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, testResults: [] } : JSON.parse(text);

const brokenFiles = report.testResults.filter(
  ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
);
const failedTests = report.numFailedTests + brokenFiles.length;
const failed = failedTests === 0 ? failedSteps.length : failedTests;

console.log();
for (const step of failedSteps) console.log(`Failed: ${step}`);
if (report.numPendingTests > 0) console.log(`${report.numPendingTests} tests were skipped.`);
console.log(`${report.numPassedTests} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
