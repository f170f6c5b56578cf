/** Kinds of steps, to be dragged onto a `+`; pressed, one comes after the step that is selected. */
import { useLingui } from '@lingui/react/macro';
import { useReactFlow } from '@xyflow/react';
import { Banknote, GitFork, ListChecks, type LucideIcon, Mail, Phone, Stamp, Truck } from 'lucide-react';
import type { PointerEvent as ReactPointerEvent } from 'react';
import { mainPort } from '../../ladder/edges.ts';
import { selectedStep } from '../actions/selected.ts';
import type { NewStep } from '../document/command.ts';
import { type EditorStore, useEditorStore } from '../draft/editor-store.ts';
import { KIND_NAMES } from '../steps/step-words.ts';
import type { Edge, Point } from '../time-axis/edges.ts';
import { type CanvasStore, useCanvas, useCanvasStore } from './canvas-store.ts';
import styles from './kinds.module.css';

const KINDS: readonly { step: NewStep; icon: LucideIcon }[] = [
  { step: { kind: 'send', notice: 'reminder' }, icon: Mail },
  { step: { kind: 'call' }, icon: Phone },
  { step: { kind: 'task' }, icon: ListChecks },
  { step: { kind: 'decide' }, icon: GitFork },
  { step: { kind: 'approve' }, icon: Stamp },
  { step: { kind: 'charge', charge: 'collection-costs' }, icon: Banknote },
  { step: { kind: 'deliveries', action: 'hold' }, icon: Truck },
];

/** So near to a `+`, in pixels of the screen, a kind falls on it. */
const CATCHES_PX = 72;
const STARTS_AT_PX = 5;

/** Why a kind that was pressed went nowhere. */
const NOTHING_SELECTED = {
  nl: 'Kies eerst de stap waarna deze komt, of sleep hem naar een plus.',
  en: 'First choose the step after which it comes, or drag it onto a plus.',
};

export function Kinds() {
  const { t, i18n } = useLingui();
  const editor = useEditorStore();
  const canvas = useCanvasStore();
  const flow = useReactFlow();
  const dropping = useCanvas((state) => state.dropping);
  return (
    <div className={styles.kinds} role="toolbar" aria-label={t`Kinds of steps`}>
      {KINDS.map(({ step, icon: Icon }) => {
        const name = i18n._(KIND_NAMES[step.kind]);
        return (
          <button
            key={step.kind}
            type="button"
            className={styles.kind}
            title={t`${name}: drag it onto a plus, or press to add it after the selected step`}
            onPointerDown={(event) =>
              beginDrop(event, { name, step }, { editor, canvas, toScreen: flow.flowToScreenPosition })
            }
            onClick={() => {
              if (canvas.ignoresClick) canvas.ignoresClick = false;
              else insertAfterSelected(editor, step);
            }}
          >
            <Icon size={16} aria-hidden />
            <span>{name}</span>
          </button>
        );
      })}
      {dropping && (
        <div
          className={styles.held}
          data-over={dropping.edge !== null || undefined}
          style={{ left: dropping.x, top: dropping.y }}
        >
          {dropping.kind}
        </div>
      )}
    </div>
  );
}

function insertAfterSelected(editor: EditorStore, step: NewStep): void {
  const after = selectedStep(editor.getState());
  const port = after && mainPort(after);
  if (!after || !port) return editor.refuse(NOTHING_SELECTED);
  const edited = editor.run({ type: 'insert_step', at: { from: after.id, port }, step });
  if (edited) editor.select(edited.added[0] ?? null);
}

interface DropParts {
  editor: EditorStore;
  canvas: CanvasStore;
  toScreen: (point: Point) => Point;
}

function beginDrop(
  down: ReactPointerEvent,
  { name, step }: { name: string; step: NewStep },
  { editor, canvas, toScreen }: DropParts,
): void {
  canvas.ignoresClick = false;
  if (down.button !== 0) return;
  const { clientX, clientY } = down;
  const onMove = ({ clientX: x, clientY: y }: PointerEvent): void => {
    if (canvas.getState().dropping === null && Math.hypot(x - clientX, y - clientY) < STARTS_AT_PX) return;
    const edges = canvas.drawn?.layout.edges ?? [];
    canvas.setState({ dropping: { kind: name, step, x, y, edge: nearest(edges, { x, y }, toScreen) } });
  };
  const end = (drops: boolean): void => {
    window.removeEventListener('pointermove', onMove);
    window.removeEventListener('pointerup', onUp);
    window.removeEventListener('pointercancel', onCancel);
    window.removeEventListener('keydown', onKeyDown, true);
    const { dropping } = canvas.getState();
    if (dropping === null) return;
    canvas.ignoresClick = true;
    canvas.setState({ dropping: null });
    const way = dropping.edge?.ways[0];
    if (!drops || !way) return;
    const edited = editor.run({ type: 'insert_step', at: { from: way.from, port: way.port }, step });
    if (edited) editor.select(edited.added[0] ?? null);
  };
  const onUp = () => end(true);
  const onCancel = () => end(false);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') end(false);
  };
  window.addEventListener('pointermove', onMove);
  window.addEventListener('pointerup', onUp);
  window.addEventListener('pointercancel', onCancel);
  window.addEventListener('keydown', onKeyDown, true);
}

/** The nearest edge whose `+` is near; one that stands for several ways is asked about by its own `+`. */
function nearest(edges: readonly Edge[], at: Point, toScreen: (point: Point) => Point): Edge | null {
  let found: { edge: Edge; distance: number } | null = null;
  for (const edge of edges) {
    if (edge.ways.length !== 1) continue;
    const { x, y } = toScreen(edge.plus);
    const distance = Math.hypot(x - at.x, y - at.y);
    if (distance <= CATCHES_PX && (!found || distance < found.distance)) found = { edge, distance };
  }
  return found?.edge ?? null;
}
