/** Throws away a draft: back to what is published, or nothing where nothing was. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ApiError } from '../app/api.ts';
import { useErrorText } from '../app/error-text.ts';
import { useSaid } from '../app/said.ts';
import { changesSince } from '../document/draft.ts';
import { discardDraft } from '../draft/draft-api.ts';
import { useEditor, useEditorStore } from '../draft/editor-store.ts';
import { forget } from '../draft/local-copy.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import styles from './draft-actions.module.css';

/** Changes that are named; of more, how many there are. */
const MAX_NAMED = 8;

/** A colleague was first: it is discarded, or published. */
function unlessGone(error: unknown): void {
  if (!(error instanceof ApiError) || error.status !== 404) throw error;
}

export function DiscardDraft({ onClose, onReload }: { onClose: () => void; onReload: () => void }) {
  const { t } = useLingui();
  const said = useSaid();
  const told = useErrorText();
  const navigate = useNavigate();
  const client = useQueryClient();
  const store = useEditorStore();
  const draft = useEditor((state) => state.draft);
  const isPublished = useEditor((state) => state.isPublished);
  const { id, version } = draft.base;
  const changes = changesSince(draft);
  const more = changes.length - MAX_NAMED;
  const discarding = useMutation({
    mutationFn: async () => {
      // A save that is under way ends first, for it raises the revision; what is not saved yet goes as well.
      if (store.getState().status.is === 'saving') await store.autosave.saveNow();
      store.autosave.stop();
      const { revision } = store.autosave;
      if (revision > 0) await discardDraft(id, revision).catch(unlessGone);
      forget(id);
    },
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: ['draft'] });
      if (isPublished) onReload();
      else await navigate({ to: '/ladders' });
    },
    onError: () => void store.autosave.saveNow(),
  });
  return (
    <Dialog
      title={t`Discard this draft?`}
      isOpen
      role="alertdialog"
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>
            <Trans>Keep it</Trans>
          </Button>
          <Button kind="danger" isDisabled={discarding.isPending} onPress={() => discarding.mutate()}>
            <Trans>Discard</Trans>
          </Button>
        </>
      }
    >
      {discarding.error && <Notice kind="error">{told(discarding.error)}</Notice>}
      <p>
        {isPublished ? (
          <Trans>What was changed since version {version} goes, for everybody. The history tells what it was.</Trans>
        ) : (
          <Trans>This ladder was never published: it goes altogether, for everybody.</Trans>
        )}
      </p>
      {changes.length > 0 && (
        <ul className={styles.changes}>
          {changes.slice(0, MAX_NAMED).map(({ sentence }) => (
            <li key={sentence.en}>{said(sentence)}</li>
          ))}
          {more > 0 && <li>{t`and ${more} more`}</li>}
        </ul>
      )}
    </Dialog>
  );
}
