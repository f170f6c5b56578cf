import { msg } from '@lingui/core/macro';
import { Plus } from 'lucide-react';
import { mainPort } from '../../ladder/edges.ts';
import type { Action } from './action.ts';
import { canChangeStep, selectedStep } from './selected.ts';

export const insertAfter: Action = {
  id: 'insert-after',
  label: msg`Add a step after this one …`,
  icon: Plus,
  keys: ['mod+enter'],
  isAvailable: (state) => canChangeStep(state) && mainPort(selectedStep(state)!) !== null,
  run: (store) => {
    const step = selectedStep(store.getState())!;
    store.open({ is: 'insert', at: { from: step.id, port: mainPort(step)! } });
  },
};
