/** What becomes of a notice once it is intended: sent, printed, posted, come back. */
import type { Happened, PauseCause } from './events.ts';
import type { Cents } from './money.ts';
import type { CivilDate, Instant } from './time/civil.ts';

/** The principals that one letter demands, in its order, and the place of this one. */
export interface Jointly {
  principalsCents: Cents[];
  place: number;
}

/** What a notice states. */
interface Stating {
  /** The day on which it left, or that is printed on it. */
  on: CivilDate;
  /** When it counts as received. */
  receivedOn: CivilDate;
  /** The final payment date that it states, if it states one. */
  deadline: CivilDate | null;
  /** The principal that it asks for. */
  amountCents: Cents;
  /** Costs and interest that it asks for beside that; of costs, those that a fourteen-day letter announces. */
  costsCents?: Cents;
  /** The costs include VAT, which the creditor cannot deduct. */
  costsVat?: true;
  /** What a fourteen-day letter over several claims demands of each: its costs are a share of those over their sum. */
  jointly?: Jointly;
  interestCents?: Cents;
}

/** A letter was printed, as one of a batch. It is posted before the cut-off, or made anew. */
export interface LetterPrinted extends Happened, Stating {
  type: 'letter_printed';
  dispatchId: string;
  batchId: string;
  cutOffAt: Instant;
}

/** A person confirmed that a printed letter was posted. */
export interface NoticePosted extends Happened, Stating {
  type: 'notice_posted';
  dispatchId: string;
  /** The batch with which it was printed; another that holds the same letter is set aside. */
  batchId?: string;
  by: string;
}

/** A printed letter will not be posted: it was spoiled, or another invoice that it asks for no longer stands. */
export interface LetterVoided extends Happened {
  type: 'letter_voided';
  dispatchId: string;
  batchId: string;
  problem: string;
}

/** A notice did not arrive: the mail bounced, or the letter came back. */
export interface NoticeUndelivered extends Happened {
  type: 'notice_bounced' | 'notice_returned';
  dispatchId: string;
  on: CivilDate;
  problem: string;
}

/** What becomes of a notice after `deliver`. */
export type NoticeEvent = LetterPrinted | NoticePosted | LetterVoided | NoticeUndelivered;

/** What `deliver` found out about a dispatch. */
export type DeliveryEvent = Happened & { dispatchId: string } & (
    | ({ type: 'notice_sent' } & Stating)
    /** It waits to be printed. */
    | { type: 'letter_queued' }
    /** Not sent, because it no longer should be. */
    | { type: 'notice_withdrawn'; because: WithdrawnBecause }
    /** Not sent; to be tried again at `until`. */
    | { type: 'notice_deferred'; until: Instant; problem: string }
    /** Refused for good: by the mail server, or for want of an address. */
    | { type: 'notice_refused'; problem: string }
    /** Perhaps sent: the line broke after the text was handed over. */
    | ({ type: 'notice_in_doubt'; problem: string } & Omit<Stating, 'receivedOn'>)
  );

/** Why a notice that was intended did not go out. */
export type WithdrawnBecause =
  | 'paid'
  | 'written_off'
  | 'outside_hours'
  | 'superseded'
  /** The debtor is written to about another invoice on that day. */
  | 'other_contact'
  /** The printed letter was not posted before its cut-off. */
  | 'not_posted'
  | 'voided'
  | PauseCause;
