import { msg } from '@lingui/core/macro';
import { Save } from 'lucide-react';
import type { Action } from './action.ts';

export const save: Action = {
  id: 'save',
  label: msg`Save now`,
  icon: Save,
  keys: ['mod+s'],
  isAvailable: ({ isReadOnly, status }) => !isReadOnly && status.is !== 'saving',
  run: (store) => void store.autosave.saveNow(),
};
