/**
 * A ladder to look at, on the axis of time: it can be moved and zoomed, and nothing of it changed. It comes with the code
 * of the canvas, when it is asked for, and is as large as what it stands in.
 *
 *     <LadderPicture ladder={ladder} before={older} example={example} label={t`…`} />
 */
import { lazy, Suspense } from 'react';
import type { Ladder, StepId } from '../../ladder/definition.ts';
import type { ExampleInvoice } from '../time-axis/course.ts';
import styles from './ladder-picture.module.css';

/** What is said of a step of two versions. */
export type Highlight = 'added' | 'removed' | 'changed';

export interface LadderPictureProps {
  ladder: Ladder;
  /**
   * An older version to be drawn with it: its steps and ways that went stand at their old days, and what came, went or
   * stands at another day is marked without being told.
   */
  before?: Ladder | null;
  /** The invoice by whose dates steps stand. */
  example: ExampleInvoice;
  /** Steps of which something beside the day changed; give the same set while it says the same. */
  changed?: ReadonlySet<StepId>;
  /** What it is a picture of, for who cannot see it. */
  label: string;
}

const Picture = lazy(() => import('./picture.tsx').then((found) => ({ default: found.Picture })));

export function LadderPicture(props: LadderPictureProps) {
  return (
    <Suspense fallback={<div className={styles.empty} />}>
      <Picture {...props} />
    </Suspense>
  );
}
