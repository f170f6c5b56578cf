import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowDown, ArrowUp, X } from 'lucide-react';
import type { ChoiceCondition, ChoiceProblem, ChoiceRule } from '../../ladder/choice.ts';
import { useSaid } from '../app/said.ts';
import { ConditionList } from '../panels/conditions/condition-list.tsx';
import { CHOICE_FIELDS } from '../panels/conditions/vocabulary.ts';
import { IconButton } from '../ui/button.tsx';
import { LineField } from '../ui/line-field.tsx';
import { Notice } from '../ui/notice.tsx';
import { Select } from '../ui/select.tsx';
import styles from './choice-screen.module.css';

export interface RuleFieldsProps {
  rule: ChoiceRule;
  place: number;
  count: number;
  ladders: readonly { id: string; name: string }[];
  problems: readonly ChoiceProblem[];
  isReadOnly: boolean;
  onChange: (rule: ChoiceRule) => void;
  onRemove: () => void;
  onMove: (to: number) => void;
}

/** One rule: whom it is for, and which ladder they get. */
export function RuleFields(props: RuleFieldsProps) {
  const { rule, place, count, ladders, problems, isReadOnly, onChange, onRemove, onMove } = props;
  const { t } = useLingui();
  const said = useSaid();
  const { name } = rule;
  return (
    <li className={styles.rule}>
      <div className={styles.row}>
        <div className={styles.name}>
          <LineField
            label={t`Name of the rule`}
            value={name}
            isReadOnly={isReadOnly}
            onChange={(text) => onChange({ ...rule, name: text })}
          />
        </div>
        {!isReadOnly && (
          <div className={styles.buttons}>
            <IconButton label={t`Move ‘${name}’ up`} isDisabled={place === 0} onPress={() => onMove(place - 1)}>
              <ArrowUp size={16} aria-hidden />
            </IconButton>
            <IconButton
              label={t`Move ‘${name}’ down`}
              isDisabled={place === count - 1}
              onPress={() => onMove(place + 1)}
            >
              <ArrowDown size={16} aria-hidden />
            </IconButton>
            <IconButton label={t`Take out ‘${name}’`} onPress={onRemove}>
              <X size={16} aria-hidden />
            </IconButton>
          </div>
        )}
      </div>
      <ConditionList<ChoiceCondition>
        label={name}
        fields={CHOICE_FIELDS}
        all={rule.all}
        isReadOnly={isReadOnly}
        onChange={(all) => onChange({ ...rule, all })}
      />
      <div className={styles.row}>
        <strong>
          <Trans>gets</Trans>
        </strong>
        <Select
          label={t`Ladder of ‘${name}’`}
          hidesLabel
          value={rule.ladder}
          options={ladders}
          isDisabled={isReadOnly}
          onChange={(ladder) => onChange({ ...rule, ladder })}
        />
      </div>
      {problems.map(({ sentence }) => (
        <Notice key={sentence.en} kind="error">
          {said(sentence)}
        </Notice>
      ))}
    </li>
  );
}
