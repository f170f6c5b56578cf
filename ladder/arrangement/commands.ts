/** What an arrangement asks of the world. A shell carries commands out in the transaction that writes the new state. */
import type { ArrangementChange } from '../events.ts';
import type { CivilDate, Instant } from '../time/civil.ts';
import type { ArrangementOutcome } from './events.ts';
import type { ArrangementReason } from './reasons.ts';
import type { ArrangementNotice } from './state.ts';

export interface ArrangementDispatch {
  id: string;
  kind: ArrangementNotice;
  /** The instalment; 0 for the deposit, and for a notice about the whole. */
  n: number;
  round: number;
}

export const ARRANGEMENT_MATTERS = [
  'disputed',
  'corrected',
  'balance_rose',
  'not_offered',
  'signed_late',
  'breach_not_arrived',
] as const;
export type ArrangementMatter = (typeof ARRANGEMENT_MATTERS)[number];

/** `breach`: revive, renew or break; `contact`: what became of a notice. */
export type ArrangementTaskKind = 'breach' | 'contact' | ArrangementMatter | 'pull_letter' | 'unreadable_signal';

export interface ArrangementTask {
  id: string;
  kind: ArrangementTaskKind;
  outcomes: ArrangementOutcome[];
}

/** What the covered invoices hear. */
export type ToldToInvoices = ArrangementChange['type'];

/**
 * What a covered invoice is told, the first telling (1) being that the arrangement is proposed. The id is the same however often
 * it is made: whoever keeps it twice keeps it once.
 */
export function toldFact(
  { id: arrangementId }: { id: string },
  invoiceId: string,
  told: number,
  type: ToldToInvoices,
  at: Instant,
): ArrangementChange {
  return { type, id: `arrangement:${arrangementId}:told:${told}:${invoiceId}`, at, arrangementId };
}

/** What a timeline entry is about. */
export type ArrangementHappening =
  | 'proposed'
  | 'signed'
  | 'refused'
  | 'declined'
  | 'kept'
  | 'broken'
  | 'revived'
  | 'replaced'
  | 'restored'
  | 'notice_intended'
  | 'notice_sent'
  | 'notice_withdrawn'
  | 'notice_deferred'
  | 'notice_refused'
  | 'notice_in_doubt'
  | 'notice_undelivered'
  | 'letter_queued'
  | 'letter_printed'
  | 'notice_left_out'
  | 'send_again'
  | 'task_opened'
  | 'task_completed'
  | 'task_withdrawn'
  | 'payment'
  | 'credit_note'
  | 'reversal'
  | 'write_off'
  | 'dispute'
  | 'invoice_corrected'
  | 'hold'
  | 'release'
  | 'debtor_changed';

export type ArrangementCommand =
  | { type: 'intend'; dispatch: ArrangementDispatch }
  | { type: 'open_task'; task: ArrangementTask; why: ArrangementReason[] }
  | { type: 'end_task'; taskId: string; end: 'completed' | 'withdrawn' }
  /** A person said whether a dispatch in doubt, or refused, went out after all; null: it did not. */
  | { type: 'settle_dispatch'; dispatchId: string; sentOn: CivilDate | null }
  /** A letter that waits to be printed or posted must not go out. */
  | { type: 'withdraw_letter'; dispatchId: string; batchId: string | null }
  /** A fact for a covered invoice; the id is the same however often this transition is run. */
  | {
      type: 'tell';
      invoiceId: string;
      fact: ArrangementChange;
    }
  /** `n`: the instalment that it is about. */
  | { type: 'record'; what: ArrangementHappening; n: number | null; why: ArrangementReason[] };
