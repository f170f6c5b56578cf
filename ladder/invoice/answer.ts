import type { ArrangementCommand } from '../arrangement/commands.ts';
import type { ArrangementEvent } from '../arrangement/events.ts';
import type { InvoiceEvent } from '../events.ts';
import type { PlannedStep } from '../simulate.ts';
import type { Command } from './commands.ts';
import type { InvoiceState } from './state.ts';

/** What the engine answers to a workflow: recorded in the workflow's history. */
export interface Answer {
  /** Counts the transitions of this invoice. */
  sequence: number;
  state: InvoiceState;
  /** Ids of the dispatches to be delivered now, in order. */
  deliveries: string[];
  /** What comes when nothing happens. */
  plan: PlannedStep[];
}

/**
 * The dispatches to be delivered after a transition: those of before and those that it intended, without those of which
 * an event or a command says what came of them.
 */
export function deliveriesAfter(
  before: readonly string[],
  events: readonly (InvoiceEvent | ArrangementEvent)[],
  commands: readonly (Command | ArrangementCommand)[],
): string[] {
  const after = new Set(before);
  for (const event of events) if ('dispatchId' in event) after.delete(event.dispatchId);
  for (const command of commands) {
    if (command.type === 'settle_dispatch') after.delete(command.dispatchId);
    if (command.type === 'intend') after.add(command.dispatch.id);
  }
  return [...after];
}
