/** The events of a try on its time line: dragged, or moved by arrow keys; opened by pressing; removed by Delete. */
import { useLingui } from '@lingui/react/macro';
import type { Ladder } from '../../ladder/definition.ts';
import { useLanguage, useSaid } from '../app/said.ts';
import { shortDate } from '../time-axis/words.ts';
import type { DayDrag } from './day-drag.ts';
import { placeOf, rowsOf } from './run/rows.ts';
import { summaryOf } from './run/summary.ts';
import { dueDayOf, MAX_DAY, type Try, type TryEvent } from './run/try.ts';
import { eventSign } from './signs.ts';
import styles from './time-line.module.css';

interface MarkersProps {
  given: Try;
  ladder: Ladder;
  first: number;
  last: number;
  width: number;
  drag: DayDrag;
  onEdit: (event: TryEvent) => void;
  onMove: (id: string, day: number) => void;
  onRemove: (id: string) => void;
}

const MARKER_PX = 30;
const ROW_PX = 30;
const LEAST_ROWS = 1;
const WEEK = 7;

export function Markers({ given, ladder, first, last, width, drag, onEdit, onMove, onRemove }: MarkersProps) {
  const { t } = useLingui();
  const said = useSaid();
  const language = useLanguage();
  const dated = given.events.filter((event): event is TryEvent & { day: number } => event.day !== null);
  const rows = rowsOf(
    dated.map(({ day }) => day),
    (MARKER_PX / width) * (last - first),
  );
  const count = Math.max(LEAST_ROWS, ...rows.map((row) => row + 1));
  const x = placeOf(first, last);
  const onKey = (key: React.KeyboardEvent, { id, day }: { id: string; day: number }) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, PageUp: -WEEK, PageDown: WEEK }[key.key];
    if (by !== undefined && Math.abs(day + by) <= MAX_DAY) onMove(id, day + by);
    else if (key.key === 'Delete' || key.key === 'Backspace') onRemove(id);
    else return;
    key.preventDefault();
  };
  return (
    <ul aria-label={t`Events on the time line`} className={styles.markers} style={{ height: count * ROW_PX + 6 }}>
      {dated.map((event, index) => {
        const Sign = eventSign(event.type);
        const summary = summaryOf(event, given, ladder, language);
        const date = said(shortDate(dueDayOf(given.invoice) + event.day));
        return (
          <li key={event.id} style={{ left: `${x(event.day)}%`, top: rows[index]! * ROW_PX + 4 }}>
            <button
              type="button"
              aria-label={t`${summary}, day ${event.day}, ${date}`}
              aria-keyshortcuts="ArrowLeft ArrowRight Delete"
              title={t`${summary} · day ${event.day}`}
              className={styles.marker}
              data-dragged={drag.dragged?.id === event.id || undefined}
              onPointerDown={(pressed) => drag.grab(pressed, event.id, (day) => onMove(event.id, day))}
              onClick={() => !drag.wasDragged() && onEdit(event)}
              onKeyDown={(key) => onKey(key, event)}
            >
              <Sign size={14} aria-hidden />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
