/** Keys that do what the actions say, wherever the focus is but in a text; removing asks that it is on a step, or on nothing. */
import { useEffect } from 'react';
import type { StepId } from '../../ladder/definition.ts';
import { ACTIONS, STEP_ACTIONS } from '../actions/actions.ts';
import { isPressed } from '../actions/keys.ts';
import { useEditorStore } from '../draft/editor-store.ts';

/** Keys that belong to a text while one is typed. */
const OF_TEXT = new Set(['mod+z', 'mod+shift+z', 'mod+y', 'mod+c', 'mod+v', 'delete']);

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** True on a step of the canvas or the table, and where nothing has the focus: not on a control of its panel. */
const isOnStep = (target: EventTarget | null): boolean =>
  target === document.body || (target instanceof HTMLElement && target.closest('[data-card], [data-step]') !== null);

/** The step of the row that has the focus. */
const rowOf = (target: EventTarget | null): StepId | undefined =>
  target instanceof HTMLElement ? target.closest<HTMLElement>('[data-step]')?.dataset.step : undefined;

export function useShortcuts(): void {
  const store = useEditorStore();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      for (const action of ACTIONS) {
        const keys = action.keys?.find((one) => isPressed(one, event));
        if (keys === undefined || (OF_TEXT.has(keys) && isTyping(event.target))) continue;
        if (keys === 'delete' && !isOnStep(event.target)) continue;
        // A dialog has its own keys.
        if (document.querySelector('[role="dialog"], [role="alertdialog"]')) return;
        const row = STEP_ACTIONS.includes(action) ? rowOf(event.target) : undefined;
        if (row !== undefined) store.select(row);
        if (!action.isAvailable(store.getState())) return;
        event.preventDefault();
        action.run(store);
        return;
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [store]);
}
