import type { EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import type { Language } from '../../ladder/definition.ts';
import { wayWords } from '../steps/step-words.ts';
import type { Edge } from '../time-axis/edges.ts';
import type { Nominal } from '../time-axis/nominal.ts';
import type { WayFlowEdge } from './elements.ts';
import { arrowPath, linePath } from './line.ts';
import styles from './way-edge.module.css';

/** A line between two cards, with what is said on it where a case may also go another way. */
export const WayEdge = memo(function WayEdge({ data }: EdgeProps<WayFlowEdge>) {
  if (!data || data.edge.route === 'ending') return null;
  const { edge, words, isNarrow, mark } = data;
  const place = words === null ? null : wordsAt(edge);
  return (
    <>
      <path d={linePath(edge.points)} className={styles.line} data-late={edge.late || undefined} data-mark={mark} />
      <path d={arrowPath(edge.points)} className={styles.arrow} data-mark={mark} />
      {place && (
        <foreignObject
          x={place.x}
          y={place.y}
          width={isNarrow && edge.route === 'spine' ? NARROW_WIDTH : WORDS_WIDTH}
          height={WORDS_HEIGHT}
        >
          <div className={styles.words} data-mark={mark} title={words!}>
            {words}
          </div>
        </foreignObject>
      )}
    </>
  );
});

/** What is said on a line of a ladder; null where every case takes it. */
export function wordsOn({ ways }: Edge, { ladder, graph }: Nominal, language: Language): string | null {
  const from = graph.steps.get(ways[0]!.from);
  const words = ways.flatMap((way) => (from && wayWords(ladder, from, way, language)) ?? []);
  return words.length === ways.length ? words.join(', ') : null;
}

const WORDS_WIDTH = 196;
const NARROW_WIDTH = 92;
const WORDS_HEIGHT = 20;
const BESIDE_PX = 14;

/** Beside where the line comes down on its card; null where there is no room beside it. */
function wordsAt({ route, late, points, plus }: Edge): { x: number; y: number } | null {
  if (late || (route !== 'spine' && route !== 'branch')) return null;
  const end = points.at(-1)!;
  const y = route === 'spine' ? plus.y - WORDS_HEIGHT / 2 : Math.min(plus.y, end.y - WORDS_HEIGHT);
  return { x: end.x + BESIDE_PX, y };
}
