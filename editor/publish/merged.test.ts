import { expect, test } from 'vitest';
import { compare } from '../../ladder/compare/compare.ts';
import { shippedLadders } from '../../ladder/library/library.ts';
import { edit } from '../document/edit.ts';
import { mergedSteps } from './merged.ts';

const EXAMPLE = { issuedOn: '2026-03-02', dueOn: '2026-03-16' };
const old = shippedLadders().find(({ id }) => id === 'zeven-stappen')!;

function merged(...commands: Parameters<typeof edit>[1][]) {
  const later = commands.reduce((ladder, command) => {
    const edited = edit(ladder, command);
    if ('refused' in edited) throw new Error(edited.refused.en);
    return edited.ladder;
  }, old);
  return mergedSteps(old, later, compare(old, later), EXAMPLE);
}

test('every step of both versions stands in the table once, in the order of the days', () => {
  const rows = merged({ type: 'delete_step', step: 'tweede-herinnering' });
  expect(rows.map(({ id }) => id).toSorted()).toEqual(old.steps.map(({ id }) => id).toSorted());
  const days = rows.map(({ was, becomes }) => becomes ?? was ?? Number.POSITIVE_INFINITY);
  expect(days).toEqual(days.toSorted((a, b) => a - b));
  expect(rows.find(({ id }) => id === 'tweede-herinnering')).toMatchObject({ is: 'removed', was: 30, becomes: null });
});

test('a step that was moved has both days, and says so', () => {
  const row = merged({ type: 'set_days', step: 'eerste-herinnering', days: 3 }).find(
    ({ id }) => id === 'eerste-herinnering',
  );
  expect(row).toMatchObject({ is: 'changed', was: 5, becomes: 3 });
  expect(row!.sentences.map(({ nl }) => nl)).toEqual(['Betalingsherinnering: dag 5 → dag 3']);
});

test('a step that moves along with another is changed too, without a sentence of its own', () => {
  const row = merged({ type: 'set_days', step: 'bellen-na-vervaldatum', days: 25 }).find(
    ({ id }) => id === 'betwisting-behandelen',
  );
  expect(row).toMatchObject({ is: 'changed', sentences: [] });
  expect(row!.becomes).toBeGreaterThan(row!.was!);
});

test('of a new ladder all is added', () => {
  const rows = mergedSteps(null, old, [], EXAMPLE);
  expect(new Set(rows.map(({ is }) => is))).toEqual(new Set(['added']));
});
