/** The problems of the draft at the foot of the screen, and the button in the bar that opens them. */
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi } from '@tanstack/react-router';
import { CircleAlert, CircleCheck, TriangleAlert, X } from 'lucide-react';
import { useEditorStore } from '../draft/editor-store.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { ProblemList } from './problem-list.tsx';
import styles from './problems.module.css';
import { useProblems, useProblemsShown, useWatch } from './watch.ts';

const route = getRouteApi('/ladders/$id');

export function ProblemsButton() {
  const watch = useWatch();
  const problems = useProblems();
  const isShown = useProblemsShown();
  const hasError = problems.some(({ severity }) => severity === 'error');
  const Icon = problems.length === 0 ? CircleCheck : hasError ? CircleAlert : TriangleAlert;
  const tone = problems.length === 0 ? styles.good : hasError ? styles.error : styles.warning;
  return (
    <Button size="s" kind="quiet" aria-expanded={isShown} onPress={() => watch.show(!isShown)}>
      <Icon size={16} aria-hidden className={tone} />
      {problems.length === 0 ? (
        <Trans>No problems</Trans>
      ) : (
        <Plural value={problems.length} one="# problem" other="# problems" />
      )}
    </Button>
  );
}

export function ProblemsBar() {
  const { t } = useLingui();
  const store = useEditorStore();
  const watch = useWatch();
  const problems = useProblems();
  const isShown = useProblemsShown();
  const navigate = route.useNavigate();
  if (!isShown) return null;
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  return (
    <section aria-label={t`Problems`} className={styles.bar}>
      <header className={styles.header}>
        <h2 className={styles.title}>
          <Trans>Problems</Trans>
        </h2>
        <span role="status" className={styles.count}>
          {errors > 0 && <Plural value={errors} one="# error: blocks publishing" other="# errors: block publishing" />}
          {errors > 0 && warnings > 0 && ' · '}
          {warnings > 0 && <Plural value={warnings} one="# warning" other="# warnings" />}
        </span>
        <IconButton label={t`Close`} size="s" onPress={() => watch.show(false)}>
          <X size={16} aria-hidden />
        </IconButton>
      </header>
      {problems.length === 0 ? (
        <p className={styles.none}>
          <Trans>Nothing is wrong with this ladder: it can be published.</Trans>
        </p>
      ) : (
        <ProblemList
          label={t`Problems`}
          problems={problems}
          onJump={(step) => {
            store.select(step);
            if (step === null) void navigate({ search: (now) => ({ ...now, view: 'rules' }) });
          }}
        />
      )}
    </section>
  );
}
