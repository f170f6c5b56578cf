import { useLingui } from '@lingui/react';
import { useEditor, useEditorStore } from '../draft/editor-store.ts';
import { IconButton } from '../ui/button.tsx';
import type { Action } from './action.ts';
import { shownKeys } from './keys.ts';

/** An action as a button with its icon. */
export function ActionButton({ action }: { action: Action }) {
  const { _ } = useLingui();
  const store = useEditorStore();
  const isAvailable = useEditor(action.isAvailable);
  const { icon: Icon, keys } = action;
  return (
    <IconButton
      label={_(action.label)}
      shortcut={keys?.[0] && shownKeys(keys[0])}
      isDisabled={!isAvailable}
      onPress={() => action.run(store)}
    >
      {Icon && <Icon size={16} aria-hidden />}
    </IconButton>
  );
}
