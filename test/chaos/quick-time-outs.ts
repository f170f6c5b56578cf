/**
 * Loaded into the sandbox of workflows in a short chaos run, where a day takes a second: what a dead worker had in hand is
 * tried again after seconds instead of minutes.
 */
import type { WorkflowInterceptors } from '@temporalio/workflow';

export const interceptors = (): WorkflowInterceptors => ({
  outbound: [
    {
      scheduleActivity: (input, next) =>
        next({ ...input, options: { ...input.options, startToCloseTimeout: '15 seconds' } }),
    },
  ],
});
