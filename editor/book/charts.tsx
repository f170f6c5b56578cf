/** What leaves and what is called, by day, week or weekday: both ladders beside each other, each chart with its table. */
import { Trans, useLingui } from '@lingui/react/macro';
import { memo, useMemo, useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { Section } from '../publish/section.tsx';
import toggles from '../ui/toggles.module.css';
import styles from './book.module.css';
import { useDayWords, useWhatNames } from './day-words.ts';
import { FigureButton } from './figure-button.tsx';
import type { Days, Figures, Side, What } from './report/figures.ts';
import { GROUPINGS, type Grouping, mostOf, type Period, periodsOf } from './report/periods.ts';

/** Always drawn; the others where there are any. */
const ALWAYS: readonly What[] = ['mails', 'letters', 'calls'];
const ALL: readonly What[] = [...ALWAYS, 'handovers', 'questions'];
/** Days that are drawn one by one unless something else is chosen. */
const MOST_SINGLE_DAYS = 31;

interface ChartsProps {
  figures: Figures;
  /** True where there is nothing to hold it against. */
  isAlone: boolean;
  name: string;
}

export function Charts({ figures, isAlone, name }: ChartsProps) {
  const { t } = useLingui();
  const [chosen, choose] = useState<Grouping | null>(null);
  const days = useMemo(() => periodsOf(figures, 'day'), [figures]);
  const grouping = chosen ?? (days.length > MOST_SINGLE_DAYS ? 'week' : 'day');
  const periods = useMemo(() => periodsOf(figures, grouping), [figures, grouping]);
  const names: Record<Grouping, string> = { day: t`Day`, week: t`Week`, weekday: t`Weekday` };
  const { before, after } = figures.totals;
  const shown = ALL.filter((what) => ALWAYS.includes(what) || before[what] + after[what] > 0);
  return (
    <Section
      title={<Trans>What leaves, and when</Trans>}
      aside={
        <ToggleButtonGroup
          aria-label={t`Put together by`}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[grouping]}
          onSelectionChange={([key]) => choose(key as Grouping)}
          className={toggles.group!}
        >
          {GROUPINGS.map((id) => (
            <ToggleButton key={id} id={id} className={toggles.toggle!}>
              {names[id]}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      }
    >
      {!isAlone && (
        <p className={styles.legend}>
          <span className={styles.keyBefore} aria-hidden /> <Trans>published</Trans>
          <span className={styles.keyAfter} aria-hidden /> {name}
        </p>
      )}
      <div className={styles.charts}>
        {shown.map((what) => (
          <Chart key={what} what={what} figures={figures} periods={periods} isAlone={isAlone} name={name} />
        ))}
      </div>
    </Section>
  );
}

interface ChartProps extends ChartsProps {
  what: What;
  periods: readonly Period[];
}

function Chart({ what, figures, periods, isAlone, name }: ChartProps) {
  const { t, i18n } = useLingui();
  const words = useDayWords();
  const names = useWhatNames();
  const { first, last, totals } = figures;
  const all: Days = { first, last };
  const most = mostOf(periods, what);
  const [was, is] = [totals.before[what], totals.after[what]];
  const title = names[what];
  const [shownWas, shownIs] = [i18n.number(was), i18n.number(is)];
  const range = words.days(all);
  return (
    <figure className={styles.chart}>
      <figcaption className={styles.chartHead}>
        <h3>{title}</h3>
        <Pair what={what} days={all} was={was} is={is} isAlone={isAlone} name={name} where={range} />
      </figcaption>
      <div
        role="img"
        className={styles.plot}
        aria-label={
          isAlone
            ? t`${title}, ${range}: ${shownIs} in all. The table below has every number.`
            : t`${title}, ${range}: ${shownWas} as published, ${name} ${shownIs}. The table below has every number.`
        }
      >
        <Bars periods={periods} what={what} most={most} isAlone={isAlone} />
        <span className={styles.most}>{most > 0 ? i18n.number(most) : ''}</span>
      </div>
      <Axis periods={periods} />
      {most > 0 ? (
        <PeriodTable title={title} what={what} periods={periods} isAlone={isAlone} name={name} />
      ) : (
        <p className={styles.nothing}>
          <Trans>None in these days.</Trans>
        </p>
      )}
    </figure>
  );
}

/** Under the bars: each weekday by name, or the days at which they begin and end. */
function Axis({ periods }: Pick<ChartProps, 'periods'>) {
  const words = useDayWords();
  const [first, last] = [periods[0]!.days, periods.at(-1)!.days];
  if (first.weekday !== undefined) {
    return (
      <div className={`${styles.axis} ${styles.each}`} aria-hidden>
        {periods.map(({ days }) => (
          <span key={days.weekday}>{words.weekday(days.weekday!)}</span>
        ))}
      </div>
    );
  }
  return (
    <div className={styles.axis} aria-hidden>
      <span>{words.day(first.first)}</span>
      <span>{words.day(last.last)}</span>
    </div>
  );
}

const Bars = memo(function Bars({
  periods,
  what,
  most,
  isAlone,
}: Pick<ChartProps, 'periods' | 'what' | 'isAlone'> & { most: number }) {
  const words = useDayWords();
  const height = (count: number) => ({
    height: most === 0 ? '0' : `max(${(count / most) * 100}%, ${count > 0 ? 2 : 0}px)`,
  });
  return (
    <div className={styles.bars}>
      {periods.map(({ days, before, after }) => {
        const counts = isAlone ? after[what] : `${before[what]} → ${after[what]}`;
        return (
          <div key={`${days.first} ${days.weekday}`} className={styles.slot} title={`${words.days(days)}: ${counts}`}>
            {!isAlone && <i className={styles.barBefore} style={height(before[what])} />}
            <i className={styles.barAfter} style={height(after[what])} />
          </div>
        );
      })}
    </div>
  );
});

interface PairProps extends Pick<ChartProps, 'what' | 'isAlone' | 'name'> {
  days: Days;
  was: number;
  is: number;
  /** The days in words. */
  where: string;
}

/** The figure as published, and the new one. */
function Pair({ what, days, was, is, isAlone, name, where }: PairProps) {
  const title = useFigureTitle(what, where, name, isAlone);
  const after = <FigureButton figure={{ of: 'days', side: 'after', what, days }} title={title('after')} count={is} />;
  if (isAlone) return <span className={styles.pair}>{after}</span>;
  return (
    <span className={styles.pair}>
      <FigureButton figure={{ of: 'days', side: 'before', what, days }} title={title('before')} count={was} />
      <span aria-hidden>→</span>
      {after}
    </span>
  );
}

function useFigureTitle(what: What, where: string, name: string, isAlone: boolean): (side: Side) => string {
  const { t } = useLingui();
  const names = useWhatNames();
  const whats = names[what];
  return (side) => {
    if (isAlone) return `${whats}, ${where}`;
    return side === 'before' ? t`${whats}, ${where}, as published` : t`${whats}, ${where}, ${name}`;
  };
}

function PeriodTable({ title, what, periods, isAlone, name }: Omit<ChartProps, 'figures'> & { title: string }) {
  const { t } = useLingui();
  const [isOpen, setIsOpen] = useState(false);
  const filled = periods.filter(({ before, after }) => before[what] + after[what] > 0);
  return (
    <details className={styles.details} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>
        <Trans>Table</Trans>
      </summary>
      {isOpen && (
        <table className={styles.table} aria-label={t`${title} as a table`}>
          <thead>
            <tr>
              <th scope="col">
                <Trans>When</Trans>
              </th>
              {!isAlone && (
                <th scope="col" className={styles.number}>
                  <Trans>published</Trans>
                </th>
              )}
              <th scope="col" className={styles.number}>
                {name}
              </th>
            </tr>
          </thead>
          <tbody>
            {filled.map(({ days, before, after }) => (
              <PeriodRow
                key={`${days.first} ${days.weekday}`}
                what={what}
                days={days}
                was={before[what]}
                is={after[what]}
                isAlone={isAlone}
                name={name}
              />
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}

function PeriodRow({ what, days, was, is, isAlone, name }: Omit<PairProps, 'where'>) {
  const words = useDayWords();
  const when = words.days(days);
  const title = useFigureTitle(what, when, name, isAlone);
  return (
    <tr>
      <th scope="row">{when}</th>
      {!isAlone && (
        <td className={styles.number}>
          <FigureButton figure={{ of: 'days', side: 'before', what, days }} title={title('before')} count={was} />
        </td>
      )}
      <td className={styles.number}>
        <FigureButton figure={{ of: 'days', side: 'after', what, days }} title={title('after')} count={is} />
      </td>
    </tr>
  );
}
