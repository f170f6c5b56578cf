/** A figure that opens the list of its invoices. */
import { useLingui } from '@lingui/react/macro';
import { createContext, useContext } from 'react';
import { Button } from 'react-aria-components';
import styles from './book.module.css';
import type { Figure } from './report/figures.ts';

/** What is shown of a figure when it is opened. */
export interface OpenFigure {
  figure: Figure;
  /** What is counted, in words. */
  title: string;
  count: number;
}

export const OpenFigureContext = createContext<(opened: OpenFigure) => void>(() => {});

interface FigureButtonProps extends OpenFigure {
  kind?: 'plain' | 'alarm' | 'large';
}

export function FigureButton({ figure, title, count, kind = 'plain' }: FigureButtonProps) {
  const { t, i18n } = useLingui();
  const open = useContext(OpenFigureContext);
  const shown = i18n.number(count);
  if (count === 0) return <span className={`${styles.figure} ${styles.none}`}>{shown}</span>;
  return (
    <Button
      className={`${styles.figure} ${styles[kind]}`}
      aria-label={t`${title}: ${shown}, show the invoices`}
      onPress={() => open({ figure, title, count })}
    >
      {shown}
    </Button>
  );
}
