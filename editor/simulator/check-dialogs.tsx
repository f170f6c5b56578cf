/** What is asked about a check before it is changed. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';

/** As a check may be called (`ladder/saved-check/schema.ts`). */
const MAX_NAME = 200;

interface Asking<Answer> {
  name: string;
  onClose: () => void;
  onDone: (answer: Answer) => void;
}

export function RenameCheck({ name, onClose, onDone }: Asking<string>) {
  const { t } = useLingui();
  const [typed, setTyped] = useState(name);
  const [isTried, setIsTried] = useState(false);
  const isEmpty = typed.trim() === '';
  const done = () => {
    setIsTried(true);
    if (!isEmpty) onDone(typed.trim());
  };
  return (
    <Dialog
      title={t`Rename a check`}
      isOpen
      onClose={onClose}
      action={
        <Button kind="primary" onPress={done}>
          <Trans>Rename</Trans>
        </Button>
      }
    >
      <CheckName value={typed} onChange={setTyped} onEnter={done} isMissing={isTried && isEmpty} />
    </Dialog>
  );
}

interface CheckNameProps {
  value: string;
  onChange: (name: string) => void;
  onEnter: () => void;
  isMissing: boolean;
}

export function CheckName({ value, onChange, onEnter, isMissing }: CheckNameProps) {
  const { t } = useLingui();
  return (
    <TextField
      label={t`Name of the check`}
      placeholder={t`Pays after the first reminder`}
      value={value}
      onChange={onChange}
      maxLength={MAX_NAME}
      autoFocus
      error={isMissing ? t`Give it a name that says what has to hold.` : null}
      onKeyDown={(key) => key.key === 'Enter' && onEnter()}
    />
  );
}

export function RemoveCheck({ name, onClose, onDone }: Asking<void>) {
  const { t } = useLingui();
  return (
    <Dialog
      title={t`Remove a check`}
      role="alertdialog"
      isOpen
      onClose={onClose}
      action={
        <Button kind="danger" onPress={() => onDone()}>
          <Trans>Remove</Trans>
        </Button>
      }
    >
      <p>
        <Trans>Check ‘{name}’ goes from the draft. Publishing no longer sees to it.</Trans>
      </p>
    </Dialog>
  );
}
