/** The door by which a change of ladder comes to an invoice: an update, so that whoever brings it knows that it was taken in. */

import { defineUpdate, setHandler } from '@temporalio/workflow';
import { RUNNING_CHOICES } from '../ladder/change/event.ts';

import { CHANGE_LADDER, type ChangeOrder } from './messages.ts';

/** Registers the update. `isOver` says that the invoice climbs no more. */
export function onLadderChange(take: (order: ChangeOrder) => void, isOver: () => boolean): void {
  setHandler(defineUpdate<void, [ChangeOrder]>(CHANGE_LADDER), take, {
    // Synchronous: a validator that waits would wedge the workflow.
    validator: (order) => {
      const problem = problemOf(order);
      if (problem !== null) throw new Error(problem);
      if (isOver()) throw new Error('the invoice no longer climbs its ladder: it was closed or handed over');
    },
  });
}

/** What is wrong with an order, or null. */
export function problemOf(order: unknown): string | null {
  if (typeof order !== 'object' || order === null)
    return 'a change of ladder is an object with "change", "ladder" and "choice"';
  const { change, ladder, choice } = order as Partial<Record<keyof ChangeOrder, unknown>>;
  if (typeof change !== 'string' || change === '') return '"change" must be the id of a change of ladder';
  const { id, version } = (ladder ?? {}) as { id?: unknown; version?: unknown };
  if (typeof id !== 'string' || !Number.isInteger(version)) return '"ladder" must name a ladder by "id" and "version"';
  if (!RUNNING_CHOICES.some((known) => known === choice)) return `"choice" must be ${RUNNING_CHOICES.join(' or ')}`;
  return null;
}
