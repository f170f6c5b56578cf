/** The month in which a step happens for the example invoice: its nominal day, the real one, and why they differ. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import type { TimedStep } from '../../../ladder/definition.ts';
import { closedLabel } from '../../../ladder/explain/explain.ts';
import { dateOf, dayOf } from '../../../ladder/time/civil.ts';
import { useLanguage, useSaid } from '../../app/said.ts';
import { useEditor } from '../../draft/editor-store.ts';
import { useTimeline } from '../../edit/timeline.ts';
import { shortDate } from '../../time-axis/words.ts';
import styles from './example-month.module.css';
import { holidaysIn, weeksAround } from './month.ts';
import { useWeekdays } from './weekdays.ts';

export function ExampleMonth({ step }: { step: TimedStep }) {
  const { i18n } = useLingui();
  const said = useSaid();
  const language = useLanguage();
  const office = useEditor(({ draft }) => draft.present.office);
  const { nominal, real } = useTimeline();
  const weekdays = useWeekdays();
  const given = nominal.days.get(step.id)?.day ?? null;
  const happens = real.get(step.id);
  const nominalDay = given === null ? null : nominal.due + given;
  const realDay = happens ? dayOf(happens.on) : nominalDay;
  const weeks = useMemo(
    () => (nominalDay === null || realDay === null ? [] : weeksAround(nominalDay, realDay, office)),
    [nominalDay, realDay, office],
  );
  if (nominalDay === null || realDay === null) {
    return (
      <p className={styles.none}>
        <Trans>No example invoice comes to this step by itself: it is reached when something happens.</Trans>
      </p>
    );
  }
  const nominalDate = said(shortDate(nominalDay));
  const realDate = said(shortDate(realDay));
  const title = i18n.date(new Date(dateOf(realDay)), { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return (
    <figure className={styles.figure}>
      <table className={styles.month}>
        <caption className={styles.title}>{title}</caption>
        <thead>
          <tr>
            {weekdays.map(({ short, long }) => (
              <th key={long} scope="col" abbr={long}>
                {short}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]!.day}>
              {week.map(({ day, number, isInMonth, closed }) => (
                <td
                  key={day}
                  data-outside={!isInMonth || undefined}
                  data-closed={closed !== null || undefined}
                  data-nominal={day === nominalDay || undefined}
                  data-real={day === realDay || undefined}
                  {...(closed !== null && closed !== 'weekend' && { title: closedLabel(closed, { language }) })}
                >
                  {number}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <figcaption className={styles.words}>
        <p>
          {happens?.moved ? (
            <Trans>
              Day {given} is {nominalDate}; it becomes <strong>{said(happens.moved)}</strong>.
            </Trans>
          ) : (
            <Trans>
              Day {given} is <strong>{realDate}</strong>.
            </Trans>
          )}
        </p>
        {holidaysIn(weeks).map(({ day, closed }) => {
          const [date, holiday] = [said(shortDate(day)), closedLabel(closed!, { language })];
          return (
            <p key={day} className={styles.holiday}>
              {date}: {holiday}
            </p>
          );
        })}
      </figcaption>
    </figure>
  );
}
