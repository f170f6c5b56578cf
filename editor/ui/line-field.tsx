import { useLingui } from '@lingui/react/macro';
import { TypedField, type TypedFieldProps } from './typed-field.tsx';

/** Names hold so many characters at most (`ladder/schema.ts`). */
const MAX_CHARS = 200;

/** Words that may not be empty and have no line breaks: a name, or a description over some `rows`. */
export function LineField(props: Omit<TypedFieldProps<string>, 'read' | 'write' | 'wrong' | 'size'>) {
  const { t } = useLingui();
  return (
    <TypedField
      {...props}
      size="words"
      wrong={t`Fill in 1 to ${MAX_CHARS} characters.`}
      read={(text) => (text.trim() === '' || text.length > MAX_CHARS ? null : text.replaceAll('\n', ' '))}
      write={(text) => text}
    />
  );
}
