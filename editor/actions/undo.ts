import { msg } from '@lingui/core/macro';
import { Undo2 } from 'lucide-react';
import type { Action } from './action.ts';

export const undo: Action = {
  id: 'undo',
  label: msg`Undo`,
  icon: Undo2,
  keys: ['mod+z'],
  isAvailable: ({ draft }) => draft.done.length > 0,
  run: (store) => store.undo(),
};
