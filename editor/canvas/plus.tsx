/** The `+` on an edge: opens what can be put there. Of a line that stands for several ways it asks which one first. */
import { useLingui } from '@lingui/react/macro';
import { Plus as PlusIcon } from 'lucide-react';
import { memo } from 'react';
import { Button } from 'react-aria-components';
import type { Language } from '../../ladder/definition.ts';
import { type EdgeRef, START } from '../../ladder/edges.ts';
import { useSaid } from '../app/said.ts';
import { type EditorStore, useEditor, useEditorStore } from '../draft/editor-store.ts';
import { wayWords } from '../steps/step-words.ts';
import type { Edge } from '../time-axis/edges.ts';
import { Menu } from '../ui/menu.tsx';
import { useCanvas } from './canvas-store.ts';
import styles from './plus.module.css';

interface PlusProps {
  edge: Edge;
  /** From the corner of the card that it belongs to. */
  x: number;
  y: number;
  from: string;
  isReached: boolean;
}

export const Plus = memo(function Plus({ edge, x, y, from, isReached }: PlusProps) {
  const { t, i18n } = useLingui();
  const said = useSaid();
  const store = useEditorStore();
  const to = useEditor(({ draft }) => draft.present.steps.find(({ id }) => id === edge.ways[0]?.to)?.name);
  const isTarget = useCanvas(({ dropping }) => dropping?.edge === edge);
  const isDropping = useCanvas(({ dropping }) => dropping !== null);
  const target = to ? said(to) : '';
  const label = t`Add a step between ‘${from}’ and ‘${target}’`;
  const shown = {
    style: { left: x, top: y },
    'data-target': isTarget || undefined,
    'data-ready': isDropping || undefined,
  };
  const [way, ...others] = edge.ways;
  if (!way) return null;
  const open = ({ from: step, port }: EdgeRef) => store.open({ is: 'insert', at: { from: step, port } });
  const button = (
    <Button
      aria-label={label}
      excludeFromTabOrder={!isReached}
      className={styles.plus!}
      {...shown}
      {...(others.length === 0 && { onPress: () => open(way) })}
    >
      <PlusIcon size={12} aria-hidden />
    </Button>
  );
  if (others.length === 0) return button;
  return (
    <Menu
      label={label}
      entries={edge.ways.map((one) => ({
        id: one.port,
        name: wordsFor(store, one, i18n.locale as Language) ?? t`on without an answer`,
        run: () => open(one),
      }))}
    >
      {button}
    </Menu>
  );
});

function wordsFor(store: EditorStore, { from, port }: EdgeRef, language: Language): string | null {
  const ladder = store.getState().draft.present;
  const step = ladder.steps.find(({ id }) => id === from);
  return step ? wayWords(ladder, step, { port }, language) : null;
}

/** The `+` before the first step. */
export function StartPlus({ isReached }: { isReached: boolean }) {
  const { t } = useLingui();
  const store = useEditorStore();
  return (
    <Button
      aria-label={t`Add a step at the beginning`}
      excludeFromTabOrder={!isReached}
      className={styles.plus!}
      style={{ left: 28, top: -16 }}
      onPress={() => store.open({ is: 'insert', at: START })}
    >
      <PlusIcon size={12} aria-hidden />
    </Button>
  );
}
