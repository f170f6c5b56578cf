import { Trans, useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { useId, useState } from 'react';
import { closedLabel } from '../../ladder/explain/explain.ts';
import type { HolidayName } from '../../ladder/time/calendar.ts';
import { isCivilDate } from '../../ladder/time/civil.ts';
import { useLanguage } from '../app/said.ts';
import { useWhen } from '../app/when.ts';
import { useEditor, useEditorStore } from '../draft/editor-store.ts';
import panels from '../panels/panels.module.css';
import { Button, IconButton } from '../ui/button.tsx';
import { Toggles } from '../ui/toggles.tsx';
import styles from './ladder-rules.module.css';
import { RuleCard } from './rule-card.tsx';

/** Holidays that can fall on a weekday. */
const HOLIDAYS: readonly HolidayName[] = [
  'new-year',
  'good-friday',
  'easter-monday',
  'kings-day',
  'liberation-day',
  'ascension',
  'whit-monday',
  'christmas',
  'boxing-day',
  'decree',
];

export function OfficeFields() {
  const { t } = useLingui();
  const language = useLanguage();
  const when = useWhen();
  const store = useEditorStore();
  const office = useEditor(({ draft }) => draft.present.office);
  const isReadOnly = useEditor((state) => state.isReadOnly);
  const [date, setDate] = useState('');
  const dateId = useId();
  const put = (changed: Partial<typeof office>) =>
    store.run({ type: 'set_ladder_field', field: 'office', value: { ...office, ...changed } });
  // A holiday that is on no button stays as it was.
  const others = office.worked.filter((name) => !HOLIDAYS.includes(name));
  return (
    <RuleCard title={<Trans>Office calendar</Trans>} wide>
      <p className={panels.small}>
        <Trans>Holidays on which you work all the same</Trans>
      </p>
      <Toggles
        label={t`Holidays that are worked`}
        mayBeEmpty
        value={office.worked}
        options={HOLIDAYS.map((id) => ({ id, name: closedLabel(id, { language }) }))}
        isDisabled={isReadOnly}
        onChange={(worked) => put({ worked: [...others, ...worked] })}
      />
      <p className={panels.small}>
        <Trans>Other days on which the office is closed</Trans>
      </p>
      {office.closed.length === 0 && (
        <p className={panels.hint}>
          <Trans>None. Weekends and holidays are known already.</Trans>
        </p>
      )}
      <ul className={styles.dates}>
        {office.closed.map((day) => {
          const shown = when.day(day);
          return (
            <li key={day} className={styles.date}>
              {shown}
              {!isReadOnly && (
                <IconButton
                  label={t`Take out ${shown}`}
                  size="s"
                  onPress={() => put({ closed: office.closed.filter((one) => one !== day) })}
                >
                  <X size={14} aria-hidden />
                </IconButton>
              )}
            </li>
          );
        })}
      </ul>
      {!isReadOnly && (
        <div className={styles.add}>
          <span>
            <label htmlFor={dateId} className={panels.small}>
              <Trans>Closed on</Trans>
            </label>
            <br />
            <input
              id={dateId}
              type="date"
              value={date}
              className={styles.input}
              onChange={({ target }) => setDate(target.value)}
            />
          </span>
          <Button
            isDisabled={!isCivilDate(date) || office.closed.includes(date)}
            onPress={() => {
              put({ closed: [...office.closed, date].sort() });
              setDate('');
            }}
          >
            <Trans>Add</Trans>
          </Button>
        </div>
      )}
    </RuleCard>
  );
}
