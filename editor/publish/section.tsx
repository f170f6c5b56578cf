import type { ReactNode } from 'react';
import styles from './publish.module.css';

/** A part of a screen on a card, with what it is about. */
export function Section({ title, aside, children }: { title: ReactNode; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.card}>
      <header className={styles.cardHead}>
        <h2>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}
