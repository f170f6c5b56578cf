import { type ReactNode, useId } from 'react';
import styles from './ladder-rules.module.css';

export interface RuleCardProps {
  title: ReactNode;
  /** True for one that takes the whole width. */
  wide?: boolean;
  aside?: ReactNode;
  children: ReactNode;
}

/** Rules that belong together. */
export function RuleCard({ title, wide, aside, children }: RuleCardProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={`${styles.card} ${wide ? styles.wide : ''}`}>
      <header className={styles.head}>
        <h3 id={id}>{title}</h3>
        {aside}
      </header>
      {children}
    </section>
  );
}
