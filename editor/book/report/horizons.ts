/** How many days of a book can be told, today included. */
export const HORIZONS = [30, 60, 90] as const;
export type Horizon = (typeof HORIZONS)[number];

export const MOST_DAYS = Math.max(...HORIZONS);
