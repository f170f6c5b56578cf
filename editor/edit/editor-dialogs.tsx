/** The dialog that is open, if any. */

import { lazy, Suspense } from 'react';
import { useEditor, useEditorStore } from '../draft/editor-store.ts';
import { DeleteStep } from '../steps/delete-step.tsx';
import { InsertStep } from '../steps/insert-step.tsx';
import { MoveStep } from '../steps/move-step.tsx';
import { DiscardDraft } from './discard-draft.tsx';
import { ImportLadder } from './import-ladder.tsx';
import { Palette } from './palette.tsx';

/** It brings the shipped ladders with it: it comes when it is asked for. */
const TakeTemplate = lazy(() => import('./take-template.tsx'));

export function EditorDialogs({ onReload }: { onReload: () => void }) {
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
    case 'import':
      return <ImportLadder onClose={close} />;
    case 'template':
      return (
        <Suspense>
          <TakeTemplate onClose={close} />
        </Suspense>
      );
    case 'discard':
      return <DiscardDraft onClose={close} onReload={onReload} />;
    case undefined:
      return null;
  }
}
