import { msg } from '@lingui/core/macro';
import { Redo2 } from 'lucide-react';
import type { Action } from './action.ts';

export const redo: Action = {
  id: 'redo',
  label: msg`Redo`,
  icon: Redo2,
  keys: ['mod+shift+z', 'mod+y'],
  isAvailable: ({ draft }) => draft.undone.length > 0,
  run: (store) => store.redo(),
};
