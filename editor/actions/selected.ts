import type { Step } from '../../ladder/definition.ts';
import type { EditorState } from '../draft/editor-store.ts';

/** The step that is selected, or null. */
export function selectedStep({ draft, selected }: EditorState): Step | null {
  return draft.present.steps.find(({ id }) => id === selected) ?? null;
}

/** True where a step is selected and may be changed. */
export const canChangeStep = (state: EditorState): boolean => !state.isReadOnly && selectedStep(state) !== null;
