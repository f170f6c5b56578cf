/** What the debtor gets and the department does, day by day, each with its reason; what is still to come stands apart. */
import { Trans, useLingui } from '@lingui/react/macro';
import { memo, useMemo, useState } from 'react';
import type { Ladder, Step } from '../../ladder/definition.ts';
import { describe, explainAll } from '../../ladder/explain/explain.ts';
import { useLanguage, useSaid } from '../app/said.ts';
import { shortDate } from '../time-axis/words.ts';
import { Button } from '../ui/button.tsx';
import styles from './log.module.css';
import { NoticeDialog } from './notice-dialog.tsx';
import { byDay, kindOf, type LogDay, type LogLine } from './run/log.ts';
import { noticeOf } from './run/notice.ts';
import type { Played } from './run/play.ts';
import { dueDayOf, type Try } from './run/try.ts';
import { LINE_SIGNS } from './signs.ts';

interface LogProps {
  given: Try;
  played: Played;
  lines: readonly LogLine[];
  onGoTo: (day: number) => void;
}

export function Log({ given, played, lines, onGoTo }: LogProps) {
  const [read, setRead] = useState<Readable | null>(null);
  const days = useMemo(() => byDay(lines), [lines]);
  const { day } = given;
  const [past, later] = [days.filter((one) => one.day <= day), days.filter((one) => one.day > day)];
  const due = dueDayOf(given.invoice);
  const shared = { due, played, onGoTo, onRead: setRead };
  return (
    <section aria-labelledby="try-log" className={styles.log}>
      <h2 id="try-log">
        <Trans>What comes of it</Trans>
      </h2>
      <div className={styles.past}>
        {past.length === 0 && (
          <p className={styles.empty}>
            <Trans>Nothing yet on this day.</Trans>
          </p>
        )}
        {past.map((one) => (
          <Day key={one.day} ofDay={one} {...shared} />
        ))}
      </div>
      <div className={styles.here}>
        <span>
          <Trans>up to day {day}</Trans>
        </span>
      </div>
      {later.length === 0 ? (
        <p className={styles.empty}>
          <Trans>Nothing comes after this.</Trans>
        </p>
      ) : (
        <div className={styles.later}>
          <h3>
            <Trans>Still to come</Trans>
          </h3>
          {later.map((one) => (
            <Day key={one.day} ofDay={one} {...shared} />
          ))}
        </div>
      )}
      {read && (
        <NoticeDialog
          step={read.step}
          debtor={given.invoice.debtor}
          example={noticeOf(played, read.line)}
          onClose={() => setRead(null)}
        />
      )}
    </section>
  );
}

/** What can be read: the words of a step, as of a line. */
interface Readable {
  step: Step;
  line: LogLine;
}

interface DayProps {
  ofDay: LogDay;
  due: number;
  played: Played;
  onGoTo: (day: number) => void;
  onRead: (read: Readable) => void;
}

function Day({ ofDay: { day, lines }, due, played, onGoTo, onRead }: DayProps) {
  const { t } = useLingui();
  const said = useSaid();
  const date = said(shortDate(due + day));
  return (
    <div className={styles.day}>
      <button type="button" className={styles.date} title={t`To this day`} onClick={() => onGoTo(day)}>
        <strong>{date}</strong>
        <span>
          <Trans>day {day}</Trans>
        </span>
      </button>
      <ul className={styles.lines}>
        {lines.map((line) => (
          <Line key={line.index} line={line} played={played} onRead={onRead} />
        ))}
      </ul>
    </div>
  );
}

const Line = memo(function Line({
  line,
  played,
  onRead,
}: {
  line: LogLine;
  played: Played;
  onRead: (read: Readable) => void;
}) {
  const { t } = useLingui();
  const language = useLanguage();
  const { ladder } = played;
  const { what, step, why } = line;
  const context = { ladder, language, step };
  const kind = kindOf(played, line);
  const Sign = LINE_SIGNS[kind];
  const reasons = explainAll(why, context);
  const headline = describe(what, step, context);
  const readable = readableOf(ladder, line);
  return (
    <li className={styles.line} data-kind={kind}>
      <Sign size={16} aria-hidden />
      <div className={styles.words}>
        <span className={styles.what}>{headline}</span>
        {reasons && <span className={styles.why}>{reasons}</span>}
      </div>
      {readable && (
        <Button
          size="s"
          kind="quiet"
          aria-label={readable.kind === 'send' ? t`Read it: ${headline}` : t`Script: ${headline}`}
          onPress={() => onRead({ step: readable, line })}
        >
          {readable.kind === 'send' ? <Trans>Read it</Trans> : <Trans>Script</Trans>}
        </Button>
      )}
    </li>
  );
});

/** The step whose words can be read: of a notice that went out, of a call that is to be made. */
function readableOf({ steps }: Ladder, { what, step: id }: LogLine): Step | null {
  const step = steps.find((one) => one.id === id);
  if (step?.kind === 'send') return what === 'notice_sent' ? step : null;
  return step?.kind === 'call' && what === 'task_opened' ? step : null;
}
