/** Which step lies above, below and beside another on the canvas, for arrow keys. */
import type { LayoutNode } from '../time-axis/layout.ts';

export type Direction = 'up' | 'down' | 'left' | 'right';

/** The nearest node in a direction: in its own lane, or in the nearest lane beside it; null where there is none. */
export function neighbour(nodes: readonly LayoutNode[], id: string, to: Direction): LayoutNode | null {
  const self = nodes.find((node) => node.id === id);
  if (!self) return null;
  const others = nodes.filter((node) => node.id !== id && node.endOf === null);
  if (to === 'up' || to === 'down') {
    const way = to === 'down' ? 1 : -1;
    return nearest(
      others.filter((node) => node.lane === self.lane && (node.y - self.y) * way > 0),
      (node) => Math.abs(node.y - self.y),
    );
  }
  const way = to === 'right' ? 1 : -1;
  const beside = others.filter((node) => (node.lane - self.lane) * way > 0);
  const lane = nearest(beside, (node) => Math.abs(node.lane - self.lane))?.lane;
  return nearest(
    beside.filter((node) => node.lane === lane),
    (node) => Math.abs(node.y - self.y),
  );
}

function nearest(nodes: readonly LayoutNode[], distance: (node: LayoutNode) => number): LayoutNode | null {
  return nodes.reduce<LayoutNode | null>((a, b) => (a !== null && distance(a) <= distance(b) ? a : b), null);
}
