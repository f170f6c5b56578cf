/** The dialog that is open, if any. */

import { useEditor, useEditorStore } from '../draft/editor-store.ts';
import { DeleteStep } from '../steps/delete-step.tsx';
import { InsertStep } from '../steps/insert-step.tsx';
import { MoveStep } from '../steps/move-step.tsx';
import { Palette } from './palette.tsx';

export function EditorDialogs() {
  const store = useEditorStore();
  const dialog = useEditor((state) => state.dialog);
  const close = () => store.open(null);
  switch (dialog?.is) {
    case 'insert':
      return <InsertStep at={dialog.at} onClose={close} />;
    case 'move':
      return <MoveStep step={dialog.step} onClose={close} />;
    case 'delete':
      return <DeleteStep step={dialog.step} onClose={close} />;
    case 'palette':
      return <Palette onClose={close} />;
    case undefined:
      return null;
  }
}
