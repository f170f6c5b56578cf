/**
 * What can happen to an invoice. Every event carries an id (the same event twice counts once) and the instant at which
 * it became known. Money, holds and write-offs are facts: they are kept and summed. The rest moves the machine.
 */
import type { LadderChange } from './change/event.ts';
import type { StepId } from './definition.ts';
import type { Cents } from './money.ts';
import type { DeliveryEvent, NoticeEvent } from './notice-events.ts';
import type { TaskCompleted } from './task-events.ts';
import type { CivilDate, Instant } from './time/civil.ts';

export type {
  DeliveryEvent,
  Jointly,
  LetterPrinted,
  LetterVoided,
  NoticeEvent,
  NoticePosted,
  NoticeUndelivered,
  WithdrawnBecause,
} from './notice-events.ts';
export { REPAIR_OUTCOMES, type RepairOutcome, type TaskCompleted } from './task-events.ts';

export interface Happened {
  id: string;
  /** When it became known. */
  at: Instant;
}

export interface Payment extends Happened {
  type: 'payment';
  amountCents: Cents;
  /** The day on which the bank booked it. */
  bookedOn: CivilDate;
  /** The value date, where the bank gives one. The legal day is the earlier of the two (art. 6:114(2) BW). */
  valuedOn?: CivilDate;
}

export interface CreditNote extends Happened {
  type: 'credit_note';
  number: string;
  amountCents: Cents;
  issuedOn: CivilDate;
}

/** A payment that the bank took back (storno). */
export interface Reversal extends Happened {
  type: 'reversal';
  paymentId: string;
  /** The whole payment when left out. */
  amountCents?: Cents;
  on: CivilDate;
}

/** Nothing goes out while a hold lasts. The event's id names the hold. */
export interface Hold extends Happened {
  type: 'hold';
  owner: string;
  reason: string;
  /** The last day of the hold; 14 days when left out, 90 at most. */
  until?: CivilDate;
}

export interface Release extends Happened {
  type: 'release';
  holdId: string;
  by: string;
}

/** The debtor promised to pay: the ladder waits until it is clear whether that happened. The latest promise counts. */
export interface PaymentPromise extends Happened {
  type: 'promise';
  /** The last day on which the money would be there. */
  on: CivilDate;
  /** All that is demanded when left out. */
  amountCents?: Cents;
  /** Who heard it. */
  by: string;
}

/** The debtor contests the invoice, or a part of it. The event's id names the dispute. */
export interface Dispute extends Happened {
  type: 'dispute';
  /** The contested part; the whole invoice when left out. */
  amountCents?: Cents;
  reason: string;
}

export const DISPUTE_DECISIONS = ['rejected', 'upheld', 'partly'] as const;

/** What a person decided on a dispute. What the debtor need not pay is no longer demanded; a credit note books it. */
export interface DisputeDecision extends Happened {
  type: 'dispute_decided';
  disputeId: string;
  decision: (typeof DISPUTE_DECISIONS)[number];
  /** For `partly`: what the debtor need not pay. */
  amountCents?: Cents;
  by: string;
  note?: string;
}

/** The debtor sends goods back: nothing goes out until they should have come. */
export interface ReturnAnnounced extends Happened {
  type: 'return_announced';
  /** The last day on which they should be here. */
  expectedOn: CivilDate;
  note?: string;
}

/** The debtor wrote or said something: a person reads it first. */
export interface Reply extends Happened {
  type: 'reply';
  summary: string;
}

/**
 * How an arrangement over this invoice fares; the latest fact of it counts. Nothing goes out from the proposal on; it is agreed
 * once the debtor has signed. Where it was replaced, another takes over.
 */
export interface ArrangementChange extends Happened {
  type:
    | 'arrangement_proposed'
    | 'arrangement_agreed'
    | 'arrangement_declined'
    | 'arrangement_kept'
    | 'arrangement_broken'
    | 'arrangement_replaced';
  arrangementId: string;
  /** Of one that was kept: what is open of the invoice in the books and settled all the same. */
  amountCents?: Cents;
}

/** The invoice was wrong: what it says now. */
export interface Correction extends Happened {
  type: 'invoice_corrected';
  /** What the debtor has to pay in all, before payments and credit notes. */
  amountCents?: Cents;
  dueOn?: CivilDate;
  by: string;
  reason: string;
}

/** The invoice was sent again, to whoever had not received it, perhaps with a new due date. */
export interface SentAgain extends Happened {
  type: 'invoice_sent_again';
  on: CivilDate;
  dueOn?: CivilDate;
  by: string;
}

export const DEBTOR_STATUSES = ['normal', 'debt-help', 'guardianship', 'bankruptcy', 'deceased'] as const;
export type DebtorStatus = (typeof DEBTOR_STATUSES)[number];

/** Something that holds for every invoice of the debtor; the latest counts. */
export interface DebtorChange extends Happened {
  type: 'debtor_changed';
  status: DebtorStatus;
  by: string;
  note?: string;
}

/** What may be said of a debtor at once, and holds for every invoice of theirs. */
export type DebtorFact = DebtorChange | Hold | Release;

/** A person brings the case to a later step at once; what that step needs in law still has to be there. */
export interface Escalation extends Happened {
  type: 'escalation';
  step: StepId;
  by: string;
  reason: string;
}

/** A person leaves out the step at which the case stands. */
export interface StepLeftOut extends Happened {
  type: 'step_left_out';
  step: StepId;
  by: string;
  reason: string;
}

export interface WriteOff extends Happened {
  type: 'write_off';
  by: string;
  reason: string;
}

/** A signal that could not be read; it becomes a person's task. */
export interface MalformedSignal extends Happened {
  type: 'malformed_signal';
  signal: string;
  problem: string;
}

/** Why nothing goes out for now. */
export const PAUSE_CAUSES = [
  'held',
  'promised',
  'disputed',
  'return_announced',
  'arranged',
  'replied',
  'part_paid',
  'debtor_protected',
] as const;
export type PauseCause = (typeof PAUSE_CAUSES)[number];

export type FactEvent =
  | Payment
  | CreditNote
  | Reversal
  | Hold
  | Release
  | PaymentPromise
  | Dispute
  | DisputeDecision
  | ReturnAnnounced
  | Reply
  | ArrangementChange
  | Correction
  | SentAgain
  | DebtorChange
  | WriteOff;
/** What a person or program says and the engine takes in once; what `deliver` found; the rest are facts. */
export type InvoiceEvent =
  | FactEvent
  | Escalation
  | StepLeftOut
  | LadderChange
  | TaskCompleted
  | MalformedSignal
  | NoticeEvent
  | DeliveryEvent;
export type EventType = InvoiceEvent['type'];

/** Signals are named after what happened; this is the event that each carries. */
export const SIGNALS = {
  paymentReceived: 'payment',
  creditNoteIssued: 'credit_note',
  paymentReversed: 'reversal',
  held: 'hold',
  released: 'release',
  promiseMade: 'promise',
  disputeRaised: 'dispute',
  disputeDecided: 'dispute_decided',
  returnAnnounced: 'return_announced',
  replyReceived: 'reply',
  arrangementProposed: 'arrangement_proposed',
  arrangementAgreed: 'arrangement_agreed',
  arrangementDeclined: 'arrangement_declined',
  arrangementKept: 'arrangement_kept',
  arrangementBroken: 'arrangement_broken',
  arrangementReplaced: 'arrangement_replaced',
  invoiceCorrected: 'invoice_corrected',
  invoiceSentAgain: 'invoice_sent_again',
  debtorChanged: 'debtor_changed',
  escalated: 'escalation',
  stepLeftOut: 'step_left_out',
  letterPrinted: 'letter_printed',
  noticePosted: 'notice_posted',
  letterVoided: 'letter_voided',
  noticeBounced: 'notice_bounced',
  noticeReturned: 'notice_returned',
  taskCompleted: 'task_completed',
  writtenOff: 'write_off',
} as const satisfies Record<string, EventType>;
export type SignalName = keyof typeof SIGNALS;
/** Wakes a workflow without a fact of its own: to look again at what the store holds. */
export const NUDGE = 'nudged';

export const SIGNAL_NAMES = Object.keys(SIGNALS) as SignalName[];

/** The order in which events that became known together are taken: by time, then by id. */
export function inOrder(a: Happened, b: Happened): number {
  return a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
