/** Asks why something is held, and until when. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useErrorText } from '../app/error-text.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import styles from './publish.module.css';

/** As the API allows. */
const MAX_REASON_CHARS = 1000;

interface HoldDialogProps {
  title: string;
  /** What it does. */
  children: ReactNode;
  hold: (hold: { reason: string; until?: string }) => Promise<unknown>;
  onClose: () => void;
}

export function HoldDialog({ title, children, hold, onClose }: HoldDialogProps) {
  const { t } = useLingui();
  const told = useErrorText();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const [isTried, setIsTried] = useState(false);
  const isEmpty = reason.trim() === '';
  const holding = useMutation({
    mutationFn: () => hold({ reason: reason.trim(), ...(until !== '' && { until }) }),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ['task'] }),
  });
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      action={
        <Button
          kind="primary"
          isDisabled={holding.isPending}
          onPress={() => {
            setIsTried(true);
            if (!isEmpty) holding.mutate();
          }}
        >
          <Trans>Hold back</Trans>
        </Button>
      }
    >
      <div className={styles.stack}>
        {holding.error && <Notice kind="error">{told(holding.error)}</Notice>}
        <p>{children}</p>
        <TextField
          label={t`Reason`}
          rows={2}
          value={reason}
          onChange={setReason}
          maxLength={MAX_REASON_CHARS}
          error={isTried && isEmpty ? t`Say why, so that a colleague knows what to wait for.` : null}
          autoFocus
        />
        <TextField
          label={t`Until and including`}
          type="date"
          value={until}
          onChange={setUntil}
          help={t`14 days when left empty, 90 at most.`}
        />
      </div>
    </Dialog>
  );
}
