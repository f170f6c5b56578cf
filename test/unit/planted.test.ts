/** The list of planted defects fits the tree; `npm run planted` looks whether its tests notice them. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DEFECTS } from '../planted/defects.ts';
import { misfit, ROOT } from '../planted/plant.ts';

test('every planted defect stands for a text that is in its file once, and names a test file that is there', () => {
  const problems = DEFECTS.flatMap(({ edits }) => edits.map((edit) => misfit(edit)));
  expect(problems.filter((problem) => problem !== null)).toEqual([]);
  expect(DEFECTS.filter(({ test: { file } }) => !existsSync(join(ROOT, file)))).toEqual([]);
});

test('there is a planted defect for every invariant', () => {
  const invariants = new Set(DEFECTS.map(({ invariant }) => invariant));
  expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].filter((one) => !invariants.has(one as 1))).toEqual([]);
  expect(DEFECTS.filter(({ edits }) => edits.length === 0)).toEqual([]);
});
