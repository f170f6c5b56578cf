/**
 * What can happen to an arrangement. Facts of the covered invoices are the invoices' own, with the id of the invoice;
 * the rest is about the arrangement.
 */
import type { DebtorChange, DeliveryEvent, FactEvent, Hold, MalformedSignal, NoticeEvent, Release } from '../events.ts';
import type { CivilDate, Instant } from '../time/civil.ts';

interface Happened {
  id: string;
  /** When it became known. */
  at: Instant;
}

/** The debtor signed (akkoordverklaring). */
export interface Signed extends Happened {
  type: 'signed';
  on: CivilDate;
  by: string;
}

/** The debtor said no to the proposal. A signature in time still counts. */
export interface Refused extends Happened {
  type: 'refused';
  by: string;
  reason: string;
}

/** A fact of one of the covered invoices. */
export type CoveredFact = FactEvent & { invoiceId: string };

/** A hold or a change of the debtor without an invoice's id is the arrangement's own. */
export type ArrangementFact = Signed | Refused | CoveredFact | (Hold & Own) | (Release & Own) | (DebtorChange & Own);
interface Own {
  invoiceId?: undefined;
}

/** Answers to the tasks of an arrangement. */
export const ARRANGEMENT_OUTCOMES = [
  /** The shortfall gets a new day, given by `on`. */
  'revive',
  /** A new arrangement, given by `arrangementId`, takes its place. */
  'renew',
  /** The whole balance is due; the invoices take up their ladders. */
  'break',
  /** A proposal that the debtor never got comes to nothing. */
  'decline',
  /** The arrangement stands although something changed. */
  'go_on',
  /** A signature that came after the deadline counts all the same. */
  'accept',
  'went_out',
  'send_again',
  'skip',
  'done',
] as const;
export type ArrangementOutcome = (typeof ARRANGEMENT_OUTCOMES)[number];

export interface ArrangementTaskCompleted extends Happened {
  type: 'task_completed';
  taskId: string;
  outcome: ArrangementOutcome | (string & {});
  /** For `revive`: the new day. For `went_out`: the day on which the notice left. */
  on?: CivilDate;
  /** For `renew`. */
  arrangementId?: string;
  by: string;
  note?: string;
}

/** Why no notices go out: a hold, a task about a change of a covered invoice, a debtor who may not be written to. */
export type ArrangementPauseCause = 'held' | 'under_review' | 'debtor_protected';

export type ArrangementWithdrawn =
  | 'paid'
  | 'outside_hours'
  | 'superseded'
  /** The debtor was written to about something else on that day. */
  | 'other_contact'
  /** The printed letter was not posted before its cut-off. */
  | 'not_posted'
  | 'voided'
  | ArrangementPauseCause;

/** What `deliver` found out about a dispatch of an arrangement. */
export type ArrangementDelivery =
  | Exclude<DeliveryEvent, { type: 'notice_withdrawn' }>
  | (Happened & { dispatchId: string; type: 'notice_withdrawn'; because: ArrangementWithdrawn });

export type ArrangementEvent =
  | ArrangementFact
  | ArrangementTaskCompleted
  | MalformedSignal
  | NoticeEvent
  | ArrangementDelivery;

/** What a person or program says to an arrangement itself. What happens to a covered invoice is told to the invoice. */
export type OutsideArrangementEvent =
  | Signed
  | Refused
  | (Hold & Own)
  | (Release & Own)
  | ArrangementTaskCompleted
  | NoticeEvent;

/** Signals are named after what happened; this is the event that each carries. */
export const ARRANGEMENT_SIGNALS = {
  arrangementSigned: 'signed',
  arrangementRefused: 'refused',
  held: 'hold',
  released: 'release',
  taskCompleted: 'task_completed',
  letterPrinted: 'letter_printed',
  noticePosted: 'notice_posted',
  letterVoided: 'letter_voided',
  noticeBounced: 'notice_bounced',
  noticeReturned: 'notice_returned',
} as const satisfies Record<string, OutsideArrangementEvent['type']>;
export type ArrangementSignalName = keyof typeof ARRANGEMENT_SIGNALS;
export const ARRANGEMENT_SIGNAL_NAMES = Object.keys(ARRANGEMENT_SIGNALS) as ArrangementSignalName[];
