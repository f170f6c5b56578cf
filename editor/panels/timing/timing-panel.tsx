/** When a step happens, as a sentence whose parts are controls, with what it means for the example invoice under it. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Anchor, TimedStep, Timing } from '../../../ladder/definition.ts';
import { useEditor, useEditorStore } from '../../draft/editor-store.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { WholeNumber } from '../../ui/number-fields.tsx';
import { Select } from '../../ui/select.tsx';
import styles from '../panels.module.css';
import { Section } from '../section.tsx';
import { AnchorFields } from './anchor-fields.tsx';
import { ExampleMonth } from './example-month.tsx';
import { MAX_DAYS } from './units.ts';
import { WindowFields } from './window-fields.tsx';

/** What may be said besides, and what it says first. */
type Extra = 'latest' | 'notBefore' | 'gap' | 'window';

export function TimingPanel({ step }: { step: TimedStep }) {
  const { t } = useLingui();
  const store = useEditorStore();
  const isReadOnly = useEditor((state) => state.isReadOnly);
  const contact = useEditor(({ draft }) => draft.present.contact);
  const { when } = step;
  const put = (timing: Timing) => void store.run({ type: 'set_field', step: step.id, field: 'when', value: timing });
  const change = (changed: Partial<Timing>) => put({ ...when, ...changed });
  const without = (extra: Extra | 'roll') => {
    const { [extra]: _, ...rest } = when;
    put(rest);
  };
  const verbs: Record<TimedStep['kind'], string> = {
    send: t`Send this`,
    call: t`Call the customer`,
    task: t`Set out this task`,
    charge: t`Charge this`,
    deliveries: t`Do this`,
    approve: t`Ask for approval`,
    handover: t`Hand over`,
  };
  const extras: Record<Extra, { name: string; add: () => void }> = {
    latest: {
      name: t`A last day`,
      add: () => change({ latest: when.after === 'due' && when.unit === 'days' ? Math.max(when.days + 5, 1) : 45 }),
    },
    notBefore: {
      name: t`No earlier than`,
      add: () => change({ notBefore: { days: Math.max(when.days, 1), unit: 'days', after: 'due' } }),
    },
    gap: { name: t`Distance to the contact before`, add: () => change({ gap: contact.gap }) },
    window: { name: t`Days and hours of its own`, add: () => change({ window: contact.window }) },
  };
  // The attempts of a call have hours of their own.
  const possible = (['latest', 'notBefore', 'gap', 'window'] as const).filter(
    (extra) => when[extra] === undefined && !(extra === 'window' && step.kind === 'call' && step.attempts),
  );
  const shared = { isReadOnly, onLeave: store.settle };
  return (
    <Section title={<Trans>When</Trans>}>
      <div className={styles.sentence}>
        <span>{verbs[step.kind]}</span>
        <AnchorFields
          key={step.id}
          step={step}
          anchor={when}
          onChange={(anchor: Anchor) =>
            put(anchor.ofStep === undefined ? withoutNotice(when, anchor) : { ...when, ...anchor })
          }
          {...shared}
        />
      </div>
      {when.latest !== undefined && (
        <Clause label={t`Take out the last day`} isReadOnly={isReadOnly} onRemove={() => without('latest')}>
          <Trans>
            at the latest on day{' '}
            <WholeNumber
              label={t`Last day`}
              hidesLabel
              least={-MAX_DAYS}
              most={MAX_DAYS}
              value={when.latest}
              onChange={(latest) => change({ latest })}
              {...shared}
            />
          </Trans>
        </Clause>
      )}
      {when.notBefore && (
        <Clause label={t`Take out the earliest day`} isReadOnly={isReadOnly} onRemove={() => without('notBefore')}>
          <span>
            <Trans>no earlier than</Trans>
          </span>
          <AnchorFields
            key={step.id}
            step={step}
            anchor={when.notBefore}
            onChange={(notBefore) => change({ notBefore })}
            {...shared}
          />
        </Clause>
      )}
      {when.gap !== undefined && (
        <Clause label={t`Take out the distance`} isReadOnly={isReadOnly} onRemove={() => without('gap')}>
          <Trans>
            not within{' '}
            <WholeNumber
              label={t`Days after the contact before`}
              hidesLabel
              least={0}
              most={MAX_DAYS}
              value={when.gap}
              onChange={(gap) => change({ gap })}
              {...shared}
            />{' '}
            days after the contact before
          </Trans>
        </Clause>
      )}
      {when.window && (
        <Clause label={t`Take out its days and hours`} isReadOnly={isReadOnly} onRemove={() => without('window')}>
          <span>
            <Trans>only on</Trans>
          </span>
          <WindowFields
            label={t`Hours of this step`}
            window={when.window}
            onChange={(window) => change({ window })}
            {...shared}
          />
        </Clause>
      )}
      <div className={styles.sentence}>
        <Trans>
          and when that day is not worked,{' '}
          <Select
            label={t`When that day is not worked`}
            hidesLabel
            value={when.roll ?? 'next'}
            options={[
              { id: 'next', name: t`the next working day` },
              { id: 'previous', name: t`the working day before` },
            ]}
            isDisabled={isReadOnly}
            onChange={(roll) => (roll === 'next' ? without('roll') : change({ roll }))}
          />
        </Trans>
      </div>
      {!isReadOnly && possible.length > 0 && (
        <div>
          <Menu
            label={t`Say more about when`}
            entries={possible.map((extra) => ({ id: extra, name: extras[extra].name, run: extras[extra].add }))}
          >
            <Button size="s" kind="quiet">
              <Plus aria-hidden />
              <Trans>Say more about when</Trans>
            </Button>
          </Menu>
        </div>
      )}
      <ExampleMonth step={step} />
    </Section>
  );
}

/** A timing that counts from something else than a notice names none. */
function withoutNotice({ ofStep: _, ...when }: Timing, anchor: Anchor): Timing {
  return { ...when, ...anchor };
}

interface ClauseProps {
  label: string;
  isReadOnly: boolean;
  onRemove: () => void;
  children: ReactNode;
}

function Clause({ label, isReadOnly, onRemove, children }: ClauseProps) {
  return (
    <div className={styles.clause}>
      <div className={styles.sentence}>{children}</div>
      {!isReadOnly && (
        <IconButton label={label} size="s" onPress={onRemove}>
          <X size={14} aria-hidden />
        </IconButton>
      )}
    </div>
  );
}
