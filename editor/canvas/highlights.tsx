/** The signs by which steps of a picture are marked, and what they mean. */
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { type LucideIcon, Minus, Pencil, Plus } from 'lucide-react';
import styles from './highlights.module.css';
import type { Highlight } from './ladder-picture.tsx';

/** In the order in which the legend names them. */
const MARKS: Record<Highlight, { name: MessageDescriptor; icon: LucideIcon }> = {
  added: { name: msg`added`, icon: Plus },
  removed: { name: msg`removed`, icon: Minus },
  changed: { name: msg`changed`, icon: Pencil },
};

export function Mark({ mark }: { mark: Highlight }) {
  const { i18n } = useLingui();
  const { name, icon: Icon } = MARKS[mark];
  return (
    <span className={styles.mark} data-mark={mark} role="img" aria-label={i18n._(name)} title={i18n._(name)}>
      <Icon size={11} strokeWidth={2.5} aria-hidden />
    </span>
  );
}

/** Names the signs that are drawn; nothing where there are none. */
export function Legend({ marks, hasMoved }: { marks: ReadonlySet<Highlight>; hasMoved: boolean }) {
  const { i18n, t } = useLingui();
  const shown = (Object.keys(MARKS) as Highlight[]).filter((mark) => marks.has(mark));
  if (shown.length === 0) return null;
  return (
    <ul className={styles.legend} aria-label={t`Legend`}>
      {shown.map((mark) => {
        const Icon = MARKS[mark].icon;
        return (
          <li key={mark}>
            <span className={styles.mark} data-mark={mark}>
              <Icon size={11} strokeWidth={2.5} aria-hidden />
            </span>
            {i18n._(MARKS[mark].name)}
          </li>
        );
      })}
      {hasMoved && (
        <li>
          <span className={styles.moved} />
          <Trans>from its old day</Trans>
        </li>
      )}
    </ul>
  );
}
