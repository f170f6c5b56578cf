/**
 * `npm run planted`: plants each defect of `defects.ts` in a copy of the tree and looks whether its test fails.
 * `npm run planted -- letter` plants those that have the word in their sentence, or as their invariant or the kind of their test.
 * Ends with 1 when one is not caught, with 2 when the list does not fit the tree, or a test fails without any defect.
 */
import { PROPERTY_SEED } from '../support/seed-variable.ts';
import { DEFECTS, type Defect, type Test } from './defects.ts';
import { Copy, misfit, type Outcome } from './plant.ts';

let copy: Copy | null = null;
const words = process.argv.slice(2).map((word) => word.toLowerCase());
const meant = DEFECTS.filter(({ invariant, what, test }) => {
  const text = `${invariant} ${what} ${test.project}`.toLowerCase();
  return words.every((word) => text.split(/[^\p{L}\p{N}-]+/u).includes(word));
});
if (meant.length === 0)
  stop(`No planted defect has "${words.join(' ')}" in its sentence, or as its invariant or the kind of its test.`);
const misfits = meant.flatMap(({ edits }) => edits.map((edit) => misfit(edit)).filter((problem) => problem !== null));
if (misfits.length > 0) stop(`The list does not fit the tree:\n${misfits.join('\n')}`);

process.env[PROPERTY_SEED] ??= String(Math.floor(Math.random() * 1_000_000));
console.log(`${meant.length} defects, ${PROPERTY_SEED}=${process.env[PROPERTY_SEED]}`);
copy = new Copy();
process.once('SIGINT', () => {
  copy?.remove();
  process.exit(130);
});
const missed: string[] = [];
try {
  for (const [project, tests] of Map.groupBy(testsOf(meant), (test) => test.project)) {
    const { results, late, output } = await copy.run(tests);
    const sick = tests.filter(({ name }) => !isSound(results.get(name)));
    if (late) stop(`Without any defect, the tests of ${project} do not end in time:\n${output}`);
    if (sick.length === 0) continue;
    const names = sick.map(({ file, name }) => `${file}: ${name} (${results.get(name)?.join(', ') ?? 'did not run'})`);
    stop(`Without any defect, these tests of ${project} do not pass:\n${names.join('\n')}\n${output}`);
  }
  for (const { invariant, what, test, edits } of meant) {
    const began = performance.now();
    const outcome = await copy.with(edits, () => copy.run([test]));
    const fared = verdict(outcome, test);
    const seconds = Math.round((performance.now() - began) / 1_000);
    console.log(`${fared === 'caught' ? 'caught' : `NOT CAUGHT, ${fared}`}  ${invariant}: ${what} (${seconds} s)`);
    if (fared !== 'caught') missed.push(`${invariant}: ${what}: ${test.file}, "${test.name}" ${fared}`);
  }
} finally {
  copy.remove();
}
console.log(`${meant.length - missed.length} caught, ${missed.length} not caught`);
for (const what of missed) console.log(what);
process.exit(missed.length === 0 ? 0 : 1);

function testsOf(defects: readonly Defect[]): Test[] {
  const byKey = new Map(defects.map(({ test }) => [`${test.file} ${test.name}`, test]));
  return [...byKey.values()];
}

function isSound(outcomes: string[] | undefined): boolean {
  return outcomes?.every((status) => status === 'passed') ?? false;
}

/** A test that fails for want of loading, or that hangs, has not noticed anything. */
function verdict({ results, late }: Outcome, { name }: Test): string {
  if (late) return 'did not end in time';
  const outcomes = results.get(name);
  if (!outcomes) return 'did not run';
  return outcomes.includes('failed') ? 'caught' : 'passes';
}

function stop(problem: string): never {
  console.error(problem);
  copy?.remove();
  process.exit(2);
}
