import { msg } from '@lingui/core/macro';
import { ChartColumn } from 'lucide-react';
import type { Action } from './action.ts';

export const tryOnBook: Action = {
  id: 'book',
  label: msg`Try on the whole book`,
  icon: ChartColumn,
  isAvailable: () => true,
  run: (store) => {
    const { id } = store.getState().draft.base;
    // What is not saved yet is saved on the way.
    void import('../app/router.tsx').then(({ router }) => router.navigate({ to: '/ladders/$id/book', params: { id } }));
  },
};
