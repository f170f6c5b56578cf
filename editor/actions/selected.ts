import type { Step } from '../../ladder/definition.ts';
import type { EditorState } from '../draft/editor-store.ts';

/** The step that is selected, or null. */
export function selectedStep({ draft, selected }: EditorState): Step | null {
  return draft.present.steps.find(({ id }) => id === selected) ?? null;
}

/** True where a step is selected and may be changed. */
export const canChangeStep = (state: EditorState): boolean => !state.isReadOnly && selectedStep(state) !== null;

/** True where there is a draft, or something that is to become one. */
export const hasDraft = ({ isPublished, draft, status }: EditorState): boolean =>
  !isPublished || draft.present !== draft.base || status.is !== 'saved';
