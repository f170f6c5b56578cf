/** Puts a ladder that comes with the product in the place of the draft; it can be undone. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { shippedLadders } from '../../ladder/library/library.ts';
import { useSaid } from '../app/said.ts';
import { useEditorStore } from '../draft/editor-store.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import styles from './draft-actions.module.css';

export default function TakeTemplate({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const said = useSaid();
  const store = useEditorStore();
  const [templates] = useState(shippedLadders);
  const [chosen, setChosen] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const template = templates.find(({ id }) => id === chosen);
  const { name } = store.getState().draft.present;
  return (
    <Dialog
      title={t`Begin from a template`}
      isOpen
      onClose={onClose}
      action={
        <Button
          kind="primary"
          isDisabled={!template}
          onPress={() => {
            // It stays the ladder that it is, under its own name.
            const ladder = { ...template!, name };
            if (store.run({ type: 'replace', ladder, because: 'template' })) return onClose();
            setRefusal(said(store.getState().refusal!));
          }}
        >
          <Trans>Take this one</Trans>
        </Button>
      }
    >
      {refusal && <Notice kind="error">{refusal}</Notice>}
      <p>
        <Trans>The whole draft is replaced; its name stays. Undo takes it back.</Trans>
      </p>
      <RadioGroup value={chosen} onChange={setChosen} className={styles.options!}>
        <Label>
          <Trans>Template</Trans>
        </Label>
        {templates.map(({ id, name: called, description }) => (
          <Radio key={id} value={id} className={styles.option!}>
            <strong>{said(called)}</strong>
            {description && <span>{said(description)}</span>}
          </Radio>
        ))}
      </RadioGroup>
    </Dialog>
  );
}
