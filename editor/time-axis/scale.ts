/**
 * From days to heights and back. Between two days on which something happens the scale is even; where little fits between
 * them it is stretched, and where nothing happens for long it is folded.
 */

/** The least height of a day, in pixels, outside a fold. */
export const DAY_PX = 12;
/** So many days in which nothing happens are folded, but for the first and last few. */
const FOLD_FROM_DAYS = 10;
const FOLD_MARGIN_DAYS = 2;
export const FOLD_PX = 28;

/** A quiet stretch that is drawn short: from the end of `from` to the beginning of `to`. */
export interface Fold {
  id: string;
  from: number;
  to: number;
  y: number;
  height: number;
}

export interface DayRange {
  from: number;
  to: number;
}

export interface Scale {
  /** Ascending in both; even between each two. */
  points: readonly { day: number; y: number }[];
  folds: readonly Fold[];
}

/** What a day asks of the scale: to stand so much lower than a day before it. */
export interface Distance {
  from: number;
  to: number;
  px: number;
}

/** Builds a scale on which every day of `stops` has a point, and every distance is kept. */
export function scaleOf(stops: Iterable<number>, distances: readonly Distance[], unfolded: readonly DayRange[]): Scale {
  const days = [...new Set(stops)].sort((a, b) => a - b);
  const asked = Map.groupBy(distances, ({ to }) => to);
  const heights = new Map<number, number>();
  const points: { day: number; y: number }[] = [];
  const folds: Fold[] = [];
  const put = (day: number, y: number) => {
    points.push({ day, y });
    heights.set(day, y);
  };
  for (const [index, day] of days.entries()) {
    const before = days[index - 1];
    if (before === undefined) {
      put(day, 0);
      continue;
    }
    const start = heights.get(before)!;
    const span = day - before;
    const folded = span >= FOLD_FROM_DAYS && !unfolded.some(({ from, to }) => from < day && to > before);
    const least = folded ? 2 * FOLD_MARGIN_DAYS * DAY_PX + FOLD_PX : span * DAY_PX;
    const wanted = (asked.get(day) ?? []).map(({ from, px }) => (heights.get(from) ?? start) + px);
    const end = Math.max(start + least, ...wanted);
    if (folded) {
      const margin = (end - start - FOLD_PX) / 2;
      const [from, to] = [before + FOLD_MARGIN_DAYS, day - FOLD_MARGIN_DAYS];
      put(from, start + margin);
      put(to, start + margin + FOLD_PX);
      folds.push({ id: `fold:${before}:${day}`, from, to, y: start + margin, height: FOLD_PX });
    }
    put(day, end);
  }
  return { points, folds };
}

/** The height at which a day begins. */
export function yOf({ points }: Scale, day: number): number {
  return along(points, day, 'day', 'y', DAY_PX);
}

/** The day at a height, with its part of a day. */
export function dayAt({ points }: Scale, y: number): number {
  return along(points, y, 'y', 'day', 1 / DAY_PX);
}

/** The day whose beginning is nearest to a height. */
export function nearestDay(scale: Scale, y: number): number {
  const day = Math.floor(dayAt(scale, y));
  return y - yOf(scale, day) <= yOf(scale, day + 1) - y ? day : day + 1;
}

/** Beyond the first and last point days have their least height. */
function along(points: Scale['points'], value: number, by: 'day' | 'y', to: 'day' | 'y', slope: number): number {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return value * slope;
  if (value <= first[by]) return first[to] + (value - first[by]) * slope;
  if (value >= last[by]) return last[to] + (value - last[by]) * slope;
  let low = 0;
  let high = points.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (points[middle]![by] <= value) low = middle;
    else high = middle;
  }
  const [a, b] = [points[low]!, points[high]!];
  const part = (value - a[by]) / (b[by] - a[by]);
  return a[to] + part * (b[to] - a[to]);
}

/** The fold at a height, for the hand that opens it. */
export function foldAt({ folds }: Scale, y: number): Fold | null {
  return folds.find((fold) => y >= fold.y && y <= fold.y + fold.height) ?? null;
}
