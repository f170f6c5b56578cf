/** Begins a ladder: from one that comes with the product, or from a file. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ChangeEvent, useState } from 'react';
import { Form, Label, Radio, RadioGroup } from 'react-aria-components';
import { useErrorText } from '../app/error-text.ts';
import { queryClient } from '../app/queries.ts';
import { useSaid } from '../app/said.ts';
import { beginDraft, type DraftSource } from '../draft/draft-api.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { templatesQuery } from './ladders-api.ts';
import { idFor } from './new-id.ts';
import styles from './new-ladder.module.css';

/** A file larger than this is no ladder. */
const MAX_FILE_BYTES = 1024 * 1024;
const FROM_FILE = ':file';

export function NewLadder({ taken, onClose }: { taken: readonly string[]; onClose: () => void }) {
  const { t } = useLingui();
  const said = useSaid();
  const told = useErrorText();
  const navigate = useNavigate();
  const { data: templates = [] } = useQuery(templatesQuery);
  const [name, setName] = useState('');
  const [from, setFrom] = useState<string | null>(null);
  const [file, setFile] = useState<{ name: string; document: unknown } | { problem: string } | null>(null);
  const chosen = from ?? templates[0]?.id ?? FROM_FILE;
  const id = idFor(name, taken);

  const begin = useMutation({
    mutationFn: () => {
      const called = { nl: name.trim(), en: name.trim() };
      const source =
        chosen === FROM_FILE
          ? { document: { ...(file as { document: object }).document, name: called } }
          : { template: chosen, name: called };
      return beginDraft(id, source as DraftSource);
    },
    onSuccess: async (draft) => {
      await queryClient.invalidateQueries({ queryKey: ['draft'] });
      await navigate({ to: '/ladders/$id', params: { id: draft.ladder }, search: { view: 'table' } });
    },
  });

  async function take(event: ChangeEvent<HTMLInputElement>): Promise<void> {
    const [given] = event.target.files ?? [];
    if (!given) return;
    setFrom(FROM_FILE);
    if (given.size > MAX_FILE_BYTES)
      return setFile({ problem: t`This file is larger than any ladder: choose another.` });
    try {
      const document: unknown = JSON.parse(await given.text());
      if (typeof document !== 'object' || document === null || Array.isArray(document)) throw new SyntaxError();
      setFile({ name: given.name, document });
    } catch {
      setFile({ problem: t`${given.name} is not a ladder: it is not JSON.` });
    }
  }

  const isReady = name.trim() !== '' && (chosen !== FROM_FILE || (file !== null && 'document' in file));
  return (
    <Dialog
      title={t`New ladder`}
      isOpen
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button kind="primary" isDisabled={!isReady || begin.isPending} onPress={() => begin.mutate()}>
            <Trans>Begin</Trans>
          </Button>
        </>
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
        {chosen === FROM_FILE && (
          <>
            <input
              type="file"
              accept="application/json,.json"
              aria-label={t`File`}
              onChange={(event) => void take(event)}
            />
            {file && 'problem' in file && <Notice kind="error">{file.problem}</Notice>}
          </>
        )}
      </Form>
    </Dialog>
  );
}
