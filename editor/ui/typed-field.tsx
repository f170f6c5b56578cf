import { type ChangeEvent, type ReactNode, useEffect, useId, useState } from 'react';
import styles from './typed-field.module.css';

export interface TypedFieldProps<Value> {
  label: string;
  /** True where the words around it name it: the label is then heard, not seen. */
  hidesLabel?: boolean;
  value: Value;
  /** The value of what was typed; null where it has none. */
  read: (text: string) => Value | null;
  write: (value: Value) => string;
  /** What is asked for, said where what was typed is not that. The value stays what it was until then. */
  wrong: string;
  onChange: (value: Value) => void;
  /** The field is left. */
  onLeave?: (() => void) | undefined;
  inputMode?: 'numeric' | 'decimal';
  size?: 'number' | 'hour' | 'words';
  /** Lines over which it is shown; one when left out. */
  rows?: number;
  isReadOnly?: boolean;
  help?: ReactNode;
  placeholder?: string;
}

/** A field for what is written in a form of its own: a number, an amount, an hour. What cannot be read is said in place. */
export function TypedField<Value>(props: TypedFieldProps<Value>) {
  const { label, hidesLabel, value, read, write, wrong, onChange, onLeave, size = 'number' } = props;
  const { inputMode, isReadOnly, help, placeholder, rows } = props;
  const Input = rows === undefined ? 'input' : 'textarea';
  const shown = write(value);
  const [text, setText] = useState(shown);
  const id = useId();
  // What changed elsewhere is shown; what is being typed stays as it was typed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: of all that is drawn, only another value counts.
  useEffect(() => {
    const typed = read(text);
    if (typed === null || write(typed) !== shown) setText(shown);
  }, [shown]);
  const isWrong = read(text) === null;
  return (
    <div className={`${styles.field} ${styles[size]} ${hidesLabel ? styles.inline : ''}`}>
      {!hidesLabel && (
        <label htmlFor={id} className={styles.label}>
          {label}
        </label>
      )}
      <Input
        id={id}
        {...(rows === undefined ? { type: 'text' } : { rows })}
        inputMode={inputMode}
        value={text}
        readOnly={isReadOnly}
        placeholder={placeholder}
        aria-label={hidesLabel ? label : undefined}
        aria-invalid={isWrong}
        aria-describedby={isWrong || help ? `${id}-below` : undefined}
        className={styles.input}
        onChange={({ target }: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
          setText(target.value);
          const typed = read(target.value);
          if (typed !== null && write(typed) !== shown) onChange(typed);
        }}
        onBlur={() => {
          // What was refused goes back to what it is.
          if (read(text) !== null) setText(shown);
          onLeave?.();
        }}
      />
      {isWrong ? (
        <span id={`${id}-below`} role="alert" className={styles.wrong}>
          {wrong}
        </span>
      ) : (
        help && (
          <span id={`${id}-below`} className={styles.help}>
            {help}
          </span>
        )
      )}
    </div>
  );
}
