import { type ReactNode, useEffect, useId, useState } from 'react';
import styles from './typed-field.module.css';

export interface DateFieldProps {
  label: string;
  /** `YYYY-MM-DD`; empty for none. */
  value: string;
  /** Told of a date that exists; of an empty one only where it may be empty. */
  onChange: (value: string) => void;
  mayBeEmpty?: boolean;
  isReadOnly?: boolean;
  help?: ReactNode;
}

const DATE = /^20\d\d-\d\d-\d\d$/;

/** A date, by the browser's own field. */
export function DateField({ label, value, onChange, mayBeEmpty = false, isReadOnly, help }: DateFieldProps) {
  const id = useId();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <input
        id={id}
        type="date"
        value={typed}
        readOnly={isReadOnly}
        aria-describedby={help ? `${id}-help` : undefined}
        className={styles.input}
        onChange={({ target }) => {
          setTyped(target.value);
          if (DATE.test(target.value) || (mayBeEmpty && target.value === '')) onChange(target.value);
        }}
        onBlur={() => setTyped(value)}
      />
      {help && (
        <span id={`${id}-help`} className={styles.help}>
          {help}
        </span>
      )}
    </div>
  );
}
