/** Where the invoice stands on its ladder at the day that is looked at. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Check, Circle, CircleDot, CircleStop } from 'lucide-react';
import { useMemo } from 'react';
import { openCents } from '../../ladder/facts.ts';
import { formatAmount } from '../../ladder/money.ts';
import { useLanguage, useSaid } from '../app/said.ts';
import { iconOf } from '../steps/step-words.ts';
import { shortDate } from '../time-axis/words.ts';
import styles from './ladder.module.css';
import { endOf, type Played, standingAt } from './run/play.ts';
import { type StripStep, stripOf } from './run/strip.ts';
import { dueDayOf, type Try } from './run/try.ts';
import { useStanding } from './use-standing.ts';

const SIGNS = { done: Check, here: CircleDot, coming: Circle };

export function Ladder({ given, played }: { given: Try; played: Played }) {
  const { t } = useLingui();
  const language = useLanguage();
  const { invoice, day } = given;
  const end = endOf(invoice, day);
  const steps = useMemo(() => stripOf(played, invoice, end), [played, invoice, end]);
  const standing = standingAt(played, end);
  const sentence = useStanding(standing?.state ?? null, played);
  const climbed = steps.filter(({ status }) => status !== 'left_out');
  const left = steps.filter(({ status }) => status === 'left_out');
  const open = standing && formatAmount(openCents(standing.facts), invoice.currency, language);
  const isOver = standing?.state.phase === 'closed';
  return (
    <section aria-labelledby="try-ladder" className={styles.ladder}>
      <h2 id="try-ladder">
        <Trans>On the ladder</Trans>
      </h2>
      <p className={styles.standing} role="status">
        <strong>{sentence}</strong>
        {open && (
          <span>
            <Trans>Open: {open}</Trans>
          </span>
        )}
      </p>
      <ol className={styles.steps} aria-label={t`Steps in order of time`}>
        {climbed.map((one) => (
          <Row key={one.step.id} row={one} due={dueDayOf(invoice)} />
        ))}
        {isOver && (
          <li className={styles.row} data-status="here">
            <CircleStop size={16} aria-hidden className={styles.sign} />
            <span className={styles.name}>
              <Trans>Closed</Trans>
            </span>
          </li>
        )}
      </ol>
      {left.length > 0 && (
        <details className={styles.left}>
          <summary>
            <Trans>Not on the way ({left.length})</Trans>
          </summary>
          <ul className={styles.steps}>
            {left.map((one) => (
              <Row key={one.step.id} row={one} due={dueDayOf(invoice)} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Row({ row: { step, status, day }, due }: { row: StripStep; due: number }) {
  const { t } = useLingui();
  const said = useSaid();
  const Icon = iconOf(step);
  const Sign = status === 'left_out' ? null : SIGNS[status];
  const words = { done: t`done`, here: t`here now`, coming: t`coming`, left_out: t`left out` }[status];
  return (
    <li className={styles.row} data-status={status} {...(status === 'here' && { 'aria-current': 'step' as const })}>
      {Sign ? (
        <Sign size={16} aria-hidden className={styles.sign} />
      ) : (
        <span className={styles.sign} aria-hidden>
          –
        </span>
      )}
      <Icon size={14} aria-hidden className={styles.icon} />
      <span className={styles.name}>{said(step.name)}</span>
      <span className={styles.day}>
        {day !== null && <span title={said(shortDate(due + day))}>{day}</span>}
        <span className={styles.hidden}>, {words}</span>
      </span>
    </li>
  );
}
