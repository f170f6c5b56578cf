/** What is asked when a draft cannot simply be saved: a colleague was first, it is gone, or something was left of an earlier page. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useErrorText } from '../app/error-text.ts';
import { readDraft } from '../draft/draft-api.ts';
import { useEditor, useEditorStore } from '../draft/editor-store.ts';
import { forget } from '../draft/local-copy.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import { downloadLadder } from './download.ts';

export function DraftDialogs({ ladderId, onReload }: { ladderId: string; onReload: () => void }) {
  const status = useEditor((state) => state.status);
  const document_ = useEditor(({ draft }) => draft.present);
  const save = () => void downloadLadder(document_);
  const reload = () => {
    forget(ladderId);
    onReload();
  };
  if (status.is === 'conflict') return <Conflict ladderId={ladderId} onReload={reload} onDownload={save} />;
  if (status.is === 'gone') return <Gone onReload={reload} onDownload={save} />;
  return null;
}

interface Choices {
  onReload: () => void;
  onDownload: () => void;
}

function Conflict({ ladderId, onReload, onDownload }: Choices & { ladderId: string }) {
  const { t } = useLingui();
  const told = useErrorText();
  const { autosave } = useEditorStore();
  const [error, setError] = useState<Error | null>(null);
  const overwrite = async () => {
    try {
      const theirs = await readDraft(ladderId);
      await autosave.saveOver(theirs?.revision ?? 0);
    } catch (problem) {
      setError(problem as Error);
    }
  };
  return (
    <Dialog
      title={t`A colleague changed this draft`}
      isOpen
      role="alertdialog"
      onClose={() => {}}
      buttons={
        <>
          <Button onPress={onDownload}>
            <Trans>Keep mine as a file</Trans>
          </Button>
          <Button kind="danger" onPress={() => void overwrite()}>
            <Trans>Put mine in its place</Trans>
          </Button>
          <Button kind="primary" onPress={onReload}>
            <Trans>Go on with theirs</Trans>
          </Button>
        </>
      }
    >
      {error && <Notice kind="error">{told(error)}</Notice>}
      <p>
        <Trans>
          It was saved by someone else since you opened it. Nothing of theirs was overwritten, and nothing of yours is
          lost: choose which of the two goes on.
        </Trans>
      </p>
    </Dialog>
  );
}

function Gone({ onReload, onDownload }: Choices) {
  const { t } = useLingui();
  return (
    <Dialog
      title={t`This draft is not there any more`}
      isOpen
      role="alertdialog"
      onClose={() => {}}
      buttons={
        <>
          <Button onPress={onDownload}>
            <Trans>Keep mine as a file</Trans>
          </Button>
          <Button kind="primary" onPress={onReload}>
            <Trans>Open what is published</Trans>
          </Button>
        </>
      }
    >
      <p>
        <Trans>A colleague discarded or published it. What you changed since is still on this screen.</Trans>
      </p>
    </Dialog>
  );
}
