/** Begins a ladder: from one that comes with the product, or from a file. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Form, Label, Radio, RadioGroup } from 'react-aria-components';
import { useErrorText } from '../app/error-text.ts';
import { queryClient } from '../app/queries.ts';
import { useSaid } from '../app/said.ts';
import { beginDraft } from '../draft/draft-api.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { LadderFile, type ReadFile } from './ladder-file.tsx';
import { templatesQuery } from './ladders-api.ts';
import { idFor } from './new-id.ts';
import styles from './new-ladder.module.css';

const FROM_FILE = ':file';

export function NewLadder({ taken, onClose }: { taken: readonly string[]; onClose: () => void }) {
  const { t } = useLingui();
  const said = useSaid();
  const told = useErrorText();
  const navigate = useNavigate();
  const { data: templates = [] } = useQuery(templatesQuery);
  const [name, setName] = useState('');
  const [from, setFrom] = useState<string | null>(null);
  const [file, setFile] = useState<ReadFile | null>(null);
  const found = file && 'ladder' in file ? file.ladder : null;
  const chosen = from ?? templates[0]?.id ?? FROM_FILE;
  const id = idFor(name, taken);

  const begin = useMutation({
    mutationFn: () => {
      const called = { nl: name.trim(), en: name.trim() };
      return beginDraft(
        id,
        chosen === FROM_FILE ? { document: { ...found!, name: called } } : { template: chosen, name: called },
      );
    },
    onSuccess: async (draft) => {
      await queryClient.invalidateQueries({ queryKey: ['draft'] });
      await navigate({ to: '/ladders/$id', params: { id: draft.ladder }, search: { view: 'table' } });
    },
  });

  const isReady = name.trim() !== '' && (chosen !== FROM_FILE || found !== null);
  return (
    <Dialog
      title={t`New ladder`}
      isOpen
      onClose={onClose}
      action={
        <Button kind="primary" isDisabled={!isReady || begin.isPending} onPress={() => begin.mutate()}>
          <Trans>Begin</Trans>
        </Button>
      }
    >
      <Form
        className={styles.form!}
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) begin.mutate();
        }}
      >
        {begin.error && <Notice kind="error">{told(begin.error)}</Notice>}
        <TextField label={t`Name`} value={name} onChange={setName} maxLength={200} autoFocus />
        <RadioGroup value={chosen} onChange={setFrom} className={styles.group!}>
          <Label className={styles.label!}>
            <Trans>Begin from</Trans>
          </Label>
          {templates.map((template) => (
            <Radio key={template.id} value={template.id} className={styles.option!}>
              <strong>{said(template.name)}</strong>
              {template.description && <span>{said(template.description)}</span>}
            </Radio>
          ))}
          <Radio value={FROM_FILE} className={styles.option!}>
            <strong>
              <Trans>A file</Trans>
            </strong>
            <span>
              <Trans>A ladder that was exported as JSON.</Trans>
            </span>
          </Radio>
        </RadioGroup>
        {chosen === FROM_FILE && <LadderFile read={file} onRead={setFile} />}
      </Form>
    </Dialog>
  );
}
