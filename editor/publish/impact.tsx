/** What a publication does to running invoices: in all, and for each step at which they wait. */
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Fragment } from 'react';
import type { Effect } from '../../ladder/change/preview.ts';
import type { Ladder } from '../../ladder/definition.ts';
import { useSaid } from '../app/said.ts';
import { Badge } from '../ui/badge.tsx';
import { Notice } from '../ui/notice.tsx';
import { useActionWords } from './action-words.ts';
import styles from './publish.module.css';
import type { Book } from './publish-api.ts';

interface ImpactProps {
  book: Book;
  to: Ladder;
  /** The older versions, by their number. */
  olds: ReadonlyMap<number, Ladder>;
}

export function Impact({ book, to, olds }: ImpactProps) {
  const { counts, refused, steps, spread } = book;
  const said = useSaid();
  const words = useActionWords();
  return (
    <div className={styles.stack}>
      <Counts counts={counts} />
      {counts.at_once > 0 && (
        <Notice kind="error">
          <Plural
            value={counts.at_once}
            one="For # invoice something is due at once:"
            other="For # invoices something is due at once:"
          />{' '}
          {spread.map(({ day, count }, at) => (
            <Fragment key={day}>
              {at > 0 && ', '}
              <span className={styles.noBreak}>
                {words.days({ first: day, last: day })}: {count}
              </span>
            </Fragment>
          ))}
        </Notice>
      )}
      {refused.map((refusal) => (
        <Notice key={`${refusal.step} ${refusal.en}`} kind="warning">
          <Plural
            value={refusal.count}
            one="# invoice stays on its version:"
            other="# invoices stay on their version:"
          />{' '}
          {said(refusal)}
        </Notice>
      ))}
      {steps.length > 0 && <ImpactTable steps={steps} to={to} olds={olds} />}
    </div>
  );
}

function Counts({ counts }: { counts: Book['counts'] }) {
  const { t } = useLingui();
  const names: Record<Effect, string> = {
    at_once: t`at once`,
    earlier: t`earlier`,
    later: t`later`,
    otherwise: t`another step`,
    unchanged: t`as it was`,
    waits: t`after what is on its way`,
    refused: t`stay on their version`,
  };
  const shown = (Object.keys(names) as Effect[]).filter((effect) => counts[effect] > 0);
  if (shown.length === 0) return null;
  return (
    <ul className={styles.counts} aria-label={t`What becomes of running invoices`}>
      {shown.map((effect) => (
        <li key={effect} className={effect === 'at_once' ? styles.alarm : undefined}>
          <strong>{counts[effect]}</strong> {names[effect]}
        </li>
      ))}
    </ul>
  );
}

function ImpactTable({ steps, to, olds }: Pick<Book, 'steps'> & Omit<ImpactProps, 'book'>) {
  const { t } = useLingui();
  const words = useActionWords();
  const several = new Set(steps.map(({ version }) => version)).size > 1;
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={t`What comes next, for each step`}>
        <thead>
          <tr>
            <th scope="col">
              <Trans>Waiting at</Trans>
            </th>
            <th scope="col" className={styles.number}>
              <Trans>Invoices</Trans>
            </th>
            <th scope="col">
              <Trans>Next, now</Trans>
            </th>
            <th scope="col">
              <Trans>Next, new</Trans>
            </th>
            <th scope="col" className={styles.number}>
              <Trans>Due at once</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.flatMap(({ version, step, moves }) =>
            moves.map((move, at) => {
              const before = words.action(olds.get(version), move.before);
              const isKept = move.before?.step === move.after?.step && move.before?.what === move.after?.what;
              const after = words.action(isKept ? olds.get(version) : to, move.after);
              const isMoved = !isKept || words.days(move.was) !== words.days(move.becomes);
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: moves have no names; their order is that of the answer.
                <tr key={`${version} ${step} ${at}`} className={at > 0 ? styles.follows : undefined}>
                  {at === 0 && (
                    <th scope="rowgroup" rowSpan={moves.length}>
                      {words.step(olds.get(version), step)}
                      {several && (
                        <>
                          {' '}
                          <Badge>
                            <Trans>version {version}</Trans>
                          </Badge>
                        </>
                      )}
                    </th>
                  )}
                  <td className={styles.number}>{move.count}</td>
                  <td>
                    {before}
                    <span className={styles.days}>{words.days(move.was)}</span>
                  </td>
                  <td>
                    {isMoved ? (
                      <>
                        <strong>{after}</strong>
                        <span className={styles.days}>{words.days(move.becomes)}</span>
                      </>
                    ) : (
                      <span className={styles.quiet}>
                        <Trans>as it was</Trans>
                      </span>
                    )}
                  </td>
                  <td className={`${styles.number} ${styles.whole}`}>
                    {move.at_once > 0 ? <strong className={styles.alarm}>{t`${move.at_once} at once`}</strong> : null}
                  </td>
                </tr>
              );
            }),
          )}
        </tbody>
      </table>
    </div>
  );
}
