/** Where a ladder is taken from a file, and what is said of it. */
import { useLingui } from '@lingui/react/macro';
import type { ChangeEvent } from 'react';
import type { Ladder, Localised } from '../../ladder/definition.ts';
import { useSaid } from '../app/said.ts';
import { Notice } from '../ui/notice.tsx';
import styles from './ladder-file.module.css';

/** The ladder in a file, or why there is none in it. */
export type ReadFile = { ladder: Ladder } | { refused: Localised };

/** A file larger than this is no ladder. */
const MAX_FILE_BYTES = 1024 * 1024;
const TOO_LARGE: Localised = {
  nl: 'Dit bestand is groter dan een aanmaanschema kan zijn; kies een ander.',
  en: 'This file is larger than any ladder: choose another.',
};

export function LadderFile({ read, onRead }: { read: ReadFile | null; onRead: (read: ReadFile | null) => void }) {
  const { t } = useLingui();
  const said = useSaid();

  async function take({ target }: ChangeEvent<HTMLInputElement>): Promise<void> {
    const [file] = target.files ?? [];
    if (!file) return onRead(null);
    if (file.size > MAX_FILE_BYTES) return onRead({ refused: TOO_LARGE });
    const { readFile } = await import('../document/file.ts');
    onRead(readFile(await file.text()));
  }

  return (
    <>
      <input
        type="file"
        accept="application/json,.json"
        aria-label={t`File`}
        className={styles.file}
        onChange={(event) => void take(event)}
      />
      {read && 'refused' in read && <Notice kind="error">{said(read.refused)}</Notice>}
    </>
  );
}
