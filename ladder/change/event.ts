/** The event of a ladder that was changed under a running invoice. */
import type { LadderRef } from '../definition.ts';
import type { Instant } from '../time/civil.ts';

/** How running invoices take another version of their ladder. */
export const RUNNING_CHOICES = ['next_step', 'replan'] as const;
/**
 * `next_step`: what is planned or asked now stays as it is, after that the new version holds. `replan`: what is planned is
 * planned anew.
 */
export type RunningChoice = (typeof RUNNING_CHOICES)[number];

/** The ladder of a running invoice was exchanged for another version (`change/`). The event's id is that of the change. */
export interface LadderChange {
  id: string;
  /** When it was taken. */
  at: Instant;
  type: 'ladder_changed';
  from: LadderRef;
  to: LadderRef;
  choice: RunningChoice;
  by: string;
}
