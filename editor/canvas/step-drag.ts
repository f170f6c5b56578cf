/**
 * A step under the hand. While it moves nothing of the ladder changes: the canvas stays as it is drawn, and what would become
 * of the ladder is worked out for the day under the hand. It is one edit when it is let go; Escape lets go without one.
 */

import { flushSync } from 'react-dom';
import type { StepId } from '../../ladder/definition.ts';
import type { EditorStore } from '../draft/editor-store.ts';
import { type Drag, drag } from '../time-axis/drag.ts';
import { isTimed } from '../time-axis/graph.ts';
import type { LayoutNode } from '../time-axis/layout.ts';
import { type DayRange, nearestDay, type Scale, yOf } from '../time-axis/scale.ts';
import type { CanvasStore } from './canvas-store.ts';
import type { CanvasFlow } from './elements.ts';

/** So far a hand moves before it drags; a finger trembles more. */
const STARTS_AT_PX = { mouse: 4, touch: 9 };
/** What is drawn of a drag reaches so far beyond what is in sight, and follows it in such steps. */
const SIGHT_PX = 256;
/** Nearer than this to the edge of the canvas, the canvas moves along. */
const EDGE_PX = 48;
const EDGE_SPEED_PX = 9;

export interface DragParts {
  editor: EditorStore;
  canvas: CanvasStore;
  flow: CanvasFlow;
}

/** Follows a pointer that went down on a card, until it is let go. */
export function beginDrag(down: PointerEvent, id: string, { editor, canvas, flow }: DragParts): void {
  canvas.ignoresClick = false;
  const { drawn } = canvas;
  const step = drawn?.nominal.graph.steps.get(id);
  const card = down.target as HTMLElement;
  const ground = card.closest<HTMLElement>('.react-flow');
  if (down.button !== 0 || editor.getState().isReadOnly || !step || !isTimed(step) || !ground) return;
  const pane = ground.getBoundingClientRect();
  const startsAt = down.pointerType === 'touch' ? STARTS_AT_PX.touch : STARTS_AT_PX.mouse;
  const before = canvas.getState().unfolded;
  const hand = { x: down.clientX, y: down.clientY, alt: down.altKey };
  let grip: { node: LayoutNode; scale: Scale; within: number; row: number } | null = null;
  let last = '';
  let frame = 0;
  // A hand goes back and forth over the same days.
  const known = new Map<string, Drag | null>();
  const found = (asked: number): Drag | null => {
    const key = `${asked} ${hand.alt}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const now = drag(canvas.drawn!.nominal, id, asked, { keepFollowers: hand.alt });
    known.set(key, now);
    return now;
  };

  const start = (): void => {
    // The canvas is a layer of its own as long as it lasts: what moves over it does not have it painted anew.
    ground.dataset.dragging = '';
    card.setPointerCapture(down.pointerId);
    const stood = canvas.drawn!.layout.nodes.find((node) => node.id === id)!;
    const grabbed = flow.screenToFlowPosition({ x: down.clientX, y: down.clientY }).y - stood.y;
    // Quiet days beside the step are opened: it may be brought to any of them.
    flushSync(() => canvas.setState({ unfolded: opened(before, canvas.drawn!.layout.scale, stood.day) }));
    const node = canvas.drawn!.layout.nodes.find((one) => one.id === id)!;
    hold(stood.y, node.y);
    const { scale } = canvas.drawn!.layout;
    grip = { node, scale, within: grabbed, row: node.y - yOf(scale, node.day) };
  };
  /** Keeps on its place on the screen what stood at a height and stands at another now. */
  const hold = (from: number, to: number): void => {
    const { x, y, zoom } = flow.getViewport();
    void flow.setViewport({ x, y: y - (to - from) * zoom, zoom });
  };
  const look = (): void => {
    if (!grip) return;
    const top = flow.screenToFlowPosition(hand).y - grip.within - grip.row;
    const asked = nearestDay(grip.scale, top);
    const { y, zoom } = flow.getViewport();
    const above = Math.floor(-y / SIGHT_PX);
    const now = `${asked} ${hand.alt} ${above}`;
    if (now === last) return;
    last = now;
    const there = found(asked);
    if (!there) return;
    const sight = {
      top: ((above - 1) * SIGHT_PX) / zoom,
      bottom: ((above + 2) * SIGHT_PX + pane.height) / zoom,
    };
    const moving = kept(canvas.getState().dragging?.moving, [id, ...there.moved.map((shift) => shift.step)]);
    canvas.setState({ dragging: { node: grip.node, found: there, moving, sight } });
  };
  const follow = (): void => {
    const over = Math.max(0, EDGE_PX - (hand.y - pane.top)) - Math.max(0, EDGE_PX - (pane.bottom - hand.y));
    if (over !== 0) {
      const { x, y, zoom } = flow.getViewport();
      void flow.setViewport({
        x,
        y: y + (Math.max(-EDGE_PX, Math.min(EDGE_PX, over)) / EDGE_PX) * EDGE_SPEED_PX,
        zoom,
      });
    }
    look();
    frame = requestAnimationFrame(follow);
  };
  const end = (keeps: boolean): void => {
    cancelAnimationFrame(frame);
    for (const [name, listener] of listeners) window.removeEventListener(name, listener as EventListener);
    if (!grip) return;
    delete ground.dataset.dragging;
    canvas.ignoresClick = true;
    const { dragging } = canvas.getState();
    const { scale, node, row } = grip;
    const shown = yOf(scale, keeps && dragging ? dragging.found.day : node.day) + row;
    flushSync(() => {
      if (keeps && dragging && dragging.found.timings.size > 0) {
        const timings = [...dragging.found.timings].map(([moved, when]) => ({ step: moved, when }));
        editor.settle();
        editor.run({ type: 'set_timings', step: id, timings });
        editor.settle();
      }
      canvas.setState({ dragging: null, unfolded: before });
    });
    const now = canvas.drawn!.layout.nodes.find((one) => one.id === id);
    if (now) hold(shown, now.y);
  };
  const listeners: [string, (event: never) => void][] = [
    [
      'pointermove',
      (event: PointerEvent) => {
        if (event.pointerId !== down.pointerId) return;
        Object.assign(hand, { x: event.clientX, y: event.clientY, alt: event.altKey });
        if (!grip && Math.abs(event.clientY - down.clientY) > startsAt) {
          start();
          frame = requestAnimationFrame(follow);
        }
      },
    ],
    ['pointerup', (event: PointerEvent) => event.pointerId === down.pointerId && end(true)],
    ['pointercancel', () => end(false)],
    ['blur', () => end(false)],
    [
      'keydown',
      (event: KeyboardEvent) => {
        if (event.key === 'Escape') end(false);
        else if (event.key === 'Alt') hand.alt = true;
        else return;
        event.preventDefault();
      },
    ],
    ['keyup', (event: KeyboardEvent) => event.key === 'Alt' && Object.assign(hand, { alt: false })],
  ];
  for (const [name, listener] of listeners) window.addEventListener(name, listener as EventListener);
}

/** The set of before where it holds the same. */
function kept(before: ReadonlySet<StepId> | undefined, now: readonly StepId[]): ReadonlySet<StepId> {
  return before?.size === now.length && now.every((step) => before.has(step)) ? before : new Set(now);
}

/** Opens the folds just before and just after a day. */
function opened(unfolded: readonly DayRange[], { folds }: Scale, day: number): readonly DayRange[] {
  const above = folds.findLast(({ to }) => to <= day);
  const below = folds.find(({ from }) => from >= day);
  return [...unfolded, ...[above, below].flatMap((fold) => (fold ? [{ from: fold.from, to: fold.to }] : []))];
}
