/** A step on the canvas: its card, below it the time that a call or task lasts, and the `+` of each way out. */
import { useLingui } from '@lingui/react/macro';
import { type NodeProps, useReactFlow } from '@xyflow/react';
import { Users } from 'lucide-react';
import { createContext, type KeyboardEvent, memo, use } from 'react';
import type { StepId } from '../../ladder/definition.ts';
import { STEP_ACTIONS } from '../actions/actions.ts';
import { isPressed } from '../actions/keys.ts';
import { useEditor, useEditorStore } from '../draft/editor-store.ts';
import { ProblemBadge } from '../problems/problem-badge.tsx';
import { NODE_HEIGHT } from '../time-axis/layout.ts';
import { Badge } from '../ui/badge.tsx';
import { useCanvas, useCanvasStore } from './canvas-store.ts';
import { CardFace, EndFace, Hidden, Lasts } from './card-face.tsx';
import type { StepFlowNode } from './elements.ts';
import { type Direction, neighbour } from './neighbours.ts';
import { nudge } from './nudge.ts';
import { Plus, StartPlus } from './plus.tsx';
import { bringIntoSight } from './sight.ts';
import { beginDrag } from './step-drag.ts';
import styles from './step-node.module.css';

/** How many invoices wait at each step. */
export const WaitingContext = createContext<ReadonlyMap<StepId, number>>(new Map());

const ARROWS: Record<string, Direction> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' };
const DAYS_IN_A_WEEK = 7;

/** Brings the focus to the card of a node. */
export function focusCard(id: string): void {
  document.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });
}

export const StepNode = memo(function StepNode({ data: { node, card, edges, isStart } }: NodeProps<StepFlowNode>) {
  const { t } = useLingui();
  const editor = useEditorStore();
  const canvas = useCanvasStore();
  const flow = useReactFlow();
  const waiting = use(WaitingContext);
  const isSelected = useEditor(({ selected }) => selected === card.id);
  const isReadOnly = useEditor((state) => state.isReadOnly);
  const isMoving = useCanvas(({ dragging }) => dragging?.moving.has(card.id) ?? false);
  const count = waiting.get(card.id) ?? 0;

  const move = (by: number): void => {
    const { drawn } = canvas;
    const found = drawn && nudge(drawn.nominal, card.id, by);
    if (!found) return;
    const moved = found.timings.size > 0 && found.day !== found.from;
    if (moved) {
      const timings = [...found.timings].map(([step, when]) => ({ step, when }));
      editor.run({ type: 'set_timings', step: card.id, timings });
    }
    canvas.setState({
      told: moved ? said(card.name, found.from, found.day, found.sentence) : (found.stop?.sentence ?? null),
    });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>): void => {
    const arrow = ARROWS[event.key];
    // The keys of a step are about the card that has the focus.
    if (STEP_ACTIONS.some(({ keys }) => keys?.some((one) => isPressed(one, event.nativeEvent)))) editor.select(card.id);
    if (!arrow || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.altKey) {
      if (!isReadOnly && (arrow === 'up' || arrow === 'down'))
        move((arrow === 'down' ? 1 : -1) * (event.shiftKey ? DAYS_IN_A_WEEK : 1));
      return;
    }
    const next = canvas.drawn && neighbour(canvas.drawn.layout.nodes, node.id, arrow);
    if (!next) return;
    if (editor.getState().selected !== null) editor.select(next.step);
    focusCard(next.id);
    bringIntoSight(flow, next);
  };

  if (node.endOf !== null) {
    return (
      <div className={styles.node}>
        <Hidden />
        <div className={styles.end} data-hangs title={card.name}>
          <EndFace card={card} />
        </div>
      </div>
    );
  }
  if (card.step.kind === 'end') {
    return (
      <div className={styles.node}>
        <Hidden />
        <button
          type="button"
          data-card={node.id}
          aria-pressed={isSelected}
          title={card.name}
          className={`${styles.end}`}
          onClick={() => editor.select(isSelected ? null : card.id)}
          onKeyDown={onKeyDown}
        >
          <EndFace card={card} />
        </button>
      </div>
    );
  }
  const isMovable = 'when' in card.step && !isReadOnly;
  return (
    <div className={styles.node} data-moving={isMoving || undefined}>
      <Hidden />
      <Lasts node={node} />
      <button
        type="button"
        data-card={node.id}
        data-kind={node.kind}
        data-timed={isMovable || undefined}
        aria-pressed={isSelected}
        className={`${styles.card}`}
        style={{ height: NODE_HEIGHT[node.kind] }}
        ref={isMovable ? keepsHand : undefined}
        onPointerDown={(event) => beginDrag(event.nativeEvent, card.id, { editor, canvas, flow })}
        onClick={() => {
          if (canvas.ignoresClick) canvas.ignoresClick = false;
          else editor.select(isSelected ? null : card.id);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => canvas.setState({ told: null })}
      >
        <CardFace card={card}>
          {count > 0 && (
            <Badge kind="accent">
              <Users size={11} aria-hidden />
              {count}
              <span className={styles.spoken}>{t`waiting`}</span>
            </Badge>
          )}
          <ProblemBadge step={card.id} />
        </CardFace>
      </button>
      {node.ticks.map(({ day, y }, index) =>
        index === 0 ? null : (
          <span
            key={`${day}:${y}`}
            className={styles.tick}
            style={{ top: Math.min(y - node.y, node.height - 2) }}
            title={t`attempt ${index + 1}: day ${day}`}
          />
        ),
      )}
      {isStart && !isReadOnly && <StartPlus isReached={isSelected} />}
      {!isReadOnly &&
        edges.map((edge) => (
          <Plus
            key={edge.id}
            edge={edge}
            x={edge.plus.x - node.x}
            y={edge.plus.y - node.y}
            from={card.name}
            isReached={isSelected}
          />
        ))}
    </div>
  );
});

/** A hand that goes down on a card moves it, and not the canvas behind it; a wheel still scrolls. */
function keepsHand(card: HTMLElement | null): (() => void) | undefined {
  if (!card) return undefined;
  const keep = (event: Event) => event.stopPropagation();
  const take = (event: Event): void => {
    keep(event);
    // No text is selected on the way, which a browser would look for at every move.
    event.preventDefault();
    card.focus({ preventScroll: true });
  };
  card.addEventListener('mousedown', take);
  card.addEventListener('touchstart', keep, { passive: true });
  return () => {
    card.removeEventListener('mousedown', take);
    card.removeEventListener('touchstart', keep);
  };
}

function said(name: string, from: number, to: number, along: { nl: string; en: string }) {
  return { nl: `${name}: dag ${from} → ${to}; ${along.nl}`, en: `${name}: day ${from} → ${to}; ${along.en}` };
}
