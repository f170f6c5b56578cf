/** Asks before a page with something unsaved is left. */
import { useBlocker } from '@tanstack/react-router';
import { useEditorStore } from '../draft/editor-store.ts';

export function useLeaveGuard(): void {
  const { autosave } = useEditorStore();
  useBlocker({
    enableBeforeUnload: () => autosave.isBehind,
    shouldBlockFn: async ({ current, next }) => {
      if (current.routeId === next.routeId && JSON.stringify(current.params) === JSON.stringify(next.params))
        return false;
      await autosave.saveNow();
      // What cannot be saved stays on the screen, which says why.
      return autosave.isBehind;
    },
  });
}
