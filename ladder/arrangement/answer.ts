import type { ArrangementEntry } from './simulate.ts';
import type { ArrangementState } from './state.ts';

/** What the engine answers to the workflow of an arrangement: recorded in the workflow's history. */
export interface ArrangementAnswer {
  /** Counts the transitions of this arrangement. */
  sequence: number;
  state: ArrangementState;
  /** Ids of the dispatches to be delivered now, in order. */
  deliveries: string[];
  /** The next that comes when nothing happens. */
  plan: ArrangementEntry[];
}
