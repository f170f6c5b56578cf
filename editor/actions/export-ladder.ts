import { msg } from '@lingui/core/macro';
import { Download } from 'lucide-react';
import { downloadLadder } from '../edit/download.ts';
import type { Action } from './action.ts';

export const exportLadder: Action = {
  id: 'export',
  label: msg`Export as JSON`,
  icon: Download,
  isAvailable: () => true,
  run: (store) => void downloadLadder(store.getState().draft.present),
};
