/** A step of a ladder that is only looked at, with what is said of it. */
import { useLingui } from '@lingui/react/macro';
import type { Node as FlowNode, NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { type LayoutNode, NODE_HEIGHT } from '../time-axis/layout.ts';
import type { Card } from './card.ts';
import { CardFace, EndFace, Hidden, Lasts } from './card-face.tsx';
import { Mark } from './highlights.tsx';
import type { Highlight } from './ladder-picture.tsx';
import styles from './picture.module.css';
import step from './step-node.module.css';

interface PictureNodeData extends Record<string, unknown> {
  node: LayoutNode;
  card: Card;
  mark: Highlight | null;
  /** The day at which it stood, where that is another. */
  was: number | null;
}
export type PictureFlowNode = FlowNode<PictureNodeData, 'picture'>;

export const PictureNode = memo(function PictureNode({ data }: NodeProps<PictureFlowNode>) {
  const { t } = useLingui();
  const { node, card, mark, was } = data;
  const isGone = mark === 'removed';
  const isEnd = card.step.kind === 'end';
  const day = was !== null ? t`day ${was} → ${node.day}` : isGone && !node.dayless ? t`day ${node.day}` : card.day;
  return (
    <div className={`${step.node} ${styles.node}`} data-mark={mark}>
      <Hidden />
      {!isEnd && <Lasts node={node} />}
      {isEnd ? (
        <div className={`${step.end} ${styles.end}`} data-hangs={node.endOf !== null || undefined} title={card.name}>
          <EndFace card={card} isGone={isGone} />
        </div>
      ) : (
        <div className={`${step.card} ${styles.card}`} data-kind={node.kind} style={{ height: NODE_HEIGHT[node.kind] }}>
          <CardFace card={card} isGone={isGone} day={day} />
        </div>
      )}
      {mark && node.endOf === null && (
        <span className={styles.corner}>
          <Mark mark={mark} />
        </span>
      )}
    </div>
  );
});
