/** The simulator of one ladder: an invoice is tried on its draft. */
import { getRouteApi } from '@tanstack/react-router';
import { EditorContext } from '../draft/editor-store.ts';
import { useOpened } from '../draft/use-opened.ts';
import { DraftDialogs } from '../edit/draft-dialogs.tsx';
import { Opening } from '../edit/ladder-screen.tsx';
import { useLeaveGuard } from '../edit/use-leave-guard.ts';
import { Simulator } from './simulator.tsx';

const route = getRouteApi('/ladders/$id/try');

export function TryScreen() {
  const { id } = route.useParams();
  const { store, reload } = useOpened(id);
  if (!store) return <Opening />;
  return (
    <EditorContext value={store}>
      <Guarded ladderId={id} onReload={reload} />
    </EditorContext>
  );
}

function Guarded({ ladderId, onReload }: { ladderId: string; onReload: () => void }) {
  useLeaveGuard();
  return (
    <>
      <Simulator ladderId={ladderId} />
      <DraftDialogs ladderId={ladderId} onReload={onReload} />
    </>
  );
}
