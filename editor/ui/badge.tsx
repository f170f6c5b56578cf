import type { ReactNode } from 'react';
import styles from './badge.module.css';
import tones from './tones.module.css';

/** A word or a number beside a name. */
export function Badge({
  kind = 'plain',
  children,
}: {
  kind?: 'plain' | 'accent' | 'warning' | 'error' | 'good';
  children: ReactNode;
}) {
  return <span className={`${styles.badge} ${tones[kind]}`}>{children}</span>;
}
