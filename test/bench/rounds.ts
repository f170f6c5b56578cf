/** Figures of rounds: medians, and a number short enough to read. */

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}

/** What a bar asks, and whether it was met. */
export interface Bar {
  name: string;
  value: number;
  asked: string;
  met: boolean;
}

export function atMost(name: string, value: number, limit: number): Bar {
  return { name, value, asked: `at most ${limit}`, met: value <= limit };
}

export function atLeast(name: string, value: number, limit: number): Bar {
  return { name, value, asked: `at least ${limit}`, met: value >= limit };
}
