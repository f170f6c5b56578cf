/** Puts a ladder from a file in the place of the draft; it can be undone. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useSaid } from '../app/said.ts';
import { useEditorStore } from '../draft/editor-store.ts';
import { LadderFile, type ReadFile } from '../ladders/ladder-file.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';

export function ImportLadder({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const said = useSaid();
  const store = useEditorStore();
  const [read, setRead] = useState<ReadFile | null>(null);

  const found = read && 'ladder' in read ? read.ladder : null;
  const name = found ? said(found.name) || found.id : '';
  const steps = found?.steps.length ?? 0;
  return (
    <Dialog
      title={t`Import over this draft`}
      isOpen
      onClose={onClose}
      action={
        <Button
          kind="primary"
          isDisabled={found === null}
          onPress={() => {
            if (store.run({ type: 'replace', ladder: found!, because: 'import' })) return onClose();
            setRead({ refused: store.getState().refusal! });
          }}
        >
          <Trans>Import</Trans>
        </Button>
      }
    >
      <p>
        <Trans>The whole draft is replaced by the ladder in the file. Undo takes it back.</Trans>
      </p>
      <LadderFile read={read} onRead={setRead} />
      {found && (
        <Notice kind="good">
          <Trans>
            ‘{name}’, {steps} steps.
          </Trans>
        </Notice>
      )}
    </Dialog>
  );
}
