/** What one canvas knows beyond the document: what is dragged over it, which folds are open, and what was said of a move. */
import { createContext, useContext } from 'react';
import { createStore, type StoreApi, useStore } from 'zustand';
import type { Localised, StepId } from '../../ladder/definition.ts';
import type { NewStep } from '../document/command.ts';
import type { Drag } from '../time-axis/drag.ts';
import type { Edge } from '../time-axis/edges.ts';
import type { Layout, LayoutNode } from '../time-axis/layout.ts';
import type { Nominal } from '../time-axis/nominal.ts';
import type { DayRange } from '../time-axis/scale.ts';

/** A step under the hand: where it stood, and what becomes of the ladder where it is now. */
export interface Dragging {
  node: LayoutNode;
  found: Drag;
  /** The step itself and those that move along; the same set while they are the same. */
  moving: ReadonlySet<StepId>;
  /** The heights between which the canvas is in sight, with some room: what lies beyond is not drawn. */
  sight: { top: number; bottom: number };
}

/** A kind of step under the hand, on its way to an edge. */
export interface Dropping {
  kind: string;
  step: NewStep;
  /** On the screen. */
  x: number;
  y: number;
  /** The edge on which it falls when it is let go. */
  edge: Edge | null;
}

export interface CanvasState {
  /** Ranges of days whose folds a person opened. */
  unfolded: readonly DayRange[];
  dragging: Dragging | null;
  dropping: Dropping | null;
  /** What the last move by keyboard did, for screen readers and below the canvas; null says nothing. */
  told: Localised | null;
}

export interface CanvasStore extends StoreApi<CanvasState> {
  /** What is drawn now. */
  drawn: { layout: Layout; nominal: Nominal } | null;
  /** The click that ends a drag chooses nothing. */
  ignoresClick: boolean;
}

export function createCanvasStore(): CanvasStore {
  const store = createStore<CanvasState>(() => ({ unfolded: [], dragging: null, dropping: null, told: null }));
  return { ...store, drawn: null, ignoresClick: false };
}

export const CanvasContext = createContext<CanvasStore | null>(null);

export function useCanvasStore(): CanvasStore {
  const store = useContext(CanvasContext);
  if (!store) throw new Error('No canvas is drawn here.');
  return store;
}

/** A part of the state; the component is drawn again only when that part changes. */
export function useCanvas<Part>(select: (state: CanvasState) => Part): Part {
  return useStore(useCanvasStore(), select);
}
