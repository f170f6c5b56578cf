import { ChevronDown } from 'lucide-react';
import { Select as AriaSelect, Button, Label, ListBox, ListBoxItem, Popover, SelectValue } from 'react-aria-components';
import styles from './select.module.css';

export interface SelectProps<Key extends string> {
  label: string;
  /** True where the words around it name it: the label is then heard, not seen. */
  hidesLabel?: boolean;
  value: Key | null;
  options: readonly { id: Key; name: string; detail?: string }[];
  onChange: (value: Key) => void;
  isDisabled?: boolean;
  /** What stands there while nothing is chosen. */
  placeholder?: string;
}

/** One of a few. */
export function Select<Key extends string>({
  label,
  hidesLabel,
  value,
  options,
  onChange,
  isDisabled,
  placeholder,
}: SelectProps<Key>) {
  return (
    <AriaSelect
      {...(hidesLabel && { 'aria-label': label })}
      selectedKey={value}
      onSelectionChange={(key) => key !== null && onChange(key as Key)}
      {...(isDisabled !== undefined && { isDisabled })}
      {...(placeholder !== undefined && { placeholder })}
      className={styles.select!}
    >
      {!hidesLabel && <Label className={styles.label!}>{label}</Label>}
      <Button className={styles.button!}>
        <SelectValue className={styles.value!} />
        <ChevronDown size={14} aria-hidden />
      </Button>
      <Popover className={styles.popover!}>
        <ListBox className={styles.list!}>
          {options.map(({ id, name, detail }) => (
            <ListBoxItem key={id} id={id} textValue={name} className={styles.item!}>
              {name}
              {detail && <span className={styles.detail}>{detail}</span>}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
