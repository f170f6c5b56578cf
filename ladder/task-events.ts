/** What a person answers to a task. */
import type { CallOutcome } from './definition.ts';
import type { Happened } from './events.ts';
import type { CivilDate } from './time/civil.ts';

/** Outcomes of the tasks that the engine itself asks of a person when it cannot go on. */
export const REPAIR_OUTCOMES = [
  /** Go on with the step all the same. */
  'proceed',
  /** Leave the step out. */
  'skip',
  /** The notice did go out, on the day given by `on`. */
  'went_out',
  /** It did not go out: send it (again). */
  'send_again',
  'write_off',
  'done',
  /** The contact may go: its ladder is on trial. */
  'release',
  /** It may not, for now: a hold, which is a fact of its own, keeps it back. */
  'hold',
] as const;
export type RepairOutcome = (typeof REPAIR_OUTCOMES)[number];

export interface TaskCompleted extends Happened {
  type: 'task_completed';
  taskId: string;
  /** A call outcome, an outcome of the task step, or a repair outcome. */
  outcome: CallOutcome | RepairOutcome | (string & {});
  /** For `went_out`: the day on which the notice left. */
  on?: CivilDate;
  by: string;
  note?: string;
}
