/** The days of a run: a slider over them, what leaves the house above, and below it the events, which are dropped and moved. */
import { Trans, useLingui } from '@lingui/react/macro';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components';
import { describe } from '../../ladder/explain/explain.ts';
import { useLanguage, useSaid } from '../app/said.ts';
import { shortDate } from '../time-axis/words.ts';
import { Button } from '../ui/button.tsx';
import { Chips } from './chips.tsx';
import { useDayDrag } from './day-drag.ts';
import { Markers } from './markers.tsx';
import type { TryEventType } from './run/event-types.ts';
import { isContact, jumps, kindOf, type LogLine } from './run/log.ts';
import type { Played } from './run/play.ts';
import { placeOf } from './run/rows.ts';
import { dueDayOf, type Try, type TryEvent } from './run/try.ts';
import { LINE_SIGNS } from './signs.ts';
import styles from './time-line.module.css';

interface TimeLineProps {
  given: Try;
  played: Played;
  lines: readonly LogLine[];
  /** The slider is being moved. */
  onSlide: (day: number) => void;
  onGoTo: (day: number) => void;
  onAdd: (event: TryEvent) => void;
  /** Asks for the fields of a new event first. */
  onAsk: (event: TryEvent) => void;
  onEdit: (event: TryEvent) => void;
  onMove: (id: string, day: number) => void;
  onRemove: (id: string) => void;
  newEvent: (type: TryEventType, day: number) => TryEvent | null;
}

/** Days that are shown beyond the first and the last thing that happens. */
const MARGIN_DAYS = 4;
/** Between two days that are named. */
const LEAST_TICK_PX = 64;
const TICK_DAYS = [1, 2, 5, 7, 14, 28, 56, 112, 224, 365, 730];

export function TimeLine(props: TimeLineProps) {
  const { given, played, lines, onSlide, onGoTo, onAdd, onAsk, newEvent } = props;
  const { t } = useLingui();
  const said = useSaid();
  const rail = useRef<HTMLDivElement>(null);
  const width = useWidth(rail);
  const { day, invoice } = given;
  const first = Math.min(played.first, day) - MARGIN_DAYS;
  const last = Math.max(played.last, day) + MARGIN_DAYS;
  const drag = useDayDrag(rail, first, last);
  const { back, next } = jumps(lines, day);
  const date = (on: number) => said(shortDate(dueDayOf(invoice) + on));
  const today = date(day);
  const { dragged } = drag;
  const over = dragged?.day ?? null;
  return (
    <section aria-label={t`Time line`} className={styles.line}>
      <div className={styles.controls}>
        <Button size="s" isDisabled={back === null} onPress={() => back !== null && onGoTo(back)}>
          <ChevronLeft aria-hidden />
          <Trans>Back</Trans>
        </Button>
        <Button size="s" isDisabled={next === null} onPress={() => next !== null && onGoTo(next)}>
          <Trans>To what comes next</Trans>
          <ChevronRight aria-hidden />
        </Button>
        <strong className={styles.today}>
          <Trans>
            Day {day} · {today}
          </Trans>
        </strong>
        <span className={styles.hint}>
          <Trans>Days are counted from the due date.</Trans>
        </span>
      </div>
      <div className={styles.frame}>
        <div ref={rail} className={styles.rail} data-target={dragged !== null || undefined}>
          <Contacts lines={lines} played={played} day={day} x={placeOf(first, last)} />
          <Slider
            aria-label={t`Day that is looked at, counted from the due date`}
            minValue={first}
            maxValue={last}
            value={day}
            onChange={(value) => onSlide(value as number)}
            onChangeEnd={(value) => onGoTo(value as number)}
            className={styles.slider!}
          >
            <SliderTrack className={styles.track!}>
              <div className={styles.past} style={{ width: `${placeOf(first, last)(day)}%` }} />
              <SliderThumb className={styles.thumb!} />
            </SliderTrack>
          </Slider>
          <Ruler first={first} last={last} width={width} />
          <Markers
            given={given}
            ladder={played.ladder}
            first={first}
            last={last}
            width={width}
            drag={drag}
            onEdit={props.onEdit}
            onMove={props.onMove}
            onRemove={props.onRemove}
          />
          {over !== null && (
            <div className={styles.drop} style={{ left: `${placeOf(first, last)(over)}%` }} aria-hidden>
              <span data-flip={placeOf(first, last)(over) > 80 || undefined}>
                <Trans>
                  Day {over} · {date(over)}
                </Trans>
              </span>
            </div>
          )}
        </div>
      </div>
      <Chips given={given} drag={drag} onAdd={onAdd} onAsk={onAsk} newEvent={newEvent} />
    </section>
  );
}

/** What reaches the debtor, or asks something of a person. The log says the same in words. */
function Contacts({
  lines,
  played,
  day,
  x,
}: {
  lines: readonly LogLine[];
  played: Played;
  day: number;
  x: (day: number) => number;
}) {
  const language = useLanguage();
  const { ladder } = played;
  return (
    <div className={styles.contacts} aria-hidden>
      {lines.filter(isContact).map((line) => {
        const Sign = LINE_SIGNS[kindOf(played, line)];
        return (
          <span
            key={line.index}
            className={styles.contact}
            data-later={line.day > day || undefined}
            style={{ left: `${x(line.day)}%` }}
            title={describe(line.what, line.step, { ladder, language, step: line.step })}
          >
            <Sign size={14} />
          </span>
        );
      })}
    </div>
  );
}

function Ruler({ first, last, width }: { first: number; last: number; width: number }) {
  const most = Math.max(1, width / LEAST_TICK_PX);
  const step = TICK_DAYS.find((days) => (last - first) / days <= most) ?? TICK_DAYS.at(-1)!;
  const from = Math.ceil(first / step) * step;
  const ticks = Array.from({ length: Math.floor((last - from) / step) + 1 }, (_, index) => from + index * step);
  return (
    <div className={styles.ruler} aria-hidden>
      {ticks.map((day) => (
        <span key={day} data-due={day === 0 || undefined} style={{ left: `${placeOf(first, last)(day)}%` }}>
          {day === 0 ? <Trans>due</Trans> : day}
        </span>
      ))}
    </div>
  );
}

const USUAL_WIDTH = 900;

function useWidth(element: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(USUAL_WIDTH);
  useEffect(() => {
    const { current } = element;
    if (!current) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width));
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
