/** The ladder as a table: every step once, by day. What the canvas can do, the table can do. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import { useLanguage } from '../app/said.ts';
import { useEditor } from '../draft/editor-store.ts';
import { ExampleBar } from '../edit/example-bar.tsx';
import { useTimeline } from '../edit/timeline.ts';
import { waysIn } from '../steps/step-words.ts';
import styles from './ladder-table.module.css';
import { StepRow } from './step-row.tsx';

export function LadderTable() {
  const { t } = useLingui();
  const language = useLanguage();
  const ladder = useEditor(({ draft }) => draft.present);
  const { nominal, real } = useTimeline();
  const ways = useMemo(() => waysIn(ladder, language), [ladder, language]);
  const order = useMemo(() => {
    const day = (id: string) => nominal.days.get(id)?.day ?? Number.POSITIVE_INFINITY;
    return [...nominal.graph.order].sort(
      (a, b) => day(a) - day(b) || nominal.graph.place.get(a)! - nominal.graph.place.get(b)!,
    );
  }, [nominal]);
  return (
    <div className={styles.page}>
      <ExampleBar />
      <table className={styles.table} aria-label={t`Steps of the ladder`}>
        <thead>
          <tr>
            <th scope="col" className={styles.day}>
              <Trans>Day</Trans>
            </th>
            <th scope="col">
              <Trans>Example date</Trans>
            </th>
            <th scope="col">
              <Trans>Step</Trans>
            </th>
            <th scope="col">
              <Trans>Channel</Trans>
            </th>
            <th scope="col">
              <Trans>Condition</Trans>
            </th>
            <th scope="col" className={styles.costs}>
              <Trans>Costs</Trans>
            </th>
            <th scope="col">
              <span className={styles.hidden}>
                <Trans>Actions</Trans>
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          {order.map((id) => (
            <StepRow
              key={id}
              step={nominal.graph.steps.get(id)!}
              day={nominal.days.get(id)!}
              real={real.get(id) ?? null}
              ways={ways.get(id)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
