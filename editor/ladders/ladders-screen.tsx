/** All ladders, what is published of each, and whether somebody is changing it. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { Localised } from '../../ladder/definition.ts';
import { useSaid } from '../app/said.ts';
import { useWhen } from '../app/when.ts';
import { type DraftHead, draftsQuery } from '../draft/draft-api.ts';
import { Requests } from '../publish/requests.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { type LadderVersion, laddersQuery } from './ladders-api.ts';
import styles from './ladders-screen.module.css';
import { Running } from './running.tsx';

/** Fetched when it is asked for: it is no part of the first screen. */
const NewLadder = lazy(() => import('./new-ladder.tsx').then(({ NewLadder: component }) => ({ default: component })));

interface Row {
  id: string;
  name: Localised | null;
  latest: LadderVersion | null;
  draft: DraftHead | null;
}

/** One row a ladder: its latest version, and its draft; a ladder that has only a draft stands in it too. */
function rowsOf(versions: readonly LadderVersion[], drafts: readonly DraftHead[]): Row[] {
  const rows = new Map<string, Row>();
  for (const version of versions) {
    const known = rows.get(version.id)?.latest;
    if (known && known.version > version.version) continue;
    rows.set(version.id, { id: version.id, name: version.name, latest: version, draft: null });
  }
  for (const draft of drafts) {
    const row = rows.get(draft.ladder) ?? { id: draft.ladder, name: null, latest: null };
    rows.set(draft.ladder, { ...row, draft });
  }
  return [...rows.values()];
}

export function LaddersScreen() {
  const { t } = useLingui();
  const said = useSaid();
  const when = useWhen();
  const ladders = useQuery(laddersQuery);
  const drafts = useQuery(draftsQuery);
  const [isNew, setIsNew] = useState(false);
  const rows = rowsOf(ladders.data ?? [], drafts.data ?? []);
  const error = ladders.error ?? drafts.error;
  return (
    <Page
      title={<Trans>Ladders</Trans>}
      actions={
        <Button kind="primary" onPress={() => setIsNew(true)}>
          <Plus aria-hidden />
          <Trans>New ladder</Trans>
        </Button>
      }
    >
      {error && (
        <Notice
          kind="error"
          action={
            <Button size="s" onPress={() => void Promise.all([ladders.refetch(), drafts.refetch()])}>
              <Trans>Try again</Trans>
            </Button>
          }
        >
          <Trans>The list cannot be shown: the server does not answer.</Trans>
        </Notice>
      )}
      <Requests nameOf={(id) => rows.find((row) => row.id === id)?.name ?? null} />
      {rows.length > 0 && (
        <div className={styles.card}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t`Ladder`}</th>
                <th scope="col">{t`Published`}</th>
                <th scope="col">{t`Running invoices`}</th>
                <th scope="col">{t`Draft`}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ id, name, latest, draft }) => (
                <tr key={id}>
                  <td>
                    <Link to="/ladders/$id" params={{ id }} search={{ view: 'table' }} className={styles.name}>
                      {name ? said(name) : id}
                    </Link>
                  </td>
                  <td className="tabular">
                    {latest ? (
                      <>
                        <Badge kind="accent">
                          <Trans>version {latest.version}</Trans>
                        </Badge>
                        <span className={styles.detail}>{when.day(latest.created_at)}</span>
                      </>
                    ) : (
                      <span className={styles.detail}>
                        <Trans>not yet</Trans>
                      </span>
                    )}
                  </td>
                  <td className="tabular" data-label={t`Running invoices`}>
                    {latest && <Running ladderId={id} latest={latest.version} />}
                  </td>
                  <td>
                    {draft && (
                      <>
                        <Badge kind="warning">
                          <Trans>draft</Trans>
                        </Badge>
                        <span className={styles.detail}>
                          {draft.saved_by}, {when.minute(draft.saved_at)}
                        </span>
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {ladders.data && rows.length === 0 && (
        <div className={styles.empty}>
          <h2>
            <Trans>No ladder yet</Trans>
          </h2>
          <p>
            <Trans>
              A ladder says which reminders, calls and notices follow when an invoice stays unpaid, and when. Start from
              one of the examples and make it yours.
            </Trans>
          </p>
        </div>
      )}
      {isNew && (
        <Suspense>
          <NewLadder taken={rows.map(({ id }) => id)} onClose={() => setIsNew(false)} />
        </Suspense>
      )}
    </Page>
  );
}
