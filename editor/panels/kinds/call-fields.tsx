import { Trans, useLingui } from '@lingui/react/macro';
import { Plus, X } from 'lucide-react';
import { CALL_OUTCOMES, type CallStep, type ContactWindow } from '../../../ladder/definition.ts';
import { outcomeLabel } from '../../../ladder/explain/explain.ts';
import { useLanguage } from '../../app/said.ts';
import { useEditor } from '../../draft/editor-store.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import styles from '../panels.module.css';
import { Section } from '../section.tsx';
import { WindowFields } from '../timing/window-fields.tsx';
import { useStepEdit } from '../use-step.ts';
import { DeadlineFields } from './deadline-fields.tsx';
import { LeadsTo } from './leads-to.tsx';

/** As many as a ladder may hold (`ladder/schema.ts`). */
const MAX_ATTEMPTS = 5;
/** Who was not reached in office hours is tried in the evening (S4.3). */
const EVENING: ContactWindow = { from: '18:00', to: '20:00' };

export function CallFields({ step }: { step: CallStep }) {
  const { t } = useLingui();
  const { isReadOnly, set, settle } = useStepEdit(step.id);
  const contact = useEditor(({ draft }) => draft.present.contact);
  const attempts = step.attempts ?? [];
  const put = (windows: readonly ContactWindow[]) =>
    set('attempts', windows.length === 0 ? null : windows.map((window) => ({ window })));
  const windows = attempts.map(({ window }) => window);
  return (
    <>
      <Section title={<Trans>Attempts</Trans>}>
        {attempts.length === 0 && (
          <p className={styles.hint}>
            <Trans>One attempt, in the hours of this step or of the ladder.</Trans>
          </p>
        )}
        <ol className={styles.rows}>
          {windows.map((window, index) => {
            const number = index + 1;
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: an attempt is known by its place alone.
              <li key={index} className={styles.clause}>
                <span className={styles.small}>{number}.</span>
                <WindowFields
                  label={t`Attempt ${number}`}
                  window={window}
                  isReadOnly={isReadOnly}
                  onChange={(changed) => put(windows.with(index, changed))}
                  onLeave={settle}
                />
                {!isReadOnly && (
                  <IconButton
                    label={t`Take out attempt ${number}`}
                    size="s"
                    onPress={() => put(windows.toSpliced(index, 1))}
                  >
                    <X size={14} aria-hidden />
                  </IconButton>
                )}
              </li>
            );
          })}
        </ol>
        {!isReadOnly && attempts.length < MAX_ATTEMPTS && (
          <div>
            <Button
              size="s"
              kind="quiet"
              onPress={() =>
                put(windows.length === 0 ? [step.when.window ?? contact.window, EVENING] : [...windows, EVENING])
              }
            >
              <Plus aria-hidden />
              <Trans>Add an attempt</Trans>
            </Button>
          </div>
        )}
        <div className={styles.sentence}>
          <Trans>
            Without an answer within{' '}
            <DeadlineFields
              deadline={step.deadline}
              isReadOnly={isReadOnly}
              onChange={(deadline) => set('deadline', deadline)}
              onLeave={settle}
            />{' '}
            the ladder goes on.
          </Trans>
        </div>
      </Section>
      <CallOutcomes step={step} />
    </>
  );
}

function CallOutcomes({ step }: { step: CallStep }) {
  const { t } = useLingui();
  const language = useLanguage();
  const ladder = useEditor(({ draft }) => draft.present);
  return (
    <Section title={<Trans>What the customer answers</Trans>}>
      {CALL_OUTCOMES.map((outcome) => {
        const words = outcomeLabel(outcome, { ladder, language, step: step.id });
        return (
          <div key={outcome} className={styles.leads}>
            <span>{words}</span>
            <LeadsTo step={step.id} port={`outcome:${outcome}`} label={words} none={t`as the others`} />
          </div>
        );
      })}
      <div className={styles.leads}>
        <strong>
          <Trans>all others</Trans>
        </strong>
        <LeadsTo step={step.id} port="next" label={t`all others`} />
      </div>
    </Section>
  );
}
