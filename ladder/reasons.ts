/**
 * Why something happened or will happen, as data. `explain.ts` turns a reason into a Dutch or English sentence; nothing
 * else does, so that a reason can be stored, compared and shown in either language later.
 */
import type { RunningChoice } from './change/event.ts';
import type { Anchor, CallOutcome, Charge, Condition, LadderRef, StepId } from './definition.ts';
import type { DebtorStatus, DisputeDecision, PauseCause, WithdrawnBecause } from './events.ts';
import type { Undelivered } from './invoice/state.ts';
import type { HundredthsPercent } from './law/percent.ts';
import type { Cents, Currency } from './money.ts';
import type { ClosedBecause } from './time/calendar.ts';
import type { CivilDate, Instant } from './time/civil.ts';

/** Why costs that were charged are not owed after all, or not in full. */
export type CostsUngrounded =
  /** Less was unpaid on the day from which they are owed than was known. */
  | 'less_unpaid'
  /** The claim was settled within the term of the letter. */
  | 'settled_in_term'
  /** The letter went out before the day on which the claim is due now. */
  | 'due_moved'
  /** They would be more than the letter announced. */
  | 'stated_less'
  /** The letter that announced them did not arrive. */
  | 'letter_undelivered';

/** Why a `charge` step charges nothing. */
export type NotCharged =
  | CostsUngrounded
  | 'no_letter'
  | 'term_too_short'
  | 'letter_lapsed'
  | 'charged_already'
  | 'other_currency'
  | 'contractual_rate'
  | 'rates_unknown';

/** Why a notice of default demands no longer. */
export type DemandLapsed =
  | 'settled_since'
  | 'amount_rose'
  | 'dispute_decided'
  | 'arrangement_ended'
  | 'due_moved'
  | 'undelivered';

/** Why an invoice cannot take another version of its ladder. */
export type ChangeRefusal =
  /** It is paid, written off or ended; it would go on under its own version. */
  | 'closed'
  | 'handed_over'
  /** It does not run on the version that is changed. */
  | 'other_version'
  /** A later change took this one's place. */
  | 'superseded'
  /** It stands at a step, or a notice of a step went out, that the new version does not have and that has no counterpart. */
  | 'unmapped'
  /** The counterpart of a legal notice is none. */
  | 'kind_differs'
  /** The new version sends a notice, on which later steps rely in law, before the place of this invoice; it has not gone out. */
  | 'notice_passed_by'
  /** A step ahead counts from a notice that has not gone out and will not. */
  | 'anchor_passed_by';

/** Reasons of a date: how a step got its day. */
export type TimingReason =
  | { code: 'anchor'; anchor: Anchor; base: CivilDate; on: CivilDate }
  | { code: 'gap'; days: number; since: CivilDate; on: CivilDate }
  /** The debtor was written to about another invoice. */
  | { code: 'other_contact'; days: number; since: CivilDate; on: CivilDate }
  | { code: 'not_before'; anchor: Anchor; base: CivilDate; on: CivilDate }
  | { code: 'term_must_pass'; deadline: CivilDate; on: CivilDate }
  | { code: 'retry'; at: Instant; problem: string }
  | { code: 'rolled'; from: CivilDate; on: CivilDate; because: ClosedBecause[] }
  | { code: 'latest'; day: number; from: CivilDate; on: CivilDate }
  | { code: 'latest_missed'; day: number; last: CivilDate; possible: CivilDate }
  | { code: 'latest_waived'; day: number; because: 'registered_late' | 'person' | 'new_round' }
  | { code: 'late'; planned: CivilDate; on: CivilDate }
  | { code: 'hastened'; on: CivilDate }
  | { code: 'attempt'; number: number; of: number }
  /** Its timing is that of the version under which it was planned. */
  | { code: 'kept_timing'; version: number }
  /** What a change of ladder made due all at once is spread over days. */
  | { code: 'spread'; on: CivilDate }
  /** `until` is null where only something that happens ends the pause. */
  /** Bank data up to and including `through` are awaited. */
  | { code: 'bank_data'; through: CivilDate; coveredUntil: CivilDate }
  | { code: 'held'; cause: PauseCause; until: CivilDate | null; reason: string };

/** Reasons of a turn: why the ladder did what it did. */
export type TurnReason =
  | { code: 'registered'; ladder: LadderRef; daysOverdue: number }
  /** `rule` is null where none of the rules held. */
  | { code: 'ladder_chosen'; ladder: LadderRef; rule: string | null }
  | { code: 'missed'; next: StepId; nextOn: CivilDate }
  | { code: 'registered_after_latest'; day: number; last: CivilDate }
  | { code: 'may_be_barred'; from: CivilDate }
  | { code: 'conditions_met'; conditions: Condition[]; next: StepId }
  | { code: 'otherwise'; next: StepId }
  | { code: 'task_outcome'; outcome: CallOutcome | (string & {}); by: string; note?: string }
  | { code: 'task_expired'; until: Instant }
  | { code: 'paid'; paidCents: Cents; currency: Currency; lastPaymentOn: CivilDate | null }
  | { code: 'within_tolerance'; openCents: Cents; currency: Currency }
  /** An arrangement was kept: what is open besides is not asked any more. */
  | { code: 'settled_by_arrangement'; arrangement: string; openCents: Cents; currency: Currency }
  | { code: 'credited'; currency: Currency }
  | { code: 'overpaid'; overCents: Cents; currency: Currency }
  | { code: 'written_off'; by: string; reason: string }
  | { code: 'open_again'; openCents: Cents; currency: Currency }
  | { code: 'hold_began'; owner: string; reason: string; until: CivilDate }
  | { code: 'hold_ended' }
  | { code: 'promised'; on: CivilDate; amountCents: Cents | null; currency: Currency; by: string }
  | { code: 'promise_broken'; on: CivilDate; until: CivilDate }
  | { code: 'disputed'; amountCents: Cents | null; currency: Currency; reason: string }
  | {
      code: 'decided';
      decision: DisputeDecision['decision'];
      amountCents: Cents | null;
      currency: Currency;
      by: string;
      note?: string;
    }
  | { code: 'credit_due'; amountCents: Cents; currency: Currency }
  | { code: 'return_announced'; expectedOn: CivilDate; note?: string }
  | { code: 'replied'; note: string }
  | { code: 'arrangement'; arrangement: string }
  | {
      code: 'corrected';
      amountCents: Cents | null;
      dueOn: CivilDate | null;
      currency: Currency;
      by: string;
      reason: string;
    }
  | { code: 'sent_again'; on: CivilDate; dueOn: CivilDate | null; by: string }
  | { code: 'debtor_status'; status: DebtorStatus; by: string; note?: string }
  | { code: 'by_person'; by: string; reason: string }
  | { code: 'ladder_changed'; from: LadderRef; to: LadderRef; choice: RunningChoice; by: string }
  /** A change of ladder brought it before the case again. */
  | { code: 'behind'; sentOn: CivilDate | null }
  | { code: 'change_refused'; because: ChangeRefusal; step: StepId | null }
  | { code: 'payment_unknown'; reference: string }
  | { code: 'withdrawn'; because: WithdrawnBecause }
  | { code: 'problem'; problem: string }
  | { code: 'demanded'; step: StepId; sentOn: CivilDate; deadline: CivilDate; demandedCents: Cents; currency: Currency }
  | { code: 'no_valid_notice' }
  | { code: 'demand_lapsed'; step: StepId; because: DemandLapsed }
  /** Why a case takes up its ladder elsewhere. */
  | { code: 'reentered'; because: 'arrangement_broken' | 'taken_back' }
  | { code: 'amount'; amountCents: Cents; currency: Currency; on: CivilDate; reference?: string }
  | { code: 'asked'; amountCents: Cents; currency: Currency; on: CivilDate; deadline: CivilDate | null }
  | { code: 'printed'; on: CivilDate; until: CivilDate }
  | { code: 'undelivered'; how: Undelivered; on: CivilDate; problem: string }
  | { code: 'costs'; amountCents: Cents; currency: Currency; from: CivilDate; vat?: true }
  | { code: 'costs_withdrawn'; fromCents: Cents; toCents: Cents; currency: Currency; because: CostsUngrounded }
  | { code: 'interest'; rate: 'statutory' | HundredthsPercent; from: CivilDate }
  | { code: 'interest_withdrawn' }
  | { code: 'not_charged'; charge: Charge; because: NotCharged }
  | { code: 'charged_before'; chargedOn: CivilDate; through: CivilDate }
  /** A fourteen-day letter would demand nothing: the invoice itself is paid, and only costs and interest are open. */
  | { code: 'no_principal' }
  | { code: 'nothing_open' }
  /** The version is on trial: a person releases each of its first contacts. */
  | { code: 'trial'; version: number }
  | { code: 'left_open'; openCents: Cents; currency: Currency }
  | { code: 'signal_unreadable'; signal: string; problem: string };

export type Reason = TimingReason | TurnReason;
