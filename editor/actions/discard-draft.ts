import { msg } from '@lingui/core/macro';
import { FileX2 } from 'lucide-react';
import type { Action } from './action.ts';
import { hasDraft } from './selected.ts';

export const discardDraft: Action = {
  id: 'discard',
  label: msg`Discard this draft …`,
  icon: FileX2,
  isAvailable: (state) => !state.isReadOnly && hasDraft(state),
  run: (store) => store.open({ is: 'discard' }),
};
