/** How large and how hard a run is. */

export interface Plan {
  invoices: number;
  /** Payments of a cent on one of them. */
  flood: number;
  /** Temporal suggests that a history be cut after so many events; a workflow cuts it by itself much later. */
  cutAfterEvents: number;
  /** What a day of the ladder takes, in real milliseconds. */
  dayMs: number;
  /** The day of the ladder on which the last of the history is told. */
  lastDay: number;
  /** How long things break, in days. */
  stormDays: number;
  /** Workers at once; where there is one, it dies at points and at random by turns. */
  workers: 1 | 2;
  /** Real milliseconds that a worker works before it is killed, at random. */
  workerLivesMs: [number, number];
  /** The longest that a worker may take to come by the point at which it dies. */
  pointWithinMs: number;
  /** How often it passes that point before, at most. */
  passesBefore: number;
  /** Kills of workers, at least. */
  kills: number;
  serverKills: number;
  /** Kills of the server at its points, the first while invoices are being registered. */
  serverKillsAtPoints: number;
  /** The first while invoices are being registered. */
  temporalStops: number;
  temporalAwayMs: [number, number];
  databaseOutages: number;
  databaseAwayMs: [number, number];
  /** Moments at which every connection to the database breaks, and new ones are taken at once. */
  databaseCuts: number;
  /** Times at which the database answers slowly. */
  databaseSlow: number;
  /** Each lasts a day of the ladder, and until it has met a mail. */
  mailOutages: number;
  /** Mails of which the line is cut while they are on it. */
  mailCuts: number;
  /** Payments of a cent that are told by signal while a notice is on its way. */
  signalsInDeliveries: number;
  /** Workers get the time-outs of `quick-time-outs.ts`. */
  quick: boolean;
  /** How long the book may take to come to rest after the storm, in real milliseconds. */
  restWithinMs: number;
}

export const LONG: Plan = {
  invoices: 300,
  flood: 900,
  cutAfterEvents: 80,
  dayMs: 10_000,
  lastDay: 30,
  stormDays: 34,
  workers: 2,
  workerLivesMs: [0, 12_000],
  pointWithinMs: 25_000,
  passesBefore: 3,
  kills: 50,
  serverKills: 6,
  serverKillsAtPoints: 10,
  temporalStops: 5,
  temporalAwayMs: [1_000, 6_000],
  databaseOutages: 9,
  databaseAwayMs: [1_000, 10_000],
  databaseCuts: 8,
  databaseSlow: 4,
  mailOutages: 3,
  mailCuts: 10,
  signalsInDeliveries: 30,
  quick: false,
  restWithinMs: 420_000,
};

/** Every fault at least once, in about a minute. */
export const SHORT: Plan = {
  invoices: 60,
  flood: 90,
  cutAfterEvents: 120,
  dayMs: 1_200,
  lastDay: 20,
  stormDays: 24,
  workers: 1,
  workerLivesMs: [0, 3_000],
  pointWithinMs: 6_000,
  passesBefore: 0,
  kills: 8,
  serverKills: 1,
  serverKillsAtPoints: 2,
  temporalStops: 2,
  temporalAwayMs: [500, 1_500],
  databaseOutages: 2,
  databaseAwayMs: [1_000, 2_000],
  databaseCuts: 2,
  databaseSlow: 1,
  mailOutages: 1,
  mailCuts: 2,
  signalsInDeliveries: 6,
  quick: true,
  restWithinMs: 90_000,
};

/** How long workflows take to bundle where the short run is as quick as it is meant to be. */
const USUAL_BUNDLE_MS = 2_000;
const MOST_TIMES_SLOWER = 5;

/** A crowded machine gets more time for the same: `bundleMs` is how long the workflows took to bundle. */
export function slowed(plan: Plan, bundleMs: number): Plan {
  const times = Math.min(MOST_TIMES_SLOWER, Math.max(1, bundleMs / USUAL_BUNDLE_MS));
  return {
    ...plan,
    dayMs: plan.dayMs * times,
    pointWithinMs: plan.pointWithinMs * times,
    restWithinMs: plan.restWithinMs * times,
  };
}
