/** Finds an action or a step by a few letters. */
import { useLingui } from '@lingui/react/macro';
import { Autocomplete, Input, ListBox, ListBoxItem, SearchField, useFilter } from 'react-aria-components';
import { ACTIONS } from '../actions/actions.ts';
import { shownKeys } from '../actions/keys.ts';
import { useSaid } from '../app/said.ts';
import { useEditorStore } from '../draft/editor-store.ts';
import { iconOf } from '../steps/step-words.ts';
import { Dialog } from '../ui/dialog.tsx';
import styles from './palette.module.css';

export function Palette({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useLingui();
  const said = useSaid();
  const store = useEditorStore();
  const { contains } = useFilter({ sensitivity: 'base' });
  const state = store.getState();
  const entries = [
    ...ACTIONS.filter((action) => action.id !== 'palette' && action.isAvailable(state)).map((action) => ({
      id: `action ${action.id}`,
      name: i18n._(action.label),
      Icon: action.icon,
      detail: action.keys?.[0] ? shownKeys(action.keys[0]) : null,
      run: () => action.run(store),
    })),
    ...state.draft.present.steps.map((step) => ({
      id: `step ${step.id}`,
      name: said(step.name),
      Icon: iconOf(step),
      detail: t`step`,
      run: () => store.select(step.id),
    })),
  ];
  return (
    <Dialog title={t`Find`} isOpen onClose={onClose}>
      <Autocomplete filter={contains}>
        <SearchField aria-label={t`Find an action or a step`} autoFocus className={styles.field!}>
          <Input className={styles.input!} placeholder={t`Type a few letters`} />
        </SearchField>
        <ListBox
          aria-label={t`Found`}
          items={entries}
          className={styles.list!}
          renderEmptyState={() => <p className={styles.empty}>{t`Nothing is called that.`}</p>}
          onAction={(id) => {
            onClose();
            entries.find((entry) => entry.id === id)?.run();
          }}
        >
          {({ id, name, Icon, detail }) => (
            <ListBoxItem id={id} textValue={name} className={styles.item!}>
              {Icon && <Icon size={16} aria-hidden />}
              <span className={styles.name}>{name}</span>
              {detail && <kbd>{detail}</kbd>}
            </ListBoxItem>
          )}
        </ListBox>
      </Autocomplete>
    </Dialog>
  );
}
