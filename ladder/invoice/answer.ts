import type { PlannedStep } from '../simulate.ts';
import type { InvoiceState } from './state.ts';

/** What the engine answered to a workflow: recorded in the workflow's history and in the store, to be given again. */
export interface Answer {
  /** Counts the transitions of this invoice. */
  sequence: number;
  state: InvoiceState;
  /** Ids of the dispatches to be delivered now, in order. */
  deliveries: string[];
  /** What comes when nothing happens. */
  plan: PlannedStep[];
}
