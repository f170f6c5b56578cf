import type { ReactNode } from 'react';
import {
  NumberField as AriaNumberField,
  type NumberFieldProps as AriaNumberFieldProps,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
} from 'react-aria-components';
import styles from './field.module.css';

interface Common {
  label: string;
  /** True where the words around it name it: the label is then heard, not seen. */
  hidesLabel?: boolean;
  /** Said under the field. */
  help?: ReactNode;
  /** What is wrong, in place of the help. */
  error?: string | null | undefined;
}

export interface TextFieldProps extends Common, Omit<AriaTextFieldProps, 'className' | 'style' | 'children'> {
  /** Lines of a text area; one line when left out. */
  rows?: number;
  placeholder?: string;
}

export function TextField({ label, hidesLabel, help, error, rows, placeholder, ...props }: TextFieldProps) {
  return (
    <AriaTextField
      {...props}
      {...(hidesLabel && { 'aria-label': label })}
      isInvalid={Boolean(error)}
      className={styles.field!}
    >
      {!hidesLabel && <Label className={styles.label!}>{label}</Label>}
      {rows ? (
        <TextArea rows={rows} placeholder={placeholder} className={styles.input!} />
      ) : (
        <Input placeholder={placeholder} className={styles.input!} />
      )}
      <Below help={help} error={error} />
    </AriaTextField>
  );
}

export interface NumberFieldProps extends Common, Omit<AriaNumberFieldProps, 'className' | 'style' | 'children'> {}

/** A number; an emptied field gives NaN to `onChange`, which the caller tells as an error in place. */
export function NumberField({ label, hidesLabel, help, error, ...props }: NumberFieldProps) {
  return (
    <AriaNumberField
      {...props}
      {...(hidesLabel && { 'aria-label': label })}
      isInvalid={Boolean(error)}
      className={styles.field!}
    >
      {!hidesLabel && <Label className={styles.label!}>{label}</Label>}
      <Input className={`${styles.input} ${styles.number}`} />
      <Below help={help} error={error} />
    </AriaNumberField>
  );
}

function Below({ help, error }: Pick<Common, 'help' | 'error'>) {
  if (error) return <FieldError className={styles.error!}>{error}</FieldError>;
  if (help === undefined) return null;
  return (
    <Text slot="description" className={styles.help!}>
      {help}
    </Text>
  );
}
