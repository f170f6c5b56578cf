/** Why something happened to an arrangement, as data; `explain.ts` makes Dutch or English sentences of it. */
import type { Cents, Currency } from '../money.ts';
import type { Reason } from '../reasons.ts';
import type { CivilDate } from '../time/civil.ts';
import type { ArrangementWithdrawn } from './events.ts';
import type { ArrangementNotice } from './state.ts';

/** Reasons that read the same as those of an invoice. */
export const SHARED_REASONS = [
  'rolled',
  'amount',
  'asked',
  'printed',
  'undelivered',
  'problem',
  'hold_began',
  'hold_ended',
  'debtor_status',
  'written_off',
  'open_again',
  'within_tolerance',
  'signal_unreadable',
] as const;
export type SharedReason = Extract<Reason, { code: (typeof SHARED_REASONS)[number] }>;

/** The notice that an entry is about: its headline names it. */
export type AboutNotice = { code: 'notice'; notice: ArrangementNotice };

export type OwnReason =
  | { code: 'agreed'; invoices: number; instalments: number; totalCents: Cents; currency: Currency; signBy: CivilDate }
  /** The text to countersign went out. */
  | { code: 'offered'; on: CivilDate; signBy: CivilDate }
  | { code: 'to_sign'; signBy: CivilDate }
  | { code: 'not_offered'; signBy: CivilDate }
  | { code: 'signature'; on: CivilDate; by: string }
  | { code: 'refusal'; by: string; reason: string }
  | { code: 'not_signed'; signBy: CivilDate }
  | { code: 'signed_late'; on: CivilDate; signBy: CivilDate; by: string }
  | { code: 'instalment'; n: number; amountCents: Cents; currency: Currency; on: CivilDate }
  /** Up to this instalment so much was lacking when its grace had passed. */
  | { code: 'short'; n: number; shortCents: Cents; currency: Currency; on: CivilDate; seenBy: CivilDate }
  | { code: 'term_passed'; deadline: CivilDate; seenBy: CivilDate }
  | { code: 'not_made_good'; n: number; deadline: CivilDate; seenBy: CivilDate }
  | { code: 'made_good'; n: number }
  /** The breach notice on which the arrangement was broken came back. */
  | { code: 'breach_not_arrived'; n: number }
  | { code: 'plan_changed' }
  | { code: 'paid_in_full'; paidCents: Cents; currency: Currency }
  | { code: 'nothing_owed' }
  | { code: 'disputed'; invoice: string; reason: string }
  | { code: 'corrected'; invoice: string; by: string; reason: string }
  | { code: 'balance_rose'; invoice: string; amountCents: Cents; currency: Currency; on: CivilDate }
  | { code: 'withdrawn'; because: ArrangementWithdrawn }
  | { code: 'chosen'; outcome: string; by: string; note?: string }
  | { code: 'new_day'; n: number; amountCents: Cents; currency: Currency; on: CivilDate }
  | { code: 'replaced_by'; arrangement: string };

export type ArrangementReason = SharedReason | OwnReason | AboutNotice;
