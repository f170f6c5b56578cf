/** Where a ladder is taken from a file, and what is said of it. */
import { Trans } from '@lingui/react/macro';
import { Upload } from 'lucide-react';
import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import type { Ladder, Localised } from '../../ladder/definition.ts';
import { useSaid } from '../app/said.ts';
import { Button } from '../ui/button.tsx';
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
  const said = useSaid();
  const [name, setName] = useState<string | null>(null);

  async function take(file: File | undefined): Promise<void> {
    if (!file) return;
    setName(file.name);
    if (file.size > MAX_FILE_BYTES) return onRead({ refused: TOO_LARGE });
    const { readFile } = await import('../document/file.ts');
    onRead(readFile(await file.text()));
  }

  return (
    <>
      <div className={styles.file}>
        <FileTrigger acceptedFileTypes={['application/json', '.json']} onSelect={(files) => void take(files?.[0])}>
          <Button>
            <Upload aria-hidden />
            <Trans>Choose a file …</Trans>
          </Button>
        </FileTrigger>
        {name !== null && <span role="status">{name}</span>}
      </div>
      {read && 'refused' in read && <Notice kind="error">{said(read.refused)}</Notice>}
    </>
  );
}
