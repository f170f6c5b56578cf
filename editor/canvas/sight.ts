/** What of the canvas is in sight: where it opens, and how a step is brought into view. */
import { type Layout, type LayoutNode, RULER_WIDTH } from '../time-axis/layout.ts';
import type { CanvasFlow } from './elements.ts';

/** Below this cards cannot be read: a wide ladder then begins at its left. */
const READABLE_ZOOM = 0.7;
const MARGIN_PX = 24;

const pane = () => document.querySelector('.react-flow')?.getBoundingClientRect();

/** Opens on the beginning of a ladder, as large as its lanes allow. */
export function beginAt(flow: CanvasFlow, layout: Pick<Layout, 'width'>): void {
  const box = pane();
  if (!box) return;
  const zoom = Math.max(READABLE_ZOOM, Math.min(1, box.width / (layout.width + MARGIN_PX)));
  void flow.setViewport({ x: 0, y: MARGIN_PX, zoom });
}

/** Moves the canvas no further than is needed for a node to be seen, beside the ruler. */
export function bringIntoSight(flow: CanvasFlow, node: LayoutNode): void {
  const box = pane();
  if (!box) return;
  const { x, y, zoom } = flow.getViewport();
  const [left, top] = [node.x * zoom + x, node.y * zoom + y];
  const [right, bottom] = [left + node.width * zoom, top + node.height * zoom];
  const ruler = RULER_WIDTH * zoom;
  const dx = left < ruler ? ruler - left : Math.min(0, box.width - MARGIN_PX - right);
  const dy = top < MARGIN_PX ? MARGIN_PX - top : Math.min(0, box.height - 2 * MARGIN_PX - bottom);
  if (dx !== 0 || dy !== 0) void flow.setViewport({ x: x + dx, y: y + dy, zoom }, { duration: 160 });
}
