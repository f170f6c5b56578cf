import { useLingui } from '@lingui/react/macro';
import { Ellipsis } from 'lucide-react';
import { useEditorStore } from '../draft/editor-store.ts';
import { IconButton } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';
import { LADDER_ACTIONS } from './actions.ts';
import { useAvailable } from './available.ts';

/** What can be done with the ladder as a whole. */
export function LadderMenu() {
  const { t, i18n } = useLingui();
  const store = useEditorStore();
  const available = useAvailable(LADDER_ACTIONS);
  const entries = LADDER_ACTIONS.map(({ id, label, icon: Icon, run }) => ({
    id,
    name: i18n._(label),
    ...(Icon && { icon: <Icon size={16} aria-hidden /> }),
    isDisabled: !available.includes(id),
    run: () => run(store),
  }));
  return (
    <Menu label={t`What can be done with this ladder`} entries={entries}>
      <IconButton label={t`What can be done with this ladder`}>
        <Ellipsis size={16} aria-hidden />
      </IconButton>
    </Menu>
  );
}
