/** Why the last command was not carried out, at the foot of the screen. */
import { Trans } from '@lingui/react/macro';
import { useSaid } from '../app/said.ts';
import { useEditor, useEditorStore } from '../draft/editor-store.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import styles from './refusal.module.css';

export function Refusal() {
  const said = useSaid();
  const store = useEditorStore();
  const refusal = useEditor((state) => state.refusal);
  const isAsked = useEditor((state) => state.dialog !== null);
  // A dialog says it itself.
  if (refusal === null || isAsked) return null;
  return (
    <div className={styles.foot}>
      <Notice
        kind="error"
        action={
          <Button size="s" kind="quiet" onPress={() => store.refuse(null)}>
            <Trans>Close</Trans>
          </Button>
        }
      >
        {said(refusal)}
      </Notice>
    </div>
  );
}
