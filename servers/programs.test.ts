import { writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { findProgram, run } from './programs.ts';
import { fakeProgram, temporaryFolder } from './testing.ts';

test('a file that cannot be executed is not a program', async () => {
  const root = temporaryFolder();
  writeFileSync(join(root, 'crane'), '');
  const crane = fakeProgram(join(root, 'bin', 'crane'), 'true');
  await expect(findProgram('crane', { PATH: [root, join(root, 'bin')].join(delimiter) })).resolves.toBe(crane);
  await expect(findProgram('bin', { PATH: root })).resolves.toBe(null);
});

test('a command returns its last lines', async () => {
  const lines = await run('/bin/sh', ['-c', 'i=0; while [ $i -lt 30 ]; do echo $i; i=$((i+1)); done']);
  expect(lines).toHaveLength(20);
  expect(lines.at(-1)).toBe('29');
});

test('a command that fails without a word is reported by its code, one that is missing by its name', async () => {
  await expect(run('/bin/sh', ['-c', 'exit 3'])).rejects.toThrow('ended with code 3');
  await expect(run('/nowhere/crane', [])).rejects.toThrow('/nowhere/crane cannot be run');
});
