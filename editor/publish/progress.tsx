/** How far each running invoice is with a publication, live, and what could not be done. */
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ProgressBar } from 'react-aria-components';
import { dayOf } from '../../ladder/time/civil.ts';
import { useErrorText } from '../app/error-text.ts';
import { useSaid } from '../app/said.ts';
import { sessionQuery } from '../app/session.ts';
import { shortDate } from '../time-axis/words.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Select } from '../ui/select.tsx';
import { useChoiceNames } from './choice-names.ts';
import styles from './publish.module.css';
import { type ProgressStatus, type Publication, progressQuery, retryChange } from './publish-api.ts';
import { Section } from './section.tsx';

export function Progress({ publication }: { publication: Publication }) {
  const choices = useChoiceNames();
  return publication.running.map(({ from, choice, change }) => (
    <Section
      key={from}
      title={<Trans>Invoices of version {from}</Trans>}
      aside={<span className={styles.quiet}>{choices[choice]}</span>}
    >
      {change && <OfVersion ladderId={publication.ladder} change={change} />}
    </Section>
  ));
}

type Shown = ProgressStatus | 'all';

function OfVersion({ ladderId, change }: { ladderId: string; change: string }) {
  const { t } = useLingui();
  const told = useErrorText();
  const said = useSaid();
  const client = useQueryClient();
  const [shown, setShown] = useState<Shown>('all');
  const { data: session } = useQuery(sessionQuery);
  const { data, error } = useQuery({
    ...progressQuery(ladderId, change, shown === 'all' ? null : shown),
    placeholderData: keepPreviousData,
  });
  const retrying = useMutation({
    mutationFn: () => retryChange(ladderId, change),
    onSettled: () => client.invalidateQueries({ queryKey: ['change', change] }),
  });
  if (error) return <Notice kind="error">{told(error)}</Notice>;
  if (!data) return null;
  const of = (status: ProgressStatus) => data.progress[status] ?? 0;
  const left = of('refused') + of('failed');
  const total = of('waiting') + of('done') + left;
  const done = of('done');
  const mayRetry = session?.roles.some((role) => role === 'designer' || role === 'approver');
  const names: Record<ProgressStatus, string> = {
    waiting: t`under way`,
    done: t`changed`,
    refused: t`refused`,
    failed: t`failed`,
  };
  const kinds = { waiting: 'plain', done: 'good', refused: 'warning', failed: 'error' } as const;
  const statuses = (Object.keys(names) as ProgressStatus[]).filter((status) => of(status) > 0);
  if (total === 0) {
    return (
      <p className={styles.lead}>
        <Trans>No invoice ran on this version when it was published.</Trans>
      </p>
    );
  }
  return (
    <div className={styles.stack}>
      <ProgressBar
        aria-label={t`Invoices that have taken the new version`}
        value={total - of('waiting')}
        maxValue={total}
        className={styles.progress!}
      >
        {({ percentage }) => (
          <>
            <span className={styles.rail}>
              <span className={styles.fill} style={{ width: `${percentage}%` }} />
            </span>
            <span role="status" className="tabular">
              <Trans>
                {done} of {total} have taken it
              </Trans>
            </span>
          </>
        )}
      </ProgressBar>
      {left > 0 && (
        <Notice
          kind="warning"
          action={
            mayRetry && (
              <Button size="s" isDisabled={retrying.isPending} onPress={() => retrying.mutate()}>
                <Trans>Try again</Trans>
              </Button>
            )
          }
        >
          <Plural
            value={left}
            one="# invoice has not taken the new version, and goes on with its own."
            other="# invoices have not taken the new version, and go on with their own."
          />
        </Notice>
      )}
      {retrying.error && <Notice kind="error">{told(retrying.error)}</Notice>}
      {/* Once all have taken it, one by one is for who asks. */}
      <details open={done < total} className={styles.details}>
        <summary>
          <Trans>Invoice by invoice</Trans>
        </summary>
        <div className={styles.stack}>
          {statuses.length > 1 && (
            <Select<Shown>
              label={t`Which invoices are shown`}
              hidesLabel
              value={shown}
              options={[
                { id: 'all', name: t`All`, detail: String(total) },
                ...statuses.map((id) => ({ id, name: names[id], detail: String(of(id)) })),
              ]}
              onChange={setShown}
            />
          )}
          <div className={styles.scroll}>
            <table className={styles.table} aria-label={t`Invoices`}>
              <thead>
                <tr>
                  <th scope="col">
                    <Trans>Invoice</Trans>
                  </th>
                  <th scope="col">
                    <Trans>State</Trans>
                  </th>
                  <th scope="col">
                    <Trans>Remark</Trans>
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.data.map(({ invoice_id, number, status, not_before, problem }) => (
                  <tr key={invoice_id}>
                    <th scope="row" className="tabular">
                      {number}
                    </th>
                    <td>
                      <Badge kind={kinds[status]}>{names[status]}</Badge>
                    </td>
                    <td>
                      {problem ? said(problem) : not_before && t`not before ${said(shortDate(dayOf(not_before)))}`}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {data.next && (
            <p className={styles.quiet}>
              <Trans>The first {data.data.length} are shown.</Trans>
            </p>
          )}
        </div>
      </details>
    </div>
  );
}
