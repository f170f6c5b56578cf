/** A published version, to look at. */
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useSaid } from '../app/said.ts';
import { sessionQuery } from '../app/session.ts';
import { EditorContext } from '../draft/editor-store.ts';
import { openEditor } from '../draft/open-editor.ts';
import { ladderQuery, laddersQuery } from '../ladders/ladders-api.ts';
import { StepPanel } from '../panels/step-panel.tsx';
import { LadderTable } from '../table/ladder-table.tsx';
import styles from './publish.module.css';
import { Opening } from './publish-screen.tsx';
import { Trail } from './trail.tsx';

const route = getRouteApi('/ladders/$id/versions/$version');

export function VersionScreen() {
  const { id, version: number } = route.useParams();
  const version = Number(number);
  const said = useSaid();
  const { data: session } = useQuery(sessionQuery);
  const { data: ladders = [] } = useQuery(laddersQuery);
  const { data: ladder, error } = useQuery(ladderQuery(id, version));
  const store = useMemo(
    () => (ladder ? openEditor({ ladderId: id, published: ladder, draft: null, checks: [] }, true) : null),
    [id, ladder],
  );
  if (error) throw error;
  if (!ladder || !store) return <Opening />;
  const isLatest = !ladders.some((one) => one.id === id && one.version > version);
  const name = said(ladder.name) || id;
  return (
    <EditorContext value={store}>
      <main className={styles.look}>
        <header className={styles.lookHead}>
          <Trail ladderId={id} inHistory />
          <h1>
            <Trans>
              {name}, version {version}
            </Trans>
          </h1>
          <span className={styles.quiet}>
            <Trans>A published version never changes: you look at it only.</Trans>
          </span>
          {!isLatest && session?.roles.includes('designer') && (
            <Link to="/ladders/$id/publish" params={{ id }} search={{ version }}>
              <Trans>Take back to this one …</Trans>
            </Link>
          )}
        </header>
        <div className={styles.lookWork}>
          <div className={styles.lookView}>
            <LadderTable />
          </div>
          <StepPanel />
        </div>
      </main>
    </EditorContext>
  );
}
