/** Chooses what comes on an edge: a new step of a kind. */
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import { NOTICE_KINDS } from '../../ladder/definition.ts';
import type { EdgeRef } from '../../ladder/edges.ts';
import { kindLabel } from '../../ladder/explain/explain.ts';
import { useLanguage, useSaid } from '../app/said.ts';
import type { NewStep } from '../document/command.ts';
import { useEditor, useEditorStore } from '../draft/editor-store.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import styles from './steps.module.css';

const OTHERS: { id: string; name: MessageDescriptor; help: MessageDescriptor; step: NewStep }[] = [
  {
    id: 'call',
    name: msg`Call`,
    help: msg`Somebody rings the customer; every answer may have a way of its own.`,
    step: { kind: 'call' },
  },
  {
    id: 'task',
    name: msg`Task`,
    help: msg`Somebody does something, and says what came of it.`,
    step: { kind: 'task' },
  },
  {
    id: 'decide',
    name: msg`Choice`,
    help: msg`Some invoices go another way: by customer, amount or what happened.`,
    step: { kind: 'decide' },
  },
  { id: 'approve', name: msg`Approval`, help: msg`Nothing goes on before somebody agrees.`, step: { kind: 'approve' } },
  {
    id: 'collection-costs',
    name: msg`Collection costs`,
    help: msg`From here on they are asked, as far as the law allows.`,
    step: { kind: 'charge', charge: 'collection-costs' },
  },
  {
    id: 'interest',
    name: msg`Interest`,
    help: msg`From here on it is asked, as far as the law allows.`,
    step: { kind: 'charge', charge: 'interest' },
  },
  {
    id: 'hold',
    name: msg`Stop deliveries`,
    help: msg`Your ERP is told to deliver nothing more.`,
    step: { kind: 'deliveries', action: 'hold' },
  },
  {
    id: 'resume',
    name: msg`Resume deliveries`,
    help: msg`Your ERP is told to deliver again.`,
    step: { kind: 'deliveries', action: 'resume' },
  },
];

export function InsertStep({ at, onClose }: { at: EdgeRef; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const language = useLanguage();
  const said = useSaid();
  const store = useEditorStore();
  const after = useEditor(({ draft }) => draft.present.steps.find(({ id }) => id === at.from));
  const [refusal, setRefusal] = useState<string | null>(null);
  const choices = [
    ...NOTICE_KINDS.map((notice) => ({
      id: notice as string,
      name: kindLabel(notice, { language }),
      help: null,
      step: { kind: 'send', notice } satisfies NewStep as NewStep,
    })),
    ...OTHERS.map(({ name, help, ...other }) => ({
      ...other,
      name: i18n._(name),
      help: i18n._(help) as string | null,
    })),
  ];
  const insert = (id: string): void => {
    const { step } = choices.find((choice) => choice.id === id)!;
    const edited = store.run({ type: 'insert_step', at, step });
    if (!edited) return setRefusal(said(store.getState().refusal!));
    onClose();
    store.select(edited.added[0] ?? null);
  };
  const name = after ? said(after.name) : '';
  return (
    <Dialog title={after ? t`Add a step after ‘${name}’` : t`Add a step at the beginning`} isOpen onClose={onClose}>
      {refusal && <Notice kind="error">{refusal}</Notice>}
      <ListBox
        aria-label={t`Kinds of steps`}
        items={choices}
        onAction={(id) => insert(String(id))}
        className={styles.choices!}
        autoFocus
      >
        {({ id, name: title, help }) => (
          <ListBoxItem id={id} textValue={title} className={styles.choice!}>
            <strong>{title}</strong>
            {help && <span>{help}</span>}
          </ListBoxItem>
        )}
      </ListBox>
      <p className={styles.hint}>
        <Trans>It gets sensible days and texts, which you change beside it.</Trans>
      </p>
    </Dialog>
  );
}
