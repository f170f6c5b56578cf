import { msg } from '@lingui/core/macro';
import { Copy } from 'lucide-react';
import type { Action } from './action.ts';
import { selectedStep } from './selected.ts';

export const copySteps: Action = {
  id: 'copy-steps',
  label: msg`Copy`,
  icon: Copy,
  keys: ['mod+c'],
  isAvailable: (state) => selectedStep(state) !== null,
  run: (store) => {
    const { draft, selected } = store.getState();
    void import('../document/clipboard.ts').then(({ copied }) =>
      navigator.clipboard.writeText(copied(draft.present, [selected!])),
    );
  },
};
