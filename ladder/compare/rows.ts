/** The rows of a choice in two versions: laid beside each other by what they ask, then by their order. */
import type { DecideStep } from '../definition.ts';
import type { Changed, Facet } from './facets.ts';
import { same } from './same.ts';

type Rows = DecideStep['rows'];

export interface PairedRows {
  /** Indices of the same row, old and new, in the order of the new rows. */
  pairs: [was: number, is: number][];
  removed: number[];
  added: number[];
}

/** Rows that ask the same are the same; of the rest those are, in order, if as many went as came. */
export function pairedRows(from: Rows, to: Rows): PairedRows {
  const free = new Set(from.keys());
  const pairs: [number, number][] = [];
  const unmatched: number[] = [];
  for (const [index, row] of to.entries()) {
    const match = [...free].find((old) => same(from[old]!.all, row.all));
    if (match === undefined) unmatched.push(index);
    else {
      free.delete(match);
      pairs.push([match, index]);
    }
  }
  const removed = [...free];
  if (removed.length !== unmatched.length) return { pairs, removed, added: unmatched };
  const changed = removed.map((old, at): [number, number] => [old, unmatched[at]!]);
  return { pairs: [...pairs, ...changed].toSorted((a, b) => a[1] - b[1]), removed: [], added: [] };
}

/** What rows ask, whether there are more or fewer, and their order; where they lead is told with the ways. */
export function changedRows(from: Rows, to: Rows): Changed[] {
  const { pairs, removed, added } = pairedRows(from, to);
  const row = (rows: Rows, index: number, withNext: boolean): Facet => {
    const { all, next } = rows[index]!;
    return { facet: 'row', number: index + 1, all, next: withNext ? next : null };
  };
  const changed = pairs
    .filter(([was, is]) => !same(from[was]!.all, to[is]!.all))
    .map(([was, is]) => ({ was: row(from, was, false), is: row(to, is, false) }));
  const isInOrder = pairs.every(([was], at) => at === 0 || pairs[at - 1]![0] < was);
  return [
    ...changed,
    ...added.map((index) => ({ was: null, is: row(to, index, true) })),
    ...removed.map((index) => ({ was: row(from, index, true), is: null })),
    ...(isInOrder
      ? []
      : [
          reordered(
            'rowOrder',
            pairs.map(([was]) => was + 1),
          ),
        ]),
  ];
}

/** Outcomes or rows that both versions have, and that stand in another order now: their former places. */
export function reordered(facet: 'rowOrder' | 'outcomeOrder', places: readonly number[]): Changed {
  return {
    was: { facet, order: places.toSorted((a, b) => a - b).join(', ') },
    is: { facet, order: places.join(', ') },
  };
}
