import type { ReactFlowProps } from '@xyflow/react';

/** Everything drawn follows from the document: of what React Flow lets people do to a graph, nothing is left but to look. */
export const DERIVED = {
  minZoom: 0.15,
  maxZoom: 1.6,
  nodesDraggable: false,
  nodesConnectable: false,
  nodesFocusable: false,
  edgesFocusable: false,
  elementsSelectable: false,
  disableKeyboardA11y: true,
  deleteKeyCode: null,
  selectionKeyCode: null,
  multiSelectionKeyCode: null,
  zoomOnDoubleClick: false,
  zoomOnScroll: false,
  proOptions: { hideAttribution: true },
} as const satisfies ReactFlowProps;
