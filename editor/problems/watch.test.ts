import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { shippedLadders } from '../../ladder/library/library.ts';
import { startDraft } from '../document/draft.ts';
import { Autosave } from '../draft/autosave.ts';
import { createEditorStore, type DraftContent } from '../draft/editor-store.ts';
import { exampleOf } from '../edit/timeline.ts';
import { Watch } from './watch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const SEVEN = shippedLadders().find(({ id }) => id === 'zeven-stappen')!;

function editing() {
  const content: DraftContent = { document: SEVEN, checks: [] };
  const store = createEditorStore(
    {
      draft: startDraft(SEVEN),
      checks: [],
      example: exampleOf('2026-03-02', 14),
      isPublished: true,
      isReadOnly: false,
      unsaved: null,
    },
    (onStatus) => new Autosave(content, 0, { save: async () => 1, onStatus }),
  );
  const watch = new Watch(store);
  const told = vi.fn();
  const stop = watch.subscribe(told);
  vi.runAllTimers();
  const when = SEVEN.steps.flatMap((step) =>
    step.id === 'ingebrekestelling' && 'when' in step ? [step.when] : [],
  )[0]!;
  const last = (latest: number) =>
    store.run({ type: 'set_field', step: 'ingebrekestelling', field: 'when', value: { ...when, latest } });
  return { store, watch, told, stop, last };
}

test('a problem is found a moment after the last key, at its step, and gone when it is taken back', () => {
  const { store, watch, told, last } = editing();
  expect(watch.all()).toEqual([]);
  last(2);
  last(20);
  expect(told).not.toHaveBeenCalled();
  vi.advanceTimersByTime(300);
  expect(told).toHaveBeenCalledTimes(1);
  expect(watch.of('ingebrekestelling').map(({ rule }) => rule)).toEqual(['timing-impossible']);
  store.undo();
  vi.advanceTimersByTime(300);
  expect(watch.of('ingebrekestelling')).toEqual([]);
});

test('who draws the problems of a step is given the same while they are the same', () => {
  const { store, watch, told, last } = editing();
  last(20);
  vi.advanceTimersByTime(300);
  const before = watch.of('ingebrekestelling');
  store.run({ type: 'rename_step', step: 'einde', language: 'nl', name: 'Klaar' });
  vi.advanceTimersByTime(300);
  expect(watch.of('ingebrekestelling')).toBe(before);
  expect(told).toHaveBeenCalledTimes(1);
});

test('nothing is judged any more when nobody looks', () => {
  const { watch, stop, last } = editing();
  stop();
  last(20);
  vi.advanceTimersByTime(300);
  expect(watch.all()).toEqual([]);
});
