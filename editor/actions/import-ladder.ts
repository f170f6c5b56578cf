import { msg } from '@lingui/core/macro';
import { Upload } from 'lucide-react';
import type { Action } from './action.ts';

export const importLadder: Action = {
  id: 'import',
  label: msg`Import over this draft …`,
  icon: Upload,
  isAvailable: ({ isReadOnly }) => !isReadOnly,
  run: (store) => store.open({ is: 'import' }),
};
