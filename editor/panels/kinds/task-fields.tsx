import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { LANGUAGES, type TaskStep } from '../../../ladder/definition.ts';
import { useSaid } from '../../app/said.ts';
import { useEditorStore } from '../../draft/editor-store.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { LineField } from '../../ui/line-field.tsx';
import { useLanguageNames } from '../language-names.ts';
import styles from '../panels.module.css';
import { Section } from '../section.tsx';
import { useStepEdit } from '../use-step.ts';
import { DeadlineFields } from './deadline-fields.tsx';
import { LeadsTo } from './leads-to.tsx';

const NEW_OUTCOME = { nl: 'Nieuw antwoord', en: 'New answer' };
const FIRST_DEADLINE = { days: 5, unit: 'workdays' } as const;

export function TaskFields({ step }: { step: TaskStep }) {
  const { t } = useLingui();
  const said = useSaid();
  const store = useEditorStore();
  const languageNames = useLanguageNames();
  const { isReadOnly, set, settle } = useStepEdit(step.id);
  const { deadline } = step;
  return (
    <Section title={<Trans>Answers</Trans>}>
      <ol className={styles.rows}>
        {step.outcomes.map(({ id, name }, index) => {
          const called = said(name);
          return (
            <li key={id} className={styles.box}>
              <div className={styles.pair}>
                {LANGUAGES.map((language) => (
                  <LineField
                    key={language}
                    label={t`Answer in ${languageNames[language]}`}
                    value={name[language]}
                    isReadOnly={isReadOnly}
                    onChange={(value) =>
                      store.run({ type: 'rename_outcome', step: step.id, outcome: id, language, name: value })
                    }
                    onLeave={settle}
                  />
                ))}
              </div>
              <div className={styles.row}>
                <span className={styles.small}>
                  <Trans>leads to</Trans>
                </span>
                <span className={styles.grow}>
                  <LeadsTo step={step.id} port={`outcome:${id}`} label={called} />
                </span>
                {!isReadOnly && (
                  <>
                    <IconButton
                      label={t`Move ‘${called}’ up`}
                      size="s"
                      isDisabled={index === 0}
                      onPress={() =>
                        store.run({ type: 'reorder_outcome', step: step.id, outcome: id, place: index - 1 })
                      }
                    >
                      <ArrowUp size={14} aria-hidden />
                    </IconButton>
                    <IconButton
                      label={t`Move ‘${called}’ down`}
                      size="s"
                      isDisabled={index === step.outcomes.length - 1}
                      onPress={() =>
                        store.run({ type: 'reorder_outcome', step: step.id, outcome: id, place: index + 1 })
                      }
                    >
                      <ArrowDown size={14} aria-hidden />
                    </IconButton>
                    <IconButton
                      label={t`Take out ‘${called}’`}
                      size="s"
                      isDisabled={step.outcomes.length === 1}
                      onPress={() => store.run({ type: 'remove_outcome', step: step.id, outcome: id })}
                    >
                      <X size={14} aria-hidden />
                    </IconButton>
                  </>
                )}
              </div>
            </li>
          );
        })}
      </ol>
      {!isReadOnly && (
        <div>
          <Button
            size="s"
            kind="quiet"
            onPress={() => store.run({ type: 'add_outcome', step: step.id, name: NEW_OUTCOME })}
          >
            <Plus aria-hidden />
            <Trans>Add an answer</Trans>
          </Button>
        </div>
      )}
      {deadline ? (
        <div className={styles.clause}>
          <div className={styles.sentence}>
            <Trans>
              Without an answer within{' '}
              <DeadlineFields
                deadline={deadline}
                isReadOnly={isReadOnly}
                onChange={(given) => set('deadline', given)}
                onLeave={settle}
              />{' '}
              on to <LeadsTo step={step.id} port="deadline" label={t`no answer in time`} />
            </Trans>
          </div>
          {!isReadOnly && (
            <IconButton label={t`Wait without a limit`} size="s" onPress={() => set('deadline', null)}>
              <X size={14} aria-hidden />
            </IconButton>
          )}
        </div>
      ) : (
        <div className={styles.row}>
          <span className={styles.hint}>
            <Trans>The ladder waits until somebody answers.</Trans>
          </span>
          {!isReadOnly && (
            <Button size="s" kind="quiet" onPress={() => set('deadline', FIRST_DEADLINE)}>
              <Plus aria-hidden />
              <Trans>Set a deadline</Trans>
            </Button>
          )}
        </div>
      )}
    </Section>
  );
}
