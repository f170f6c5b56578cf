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

/** What is said on an edge. */
export interface OnEdge {
  words: string | null;
  /** Of two versions: only the old one has it, or only the new one. */
  mark: 'went' | 'came' | null;
}

export interface WayEdgeData extends OnEdge, Record<string, unknown> {
  edge: Edge;
  /** An end hangs beside it, and leaves little room for words. */
  isNarrow: boolean;
}
export type WayFlowEdge = FlowEdge<WayEdgeData, 'way'>;

/** What moves the view of a canvas, whatever is drawn on it. */
export type CanvasFlow = Pick<
  ReactFlowInstance,
  'getViewport' | 'setViewport' | 'screenToFlowPosition' | 'flowToScreenPosition'
>;

export interface Elements<Node extends FlowNode> {
  nodes: Node[];
  edges: WayFlowEdge[];
}

/** From what nodes and edges are drawn. */
export interface Drawing<Node extends FlowNode> {
  type: NonNullable<Node['type']>;
  /** Of a node, with the lines that leave it; null leaves it out. */
  dataOf: (node: LayoutNode, leaving: readonly Edge[]) => Node['data'] | null;
  saidOn: (edge: Edge) => OnEdge;
}

const NONE: readonly Edge[] = [];
/** Screen readers meet the cards themselves, which say what follows on what. */
const HIDDEN = { 'aria-hidden': true } as const;
/** What a person does with a card is told to the card. */
const STILL = { draggable: false, selectable: false, focusable: false, connectable: false } as const;
const FIXED = { selectable: false, focusable: false, deletable: false, reconnectable: false } as const;

/** The nodes and edges of a layout. */
export function elementsOf<Node extends FlowNode>(
  previous: Elements<Node> | null,
  layout: Pick<Layout, 'nodes' | 'edges'>,
  { type, dataOf, saidOn }: Drawing<Node>,
): Elements<Node> {
  const leaving = Map.groupBy(layout.edges, ({ source }) => source);
  const oldNodes = new Map(previous?.nodes.map((node) => [node.id, node]));
  const oldEdges = new Map(previous?.edges.map((edge) => [edge.id, edge]));
  const nodes = layout.nodes.flatMap((node): Node[] => {
    const data = dataOf(node, leaving.get(node.id) ?? NONE);
    if (!data) return [];
    const old = oldNodes.get(node.id);
    if (old && isSame(old.data, data)) return [old];
    const { id, x, y, width, height } = node;
    const domAttributes = { 'aria-roledescription': undefined } as object;
    return [{ id, type, position: { x, y }, width, height, data, ...STILL, domAttributes } as unknown as Node];
  });
  const edges = layout.edges.map((edge): WayFlowEdge => {
    const isNarrow = leaving.get(edge.source)!.some(({ route }) => route === 'ending');
    const data = { edge, isNarrow, ...saidOn(edge) };
    const old = oldEdges.get(edge.id);
    if (old?.data && isSame(old.data, data)) return old;
    const { id, source, target } = edge;
    return { id, source, target, type: 'way', data, ...FIXED, domAttributes: HIDDEN };
  });
  return {
    nodes: keptList(previous?.nodes, nodes),
    edges: keptList(previous?.edges, edges),
  };
}

/** True where each part is the very same, or a list of the very same. */
function isSame(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  return Object.entries(b).every(([member, value]) => {
    const other = a[member];
    if (value === other) return true;
    return Array.isArray(value) && Array.isArray(other) && keptList(other, value) === other;
  });
}

function keptList<Item>(before: Item[] | undefined, now: Item[]): Item[] {
  return before?.length === now.length && before.every((item, index) => item === now[index]) ? before : now;
}
