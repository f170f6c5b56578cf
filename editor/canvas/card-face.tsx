/** The parts of which a step is drawn on a canvas, whether it is worked on or only looked at. */
import { useLingui } from '@lingui/react/macro';
import { Handle, Position } from '@xyflow/react';
import type { ReactNode } from 'react';
import { iconOf, KIND_NAMES } from '../steps/step-words.ts';
import { type LayoutNode, NODE_HEIGHT } from '../time-axis/layout.ts';
import type { Card } from './card.ts';
import styles from './step-node.module.css';

/** Room for the day on which the time of a call or task ends. */
const UNTIL_PX = 16;

export interface CardFaceProps {
  card: Card;
  /** Its days, where they are not those of the card. */
  day?: ReactNode;
  /** A step that there is no more. */
  isGone?: boolean;
  /** Beside the name. */
  children?: ReactNode;
}

/** What stands on the card of a step: its name, one sentence, and its day. */
export function CardFace({ card, day = card.day, isGone = false, children }: CardFaceProps) {
  const { i18n } = useLingui();
  const { step, name, sentence, date, realDay } = card;
  const Icon = iconOf(step);
  return (
    <>
      <span className={styles.head}>
        <Icon size={15} aria-hidden />
        <span className={styles.name} title={name}>
          {isGone ? <del>{name}</del> : name}
        </span>
        <span className={styles.spoken}>{i18n._(KIND_NAMES[step.kind])}</span>
        {children}
      </span>
      <span className={styles.sentence} title={sentence}>
        {sentence}
      </span>
      {step.kind !== 'decide' && (
        <span className={styles.date} title={`${card.day} · ${date}`}>
          <b>{day}</b>
          <span data-moved={realDay !== null || undefined}>{date}</span>
        </span>
      )}
    </>
  );
}

/** What stands on the end of a ladder. */
export function EndFace({ card: { step, name }, isGone = false }: Pick<CardFaceProps, 'card' | 'isGone'>) {
  const Icon = iconOf(step);
  return (
    <>
      <Icon size={12} aria-hidden />
      <span>{isGone ? <del>{name}</del> : name}</span>
    </>
  );
}

/** The time that a call or task lasts, below its card. */
export function Lasts({ node }: { node: LayoutNode }) {
  const { t } = useLingui();
  const height = NODE_HEIGHT[node.kind];
  if (node.height <= height) return null;
  const words = t`until day ${node.ends}`;
  return (
    <div className={styles.time} data-clipped={node.clipped || undefined} title={words}>
      {node.height >= height + UNTIL_PX && <span className={styles.until}>{words}</span>}
    </div>
  );
}

/** React Flow finds by these where edges may be drawn; ours have their own corners. */
export function Hidden() {
  return (
    <>
      <Handle type="target" position={Position.Top} isConnectable={false} className={styles.handle!} />
      <Handle type="source" position={Position.Bottom} isConnectable={false} className={styles.handle!} />
    </>
  );
}
