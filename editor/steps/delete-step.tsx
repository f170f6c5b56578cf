/** Removes a step that leads to several others, or that ends the ladder: a person says what comes in its place. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import type { StepId } from '../../ladder/definition.ts';
import { type Port, waysOut } from '../../ladder/edges.ts';
import { useLanguage, useSaid } from '../app/said.ts';
import type { Command } from '../document/command.ts';
import { useEditor, useEditorStore } from '../draft/editor-store.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import { wayWords } from './step-words.ts';
import styles from './steps.module.css';

export function DeleteStep({ step: id, onClose }: { step: StepId; onClose: () => void }) {
  const { t } = useLingui();
  const language = useLanguage();
  const said = useSaid();
  const store = useEditorStore();
  const ladder = useEditor(({ draft }) => draft.present);
  const [refusal, setRefusal] = useState<string | null>(null);
  const step = ladder.steps.find((one) => one.id === id);
  if (!step) return null;
  const nameOf = (other: StepId) =>
    said(ladder.steps.find((one) => one.id === other)?.name ?? { nl: other, en: other });
  const remove = (more: Partial<Extract<Command, { type: 'delete_step' }>>): void => {
    if (store.run({ type: 'delete_step', step: id, ...more })) onClose();
    else setRefusal(said(store.getState().refusal!));
  };
  const ways = waysOut(step);
  const ends = ladder.steps.filter((one) => one.id !== id && waysOut(one).length === 0);
  const choices =
    ways.length > 0
      ? ways.map(({ port, to }) => ({
          key: port as string,
          words: wayWords(ladder, step, { port }, language) ?? t`on without an answer`,
          detail: t`goes on with ‘${nameOf(to)}’`,
          run: () => remove({ stays: port as Port }),
        }))
      : ends.map((end) => ({
          key: end.id,
          words: said(end.name),
          detail: null,
          run: () => remove({ to: end.id }),
        }));
  const name = said(step.name);
  return (
    <Dialog title={t`Remove ‘${name}’`} isOpen onClose={onClose}>
      {refusal && <Notice kind="error">{refusal}</Notice>}
      <p>
        {ways.length > 0 ? (
          <Trans>
            Which of its ways stays? Steps that only the others lead to are removed with it; you can take it back.
          </Trans>
        ) : choices.length > 0 ? (
          <Trans>Invoices end here. Which end takes its place?</Trans>
        ) : (
          <Trans>This is the only step that ends the ladder: add another end first.</Trans>
        )}
      </p>
      <ListBox
        aria-label={t`Choices`}
        onAction={(key) => choices.find((choice) => choice.key === key)?.run()}
        className={styles.choices!}
        autoFocus
      >
        {choices.map(({ key, words, detail }) => (
          <ListBoxItem key={key} id={key} textValue={words} className={styles.choice!}>
            <strong>{words}</strong>
            {detail && <span>{detail}</span>}
          </ListBoxItem>
        ))}
      </ListBox>
    </Dialog>
  );
}
