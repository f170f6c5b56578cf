import '@xyflow/react/dist/base.css';
import { useLingui } from '@lingui/react/macro';
import { ReactFlow, ReactFlowProvider, useReactFlow, ViewportPortal } from '@xyflow/react';
import { type KeyboardEvent, useCallback, useMemo, useState } from 'react';
import type { Language } from '../../ladder/definition.ts';
import { type Layout, layout, NODE_WIDTH } from '../time-axis/layout.ts';
import { nominalDays } from '../time-axis/nominal.ts';
import { realDays } from '../time-axis/real.ts';
import { layoutOfTwo, type TwoLayout, twoVersions } from '../time-axis/two-versions.ts';
import { Backdrop } from './backdrop.tsx';
import { CanvasContext, createCanvasStore, useCanvas } from './canvas-store.ts';
import { cardsOf } from './card.ts';
import { DERIVED } from './derived.ts';
import { elementsOf } from './elements.ts';
import { Legend } from './highlights.tsx';
import type { Highlight, LadderPictureProps } from './ladder-picture.tsx';
import styles from './picture.module.css';
import { type PictureFlowNode, PictureNode } from './picture-node.tsx';
import { Ruler } from './ruler.tsx';
import { beginAt } from './sight.ts';
import { WayEdge, wordsOn } from './way-edge.tsx';
import { ZoomBar } from './zoom-bar.tsx';

const nodeTypes = { picture: PictureNode };
const edgeTypes = { way: WayEdge };

/** How far an arrow key moves the picture. */
const KEY_PX = 80;

export function Picture(props: LadderPictureProps) {
  const [canvas] = useState(createCanvasStore);
  return (
    <CanvasContext value={canvas}>
      <ReactFlowProvider>
        <Drawn {...props} />
      </ReactFlowProvider>
    </CanvasContext>
  );
}

function Drawn({ label, changed = NOTHING, ...versions }: LadderPictureProps) {
  const { drawn, cards, elements, marks } = useDrawing(versions, changed);
  const flow = useReactFlow();
  const begin = useCallback(() => beginAt(flow, drawn), [flow, drawn]);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const by = ARROWS[event.key];
    if (!by || event.target !== event.currentTarget) return;
    event.preventDefault();
    const { x, y, zoom } = flow.getViewport();
    void flow.setViewport({ x: x - by[0] * KEY_PX, y: y - by[1] * KEY_PX, zoom });
  };
  return (
    <div className={styles.picture}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it is moved by arrow keys, as what scrolls is */}
      <section className={styles.canvas} aria-label={label} tabIndex={0} onKeyDown={onKeyDown}>
        <ReactFlow
          nodes={elements.nodes}
          edges={elements.edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onInit={begin}
          // The page that it stands in scrolls.
          preventScrolling={false}
          {...DERIVED}
        >
          <ViewportPortal>
            <Backdrop layout={drawn} cards={cards} />
            <Moved layout={drawn} />
          </ViewportPortal>
        </ReactFlow>
        <Ruler layout={drawn} />
        <ZoomBar />
      </section>
      <Legend marks={marks} hasMoved={drawn.moved.length > 0} />
    </div>
  );
}

const NOTHING: ReadonlySet<string> = new Set();
const ARROWS: Record<string, readonly [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function useDrawing(
  { ladder, before = null, example }: Pick<LadderPictureProps, 'ladder' | 'before' | 'example'>,
  changed: ReadonlySet<string>,
) {
  const { i18n } = useLingui();
  const language = i18n.locale as Language;
  const unfolded = useCanvas((state) => state.unfolded);
  const axis = useMemo(() => {
    const after = nominalDays(ladder, example);
    const two = before === null ? null : twoVersions(nominalDays(before, example), after);
    return { after, two, shown: two?.both ?? after, real: realDays(after) };
  }, [ladder, before, example]);
  const drawn = useMemo((): TwoLayout => {
    const { after, two } = axis;
    return narrowed(two ? layoutOfTwo(two, { unfolded }) : { ...layout(after, { unfolded }), ...ALONE });
  }, [axis, unfolded]);
  return useMemo(() => {
    const { after, two, shown, real } = axis;
    const cards = cardsOf(null, { nominal: shown, real }, i18n);
    const was = new Map(drawn.moved.map((moved) => [moved.id, moved.was]));
    const markOf = (id: string, step: string): Highlight | null => {
      if (drawn.went.has(id)) return 'removed';
      if (drawn.came.has(id)) return 'added';
      return changed.has(step) || was.has(id) ? 'changed' : null;
    };
    const elements = elementsOf<PictureFlowNode>(null, drawn, {
      type: 'picture',
      dataOf: (node) => {
        const card = cards.get(node.step);
        return card ? { node, card, mark: markOf(node.id, node.step), was: was.get(node.id) ?? null } : null;
      },
      saidOn: (edge) => {
        const isGone = drawn.went.has(edge.id);
        const mark = isGone ? 'went' : drawn.came.has(edge.id) ? 'came' : null;
        return { words: wordsOn(edge, isGone ? (two?.before ?? after) : shown, language), mark };
      },
    });
    return { drawn, cards, elements, marks: new Set(elements.nodes.flatMap(({ data }) => data.mark ?? [])) };
  }, [axis, drawn, changed, i18n, language]);
}

const ALONE: Pick<TwoLayout, 'went' | 'came' | 'moved'> = { went: new Set(), came: new Set(), moved: [] };

/** Without the room of the events, which are told elsewhere. */
function narrowed<L extends Layout>(found: L): L {
  return { ...found, width: (found.lanes.at(-1)?.x ?? 0) + NODE_WIDTH };
}

/** From the old day of each step that stands at another one to the card at its new day. */
function Moved({ layout: { moved, nodes } }: { layout: TwoLayout }) {
  const { t } = useLingui();
  return (
    <div className={styles.behind}>
      {moved.map(({ id, was, becomes, y }) => {
        const node = nodes.find((one) => one.id === id)!;
        const [top, bottom] = [Math.min(y, node.y), Math.max(y, node.y)];
        return (
          <div
            key={id}
            className={styles.moved}
            data-earlier={becomes < was || undefined}
            style={{ left: node.x, top, height: bottom - top }}
            title={t`day ${was} → ${becomes}`}
          />
        );
      })}
    </div>
  );
}
