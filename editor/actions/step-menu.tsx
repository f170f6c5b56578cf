import { useLingui } from '@lingui/react';
import { Ellipsis } from 'lucide-react';
import type { Step } from '../../ladder/definition.ts';
import { useEditorStore } from '../draft/editor-store.ts';
import { IconButton } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';
import { STEP_ACTIONS } from './actions.ts';
import { shownKeys } from './keys.ts';

/** What can be done with a step. */
export function StepMenu({ step, label }: { step: Step; label: string }) {
  const { _ } = useLingui();
  const store = useEditorStore();
  const state = { ...store.getState(), selected: step.id };
  const entries = STEP_ACTIONS.map(({ id, label: name, icon: Icon, keys, isAvailable, run }) => ({
    id,
    name: _(name),
    ...(Icon && { icon: <Icon size={16} aria-hidden /> }),
    ...(keys?.[0] && { shortcut: shownKeys(keys[0]) }),
    isDisabled: !isAvailable(state),
    run: () => {
      store.select(step.id);
      run(store);
    },
  }));
  return (
    <Menu label={label} entries={entries}>
      <IconButton label={label} size="s">
        <Ellipsis size={16} aria-hidden />
      </IconButton>
    </Menu>
  );
}
