import { msg } from '@lingui/core/macro';
import { Rocket } from 'lucide-react';
import type { Action } from './action.ts';
import { hasDraft } from './selected.ts';

export const publish: Action = {
  id: 'publish',
  label: msg`Publish …`,
  icon: Rocket,
  isAvailable: (state) => !state.isReadOnly && hasDraft(state),
  run: (store) => {
    const { id } = store.getState().draft.base;
    // What is not saved yet is saved on the way.
    void import('../app/router.tsx').then(({ router }) =>
      router.navigate({ to: '/ladders/$id/publish', params: { id } }),
    );
  },
};
