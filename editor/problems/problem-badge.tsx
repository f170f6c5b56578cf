import { useLingui } from '@lingui/react/macro';
import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { Problem } from '../../ladder/check/check.ts';
import type { StepId } from '../../ladder/definition.ts';
import { useSaid } from '../app/said.ts';
import { useEditor } from '../draft/editor-store.ts';
import { byName } from './by-name.ts';
import styles from './problems.module.css';
import { useProblemsOf } from './watch.ts';

/** A sign beside the name of a step with which something is wrong; nothing for one in order. */
export function ProblemBadge({ step }: { step: StepId }) {
  const problems = useProblemsOf(step);
  return problems.length === 0 ? null : <Sign problems={problems} />;
}

function Sign({ problems }: { problems: readonly Problem[] }) {
  const { t } = useLingui();
  const said = useSaid();
  const steps = useEditor(({ draft }) => draft.present.steps);
  const isError = problems.some(({ severity }) => severity === 'error');
  const Icon = isError ? CircleAlert : TriangleAlert;
  const told = problems.map(({ rule, sentence }) => said(byName(rule, sentence, steps))).join(' ');
  return (
    <span
      role="img"
      aria-label={isError ? t`Error: ${told}` : t`Warning: ${told}`}
      title={told}
      className={`${styles.badge} ${isError ? styles.error : styles.warning}`}
    >
      <Icon size={15} aria-hidden />
    </span>
  );
}
