/** What the fields of a step need to change it. */
import type { StepFields } from '../document/command.ts';
import { useEditor, useEditorStore } from '../draft/editor-store.ts';

export interface StepEdit {
  isReadOnly: boolean;
  set: <F extends keyof StepFields>(field: F, value: StepFields[F]) => void;
  /** A control is left: what comes next can be taken back apart. */
  settle: () => void;
}

export function useStepEdit(step: string): StepEdit {
  const store = useEditorStore();
  const isReadOnly = useEditor((state) => state.isReadOnly);
  return {
    isReadOnly,
    // A field and its value belong together, which a spread literal cannot express.
    set: (field, value) => void store.run({ type: 'set_field', step, field, value } as never),
    settle: store.settle,
  };
}
