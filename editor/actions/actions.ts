/** Every action of the editor, in the order in which lists show them. */
import type { Action } from './action.ts';
import { copySteps } from './copy-steps.ts';
import { deleteStep } from './delete-step.ts';
import { insertAfter } from './insert-after.ts';
import { moveStep } from './move-step.ts';
import { openPalette } from './open-palette.ts';
import { pasteSteps } from './paste-steps.ts';
import { redo } from './redo.ts';
import { save } from './save.ts';
import { undo } from './undo.ts';

/** Those that are about the selected step. */
export const STEP_ACTIONS: readonly Action[] = [insertAfter, moveStep, copySteps, pasteSteps, deleteStep];

export const ACTIONS: readonly Action[] = [undo, redo, save, ...STEP_ACTIONS, openPalette];
