/** A layout as React Flow wants it. What did not change since the last one keeps its identity, so that it is not drawn anew. */
import type { Edge as FlowEdge, Node as FlowNode, ReactFlowInstance } from '@xyflow/react';
import type { Edge } from '../time-axis/edges.ts';
import type { Layout, LayoutNode } from '../time-axis/layout.ts';
import type { Card } from './card.ts';

export interface StepNodeData extends Record<string, unknown> {
  node: LayoutNode;
  card: Card;
  /** The lines that leave it, for their `+`. */
  edges: readonly Edge[];
  isStart: boolean;
}
export type StepFlowNode = FlowNode<StepNodeData, 'step'>;

export interface WayEdgeData extends Record<string, unknown> {
  edge: Edge;
  words: string | null;
  /** An end hangs beside it, and leaves little room for words. */
  isNarrow: boolean;
}
export type WayFlowEdge = FlowEdge<WayEdgeData, 'way'>;

export type CanvasFlow = ReactFlowInstance<StepFlowNode, WayFlowEdge>;

export interface Elements {
  nodes: StepFlowNode[];
  edges: WayFlowEdge[];
}

/** Screen readers meet the cards themselves, which say what follows on what. */
const HIDDEN = { 'aria-hidden': true } as const;

/** The nodes and edges of a layout; `wordsOf` says what stands on an edge. */
export function elementsOf(
  previous: Elements | null,
  layout: Layout,
  start: string,
  cards: ReadonlyMap<string, Card>,
  wordsOf: (edge: Edge) => string | null,
): Elements {
  const leaving = Map.groupBy(layout.edges, ({ source }) => source);
  const oldNodes = new Map(previous?.nodes.map((node) => [node.id, node]));
  const oldEdges = new Map(previous?.edges.map((edge) => [edge.id, edge]));
  const nodes = layout.nodes.flatMap((node): StepFlowNode[] => {
    const card = cards.get(node.step);
    if (!card) return [];
    const data = { node, card, edges: leaving.get(node.id) ?? NONE, isStart: node.id === start };
    const old = oldNodes.get(node.id);
    if (old && isSame(old.data, data)) return [old];
    const { id, x, y, width, height } = node;
    return [
      {
        id,
        type: 'step',
        position: { x, y },
        width,
        height,
        data,
        draggable: false,
        selectable: false,
        focusable: false,
        connectable: false,
        domAttributes: { 'aria-roledescription': undefined } as object,
      },
    ];
  });
  const edges = layout.edges.map((edge): WayFlowEdge => {
    const isNarrow = leaving.get(edge.source)!.some(({ route }) => route === 'ending');
    const data = { edge, words: wordsOf(edge), isNarrow };
    const old = oldEdges.get(edge.id);
    if (old?.data && old.data.edge === edge && old.data.words === data.words && old.data.isNarrow === isNarrow)
      return old;
    const { id, source, target } = edge;
    const fixed = { selectable: false, focusable: false, deletable: false, reconnectable: false };
    return { id, source, target, type: 'way', data, ...fixed, domAttributes: HIDDEN };
  });
  return {
    nodes: keptList(previous?.nodes, nodes),
    edges: keptList(previous?.edges, edges),
  };
}

const NONE: readonly Edge[] = [];

function isSame(a: StepNodeData, b: StepNodeData): boolean {
  return (
    a.node === b.node &&
    a.card === b.card &&
    a.isStart === b.isStart &&
    a.edges.length === b.edges.length &&
    a.edges.every((edge, index) => edge === b.edges[index])
  );
}

function keptList<Item>(before: Item[] | undefined, now: Item[]): Item[] {
  return before?.length === now.length && before.every((item, index) => item === now[index]) ? before : now;
}
