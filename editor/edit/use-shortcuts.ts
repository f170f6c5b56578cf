/** Keys that do what the actions say, wherever the focus is but in a text. */
import { useEffect } from 'react';
import { ACTIONS } from '../actions/actions.ts';
import { isPressed } from '../actions/keys.ts';
import { useEditorStore } from '../draft/editor-store.ts';

/** Keys that belong to a text while one is typed. */
const OF_TEXT = new Set(['mod+z', 'mod+shift+z', 'mod+y', 'mod+c', 'mod+v', 'delete']);

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

export function useShortcuts(): void {
  const store = useEditorStore();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      for (const action of ACTIONS) {
        const keys = action.keys?.find((one) => isPressed(one, event));
        if (keys === undefined || (OF_TEXT.has(keys) && isTyping(event.target))) continue;
        // A dialog has its own keys.
        if (document.querySelector('[role="dialog"], [role="alertdialog"]')) return;
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
