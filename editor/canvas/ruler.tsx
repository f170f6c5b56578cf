/** Time itself, at the left: it scrolls up and down and zooms with the canvas, and stays in sight. */
import { useLingui } from '@lingui/react/macro';
import { useStore } from '@xyflow/react';
import { ChevronsDownUp, ChevronsUpDown } from 'lucide-react';
import { memo } from 'react';
import { useSaid } from '../app/said.ts';
import { type Layout, RULER_WIDTH } from '../time-axis/layout.ts';
import type { Tick } from '../time-axis/ruler.ts';
import { type Scale, yOf } from '../time-axis/scale.ts';
import { useCanvas, useCanvasStore } from './canvas-store.ts';
import styles from './ruler.module.css';

/** The rest of its column parts it from the first lane. */
const WIDTH_PX = RULER_WIDTH - 14;

export function Ruler({ layout }: { layout: Layout }) {
  const top = useStore(({ transform }) => transform[1]);
  const zoom = useStore(({ transform }) => transform[2]);
  return (
    <div className={styles.ruler} style={{ width: WIDTH_PX * zoom }}>
      <div
        className={styles.moved}
        style={{ transform: `translateY(${top}px) scale(${zoom})`, width: WIDTH_PX, height: layout.height }}
      >
        <Lines layout={layout} />
      </div>
    </div>
  );
}

const Lines = memo(function Lines({ layout: { ruler, scale } }: { layout: Layout }) {
  const { t } = useLingui();
  const canvas = useCanvasStore();
  const unfolded = useCanvas((state) => state.unfolded);
  return (
    <>
      {ruler.map((tick) => (
        <Line key={tick.id} tick={tick} />
      ))}
      {scale.folds.map((fold) => {
        const days = fold.to - fold.from;
        const open = () => canvas.setState({ unfolded: [...unfolded, { from: fold.from, to: fold.to }] });
        return (
          <button
            key={fold.id}
            type="button"
            aria-label={t`Open ${days} quiet days, from day ${fold.from}`}
            className={styles.fold}
            style={{ top: fold.y, height: fold.height }}
            onPointerDown={open}
            onClick={({ detail }) => detail === 0 && open()}
          >
            <ChevronsUpDown size={13} aria-hidden />
            {t`${days} quiet days`}
          </button>
        );
      })}
      {unfolded.map((range) => (
        <button
          key={range.from}
          type="button"
          aria-label={t`Fold the quiet days from day ${range.from}`}
          className={styles.close}
          style={{ top: yOf(scale, range.from) + 2 }}
          onClick={() => canvas.setState({ unfolded: unfolded.filter((one) => one !== range) })}
        >
          <ChevronsDownUp size={13} aria-hidden />
        </button>
      ))}
      <UnderHand scale={scale} />
    </>
  );
});

/** The day at which the step under the hand would stand. */
function UnderHand({ scale }: { scale: Scale }) {
  const day = useCanvas(({ dragging }) => dragging?.found.day ?? null);
  return day === null ? null : (
    <div className={styles.asked} style={{ transform: `translateY(${yOf(scale, day)}px)` }} />
  );
}

const Line = memo(function Line({ tick: { day, y, kind, date, holiday, labelled } }: { tick: Tick }) {
  const { t } = useLingui();
  const said = useSaid();
  const called = kind === 'due' ? t`due date` : kind === 'invoice' ? t`invoice date` : holiday && said(holiday);
  const words = called ? `${said(date)}, ${called}` : said(date);
  return (
    <div className={styles.tick} data-kind={kind} style={{ top: y }} title={t`day ${day}: ${words}`}>
      {labelled && (
        <>
          <span className={styles.day}>{day}</span>
          <span className={styles.date}>{called || said(date)}</span>
        </>
      )}
    </div>
  );
});
