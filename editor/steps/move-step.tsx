/** Moves a step to another place in the ladder: the only way in which the order changes. */
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import type { StepId } from '../../ladder/definition.ts';
import { type Edge, edgesOf } from '../../ladder/edges.ts';
import { useLanguage, useSaid } from '../app/said.ts';
import { useEditor, useEditorStore } from '../draft/editor-store.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import { wayWords } from './step-words.ts';
import styles from './steps.module.css';

export function MoveStep({ step: id, onClose }: { step: StepId; onClose: () => void }) {
  const { t } = useLingui();
  const language = useLanguage();
  const said = useSaid();
  const store = useEditorStore();
  const ladder = useEditor(({ draft }) => draft.present);
  const [refusal, setRefusal] = useState<string | null>(null);
  const steps = new Map(ladder.steps.map((step) => [step.id, step]));
  const edges = edgesOf(ladder).filter(({ from, to }) => from !== id && to !== id);
  const wordsOf = (edge: Edge) => {
    const from = edge.from === null ? undefined : steps.get(edge.from);
    if (!from) return t`At the beginning`;
    const way = wayWords(ladder, from, edge, language);
    const name = said(from.name);
    return way === null ? t`After ‘${name}’` : t`After ‘${name}’: ${way}`;
  };
  const move = (index: number): void => {
    const { from, port } = edges[index]!;
    if (store.run({ type: 'move_step', step: id, to: { from, port } })) onClose();
    else setRefusal(said(store.getState().refusal!));
  };
  const step = steps.get(id);
  const name = step ? said(step.name) : id;
  return (
    <Dialog title={t`Move ‘${name}’`} isOpen onClose={onClose}>
      {refusal && <Notice kind="error">{refusal}</Notice>}
      <ListBox aria-label={t`Places`} onAction={(key) => move(Number(key))} className={styles.choices!} autoFocus>
        {edges.map((edge, index) => {
          const words = wordsOf(edge);
          const before = steps.get(edge.to);
          return (
            <ListBoxItem
              key={`${edge.from} ${edge.port}`}
              id={String(index)}
              textValue={words}
              className={styles.choice!}
            >
              <strong>{words}</strong>
              {before && <span>{t`before ‘${said(before.name)}’`}</span>}
            </ListBoxItem>
          );
        })}
      </ListBox>
    </Dialog>
  );
}
