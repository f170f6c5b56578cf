import { msg } from '@lingui/core/macro';
import { History } from 'lucide-react';
import type { Action } from './action.ts';

export const showHistory: Action = {
  id: 'history',
  label: msg`History and versions`,
  icon: History,
  isAvailable: () => true,
  run: (store) => {
    const { id } = store.getState().draft.base;
    void import('../app/router.tsx').then(({ router }) =>
      router.navigate({ to: '/ladders/$id/history', params: { id } }),
    );
  },
};
