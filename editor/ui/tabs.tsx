import type { ReactNode } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components';
import styles from './tabs.module.css';

export interface TabsProps<Key extends string> {
  label: string;
  tabs: readonly { id: Key; name: string; children: ReactNode }[];
  selected?: Key;
  onSelect?: (id: Key) => void;
}

/** Several contents of one place, of which one is seen. */
export function Tabs<Key extends string>({ label, tabs, selected, onSelect }: TabsProps<Key>) {
  return (
    <AriaTabs
      {...(selected !== undefined && { selectedKey: selected })}
      {...(onSelect && { onSelectionChange: (key) => onSelect(key as Key) })}
      className={styles.tabs!}
    >
      <TabList aria-label={label} className={styles.list!}>
        {tabs.map(({ id, name }) => (
          <Tab key={id} id={id} className={styles.tab!}>
            {name}
          </Tab>
        ))}
      </TabList>
      {tabs.map(({ id, children }) => (
        <TabPanel key={id} id={id} className={styles.panel!}>
          {children}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
