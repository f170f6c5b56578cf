/**
 * What is being worked on in one editor: the draft with what can be undone, whether it is saved, and what is selected.
 * Made anew for each ladder that is opened (`open-editor.ts`).
 */
import { createContext, useContext } from 'react';
import { createStore, type StoreApi, useStore } from 'zustand';
import type { Ladder, Localised, StepId } from '../../ladder/definition.ts';
import type { EdgeRef } from '../../ladder/edges.ts';
import type { Command } from '../document/command.ts';
import { type Draft, make, redo, settle, undo } from '../document/draft.ts';
import type { Edited } from '../document/edit.ts';
import type { ExampleInvoice } from '../time-axis/course.ts';
import type { Autosave, SaveStatus } from './autosave.ts';
import type { UnsavedWork } from './local-copy.ts';

/** What is saved as one. */
export interface DraftContent {
  document: Ladder;
  checks: object[];
}

/** A dialog of the editor that is open. */
export type OpenDialog =
  | { is: 'insert'; at: EdgeRef }
  | { is: 'move'; step: StepId }
  | { is: 'delete'; step: StepId }
  | { is: 'palette' }
  | { is: 'import' }
  | { is: 'template' }
  | { is: 'discard' };

export interface EditorState {
  draft: Draft;
  checks: object[];
  status: SaveStatus;
  selected: StepId | null;
  /** The invoice by which days are shown. */
  example: ExampleInvoice;
  /** Why the last command was not carried out; gone with the next. */
  refusal: Localised | null;
  dialog: OpenDialog | null;
  /** True for who may look and not change. */
  isReadOnly: boolean;
  /** False for a ladder of which there is only a draft. */
  isPublished: boolean;
  /** What an earlier page on this device could not save; null when there is nothing, or it was decided on. */
  unsaved: UnsavedWork | null;
}

export interface EditorStore extends StoreApi<EditorState> {
  autosave: Autosave<DraftContent>;
  /** Carries out a command; null where it is refused, with the reason in `refusal`. */
  run: (command: Command) => Edited | null;
  /** The control that was used is left: what comes next is an edit of its own. */
  settle: () => void;
  undo: () => void;
  redo: () => void;
  select: (step: StepId | null) => void;
  open: (dialog: OpenDialog | null) => void;
  /** Says why something could not be done; null is said no more. */
  refuse: (why: Localised | null) => void;
  setChecks: (checks: object[]) => void;
  setExample: (example: ExampleInvoice) => void;
}

export function createEditorStore(
  initial: Pick<EditorState, 'draft' | 'checks' | 'example' | 'isReadOnly' | 'isPublished' | 'unsaved'>,
  autosaveFor: (onStatus: (status: SaveStatus) => void) => Autosave<DraftContent>,
): EditorStore {
  const store = createStore<EditorState>(() => ({
    ...initial,
    status: { is: 'saved' },
    selected: null,
    refusal: null,
    dialog: null,
  }));
  const autosave = autosaveFor((status) => store.setState({ status }));
  const put = (draft: Draft): void => {
    const { selected, checks } = store.getState();
    const isThere = draft.present.steps.some(({ id }) => id === selected);
    store.setState({ draft, refusal: null, selected: isThere ? selected : null });
    autosave.changed({ document: draft.present, checks });
  };
  return {
    ...store,
    autosave,
    run: (command) => {
      const { draft, isReadOnly } = store.getState();
      if (isReadOnly) return null;
      const result = make(draft, command);
      if ('refused' in result) {
        store.setState({ refusal: result.refused });
        return null;
      }
      put(result.draft);
      return result.edited;
    },
    settle: () => store.setState(({ draft }) => ({ draft: settle(draft) })),
    undo: () => put(undo(store.getState().draft)),
    redo: () => put(redo(store.getState().draft)),
    select: (selected) => store.setState({ selected }),
    open: (dialog) => store.setState({ dialog }),
    refuse: (refusal) => store.setState({ refusal }),
    setExample: (example) => store.setState({ example }),
    setChecks: (checks) => {
      store.setState({ checks });
      autosave.changed({ document: store.getState().draft.present, checks });
    },
  };
}

export const EditorContext = createContext<EditorStore | null>(null);

export function useEditorStore(): EditorStore {
  const store = useContext(EditorContext);
  if (!store) throw new Error('No ladder is open here.');
  return store;
}

/** A part of the state; the component is drawn again only when that part changes. */
export function useEditor<Part>(select: (state: EditorState) => Part): Part {
  return useStore(useEditorStore(), select);
}
