/** Where days stand on a time line. */

/** The place of a day, in percent of the width. */
export const placeOf = (first: number, last: number) => (day: number) => ((day - first) / (last - first)) * 100;

/** Puts what stands too close together in rows under each other; the row of each, from 0. */
export function rowsOf(days: readonly number[], leastApart: number): number[] {
  const rows = new Array<number>(days.length).fill(0);
  const lastOfRow: number[] = [];
  const order = days.map((_, index) => index).toSorted((a, b) => days[a]! - days[b]!);
  for (const index of order) {
    const free = lastOfRow.findIndex((last) => days[index]! - last >= leastApart);
    const row = free < 0 ? lastOfRow.length : free;
    lastOfRow[row] = days[index]!;
    rows[index] = row;
  }
  return rows;
}
