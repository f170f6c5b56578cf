/** What changes for each step: how many of its notices come at once, sooner or later, no more, or new. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useSaid } from '../app/said.ts';
import { Section } from '../publish/section.tsx';
import styles from './book.module.css';
import { FigureButton } from './figure-button.tsx';
import type { Figures } from './report/figures.ts';

export function StepTable({ figures: { steps } }: { figures: Pick<Figures, 'steps'> }) {
  const { t } = useLingui();
  const said = useSaid();
  const columns = [
    { of: 'at_once', count: 'atOnce', name: t`At once` },
    { of: 'earlier', count: 'earlier', name: t`Earlier` },
    { of: 'later', count: 'later', name: t`Later` },
    { of: 'dropped', count: 'dropped', name: t`No longer` },
    { of: 'added', count: 'added', name: t`New` },
  ] as const;
  return (
    <Section title={<Trans>Step by step</Trans>}>
      <div className={styles.wide}>
        <table className={styles.table} aria-label={t`Notices that change, for each step`}>
          <thead>
            <tr>
              <th scope="col">
                <Trans>Step</Trans>
              </th>
              {columns.map(({ of, name }) => (
                <th key={of} scope="col" className={styles.number}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {steps.map((tally) => {
              const step = tally.name ? said(tally.name) : tally.step;
              return (
                <tr key={tally.step}>
                  <th scope="row">{step}</th>
                  {columns.map(({ of, count, name }) => (
                    <td key={of} className={styles.number}>
                      <FigureButton
                        figure={{ of, step: tally.step }}
                        title={`${step}: ${name.toLocaleLowerCase()}`}
                        count={tally[count]}
                        kind={of === 'at_once' ? 'alarm' : 'plain'}
                      />
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
