/** Conditions that must all hold, each over a field of the fixed vocabulary. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import styles from '../panels.module.css';
import { ConditionValue } from './condition-value.tsx';
import { type AnyCondition, type ConditionField, VOCABULARY } from './vocabulary.ts';

export interface ConditionListProps<C extends AnyCondition> {
  /** What the conditions are of, for who hears it. */
  label: string;
  fields: readonly C['field'][];
  all: readonly C[];
  isReadOnly: boolean;
  onChange: (all: C[]) => void;
  onLeave?: () => void;
}

export function ConditionList<C extends AnyCondition>(props: ConditionListProps<C>) {
  const { label, fields, all, isReadOnly, onChange, onLeave } = props;
  const { t, i18n } = useLingui();
  /** A condition of which only the user knows what it asks for: it counts once that is said. */
  const [begun, setBegun] = useState<ConditionField | null>(null);
  const asked = new Set<string>(all.map(({ field }) => field));
  const add = (field: C['field']): void => {
    const { first } = VOCABULARY[field];
    if (first === null) setBegun(field);
    else onChange([...all, first as C]);
  };
  const left = fields.filter((field) => !asked.has(field) && field !== begun);
  return (
    <div className={styles.rows}>
      {all.map((condition, index) => {
        const name = i18n._(VOCABULARY[condition.field].name);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions are known by their place alone.
          <div key={`${condition.field} ${index}`} className={styles.clause}>
            <div className={styles.grow}>
              <ConditionValue
                label={`${label}: ${name}`}
                name={name}
                condition={condition}
                isReadOnly={isReadOnly}
                onChange={(changed) => onChange(all.with(index, changed as C) as C[])}
                onLeave={onLeave}
              />
            </div>
            {!isReadOnly && all.length > 1 && (
              <IconButton
                label={t`Take out the condition ‘${name}’`}
                size="s"
                onPress={() => onChange(all.toSpliced(index, 1) as C[])}
              >
                <X size={14} aria-hidden />
              </IconButton>
            )}
          </div>
        );
      })}
      {begun && (
        <div className={styles.clause}>
          <div className={styles.grow}>
            <ConditionValue
              label={`${label}: ${i18n._(VOCABULARY[begun].name)}`}
              name={i18n._(VOCABULARY[begun].name)}
              condition={{ field: begun, in: [] } as unknown as AnyCondition}
              isReadOnly={false}
              onChange={(said) => {
                setBegun(null);
                onChange([...all, said as C]);
              }}
              commitsOnLeave
            />
          </div>
          <IconButton label={t`Take it out again`} size="s" onPress={() => setBegun(null)}>
            <X size={14} aria-hidden />
          </IconButton>
        </div>
      )}
      {!isReadOnly && left.length > 0 && (
        <div>
          <Menu
            label={t`What it looks at`}
            entries={left.map((field) => ({ id: field, name: i18n._(VOCABULARY[field].name), run: () => add(field) }))}
          >
            <Button size="s" kind="quiet">
              <Plus aria-hidden />
              <Trans>And a condition</Trans>
            </Button>
          </Menu>
        </div>
      )}
    </div>
  );
}
