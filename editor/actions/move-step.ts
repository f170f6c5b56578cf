import { msg } from '@lingui/core/macro';
import { CornerDownRight } from 'lucide-react';
import type { Action } from './action.ts';
import { canChangeStep } from './selected.ts';

export const moveStep: Action = {
  id: 'move-step',
  label: msg`Move to …`,
  icon: CornerDownRight,
  keys: ['mod+m'],
  isAvailable: canChangeStep,
  run: (store) => store.open({ is: 'move', step: store.getState().selected! }),
};
