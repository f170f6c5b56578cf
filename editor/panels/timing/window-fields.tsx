/** Hours and weekdays: "ma–vr van 09:00 tot 17:00". */
import { Trans, useLingui } from '@lingui/react/macro';
import type { ContactWindow } from '../../../ladder/definition.ts';
import { Hour } from '../../ui/number-fields.tsx';
import { Toggles } from '../../ui/toggles.tsx';
import styles from '../panels.module.css';
import { useWeekdays } from './weekdays.ts';

export interface WindowFieldsProps {
  label: string;
  window: ContactWindow;
  isReadOnly: boolean;
  onChange: (window: ContactWindow) => void;
  onLeave: () => void;
}

const WORKWEEK = ['1', '2', '3', '4', '5'];

/** All days that the office works are not written down: a Saturday that it comes to work would else be missed. */
const withDays = ({ from, to }: ContactWindow, days: readonly string[]): ContactWindow =>
  days.join() === WORKWEEK.join() ? { from, to } : { from, to, weekdays: days.map(Number) };

export function WindowFields({ label, window, isReadOnly, onChange, onLeave }: WindowFieldsProps) {
  const { t } = useLingui();
  const weekdays = useWeekdays();
  return (
    <div className={styles.sentence}>
      <Toggles
        label={t`${label}: weekdays`}
        value={window.weekdays?.map(String) ?? WORKWEEK}
        options={weekdays.map(({ short, long }, index) => ({ id: String(index + 1), name: short, detail: long }))}
        isDisabled={isReadOnly}
        onChange={(days) => onChange(withDays(window, days))}
      />
      <Trans>
        from{' '}
        <Hour
          label={t`${label}: from`}
          hidesLabel
          value={window.from}
          isReadOnly={isReadOnly}
          onChange={(from) => onChange({ ...window, from })}
          onLeave={onLeave}
        />{' '}
        to{' '}
        <Hour
          label={t`${label}: to`}
          hidesLabel
          value={window.to}
          isReadOnly={isReadOnly}
          onChange={(to) => onChange({ ...window, to })}
          onLeave={onLeave}
        />
      </Trans>
    </div>
  );
}
