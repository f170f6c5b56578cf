import { Trans, useLingui } from '@lingui/react/macro';
import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { Problem } from '../../ladder/check/check.ts';
import type { StepId } from '../../ladder/definition.ts';
import { useSaid } from '../app/said.ts';
import { useEditor, useEditorStore } from '../draft/editor-store.ts';
import { Button } from '../ui/button.tsx';
import { byName } from './by-name.ts';
import styles from './problems.module.css';

export interface ProblemListProps {
  label: string;
  problems: readonly Problem[];
  /** Leads to where a problem stands; left out where one is there. */
  onJump?: (step: StepId | null) => void;
}

/** Problems in sentences, each with a way to it and, where one is beyond doubt, a mend. */
export function ProblemList({ label, problems, onJump }: ProblemListProps) {
  const { t } = useLingui();
  const said = useSaid();
  const store = useEditorStore();
  const steps = useEditor(({ draft }) => draft.present.steps);
  const isReadOnly = useEditor((state) => state.isReadOnly);
  return (
    <ul aria-label={label} className={styles.list}>
      {problems.map(({ rule, severity, step, pointer, sentence, fix }) => {
        const found = steps.find(({ id }) => id === step);
        const name = found ? said(found.name) : null;
        const isError = severity === 'error';
        const Icon = isError ? CircleAlert : TriangleAlert;
        return (
          <li key={`${rule} ${pointer} ${sentence.en}`} className={styles.problem}>
            <Icon
              size={16}
              className={isError ? styles.error : styles.warning}
              role="img"
              aria-label={isError ? t`Error` : t`Warning`}
            />
            <span className={styles.sentence}>{said(byName(rule, sentence, steps))}</span>
            {onJump && (name !== null || step === null) && (
              <Button size="s" kind="quiet" onPress={() => onJump(step)}>
                {name === null ? <Trans>To the rules</Trans> : <Trans>To ‘{name}’</Trans>}
              </Button>
            )}
            {fix && !isReadOnly && (
              <Button
                size="s"
                onPress={() =>
                  store.run({ type: 'apply_fix', operations: fix.operations, label: byName(rule, fix.label, steps) })
                }
              >
                {said(byName(rule, fix.label, steps))}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
