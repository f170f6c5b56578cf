/** What would change: in sentences, in one picture, and step by step with both versions beside each other. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useMemo, useState } from 'react';
import { ToggleButton } from 'react-aria-components';
import type { GivenMapping } from '../../ladder/change/mapping.ts';
import { compare } from '../../ladder/compare/compare.ts';
import type { Ladder } from '../../ladder/definition.ts';
import { useSaid } from '../app/said.ts';
import { LadderPicture } from '../canvas/ladder-picture.tsx';
import { usualExample } from '../draft/open-editor.ts';
import { iconOf } from '../steps/step-words.ts';
import { Badge } from '../ui/badge.tsx';
import { type MergedStep, mergedSteps } from './merged.ts';
import styles from './publish.module.css';
import { Section } from './section.tsx';

interface ChangeSectionProps {
  /** Null for a new ladder. */
  from: Ladder | null;
  to: Ladder;
  /** Which removed step goes on as which. */
  mapping?: GivenMapping | undefined;
}

export function ChangeSection({ from, to, mapping }: ChangeSectionProps) {
  const { t } = useLingui();
  const said = useSaid();
  const [example] = useState(usualExample);
  const [showsAll, setShowsAll] = useState(from === null);
  const differences = useMemo(() => (from ? compare(from, to, mapping) : []), [from, to, mapping]);
  const rows = useMemo(() => mergedSteps(from, to, differences, example), [from, to, differences, example]);
  // What the picture does not see for itself: that something of a step differs beside its day.
  const changed = useMemo(() => new Set(rows.flatMap(({ id, is }) => (is === 'changed' ? [id] : []))), [rows]);
  const shown = showsAll ? rows : rows.filter(({ is }) => is !== 'same');
  const same = rows.length - rows.filter(({ is }) => is !== 'same').length;
  return (
    <Section
      title={<Trans>What changes</Trans>}
      aside={
        same > 0 &&
        from && (
          <ToggleButton isSelected={showsAll} onChange={setShowsAll} className={styles.toggle!}>
            <Trans>Show steps that stay as they are ({same})</Trans>
          </ToggleButton>
        )
      }
    >
      {from === null ? (
        <p className={styles.lead}>
          <Trans>A new ladder: nothing of it was published before.</Trans>
        </p>
      ) : differences.length === 0 ? (
        <p className={styles.lead}>
          <Trans>Nothing: it is the same as version {from.version}.</Trans>
        </p>
      ) : (
        <ul className={styles.sentences}>
          {differences.map(({ sentence }) => (
            <li key={sentence.en}>{said(sentence)}</li>
          ))}
        </ul>
      )}
      {(from === null || differences.length > 0) && (
        <div className={styles.picture}>
          <LadderPicture
            ladder={to}
            before={from}
            example={example}
            changed={changed}
            label={from === null ? t`The ladder on the axis of time` : t`Both versions on the axis of time`}
          />
        </div>
      )}
      {shown.length > 0 && <Steps rows={shown} isNew={from === null} />}
    </Section>
  );
}

function Steps({ rows, isNew }: { rows: readonly MergedStep[]; isNew: boolean }) {
  const { t } = useLingui();
  const said = useSaid();
  const marks = {
    same: null,
    changed: <Badge kind="accent">{t`changed`}</Badge>,
    added: <Badge kind="good">{t`added`}</Badge>,
    removed: <Badge kind="error">{t`removed`}</Badge>,
  };
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={t`Steps, before and after`}>
        <thead>
          <tr>
            {!isNew && (
              <th scope="col" className={styles.number}>
                <Trans>Day, now</Trans>
              </th>
            )}
            <th scope="col" className={styles.number}>
              {isNew ? <Trans>Day</Trans> : <Trans>Day, new</Trans>}
            </th>
            <th scope="col">
              <Trans>Step</Trans>
            </th>
            {!isNew && (
              <th scope="col">
                <Trans>Difference</Trans>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, is, step, was, becomes, sentences }) => {
            const Icon = iconOf(step);
            const name = said(step.name) || id;
            return (
              <tr key={id} className={styles[is]}>
                {!isNew && <td className={`${styles.number} ${styles.was}`}>{was ?? '–'}</td>}
                <td className={styles.number}>
                  {was === becomes ? (becomes ?? '–') : <strong>{becomes ?? '–'}</strong>}
                </td>
                <th scope="row">
                  <span className={styles.step}>
                    <Icon size={16} aria-hidden />
                    {is === 'removed' ? <del>{name}</del> : name}
                  </span>
                </th>
                {!isNew && (
                  <td className={styles.whole}>
                    <div className={styles.told}>
                      {marks[is]}
                      <div>
                        {is === 'changed' && sentences.length === 0 ? (
                          <Trans>moves along with what comes before it</Trans>
                        ) : (
                          sentences.map((sentence) => <div key={sentence.en}>{said(sentence)}</div>)
                        )}
                      </div>
                    </div>
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
