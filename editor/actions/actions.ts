/** Every action of the editor, in the order in which lists show them. */
import type { Action } from './action.ts';
import { copySteps } from './copy-steps.ts';
import { deleteStep } from './delete-step.ts';
import { discardDraft } from './discard-draft.ts';
import { exportLadder } from './export-ladder.ts';
import { importLadder } from './import-ladder.ts';
import { insertAfter } from './insert-after.ts';
import { moveStep } from './move-step.ts';
import { openPalette } from './open-palette.ts';
import { pasteSteps } from './paste-steps.ts';
import { publish } from './publish.ts';
import { redo } from './redo.ts';
import { save } from './save.ts';
import { showHistory } from './show-history.ts';
import { takeTemplate } from './take-template.ts';
import { tryIt } from './try-it.ts';
import { tryOnBook } from './try-on-book.ts';
import { undo } from './undo.ts';

/** Those that are about the selected step. */
export const STEP_ACTIONS: readonly Action[] = [insertAfter, moveStep, copySteps, pasteSteps, deleteStep];

/** Those that are about the ladder as a whole. */
export const LADDER_ACTIONS: readonly Action[] = [
  tryOnBook,
  showHistory,
  exportLadder,
  importLadder,
  takeTemplate,
  discardDraft,
];

export const ACTIONS: readonly Action[] = [
  undo,
  redo,
  save,
  tryIt,
  publish,
  ...STEP_ACTIONS,
  ...LADDER_ACTIONS,
  openPalette,
];
