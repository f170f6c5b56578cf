import { useEditor } from '../draft/editor-store.ts';
import type { Action } from './action.ts';

/** The ids of the actions that can be done now, as one text: it is drawn again only when that changes. */
export function useAvailable(actions: readonly Action[]): string[] {
  const ids = useEditor((state) =>
    actions
      .filter(({ isAvailable }) => isAvailable(state))
      .map(({ id }) => id)
      .join(' '),
  );
  return ids.split(' ');
}
