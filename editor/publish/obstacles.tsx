/** What the checks found, with the way to the step: errors keep a version back, warnings do not. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import type { Ladder, Step } from '../../ladder/definition.ts';
import { useSaid } from '../app/said.ts';
import { byName } from '../problems/by-name.ts';
import styles from './publish.module.css';
import type { CheckResult, Preview, Problem } from './publish-api.ts';
import { Section } from './section.tsx';

export interface ObstaclesProps {
  ladderId: string;
  /** What would be published. */
  to: Ladder;
  preview: Preview;
}

export function Obstacles({ ladderId, to, preview }: ObstaclesProps) {
  const { problems, checks } = preview;
  if (problems.length === 0 && checks.length === 0) return null;
  const ordered = problems.toSorted((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
  return (
    <Section title={<Trans>Checks</Trans>}>
      <ul className={styles.findings}>
        {ordered.map((problem) => (
          <ProblemRow
            key={`${problem.rule} ${problem.step} ${problem.sentence}`}
            ladderId={ladderId}
            steps={to.steps}
            problem={problem}
          />
        ))}
        {checks.map((check) => (
          <CheckRow key={check.id} check={check} />
        ))}
      </ul>
    </Section>
  );
}

/** A problem in a sentence, with the way to its step. */
export function ProblemRow({
  ladderId,
  steps,
  problem,
}: {
  ladderId: string;
  steps: readonly Step[];
  problem: Problem;
}) {
  const said = useSaid();
  const { rule, severity, step, sentence, sentence_nl } = problem;
  return (
    <li className={severity === 'error' ? styles.error : styles.warning}>
      {severity === 'error' ? <CircleAlert size={16} aria-hidden /> : <TriangleAlert size={16} aria-hidden />}
      <span>{said(byName(rule, { nl: sentence_nl, en: sentence }, steps))}</span>
      <Link to="/ladders/$id" params={{ id: ladderId }} search={{ view: 'table', ...(step && { step }) }}>
        {step ? <Trans>To the step</Trans> : <Trans>To the ladder</Trans>}
      </Link>
    </li>
  );
}

function CheckRow({ check: { name, holds, sentence } }: { check: CheckResult }) {
  const { t } = useLingui();
  const said = useSaid();
  if (holds === true) {
    return (
      <li className={styles.good}>
        <CircleCheck size={16} aria-hidden />
        <span>{t`Saved check ‘${name}’ holds.`}</span>
      </li>
    );
  }
  return (
    <li className={holds === null ? styles.warning : styles.error}>
      {holds === null ? <TriangleAlert size={16} aria-hidden /> : <CircleAlert size={16} aria-hidden />}
      <span>
        {holds === null
          ? t`Saved check ‘${name}’ could not be run, for the ladder has errors.`
          : t`Saved check ‘${name}’ does not hold.`}{' '}
        {sentence && said(sentence)}
      </span>
    </li>
  );
}
