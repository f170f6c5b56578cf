/** Names the example invoice by which days and dates are shown, and changes it. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { dayOf } from '../../ladder/time/civil.ts';
import { useSaid } from '../app/said.ts';
import { useEditor, useEditorStore } from '../draft/editor-store.ts';
import { shortDate } from '../time-axis/words.ts';
import styles from './example-bar.module.css';
import { exampleOf } from './timeline.ts';

const MAX_TERM_DAYS = 365;
const DATE = /^20\d\d-\d\d-\d\d$/;

export function ExampleBar() {
  const { t } = useLingui();
  const said = useSaid();
  const store = useEditorStore();
  const { issuedOn, dueOn } = useEditor((state) => state.example);
  const term = dayOf(dueOn) - dayOf(issuedOn);
  const [typed, setTyped] = useState(String(term));
  const isWrong = !/^\d{1,3}$/.test(typed) || Number(typed) > MAX_TERM_DAYS;
  const due = said(shortDate(dayOf(dueOn)));
  return (
    <div className={styles.bar}>
      <span className={styles.label}>
        <Trans>Example invoice</Trans>
      </span>
      <label className={styles.part}>
        <Trans>of</Trans>
        <input
          type="date"
          value={issuedOn}
          className={styles.input}
          onChange={({ target: { value } }) => DATE.test(value) && store.setExample(exampleOf(value, term))}
        />
      </label>
      <label className={styles.part}>
        <Trans>term</Trans>
        <input
          type="text"
          inputMode="numeric"
          aria-label={t`Term in days`}
          aria-invalid={isWrong}
          value={typed}
          className={`${styles.input} ${styles.days}`}
          onChange={({ target: { value } }) => {
            setTyped(value);
            if (/^\d{1,3}$/.test(value) && Number(value) <= MAX_TERM_DAYS)
              store.setExample(exampleOf(issuedOn, Number(value)));
          }}
        />
        <Trans>days</Trans>
      </label>
      <span className={styles.due}>
        {isWrong ? <Trans>A term is 0 to {MAX_TERM_DAYS} days.</Trans> : <Trans>due on {due} (day 0)</Trans>}
      </span>
    </div>
  );
}
