/**
 * The ladder on the axis of time: a step stands at its day, branches stand side by side. Everything drawn follows from the
 * document (`time-axis/layout.ts`); dragging a step changes its days, and nothing else.
 */
import '@xyflow/react/dist/base.css';
import { useLingui } from '@lingui/react/macro';
import { getRouteApi } from '@tanstack/react-router';
import { ReactFlow, ReactFlowProvider, useReactFlow, ViewportPortal } from '@xyflow/react';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Language } from '../../ladder/definition.ts';
import { useSaid } from '../app/said.ts';
import { useEditor, useEditorStore } from '../draft/editor-store.ts';
import { ExampleBar } from '../edit/example-bar.tsx';
import { useTimeline } from '../edit/timeline.ts';
import { type Layout, relayout } from '../time-axis/layout.ts';
import { Backdrop } from './backdrop.tsx';
import { CanvasContext, createCanvasStore, useCanvas, useCanvasStore } from './canvas-store.ts';
import { type Card, cardsOf } from './card.ts';
import { DERIVED } from './derived.ts';
import { type CanvasFlow, type Elements, elementsOf, type StepFlowNode } from './elements.ts';
import { EventsStrip } from './events-strip.tsx';
import { Ghosts } from './ghosts.tsx';
import { Kinds } from './kinds.tsx';
import styles from './ladder-canvas.module.css';
import { Ruler } from './ruler.tsx';
import { beginAt, bringIntoSight } from './sight.ts';
import { StepNode, WaitingContext } from './step-node.tsx';
import { useWaiting } from './waiting.ts';
import { WayEdge, wordsOn } from './way-edge.tsx';
import { ZoomBar } from './zoom-bar.tsx';

const nodeTypes = { step: StepNode };
const edgeTypes = { way: WayEdge };

const route = getRouteApi('/ladders/$id');

export function LadderCanvas() {
  const [canvas] = useState(createCanvasStore);
  const isReadOnly = useEditor((state) => state.isReadOnly);
  return (
    <CanvasContext value={canvas}>
      <ReactFlowProvider>
        <div className={styles.page}>
          <div className={styles.bar}>
            <ExampleBar />
            {!isReadOnly && <Kinds />}
          </div>
          <Drawn />
          <Told />
        </div>
      </ReactFlowProvider>
    </CanvasContext>
  );
}

function Drawn() {
  const { t } = useLingui();
  const editor = useEditorStore();
  const canvas = useCanvasStore();
  const { id } = route.useParams();
  const { layout, cards, elements } = useDrawing();
  const waiting = useWaiting(id);
  const unselect = useCallback(() => editor.select(null), [editor]);
  const begin = useCallback(
    (flow: CanvasFlow) => {
      if (canvas.drawn) beginAt(flow, canvas.drawn.layout);
    },
    [canvas],
  );
  return (
    <section className={styles.canvas} aria-label={t`The ladder on the axis of time`}>
      <WaitingContext value={waiting}>
        <ReactFlow
          nodes={elements.nodes}
          edges={elements.edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onInit={begin}
          onPaneClick={unselect}
          panOnScroll
          {...DERIVED}
        >
          <ViewportPortal>
            <Backdrop layout={layout} cards={cards} />
            <EventsStrip forms={layout.strip} />
            <Ghosts layout={layout} cards={cards} />
          </ViewportPortal>
        </ReactFlow>
      </WaitingContext>
      <Ruler layout={layout} />
      <ZoomBar />
      <ShowsSelected />
    </section>
  );
}

/** What is drawn of the draft; what did not change since the last drawing is the same value. */
function useDrawing(): { layout: Layout; cards: ReadonlyMap<string, Card>; elements: Elements<StepFlowNode> } {
  const { i18n } = useLingui();
  const canvas = useCanvasStore();
  const timeline = useTimeline();
  const unfolded = useCanvas((state) => state.unfolded);
  const last = useRef<{ layout: Layout; cards: Map<string, Card>; elements: Elements<StepFlowNode> } | null>(null);
  const { nominal } = timeline;
  const language = i18n.locale as Language;
  const drawing = useMemo(() => {
    const before = last.current;
    const layout = relayout(before?.layout ?? null, nominal, { unfolded });
    const cards = cardsOf(before?.cards ?? null, timeline, i18n);
    const elements = elementsOf<StepFlowNode>(before?.elements ?? null, layout, {
      type: 'step',
      dataOf: (node, edges) => {
        const card = cards.get(node.step);
        return card ? { node, card, edges, isStart: node.id === nominal.ladder.start } : null;
      },
      saidOn: (edge) => ({ words: wordsOn(edge, nominal, language), mark: null }),
    });
    return { layout, cards, elements };
  }, [timeline, nominal, unfolded, i18n, language]);
  useLayoutEffect(() => {
    last.current = drawing;
    canvas.drawn = { layout: drawing.layout, nominal };
  }, [canvas, drawing, nominal]);
  return drawing;
}

/** Brings the selected step into sight when it is chosen elsewhere, or a panel opens over it. */
function ShowsSelected() {
  const flow = useReactFlow();
  const canvas = useCanvasStore();
  const selected = useEditor((state) => state.selected);
  useEffect(() => {
    // After the panel beside the canvas has taken its room.
    const frame = requestAnimationFrame(() => {
      const node = canvas.drawn?.layout.nodes.find(({ id }) => id === selected);
      if (node) bringIntoSight(flow, node);
    });
    return () => cancelAnimationFrame(frame);
  }, [selected, flow, canvas]);
  return null;
}

/** What the last move by keyboard did, said aloud and shown. */
function Told() {
  const said = useSaid();
  const told = useCanvas((state) => state.told);
  return (
    <div role="status" className={styles.told} data-empty={told === null || undefined}>
      {told && said(told)}
    </div>
  );
}
