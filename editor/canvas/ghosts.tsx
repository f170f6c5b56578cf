/** What would become of the ladder while a step is dragged: the step where it would stand, and its followers. */
import { useLingui } from '@lingui/react/macro';
import { memo } from 'react';
import { useSaid } from '../app/said.ts';
import { type Layout, type LayoutNode, NODE_HEIGHT } from '../time-axis/layout.ts';
import { yOf } from '../time-axis/scale.ts';
import { shortDate } from '../time-axis/words.ts';
import { useCanvas } from './canvas-store.ts';
import type { Card } from './card.ts';
import styles from './ghosts.module.css';

export const Ghosts = memo(function Ghosts({ layout, cards }: { layout: Layout; cards: ReadonlyMap<string, Card> }) {
  const { t } = useLingui();
  const said = useSaid();
  const dragging = useCanvas((state) => state.dragging);
  if (!dragging) return null;
  const { node, found, sight } = dragging;
  const { scale } = layout;
  const top = yOf(scale, found.day) + node.y - yOf(scale, node.day);
  const due = found.nominal.due;
  const nameOf = (id: string) => cards.get(id)?.name ?? id;
  const standing = new Map(layout.nodes.map((one) => [one.id, one]));
  return (
    <div className={styles.ghosts}>
      {found.moved.map(({ step, from, to }) => {
        const stood = standing.get(step);
        if (!stood) return null;
        const top = yOf(scale, to) + stood.y - yOf(scale, from);
        if (top > sight.bottom || top + stood.height < sight.top) return null;
        const stays = found.stranded.some((one) => one.step === step) || found.missed.includes(step);
        return <Follower key={step} node={stood} top={top} from={from} to={to} name={nameOf(step)} isStopped={stays} />;
      })}
      <div className={styles.held} style={{ left: node.x, top, width: node.width }}>
        <div className={styles.card} style={{ height: NODE_HEIGHT[node.kind] }}>
          <span>{nameOf(found.step)}</span>
          <b>{found.day === found.from ? t`day ${found.day}` : t`day ${found.from} → ${found.day}`}</b>
          <span className={styles.date}>{said(shortDate(due + found.day))}</span>
        </div>
        <div className={styles.told}>
          {found.stop && <p data-stop>{said(found.stop.sentence)}</p>}
          <p>{said(found.sentence)}</p>
          {found.missed.map((step) => (
            <p key={step} data-stop>{t`‘${nameOf(step)}’ can no longer keep its last day`}</p>
          ))}
          {found.stranded.map((one) => (
            <p key={one.step} data-stop>
              {nameOf(one.step)}: {said(one.sentence)}
            </p>
          ))}
        </div>
      </div>
    </div>
  );
});

interface FollowerProps {
  node: LayoutNode;
  top: number;
  from: number;
  to: number;
  name: string;
  /** It would have stayed and cannot, or misses its last day. */
  isStopped: boolean;
}

const Follower = memo(function Follower({ node, top, from, to, name, isStopped }: FollowerProps) {
  const { t } = useLingui();
  return (
    <div
      className={styles.follower}
      data-problem={isStopped || undefined}
      style={{ left: node.x, top, width: node.width, height: NODE_HEIGHT[node.kind] }}
    >
      <span>{name}</span>
      <b>{t`day ${from} → ${to}`}</b>
    </div>
  );
});
