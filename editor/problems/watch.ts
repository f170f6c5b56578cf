/**
 * What is wrong with the draft, found a moment after each change and never while somebody types. One for each editor; who
 * draws the problems of a step is told only when those change.
 */
import { useSyncExternalStore } from 'react';
import { check, type Problem } from '../../ladder/check/check.ts';
import type { Ladder, StepId } from '../../ladder/definition.ts';
import { type EditorStore, useEditorStore } from '../draft/editor-store.ts';

/** Typing is let finish before the ladder is judged. */
const PAUSE_MS = 250;

const NONE: readonly Problem[] = [];

export class Watch {
  #problems: readonly Problem[] = NONE;
  #bySteps = new Map<StepId | null, readonly Problem[]>();
  #isShown = false;
  #judged: Ladder | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #unwatch: (() => void) | undefined;
  readonly #listeners = new Set<() => void>();
  readonly #store: EditorStore;

  constructor(store: EditorStore) {
    this.#store = store;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) {
      this.#unwatch = this.#store.subscribe(() => this.#later());
      this.#later(0);
    }
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#unwatch?.();
      clearTimeout(this.#timer);
    };
  };

  readonly all = (): readonly Problem[] => this.#problems;
  readonly of = (step: StepId | null): readonly Problem[] => this.#bySteps.get(step) ?? NONE;
  readonly isShown = (): boolean => this.#isShown;

  readonly show = (isShown: boolean): void => {
    this.#isShown = isShown;
    this.#tell();
  };

  #later(pauseMs = PAUSE_MS): void {
    if (this.#store.getState().draft.present === this.#judged) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#judge(), pauseMs);
  }

  #judge(): void {
    const ladder = this.#store.getState().draft.present;
    if (ladder === this.#judged) return;
    this.#judged = ladder;
    const problems = check(ladder);
    if (isSame(problems, this.#problems)) return;
    const before = this.#bySteps;
    this.#problems = problems;
    this.#bySteps = new Map(
      [...Map.groupBy(problems, ({ step }) => step)].map(([step, found]) => {
        const known = before.get(step);
        return [step, known && isSame(known, found) ? known : found];
      }),
    );
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

const isSame = (some: readonly Problem[], others: readonly Problem[]): boolean =>
  some.length === others.length && JSON.stringify(some) === JSON.stringify(others);

const watches = new WeakMap<EditorStore, Watch>();

export function useWatch(): Watch {
  const store = useEditorStore();
  let watch = watches.get(store);
  if (!watch) {
    watch = new Watch(store);
    watches.set(store, watch);
  }
  return watch;
}

/** All problems of the draft. */
export function useProblems(): readonly Problem[] {
  const watch = useWatch();
  return useSyncExternalStore(watch.subscribe, watch.all);
}

/** The problems of one step; with null, those of the ladder as a whole. The same value while they are the same. */
export function useProblemsOf(step: StepId | null): readonly Problem[] {
  const watch = useWatch();
  return useSyncExternalStore(watch.subscribe, () => watch.of(step));
}

/** Whether the list of problems is open. */
export function useProblemsShown(): boolean {
  const watch = useWatch();
  return useSyncExternalStore(watch.subscribe, watch.isShown);
}
