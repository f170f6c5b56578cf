/** What passes between a workflow, its activities and those who signal or query it. Payloads carry ids and amounts only. */

import type { ArrangementAnswer } from '../ladder/arrangement/answer.ts';
import type { RunningChoice } from '../ladder/change/event.ts';
import type { LadderRef } from '../ladder/definition.ts';
import { NUDGE, type SignalName } from '../ladder/events.ts';
import type { Answer } from '../ladder/invoice/answer.ts';
import type { Instant } from '../ladder/time/civil.ts';
import type { Clock } from '../ladder/time/clock.ts';

export const INVOICE_WORKFLOW = 'invoice';
export const invoiceWorkflowId = (invoiceId: string) => `invoice:${invoiceId}`;
export const ARRANGEMENT_WORKFLOW = 'arrangement';
export const arrangementWorkflowId = (arrangementId: string) => `arrangement:${arrangementId}`;

export { NUDGE };
export type AnySignal = SignalName | typeof NUDGE;

export const STATE_QUERY = 'state';
export const PLAN_QUERY = 'plan';

/** The update by which an invoice is told to take another version of its ladder. */
export const CHANGE_LADDER = 'changeLadder';

/**
 * Names a change of ladder that the store holds; both versions and the mapping stand there (decision 0001). What becomes of
 * it stands there too: the update ends when the workflow has taken it in, not when the change is made.
 */
export interface ChangeOrder {
  change: string;
  ladder: LadderRef;
  choice: RunningChoice;
}

/** A signal, or an update that a workflow took in, as it came in; read and checked by `advance`, so that a malformed one never stops the workflow. */
export interface ReceivedSignal {
  /** The name of a signal, `CHANGE_LADDER`, or whatever a person typed. */
  name: string;
  payload: unknown;
  at: Instant;
}

/** What goes over a continue-as-new. */
export interface Carried {
  sequence: number;
  signals: ReceivedSignal[];
}

/** What a turn takes in. */
export interface TurnRequest {
  /** The sequence of the last answer; null in a first turn. */
  sequence: number | null;
  signals: ReceivedSignal[];
  now: Instant;
  clock: Clock;
}

export interface DeliveryRequest {
  dispatchId: string;
  now: Instant;
  clock: Clock;
}

export interface ParkRequest {
  /** Null: it goes on again. */
  problem: string | null;
  now: Instant;
}

interface OfInvoice {
  invoiceId: string;
}
interface OfArrangement {
  arrangementId: string;
}

export type InvoiceInput = OfInvoice & { clock: Clock; carried?: Carried };
export type AdvanceInput = OfInvoice & TurnRequest;
export type DeliverInput = OfInvoice & DeliveryRequest;
export type ParkInput = OfInvoice & ParkRequest;

/** The activities of an invoice workflow. */
export interface InvoiceActivities {
  /** Takes signals and time into the invoice's state. The same sequence gives the same answer. */
  advance(input: AdvanceInput): Promise<Answer>;
  /** Sends one contact, at most once, and takes its outcome into the state. */
  deliver(input: DeliverInput): Promise<Answer>;
  /** Puts an invoice that cannot go on before a person. */
  park(input: ParkInput): Promise<void>;
}

export type ArrangementInput = OfArrangement & { clock: Clock; carried?: Carried };
export type AdvanceArrangementInput = OfArrangement & TurnRequest;
export type DeliverArrangementInput = OfArrangement & DeliveryRequest;
export type ParkArrangementInput = OfArrangement & ParkRequest;

/** The activities of an arrangement workflow: as those of an invoice. */
export interface ArrangementActivities {
  advanceArrangement(input: AdvanceArrangementInput): Promise<ArrangementAnswer>;
  deliverArrangement(input: DeliverArrangementInput): Promise<ArrangementAnswer>;
  parkArrangement(input: ParkArrangementInput): Promise<void>;
}

/** The type of a failure that trying again will not mend. */
export const POISON = 'PoisonInvoice';
