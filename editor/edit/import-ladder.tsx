/** Puts a ladder from a file in the place of the draft; it can be undone. */
import { Trans, useLingui } from '@lingui/react/macro';
import { type ChangeEvent, useState } from 'react';
import type { Ladder, Localised } from '../../ladder/definition.ts';
import { useSaid } from '../app/said.ts';
import { useEditorStore } from '../draft/editor-store.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import styles from './draft-actions.module.css';

/** A file larger than this is no ladder. */
const MAX_FILE_BYTES = 1024 * 1024;
const TOO_LARGE: Localised = {
  nl: 'Dit bestand is groter dan een aanmaanschema kan zijn; kies een ander.',
  en: 'This file is larger than any ladder: choose another.',
};

export function ImportLadder({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const said = useSaid();
  const store = useEditorStore();
  const [read, setRead] = useState<{ ladder: Ladder } | { refused: Localised } | null>(null);

  async function take({ target }: ChangeEvent<HTMLInputElement>): Promise<void> {
    const [file] = target.files ?? [];
    if (!file) return setRead(null);
    if (file.size > MAX_FILE_BYTES) return setRead({ refused: TOO_LARGE });
    const { readFile } = await import('../document/file.ts');
    setRead(readFile(await file.text()));
  }

  const found = read && 'ladder' in read ? read.ladder : null;
  const name = found ? said(found.name) || found.id : '';
  const steps = found?.steps.length ?? 0;
  return (
    <Dialog
      title={t`Import over this draft`}
      isOpen
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
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
        </>
      }
    >
      <p>
        <Trans>The whole draft is replaced by the ladder in the file. Undo takes it back.</Trans>
      </p>
      <input
        type="file"
        accept="application/json,.json"
        aria-label={t`File`}
        className={styles.file}
        onChange={(event) => void take(event)}
      />
      {read && 'refused' in read && <Notice kind="error">{said(read.refused)}</Notice>}
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
