import { Trans, useLingui } from '@lingui/react/macro';
import { Plus, X } from 'lucide-react';
import { NOTICE_KINDS, SEND_CHANNELS, type SendStep } from '../../../ladder/definition.ts';
import { kindLabel } from '../../../ladder/explain/explain.ts';
import { useLanguage } from '../../app/said.ts';
import { CHANNEL_NAMES } from '../../steps/step-words.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { WholeNumber } from '../../ui/number-fields.tsx';
import { Select } from '../../ui/select.tsx';
import styles from '../panels.module.css';
import { Section } from '../section.tsx';
import { MAX_DAYS } from '../timing/units.ts';
import { useStepEdit } from '../use-step.ts';

/** A term with which a notice begins to set one. */
const FIRST_TERM_DAYS = 14;

export function SendFields({ step }: { step: SendStep }) {
  const { t, i18n } = useLingui();
  const language = useLanguage();
  const { isReadOnly, set, settle } = useStepEdit(step.id);
  return (
    <Section title={<Trans>Notice</Trans>}>
      <div className={styles.pair}>
        <Select
          label={t`Kind of notice`}
          value={step.notice}
          options={NOTICE_KINDS.map((id) => ({ id, name: kindLabel(id, { language }) }))}
          isDisabled={isReadOnly}
          onChange={(notice) => set('notice', notice)}
        />
        <Select
          label={t`By`}
          value={step.channel}
          options={SEND_CHANNELS.map((id) => ({ id, name: i18n._(CHANNEL_NAMES[id]) }))}
          isDisabled={isReadOnly}
          onChange={(channel) => set('channel', channel)}
        />
      </div>
      {step.termDays === undefined ? (
        !isReadOnly && (
          <div>
            <Button size="s" kind="quiet" onPress={() => set('termDays', FIRST_TERM_DAYS)}>
              <Plus aria-hidden />
              <Trans>Set a final payment date</Trans>
            </Button>
          </div>
        )
      ) : (
        <div className={styles.clause}>
          <div className={styles.sentence}>
            <Trans>
              The customer has{' '}
              <WholeNumber
                label={t`Days to pay from receipt`}
                hidesLabel
                least={1}
                most={MAX_DAYS}
                value={step.termDays}
                isReadOnly={isReadOnly}
                onChange={(days) => set('termDays', days)}
                onLeave={settle}
              />{' '}
              days to pay, from receipt
            </Trans>
          </div>
          {!isReadOnly && (
            <IconButton label={t`Set no final payment date`} size="s" onPress={() => set('termDays', null)}>
              <X size={14} aria-hidden />
            </IconButton>
          )}
        </div>
      )}
    </Section>
  );
}
