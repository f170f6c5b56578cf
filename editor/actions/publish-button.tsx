import { useLingui } from '@lingui/react';
import { useEditor, useEditorStore } from '../draft/editor-store.ts';
import { Button } from '../ui/button.tsx';
import { publish } from './publish.ts';

/** What the screen is for: the button that leads to publishing. */
export function PublishButton() {
  const { _ } = useLingui();
  const store = useEditorStore();
  const isAvailable = useEditor(publish.isAvailable);
  const isReadOnly = useEditor((state) => state.isReadOnly);
  if (isReadOnly) return null;
  return (
    <Button kind="primary" isDisabled={!isAvailable} onPress={() => publish.run(store)}>
      {_(publish.label)}
    </Button>
  );
}
