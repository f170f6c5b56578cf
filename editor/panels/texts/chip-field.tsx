/** A field for a text in which merge fields stand as chips: chosen from a menu, never mistyped. */
import { useLingui } from '@lingui/react/macro';
import { Braces } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useLanguage } from '../../app/said.ts';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import styles from './chip-field.module.css';
import { drawText, putCaret, readText, selectionIn } from './chip-text.ts';
import { FIELD_NAMES, fieldName } from './field-names.ts';
import { insertion } from './pieces.ts';

export interface ChipFieldProps {
  label: string;
  value: string;
  /** One line takes no paragraphs and no blocks. */
  isOneLine?: boolean;
  isReadOnly: boolean;
  /** What is wrong, said under it. */
  error?: string | null;
  onChange: (value: string) => void;
  onLeave: () => void;
}

export function ChipField({ label, value, isOneLine = false, isReadOnly, error, onChange, onLeave }: ChipFieldProps) {
  const { t } = useLingui();
  const language = useLanguage();
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  /** Where the caret was when the field was left for the menu. */
  const caret = useRef<{ from: number; to: number } | null>(null);
  const draw = (text: string): void =>
    drawText(root.current!, text, {
      nameOf: (field) => {
        const name = fieldName(field);
        return { name: name?.[language] ?? field, isKnown: name !== null };
      },
      classOf: (isKnown) => `${styles.chip} ${isKnown ? '' : styles.unknown}`,
    });
  /** Nothing stands here: the last words stay until something does. */
  const [isEmpty, setIsEmpty] = useState(value.trim() === '');
  const told = isEmpty ? t`Fill something in; the last words stay until then.` : error;
  const give = (raw: string): void => {
    // A browser may leave a line break in a field of one line.
    const text = isOneLine ? raw.replace(/\n+$/, '').replaceAll('\n', ' ') : raw;
    setIsEmpty(text.trim() === '');
    if (text.trim() !== '') onChange(text);
  };
  const drawnIn = useRef<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn anew for another text or language alone.
  useEffect(() => {
    if (drawnIn.current === language && readText(root.current!) === value) return;
    drawnIn.current = language;
    draw(value);
    setIsEmpty(value.trim() === '');
  }, [value, language]);

  /** Puts a text where the caret is, or was. */
  const put = (make: (before: string, after: string) => string): void => {
    const text = readText(root.current!);
    const isHere = document.activeElement === root.current;
    const end = { from: text.length, to: text.length };
    const { from, to } = (isHere ? selectionIn(root.current!) : caret.current) ?? end;
    const [before, after] = [text.slice(0, from), text.slice(to)];
    const added = make(before, after);
    draw(`${before}${added}${after}`);
    root.current!.focus();
    putCaret(root.current!, from + added.length);
    give(`${before}${added}${after}`);
  };
  const insertField = (name: string): void => {
    // The menu gives the focus back to its button first.
    setTimeout(() => put((before, after) => insertion(name, before, after)));
  };
  const fields = Object.entries(FIELD_NAMES).filter(([name]) => !(isOneLine && name.startsWith('block.')));
  return (
    <div className={styles.field}>
      <div className={styles.head}>
        <span id={id} className={styles.label}>
          {label}
        </span>
        {!isReadOnly && (
          <Menu
            label={t`Fields`}
            entries={fields.map(([name, words]) => ({
              id: name,
              name: words[language],
              run: () => insertField(name),
            }))}
          >
            <Button size="s" kind="quiet" aria-label={t`Insert a field: ${label}`}>
              <Braces aria-hidden />
              {t`Insert a field`}
            </Button>
          </Menu>
        )}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: no element of the browser shows chips among words. */}
      <div
        ref={root}
        role="textbox"
        tabIndex={0}
        contentEditable={!isReadOnly}
        suppressContentEditableWarning
        aria-labelledby={id}
        aria-multiline={!isOneLine}
        aria-readonly={isReadOnly}
        aria-invalid={Boolean(told)}
        aria-describedby={told ? `${id}-error` : undefined}
        className={`${styles.text} ${isOneLine ? styles.line : ''}`}
        onInput={() => give(readText(root.current!))}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          if (!isOneLine && !event.nativeEvent.isComposing) put(() => '\n');
        }}
        onPaste={(event) => {
          event.preventDefault();
          const pasted = event.clipboardData.getData('text/plain').replace(/\r\n?/g, '\n');
          put(() => (isOneLine ? pasted.replaceAll('\n', ' ') : pasted));
        }}
        onCopy={(event) => {
          const selected = selectionIn(root.current!);
          if (!selected) return;
          event.preventDefault();
          event.clipboardData.setData('text/plain', readText(root.current!).slice(selected.from, selected.to));
        }}
        onDrop={(event) => event.preventDefault()}
        onBlur={() => {
          caret.current = selectionIn(root.current!);
          // Braces that were typed become a chip.
          draw(readText(root.current!));
          onLeave();
        }}
      />
      {told && (
        <span id={`${id}-error`} role="alert" className={styles.error}>
          {told}
        </span>
      )}
    </div>
  );
}
