/** Fields of the kinds of step that have few. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Plus, X } from 'lucide-react';
import { type ApproveStep, CHARGES, type ChargeStep, type DeliveriesStep } from '../../../ladder/definition.ts';
import { CHARGE_NAMES } from '../../steps/step-words.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Percent } from '../../ui/number-fields.tsx';
import { Select } from '../../ui/select.tsx';
import styles from '../panels.module.css';
import { Section } from '../section.tsx';
import { useStepEdit } from '../use-step.ts';
import { LeadsTo } from './leads-to.tsx';

export function ApproveFields({ step }: { step: ApproveStep }) {
  const { t } = useLingui();
  return (
    <Section title={<Trans>Decision</Trans>}>
      <div className={styles.leads}>
        <span>
          <Trans>approved</Trans>
        </span>
        <LeadsTo step={step.id} port="next" label={t`approved`} />
      </div>
      <div className={styles.leads}>
        <span>
          <Trans>not approved</Trans>
        </span>
        <LeadsTo step={step.id} port="refused" label={t`not approved`} />
      </div>
    </Section>
  );
}

/** 8 percent, in hundredths. */
const FIRST_RATE = 800;

export function ChargeFields({ step }: { step: ChargeStep }) {
  const { t, i18n } = useLingui();
  const { isReadOnly, set, settle } = useStepEdit(step.id);
  return (
    <Section title={<Trans>Charge</Trans>}>
      <Select
        label={t`From here on is asked`}
        value={step.charge}
        options={CHARGES.map((id) => ({ id, name: i18n._(CHARGE_NAMES[id]) }))}
        isDisabled={isReadOnly}
        onChange={(charge) => set('charge', charge)}
      />
      {step.charge === 'interest' &&
        (step.contractualRate === undefined ? (
          <div className={styles.row}>
            <span className={styles.hint}>
              <Trans>At the statutory rate.</Trans>
            </span>
            {!isReadOnly && (
              <Button size="s" kind="quiet" onPress={() => set('contractualRate', FIRST_RATE)}>
                <Plus aria-hidden />
                <Trans>Another rate was agreed</Trans>
              </Button>
            )}
          </div>
        ) : (
          <div className={styles.clause}>
            <div className={styles.sentence}>
              <Trans>
                At the agreed rate of{' '}
                <Percent
                  label={t`Percent a year`}
                  hidesLabel
                  value={step.contractualRate}
                  isReadOnly={isReadOnly}
                  onChange={(rate) => set('contractualRate', rate)}
                  onLeave={settle}
                />{' '}
                % a year
              </Trans>
            </div>
            {!isReadOnly && (
              <IconButton label={t`Use the statutory rate`} size="s" onPress={() => set('contractualRate', null)}>
                <X size={14} aria-hidden />
              </IconButton>
            )}
          </div>
        ))}
    </Section>
  );
}

export function DeliveriesFields({ step }: { step: DeliveriesStep }) {
  const { t } = useLingui();
  const { isReadOnly, set } = useStepEdit(step.id);
  return (
    <Section title={<Trans>Deliveries</Trans>}>
      <Select
        label={t`Your ERP is told to`}
        value={step.action}
        options={[
          { id: 'hold', name: t`stop deliveries` },
          { id: 'resume', name: t`resume deliveries` },
        ]}
        isDisabled={isReadOnly}
        onChange={(action) => set('action', action)}
      />
    </Section>
  );
}

export function HandoverWords() {
  return (
    <p className={styles.hint}>
      <Trans>
        The case goes to the collection agency, for what a valid notice demanded and of which the whole term has passed.
        Payments that come later still reach the agency.
      </Trans>
    </p>
  );
}

export function EndWords() {
  return (
    <p className={styles.hint}>
      <Trans>Here the ladder does nothing more. A paid invoice ends by itself, wherever it stands.</Trans>
    </p>
  );
}
