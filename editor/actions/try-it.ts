import { msg } from '@lingui/core/macro';
import { FlaskConical } from 'lucide-react';
import { viewOf } from '../edit/view-id.ts';
import type { Action } from './action.ts';

export const tryIt: Action = {
  id: 'try',
  label: msg`Try it`,
  icon: FlaskConical,
  keys: ['mod+shift+e'],
  isAvailable: () => true,
  run: (store) => {
    const { id } = store.getState().draft.base;
    void import('../app/router.tsx').then(({ router }) => {
      const view = viewOf((router.state.location.search as { view?: unknown }).view);
      return router.navigate({ to: '/ladders/$id/try', params: { id }, search: { view } });
    });
  },
};
