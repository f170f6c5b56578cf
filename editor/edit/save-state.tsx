/** Says in a word whether what is on the screen is on the server. */
import { Trans } from '@lingui/react/macro';
import { Check, CircleAlert, LoaderCircle, PencilLine } from 'lucide-react';
import { useEditor } from '../draft/editor-store.ts';
import styles from './save-state.module.css';

export function SaveState() {
  const is = useEditor(({ status }) => status.is);
  const isReadOnly = useEditor((state) => state.isReadOnly);
  if (isReadOnly) {
    return (
      <span className={styles.state}>
        <Trans>View only</Trans>
      </span>
    );
  }
  return (
    <span role="status" className={`${styles.state} ${styles[is]}`}>
      {is === 'saved' && (
        <>
          <Check aria-hidden />
          <Trans>Saved</Trans>
        </>
      )}
      {is === 'unsaved' && (
        <>
          <PencilLine aria-hidden />
          <Trans>Changed</Trans>
        </>
      )}
      {is === 'saving' && (
        <>
          <LoaderCircle aria-hidden />
          <Trans>Saving …</Trans>
        </>
      )}
      {(is === 'failing' || is === 'signed_out' || is === 'conflict' || is === 'gone' || is === 'refused') && (
        <>
          <CircleAlert aria-hidden />
          <Trans>Not saved</Trans>
        </>
      )}
    </span>
  );
}
