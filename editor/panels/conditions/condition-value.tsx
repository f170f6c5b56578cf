import type { MessageDescriptor } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { use, useState } from 'react';
import { useLanguage } from '../../app/said.ts';
import { EditorContext } from '../../draft/editor-store.ts';
import { Euros, WholeNumber } from '../../ui/number-fields.tsx';
import { Select } from '../../ui/select.tsx';
import { Toggles } from '../../ui/toggles.tsx';
import { TypedField } from '../../ui/typed-field.tsx';
import styles from '../panels.module.css';
import { type AnyCondition, VOCABULARY, valueName } from './vocabulary.ts';

export interface ConditionValueProps {
  label: string;
  name: string;
  condition: AnyCondition;
  isReadOnly: boolean;
  onChange: (condition: AnyCondition) => void;
  onLeave?: (() => void) | undefined;
  /** True where it counts only once the field is left: while it is typed it would be another condition each time. */
  commitsOnLeave?: boolean;
}

/** What one condition asks for. */
export function ConditionValue(props: ConditionValueProps) {
  const { label, name, condition, isReadOnly, onChange } = props;
  const { i18n } = useLingui();
  const language = useLanguage();
  const store = use(EditorContext);
  const { shape } = VOCABULARY[condition.field];
  if ('in' in condition && shape.is === 'some') {
    const say = (message: MessageDescriptor) => i18n._(message);
    const ladder = store?.getState().draft.present ?? null;
    return (
      <div className={styles.row}>
        <span className={styles.small}>{name}</span>
        <Toggles
          label={label}
          value={condition.in}
          options={shape.values.map((id) => ({ id, name: valueName(condition.field, id, { ladder, language, say }) }))}
          isDisabled={isReadOnly}
          onChange={(values) => onChange({ ...condition, in: values } as AnyCondition)}
        />
      </div>
    );
  }
  if ('in' in condition) return <Words {...props} />;
  return <Bounds {...props} />;
}

/** Values that the user names, parted by commas. */
function Words({ label, name, condition, isReadOnly, onChange, onLeave, commitsOnLeave }: ConditionValueProps) {
  const { t, i18n } = useLingui();
  const { shape } = VOCABULARY[condition.field];
  const [typed, setTyped] = useState<string[] | null>(null);
  const values: readonly string[] = 'in' in condition ? condition.in : [];
  const isCountry = shape.is === 'countries';
  const read = (text: string): string[] | null => {
    const words = text.split(',').map((word) => (isCountry ? word.trim().toUpperCase() : word.trim()));
    const given = words.filter((word) => word !== '');
    if (given.length === 0 || (isCountry && given.some((word) => !/^[A-Z]{2}$/.test(word)))) return null;
    return [...new Set(given)];
  };
  return (
    <div className={styles.clause}>
      <span className={styles.small} style={{ lineHeight: '1.875rem' }}>
        {name}
      </span>
      <div className={styles.grow}>
        <TypedField
          label={label}
          hidesLabel
          size="words"
          value={values as string[]}
          read={read}
          write={(words) => words.join(', ')}
          wrong={
            isCountry
              ? t`Fill in one or more countries as two letters, parted by commas: NL, BE.`
              : t`Fill in one or more, parted by commas.`
          }
          isReadOnly={isReadOnly}
          {...(shape.is === 'words' && { placeholder: i18n._(shape.example) })}
          onChange={(words) =>
            commitsOnLeave ? setTyped(words) : onChange({ ...condition, in: words } as AnyCondition)
          }
          onLeave={() => {
            if (commitsOnLeave && typed) onChange({ ...condition, in: typed } as AnyCondition);
            else onLeave?.();
          }}
        />
      </div>
    </div>
  );
}

const MOST = 100_000;
type BoundKind = 'atLeast' | 'below' | 'between';

/** From, under, or between. */
function Bounds({ label, name, condition, isReadOnly, onChange, onLeave }: ConditionValueProps) {
  const { t } = useLingui();
  if ('in' in condition) return null;
  const { field, atLeast, below } = condition;
  const { shape } = VOCABULARY[field];
  const isMoney = shape.is === 'bounds' && shape.of === 'euros';
  const kind: BoundKind = atLeast === undefined ? 'below' : below === undefined ? 'atLeast' : 'between';
  const put = (from: number | undefined, under: number | undefined) =>
    onChange({
      field,
      ...(from !== undefined && { atLeast: from }),
      ...(under !== undefined && { below: under }),
    } as AnyCondition);
  const start = atLeast ?? 0;
  const end = below ?? (atLeast ?? 0) + (isMoney ? 100_000 : 30);
  const number = (bound: string, value: number, change: (value: number) => void) => {
    const shared = { label: `${label}, ${bound}`, hidesLabel: true, value, isReadOnly, onChange: change, onLeave };
    return isMoney ? (
      <Euros {...shared} />
    ) : (
      <WholeNumber least={field === 'daysOverdue' ? -MOST : 0} most={MOST} {...shared} />
    );
  };
  return (
    <div className={styles.sentence}>
      <span className={styles.small}>{name}</span>
      <Select
        label={t`${label}: bounds`}
        hidesLabel
        value={kind}
        options={[
          { id: 'atLeast', name: t`at least` },
          { id: 'below', name: t`less than` },
          { id: 'between', name: t`between` },
        ]}
        isDisabled={isReadOnly}
        onChange={(chosen) =>
          put(chosen === 'below' ? undefined : start, chosen === 'atLeast' ? undefined : Math.max(end, start + 1))
        }
      />
      {isMoney && <span>€</span>}
      {atLeast !== undefined && number(t`at least`, atLeast, (value) => put(value, below))}
      {kind === 'between' && <Trans>and</Trans>}
      {below !== undefined && number(t`less than`, below, (value) => put(atLeast, value))}
    </div>
  );
}
