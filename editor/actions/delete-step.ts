import { msg } from '@lingui/core/macro';
import { Trash2 } from 'lucide-react';
import { followers } from '../../ladder/edges.ts';
import type { Action } from './action.ts';
import { canChangeStep, selectedStep } from './selected.ts';

export const deleteStep: Action = {
  id: 'delete-step',
  label: msg`Remove`,
  icon: Trash2,
  keys: ['delete'],
  isAvailable: canChangeStep,
  run: (store) => {
    const step = selectedStep(store.getState())!;
    const targets = new Set(followers(step));
    // Where it leads to several steps, or ends the ladder, a person says what comes in its place.
    if (targets.size === 1) store.run({ type: 'delete_step', step: step.id });
    else store.open({ is: 'delete', step: step.id });
  },
};
