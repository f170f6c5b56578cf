/** One invoice of a book that is run ahead, and what of it may leave. */
import type { Change } from '../change/change.ts';
import { compile } from '../compiled.ts';
import type { Intended } from '../contact.ts';
import type { Channel, Ladder, SendStep } from '../definition.ts';
import type { Facts } from '../facts.ts';
import type { DispatchIntent } from '../invoice/commands.ts';
import type { Terms } from '../invoice/delivery.ts';
import type { InvoiceState } from '../invoice/state.ts';
import type { Instant } from '../time/civil.ts';

export interface Running {
  ladder: Ladder;
  facts: Facts;
  state: InvoiceState | null;
  account: string | null;
  /** A change of ladder that it has still to take. */
  coming: Change | null;
}

/** A contact that may leave now. */
export interface Leaving {
  invoice: Running;
  intent: DispatchIntent;
  terms: Terms;
  channel: Channel;
}

export function isDue({ state }: Running, now: Instant): boolean {
  return state === null || (state.wakeAt !== null && state.wakeAt <= now);
}

/** A letter of it is in the house. */
export const isOnPaper = ({ position }: InvoiceState) => position?.mode === 'sending' && position.letter !== undefined;

/** What every event about a contact has. */
export const about = ({ id }: DispatchIntent, now: Instant) => ({ id: `${id}:${now}`, at: now, dispatchId: id });

/** A notice as the contact planner looks at it. */
export function intendedOf({ invoice: { facts, ladder, account }, intent, channel }: Leaving): Intended {
  return {
    id: intent.id,
    dueOn: facts.invoice.dueOn,
    step: compile(ladder).step(intent.step) as SendStep,
    channel,
    currency: facts.invoice.currency,
    account,
    takesInOthers: ladder.texts[facts.debtor.language][intent.step]?.several !== undefined,
  };
}
