/** One ladder: the bar above it, the view of it that was chosen, and the panel of the step that is selected. */
import { Trans } from '@lingui/react/macro';
import { getRouteApi } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import { EditorContext, useEditorStore } from '../draft/editor-store.ts';
import { useOpened } from '../draft/use-opened.ts';
import { StepPanel } from '../panels/step-panel.tsx';
import { ProblemsBar } from '../problems/problems-bar.tsx';
import { TrialStrip } from '../publish/trial-badge.tsx';
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
  const { store, reload } = useOpened(id);
  if (!store) return <Opening />;
  return (
    <EditorContext value={store}>
      <Opened ladderId={id} onReload={reload} />
    </EditorContext>
  );
}

export function Opening() {
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
      <TrialStrip ladderId={ladderId} />
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
