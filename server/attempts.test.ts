import { expect, test } from 'vitest';
import { Attempts } from './attempts.ts';

test('so many tries may be made within the window; then one waits for its end', () => {
  const attempts = new Attempts(2, 1_000);
  expect([attempts.take('a', 0), attempts.take('a', 400), attempts.take('a', 400)]).toEqual([0, 0, 600]);
  expect(attempts.take('b', 400)).toBe(0);
  expect(attempts.take('a', 999)).toBe(1);
  expect([attempts.take('a', 1_000), attempts.take('a', 1_000), attempts.take('a', 1_000)]).toEqual([0, 0, 1_000]);
});

test('a try that is given back does not count', () => {
  const attempts = new Attempts(1, 1_000);
  attempts.giveBack('a');
  expect(attempts.take('a', 0)).toBe(0);
  attempts.giveBack('a');
  attempts.giveBack('a');
  expect([attempts.take('a', 0), attempts.take('a', 0)]).toEqual([0, 1_000]);
});

test('however many names are tried, only so many are remembered', () => {
  const attempts = new Attempts(1, 1_000);
  for (let n = 0; n < 10_000; n++) attempts.take(`n${n}`, 0);
  expect(attempts.take('n0', 0)).toBe(1_000);
  attempts.take('one more', 0);
  expect(attempts.take('n1', 0)).toBe(1_000);
  expect(attempts.take('n0', 0)).toBe(0);
});
