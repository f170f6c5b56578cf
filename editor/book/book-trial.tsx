/** A run of the book: what is asked of it, how far it is, and what came of it. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { Label, ProgressBar } from 'react-aria-components';
import { check } from '../../ladder/check/check.ts';
import { ApiError, Unreachable } from '../app/api.ts';
import { useErrorText } from '../app/error-text.ts';
import { sessionQuery } from '../app/session.ts';
import { ProblemRow } from '../publish/obstacles.tsx';
import publish from '../publish/publish.module.css';
import { Section } from '../publish/section.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import styles from './book.module.css';
import { BookReport } from './book-report.tsx';
import type { Failure } from './messages.ts';
import { Options } from './options.tsx';
import type { Order } from './report/comparison.ts';
import { BookRunner, type Status } from './runner.ts';

const route = getRouteApi('/ladders/$id/book');

/** A number that is being typed is let finish. */
const PAUSE_MS = 700;

interface BookTrialProps extends Pick<Order, 'as' | 'ladder'> {
  ladderId: string;
  /** Changes whenever the ladder does. */
  state: number;
  /** What the ladder is called beside the published one. */
  name: string;
}

export function BookTrial({ ladderId, ladder, as, state, name }: BookTrialProps) {
  const { days = 30, choice = 'replan', per_day: perDay = null } = route.useSearch();
  const client = useQueryClient();
  const [runner] = useState(() => new BookRunner());
  const { status, finished } = useSyncExternalStore(runner.subscribe, runner.state);
  const errors = useMemo(() => check(ladder).filter(({ severity }) => severity === 'error'), [ladder]);
  const isRunnable = errors.length === 0;
  const order: Order = { ladder, as, choice, perDay };
  const run = (reads: boolean) => runner.run(order, state, days, reads);

  useEffect(() => () => runner.stop(), [runner]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a draft that changes is run when that is asked, options at once.
  useEffect(() => {
    if (!isRunnable) return;
    const isFirst = runner.state().status.is === 'idle' && runner.state().finished === null;
    const timer = setTimeout(() => run(false), isFirst ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [choice, perDay]);
  useEffect(() => runner.setDays(days), [runner, days]);
  const failure = status.is === 'failed' ? status.failure : null;
  useEffect(() => {
    const isSignedOut = failure?.is === 'refused' && failure.status === 401;
    if (isSignedOut) void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
  }, [failure, client]);

  const isOlder = finished !== null && finished.state !== state;
  return (
    <>
      {errors.length > 0 && (
        <Section title={<Trans>The draft cannot be run</Trans>}>
          <p className={publish.lead}>
            <Trans>The checks found errors, with which nobody knows what would happen. Mend them first:</Trans>
          </p>
          <ul className={publish.findings}>
            {errors.map(({ rule, severity, step, pointer, sentence }) => (
              <ProblemRow
                key={`${rule} ${pointer} ${sentence.en}`}
                ladderId={ladderId}
                steps={ladder.steps}
                problem={{ rule, severity, step, sentence: sentence.en, sentence_nl: sentence.nl }}
              />
            ))}
          </ul>
        </Section>
      )}
      {(isRunnable || finished) && <Options as={as} />}
      <Run status={status} isRunnable={isRunnable} onCancel={() => runner.cancel()} onRun={() => run(true)} />
      {isOlder && (
        <Notice
          kind="warning"
          action={
            <Button size="s" isDisabled={!isRunnable} onPress={() => run(true)}>
              <Trans>Run again</Trans>
            </Button>
          }
        >
          <Trans>The draft was changed since: what stands below is of an older draft.</Trans>
        </Notice>
      )}
      {finished && (
        <div className={status.is === 'idle' ? undefined : styles.stale} aria-busy={status.is !== 'idle'}>
          <BookReport
            runner={runner}
            finished={finished}
            name={name}
            onRun={isRunnable && !isOlder && status.is === 'idle' ? () => run(true) : null}
          />
        </div>
      )}
    </>
  );
}

interface RunProps {
  status: Status;
  isRunnable: boolean;
  onCancel: () => void;
  onRun: () => void;
}

/** How far the run is; where it ended without a result, why, and how to run it again. */
function Run({ status, isRunnable, onCancel, onRun }: RunProps) {
  switch (status.is) {
    case 'idle':
      return null;
    case 'reading':
    case 'running':
      return <Progress status={status} onCancel={onCancel} />;
    case 'cancelled':
      return (
        <Notice
          kind="info"
          action={
            <Button size="s" isDisabled={!isRunnable} onPress={onRun}>
              <Trans>Run</Trans>
            </Button>
          }
        >
          <Trans>Cancelled. Nothing was changed; nothing is ever sent here.</Trans>
        </Notice>
      );
    case 'failed':
      return (
        <Notice
          kind="error"
          action={
            status.failure.is !== 'too_large' && (
              <Button size="s" isDisabled={!isRunnable} onPress={onRun}>
                <Trans>Try again</Trans>
              </Button>
            )
          }
        >
          <FailureText failure={status.failure} />
        </Notice>
      );
  }
}

function FailureText({ failure }: { failure: Failure }) {
  const { i18n } = useLingui();
  const told = useErrorText();
  switch (failure.is) {
    case 'away':
      return told(new Unreachable(null));
    case 'refused':
      return told(new ApiError(failure.status, failure));
    case 'too_large': {
      const [invoices, most] = [i18n.number(failure.invoices), i18n.number(failure.most)];
      return (
        <Trans>
          There are {invoices} open invoices, and a browser takes in at most {most}. Nothing was run.
        </Trans>
      );
    }
    case 'broken':
      return <Trans>The run broke off: {failure.message}</Trans>;
  }
}

function Progress({
  status,
  onCancel,
}: {
  status: Extract<Status, { is: 'reading' | 'running' }>;
  onCancel: () => void;
}) {
  const { i18n } = useLingui();
  const done = status.is === 'reading' ? i18n.number(status.done) : '';
  const total = status.is === 'reading' && status.total !== null ? i18n.number(status.total) : null;
  const share = status.is === 'running' ? status.share : status.total ? status.done / status.total : 0;
  return (
    <div className={styles.progress}>
      <ProgressBar value={share * 100} className={styles.progressBar!}>
        {({ percentage, valueText }) => (
          <>
            <div className={styles.progressHead}>
              <Label>
                {status.is === 'running' ? (
                  <Trans>Running the open invoices ahead …</Trans>
                ) : total === null ? (
                  <Trans>Reading the open invoices …</Trans>
                ) : (
                  <Trans>
                    Reading the open invoices: {done} of {total} …
                  </Trans>
                )}
              </Label>
              <span className={styles.percent}>{valueText}</span>
            </div>
            <div className={styles.track}>
              <div className={styles.filled} style={{ width: `${percentage}%` }} />
            </div>
          </>
        )}
      </ProgressBar>
      <Button size="s" onPress={onCancel}>
        <Trans>Cancel</Trans>
      </Button>
    </div>
  );
}
