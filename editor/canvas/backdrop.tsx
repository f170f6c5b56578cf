/** What is drawn behind the cards: the due date, terms of law, last days, days on which a case may come, real days. */
import { useLingui } from '@lingui/react/macro';
import { memo } from 'react';
import { useSaid } from '../app/said.ts';
import { BAR_OFFSET_PX } from '../time-axis/edges.ts';
import { type Layout, type LayoutNode, NODE_WIDTH } from '../time-axis/layout.ts';
import { yOf } from '../time-axis/scale.ts';
import styles from './backdrop.module.css';
import type { Card } from './card.ts';

const COLUMN_PX = 6;
/** The sheet behind all of it reaches so far beyond what is drawn. */
const SHEET_PX = 120;
/** Terms are seen beside the cards that stand before them. */
const ASIDE_PX = 12;

export const Backdrop = memo(function Backdrop({
  layout,
  cards,
}: {
  layout: Layout;
  cards: ReadonlyMap<string, Card>;
}) {
  const { t } = useLingui();
  const said = useSaid();
  const { scale, lanes, ruler, width } = layout;
  const lastLane = lanes.at(-1);
  const right = (lastLane ? lastLane.x : width) + NODE_WIDTH + ASIDE_PX;
  const exception = lanes.find((lane) => lane.exception);
  return (
    <div className={styles.behind}>
      <div
        className={styles.sheet}
        style={{ left: -SHEET_PX, top: -SHEET_PX, width: width + 2 * SHEET_PX, height: layout.height + 2 * SHEET_PX }}
      />
      {ruler
        .filter(({ kind }) => kind === 'due' || kind === 'invoice')
        .map(({ id, y, kind }) => (
          <div key={id} className={styles.line} data-kind={kind} style={{ top: y, width: right }} />
        ))}
      {exception && (
        <div
          className={styles.aside}
          style={{
            left: exception.x - ASIDE_PX * 2,
            top: 0,
            width: right - exception.x + ASIDE_PX * 2,
            height: layout.height,
          }}
        >
          {t`Only after an event`}
        </div>
      )}
      {layout.zones.map((zone) => (
        <div
          key={zone.id}
          className={styles.zone}
          style={{ left: zone.x - ASIDE_PX, top: zone.y, width: zone.width + ASIDE_PX, height: zone.height }}
          title={said(zone.reason)}
        >
          <span>{said(zone.reason)}</span>
        </div>
      ))}
      {layout.latest.map(({ id, day, x, y, width: wide }) => (
        <div key={id} className={styles.latest} style={{ left: x - ASIDE_PX, top: y, width: wide + ASIDE_PX }}>
          <span>{t`at the latest day ${day}`}</span>
        </div>
      ))}
      {layout.nodes.map((node) => (
        <Marks
          key={node.id}
          node={node}
          real={node.endOf === null ? (cards.get(node.step)?.realDay ?? null) : null}
          yOfReal={(day) => yOf(scale, day)}
          date={cards.get(node.step)?.date ?? ''}
        />
      ))}
    </div>
  );
});

interface MarksProps {
  node: LayoutNode;
  /** The day on which it really happens, where that is another than that of its card. */
  real: number | null;
  date: string;
  yOfReal: (day: number) => number;
}

function Marks({ node, real, date, yOfReal }: MarksProps) {
  const { t } = useLingui();
  const column = node.bar?.column ?? node.tail?.column ?? 0;
  const x = node.x + node.width + BAR_OFFSET_PX - 2 + column * COLUMN_PX;
  return (
    <>
      {node.bar && (
        <div
          className={styles.bar}
          style={{ left: x, top: node.bar.y, height: node.bar.height }}
          title={t`day ${node.bar.from}–${node.bar.to}`}
        />
      )}
      {node.tail && (
        <div
          className={`${styles.bar} ${styles.tail}`}
          style={{ left: x, top: node.tail.y, height: node.tail.height }}
          title={t`after an answer at the last moment: to day ${node.tail.to}`}
        />
      )}
      {real !== null && (
        <div className={styles.real} style={{ left: node.x - ASIDE_PX, top: yOfReal(real) }} title={date} />
      )}
    </>
  );
}
