import { useLingui } from '@lingui/react/macro';
import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { StepId } from '../../ladder/definition.ts';
import { useSaid } from '../app/said.ts';
import styles from './problems.module.css';
import { useProblemsOf } from './watch.ts';

/** A sign beside the name of a step with which something is wrong; nothing for one in order. */
export function ProblemBadge({ step }: { step: StepId }) {
  const { t } = useLingui();
  const said = useSaid();
  const problems = useProblemsOf(step);
  if (problems.length === 0) return null;
  const isError = problems.some(({ severity }) => severity === 'error');
  const Icon = isError ? CircleAlert : TriangleAlert;
  const told = problems.map(({ sentence }) => said(sentence)).join(' ');
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
