import type { ReactNode } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components';
import select from './select.module.css';

export type MenuEntry =
  | {
      id: string;
      name: string;
      icon?: ReactNode;
      shortcut?: string;
      danger?: boolean;
      isDisabled?: boolean;
      run: () => void;
    }
  | 'line';

/** A button (the first child) that opens a list of what can be done. */
export function Menu({
  label,
  entries,
  children,
}: {
  label: string;
  entries: readonly MenuEntry[];
  children: ReactNode;
}) {
  return (
    <MenuTrigger>
      {children}
      <Popover className={select.popover!}>
        <AriaMenu aria-label={label} className={select.list!}>
          {entries.map((entry, index) =>
            entry === 'line' ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines are alike.
              <Separator key={index} style={{ height: 1, margin: 4, background: 'var(--line)' }} />
            ) : (
              <MenuItem
                key={entry.id}
                id={entry.id}
                textValue={entry.name}
                isDisabled={entry.isDisabled ?? false}
                onAction={entry.run}
                className={select.item!}
                style={entry.danger ? { color: 'var(--danger-text)' } : {}}
              >
                <span style={{ display: 'inline-flex', gap: 8, alignItems: 'center' }}>
                  {entry.icon}
                  {entry.name}
                </span>
                {entry.shortcut && <kbd className={select.detail}>{entry.shortcut}</kbd>}
              </MenuItem>
            ),
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
