import { msg } from '@lingui/core/macro';
import { LayoutTemplate } from 'lucide-react';
import type { Action } from './action.ts';

export const takeTemplate: Action = {
  id: 'template',
  label: msg`Begin from a template …`,
  icon: LayoutTemplate,
  isAvailable: ({ isReadOnly }) => !isReadOnly,
  run: (store) => store.open({ is: 'template' }),
};
