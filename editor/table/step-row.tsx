import { useLingui } from '@lingui/react/macro';
import { memo } from 'react';
import type { Step } from '../../ladder/definition.ts';
import { dayOf } from '../../ladder/time/civil.ts';
import { StepMenu } from '../actions/step-menu.tsx';
import { useSaid } from '../app/said.ts';
import { useEditor, useEditorStore } from '../draft/editor-store.ts';
import { ProblemBadge } from '../problems/problem-badge.tsx';
import { CHARGE_NAMES, channelOf, iconOf, type WaysFrom } from '../steps/step-words.ts';
import type { StepDay } from '../time-axis/nominal.ts';
import type { RealDay } from '../time-axis/real.ts';
import { shortDate } from '../time-axis/words.ts';
import { DayField } from './day-field.tsx';
import styles from './ladder-table.module.css';

interface StepRowProps {
  step: Step;
  day: StepDay;
  real: RealDay | null;
  /** Ways in that not every invoice takes. */
  ways: readonly WaysFrom[] | undefined;
}

export const StepRow = memo(function StepRow({ step, day, real, ways }: StepRowProps) {
  const { i18n, t } = useLingui();
  const said = useSaid();
  const store = useEditorStore();
  const isSelected = useEditor(({ selected }) => selected === step.id);
  const Icon = iconOf(step);
  const channel = channelOf(step);
  const costs = step.kind === 'charge' ? i18n._(CHARGE_NAMES[step.charge]) : null;
  const name = said(step.name) || step.id;
  return (
    <tr data-step={step.id} data-selected={isSelected || undefined} className={styles[day.by]}>
      <td className={styles.day}>
        <DayField step={step} day={day} />
      </td>
      <td className={styles.date}>{real && said(real.moved ?? shortDate(dayOf(real.on)))}</td>
      <th scope="row" className={styles.step}>
        <button
          type="button"
          aria-pressed={isSelected}
          className={styles.name}
          onClick={() => store.select(isSelected ? null : step.id)}
        >
          <Icon size={16} aria-hidden />
          {name}
        </button>
        <ProblemBadge step={step.id} />
      </th>
      <td className={styles.channel}>
        {channel && i18n._(channel)}
        {costs && <span className={styles.costsHere}>{costs}</span>}
      </td>
      <td className={styles.ways}>
        {ways?.map(({ from, words }) => (
          <div key={from.id}>
            <span className={styles.from}>{withColon(said(from.name))}</span> {words.join('; ')}
          </div>
        ))}
      </td>
      <td className={styles.costs}>{costs}</td>
      <td className={styles.menu}>
        <StepMenu step={step} label={t`What can be done with ${name}`} />
      </td>
    </tr>
  );
});

/** A question is followed by its answer without a colon between them. */
const withColon = (name: string) => (name.endsWith('?') ? name : `${name}:`);
