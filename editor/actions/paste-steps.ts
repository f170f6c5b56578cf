import { msg } from '@lingui/core/macro';
import { ClipboardPaste } from 'lucide-react';
import { mainPort } from '../../ladder/edges.ts';
import type { Action } from './action.ts';
import { canChangeStep, selectedStep } from './selected.ts';

/** Why the clipboard cannot be read: the browser asks the user, who may say no. */
const FORBIDDEN = {
  nl: 'De browser geeft het klembord niet vrij; sta dat toe voor deze pagina en probeer het opnieuw.',
  en: 'The browser does not let this page read the clipboard; allow it and try again.',
};

export const pasteSteps: Action = {
  id: 'paste-steps',
  label: msg`Paste after this one`,
  icon: ClipboardPaste,
  keys: ['mod+v'],
  isAvailable: (state) => canChangeStep(state) && mainPort(selectedStep(state)!) !== null,
  run: (store) => {
    const step = selectedStep(store.getState())!;
    void (async () => {
      const { readCopied } = await import('../document/clipboard.ts');
      const text = await navigator.clipboard.readText().catch(() => null);
      const found = text === null ? { refused: FORBIDDEN } : readCopied(text);
      if ('refused' in found) return store.refuse(found.refused);
      const edited = store.run({ type: 'paste_steps', at: { from: step.id, port: mainPort(step)! }, ...found });
      if (edited) store.select(edited.added[0] ?? null);
    })();
  },
};
