/** Whether the new version runs on trial first. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Checkbox } from 'react-aria-components';
import { NumberField } from '../ui/field.tsx';
import styles from './publish.module.css';
import { Section } from './section.tsx';
import { MAX_TRIAL_CONTACTS, trialsQuery } from './trial-api.ts';

const USUAL_CONTACTS = 20;

interface TrialSectionProps {
  ladderId: string;
  /** How many contacts a person releases; null: none; NaN while the number is not filled in. */
  contacts: number | null;
  onChange: (contacts: number | null) => void;
}

export function TrialSection({ ladderId, contacts, onChange }: TrialSectionProps) {
  const { t } = useLingui();
  const { data = [] } = useQuery(trialsQuery(ladderId));
  const running = data.find((trial) => trial.running);
  const { version, released, contacts: asked } = running ?? {};
  return (
    <Section title={<Trans>Trial run</Trans>}>
      <Checkbox
        isSelected={contacts !== null}
        onChange={(isOn) => onChange(isOn ? USUAL_CONTACTS : null)}
        className={styles.check!}
      >
        <span className={styles.box} aria-hidden />
        <Trans>Run it on trial first</Trans>
      </Checkbox>
      <p className={styles.lead}>
        <Trans>
          The first mails, letters and handovers of this version each wait until a person has looked at them and
          released them. Once so many were released, all go by themselves.
        </Trans>
      </p>
      {running && (
        <p
          className={styles.quiet}
        >{t`Version ${version} is on trial now (${released} of ${asked} released); invoices that take the new version go by the choice made here.`}</p>
      )}
      {contacts !== null && (
        <div className={styles.perDay}>
          <NumberField
            label={t`How many are released by a person`}
            value={contacts}
            minValue={1}
            maxValue={MAX_TRIAL_CONTACTS}
            step={1}
            onChange={onChange}
            error={Number.isNaN(contacts) ? t`Fill in a number from 1 to ${MAX_TRIAL_CONTACTS}.` : null}
          />
        </div>
      )}
    </Section>
  );
}
