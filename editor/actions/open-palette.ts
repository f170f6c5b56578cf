import { msg } from '@lingui/core/macro';
import { Search } from 'lucide-react';
import type { Action } from './action.ts';

export const openPalette: Action = {
  id: 'palette',
  label: msg`Find an action or a step …`,
  icon: Search,
  keys: ['mod+k'],
  isAvailable: () => true,
  run: (store) => store.open({ is: 'palette' }),
};
