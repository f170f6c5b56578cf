/** The words of a notice or a call, as the draft has them. */
import { Trans } from '@lingui/react/macro';
import type { Step } from '../../ladder/definition.ts';
import { useSaid } from '../app/said.ts';
import { useEditor } from '../draft/editor-store.ts';
import { Preview } from '../panels/texts/preview.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import type { NoticeExample } from './run/notice.ts';
import type { TryDebtor } from './run/try.ts';
import styles from './simulator.module.css';

interface NoticeDialogProps {
  step: Step;
  debtor: TryDebtor;
  /** What the notice asks. */
  example: NoticeExample;
  onClose: () => void;
}

export function NoticeDialog({ step, debtor, example, onClose }: NoticeDialogProps) {
  const said = useSaid();
  const { language, kind } = debtor;
  const text = useEditor(({ draft }) => draft.present.texts[language][step.id]);
  return (
    <Dialog
      title={said(step.name)}
      width={step.kind === 'send' ? 'l' : 'm'}
      isOpen
      onClose={onClose}
      buttons={
        <Button kind="primary" onPress={onClose}>
          <Trans>Close</Trans>
        </Button>
      }
    >
      {step.kind === 'send' ? (
        <Preview step={step} language={language} tried={{ kind, example }} />
      ) : text ? (
        <div className={styles.script}>
          <h3>{text.subject}</h3>
          <p>{text.body}</p>
        </div>
      ) : (
        <p className={styles.quiet}>
          <Trans>This call has no script yet.</Trans>
        </p>
      )}
    </Dialog>
  );
}
