import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import styles from './toggles.module.css';

export interface TogglesProps<Key extends string> {
  label: string;
  value: readonly Key[];
  /** `detail` is what a short name stands for. */
  options: readonly { id: Key; name: string; detail?: string }[];
  onChange: (value: Key[]) => void;
  isDisabled?: boolean;
  /** False where the last one that is chosen stays. */
  mayBeEmpty?: boolean;
}

/** Some of a few, in the order of the list. */
export function Toggles<Key extends string>(props: TogglesProps<Key>) {
  const { label, value, options, onChange, isDisabled, mayBeEmpty = false } = props;
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="multiple"
      disallowEmptySelection={!mayBeEmpty}
      selectedKeys={value}
      {...(isDisabled !== undefined && { isDisabled })}
      onSelectionChange={(keys) => onChange(options.map(({ id }) => id).filter((id) => keys.has(id)))}
      className={styles.group!}
    >
      {options.map(({ id, name, detail }) => (
        <ToggleButton key={id} id={id} className={styles.toggle!}>
          {detail ? <abbr title={detail}>{name}</abbr> : name}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
