/** One ladder: the bar above it, the view of it that was chosen, and the panel of the step that is selected. */
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Suspense, useEffect, useMemo, useState } from 'react';
import { queryClient } from '../app/queries.ts';
import { sessionQuery } from '../app/session.ts';
import { EditorContext, useEditorStore } from '../draft/editor-store.ts';
import { type Opened as OpenedLadder, openEditor, readOpened } from '../draft/open-editor.ts';
import { StepPanel } from '../panels/step-panel.tsx';
import { ProblemsBar } from '../problems/problems-bar.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { DraftDialogs } from './draft-dialogs.tsx';
import { EditorDialogs } from './editor-dialogs.tsx';
import styles from './ladder-screen.module.css';
import { Refusal } from './refusal.tsx';
import { Toolbar } from './toolbar.tsx';
import { UnsavedWork } from './unsaved-work.tsx';
import { useLeaveGuard } from './use-leave-guard.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { VIEWS } from './views.ts';

const route = getRouteApi('/ladders/$id');

export function LadderScreen() {
  const { id } = route.useParams();
  const { data: session } = useQuery(sessionQuery);
  // As it was on opening: while the session is taken up again, nothing changes under one's hands.
  const [isReadOnly] = useState(() => !session?.roles.includes('designer'));
  const opened = useQuery<OpenedLadder>({
    queryKey: ['opened', id],
    // What is being worked on is never exchanged under one's hands: autosave finds what a colleague did.
    enabled: (query) => query.state.data === undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: ({ signal }) => readOpened(id, signal),
  });
  const store = useMemo(() => (opened.data ? openEditor(opened.data, isReadOnly) : null), [opened.data, isReadOnly]);
  useEffect(() => () => store?.autosave.stop(), [store]);
  // What could not be saved without a session is saved with the next one.
  useEffect(() => {
    if (session && store?.autosave.status.is === 'signed_out') void store.autosave.saveNow();
  }, [session, store]);
  if (opened.error) throw opened.error;
  if (!store) return <Opening />;
  return (
    <EditorContext value={store}>
      <Opened ladderId={id} onReload={() => void queryClient.resetQueries({ queryKey: ['opened', id] })} />
    </EditorContext>
  );
}

function Opening() {
  return (
    <Page title="">
      <p role="status">
        <Trans>Opening …</Trans>
      </p>
    </Page>
  );
}

function Opened({ ladderId, onReload }: { ladderId: string; onReload: () => void }) {
  const { view, step } = route.useSearch();
  const View = VIEWS[view].component;
  const store = useEditorStore();
  useEffect(() => {
    if (step !== undefined && store.getState().draft.present.steps.some(({ id }) => id === step)) store.select(step);
  }, [step, store]);
  useLeaveGuard();
  useShortcuts();
  return (
    <div className={styles.screen}>
      <Toolbar ladderId={ladderId} />
      <UnsavedWork ladderId={ladderId} />
      <div className={styles.work}>
        <main className={styles.view}>
          <Suspense fallback={<Notice kind="info">…</Notice>}>
            <View />
          </Suspense>
        </main>
        <StepPanel />
      </div>
      <ProblemsBar />
      <Refusal />
      <EditorDialogs onReload={onReload} />
      <DraftDialogs ladderId={ladderId} onReload={onReload} />
    </div>
  );
}
