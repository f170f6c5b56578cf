/** Keeps a try, with the course that it has now, among the checks of the draft. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { describe } from '../../ladder/explain/explain.ts';
import { dayOf } from '../../ladder/time/civil.ts';
import { useLanguage, useSaid } from '../app/said.ts';
import { useEditor, useEditorStore } from '../draft/editor-store.ts';
import { shortDate } from '../time-axis/words.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import { CheckName } from './check-dialogs.tsx';
import { keptForm } from './run/kept.ts';
import { checkId } from './run/outcomes.ts';
import { expectedOf, type Played } from './run/play.ts';
import type { Try } from './run/try.ts';
import styles from './simulator.module.css';

/** That go with a ladder (`ladder/saved-check/schema.ts`). */
const MAX_CHECKS = 50;

export function KeepCheck({ given, played, onClose }: { given: Try; played: Played; onClose: () => void }) {
  const { t } = useLingui();
  const said = useSaid();
  const language = useLanguage();
  const store = useEditorStore();
  const count = useEditor(({ checks }) => checks.length);
  const [name, setName] = useState('');
  const [isTried, setIsTried] = useState(false);
  const [expected] = useState(() => expectedOf(played));
  const { ladder } = played;
  const isFull = count >= MAX_CHECKS;
  const keep = () => {
    setIsTried(true);
    const called = name.trim();
    if (called === '' || isFull) return;
    const { checks } = store.getState();
    const id = checkId(
      called,
      checks.map((one) => (one as { id: string }).id),
    );
    store.setChecks([...checks, keptForm(given, { id, name: called, expected })]);
    onClose();
  };
  return (
    <Dialog
      title={t`Keep as check`}
      isOpen
      onClose={onClose}
      action={
        <Button kind="primary" isDisabled={isFull} onPress={keep}>
          <Trans>Keep</Trans>
        </Button>
      }
    >
      {isFull && (
        <Notice kind="warning">
          <Trans>A ladder has {MAX_CHECKS} checks at most. Remove one first.</Trans>
        </Notice>
      )}
      <CheckName value={name} onChange={setName} onEnter={keep} isMissing={isTried && name.trim() === ''} />
      <div>
        <h3>
          <Trans>This is expected from now on</Trans>
        </h3>
        <ol className={styles.expected}>
          {expected.map(({ on, what, step }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: one thing may happen twice on a day.
            <li key={index}>
              <span>{said(shortDate(dayOf(on)))}</span>
              {describe(what, step, { ladder, language, step })}
            </li>
          ))}
        </ol>
      </div>
    </Dialog>
  );
}
