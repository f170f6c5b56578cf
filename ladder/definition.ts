/**
 * The ladder document: one immutable JSON value that says which steps an unpaid invoice climbs, when, and with which
 * words. `schema.ts` validates it, `check/` judges it, `docs/ladder-format.md` explains it.
 */
import type { EventHandling } from './event-handling.ts';
import type { HolidayName } from './time/calendar.ts';
import type { CivilDate } from './time/civil.ts';

export type Language = 'nl' | 'en';
export const LANGUAGES: readonly Language[] = ['nl', 'en'];
export type Localised = Record<Language, string>;

export type StepId = string;

/** The kinds of debtor that the law tells apart (`dutch-law.md` §3). */
export const DEBTOR_KINDS = ['consumer', 'sole-trader', 'company', 'government'] as const;
export type DebtorKind = (typeof DEBTOR_KINDS)[number];

/** What a written contact is, from light to heavy. */
export const NOTICE_KINDS = [
  'own',
  'reminder',
  'second-reminder',
  'fourteen-day-letter',
  'demand',
  'notice-of-default',
  'final-demand',
  'handover-announcement',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Notices that a later step relies on in law: never skipped because they are late. */
export const LEGAL_NOTICES: readonly NoticeKind[] = ['fourteen-day-letter', 'notice-of-default', 'final-demand'];

/** Notices after whose whole term the claim may be handed over (`design.md` §6.3). */
export const DEFAULT_NOTICES: readonly NoticeKind[] = ['notice-of-default', 'final-demand'];

/** What a call can end in; branches of a call step are keyed by these. */
export const CALL_OUTCOMES = [
  'pays',
  'promise',
  'arrangement',
  'dispute',
  'not_received',
  'details_wrong',
  'cannot_pay',
  'refuses',
  'not_reached',
  'wrong_number',
] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** What a day is counted from. `received` and `deadline` name the notice by `ofStep`. */
export const ANCHORS = ['invoice', 'due', 'previous', 'received', 'deadline'] as const;

export interface Anchor {
  /** Days from the anchor; negative for before it. */
  days: number;
  /** Civil days, or working days of the office calendar. */
  unit: 'days' | 'workdays';
  /** `previous` is the end of the step before: the sending, or the outcome or deadline of a call or task. */
  after: (typeof ANCHORS)[number];
  ofStep?: StepId;
}

/** Hours between which a contact may be made, `HH:MM` Dutch time, on the days that the office works. */
export interface ContactWindow {
  from: string;
  to: string;
  /** 1 = Monday … 7 = Sunday; all working days of the office when left out. */
  weekdays?: number[];
}

/**
 * When a step happens: the latest of the anchor, the previous contact plus `gap`, and `notBefore`; rolled to a working
 * day; not after `latest`.
 */
export interface Timing extends Anchor {
  /** Where a day that is not worked moves to. Default `next`. */
  roll?: 'next' | 'previous';
  /** The last day on which it may happen, counted from the due date; rolled back when not worked. */
  latest?: number;
  notBefore?: Anchor;
  /** Civil days since the last written contact. Default for `send` steps: the ladder's `contact.gap`. */
  gap?: number;
  window?: ContactWindow;
}

/** A time that a person has, counted from the moment that the task appears. */
export interface TaskDeadline {
  days: number;
  unit: 'days' | 'workdays';
}

interface StepCommon {
  id: StepId;
  name: Localised;
  /** A note to colleagues; never shown to a debtor. */
  note?: string;
}

/** How a notice reaches the debtor. */
export type Channel = 'email' | 'letter';

/** `email-or-letter` is a letter where no e-mail address is known, or the mail did not arrive. */
export const SEND_CHANNELS = ['email', 'letter', 'email-or-letter'] as const;

export interface SendStep extends StepCommon {
  kind: 'send';
  when: Timing;
  notice: NoticeKind;
  channel: (typeof SEND_CHANNELS)[number];
  /** Days that the debtor gets from receipt: gives the final payment date of the notice. */
  termDays?: number;
  next: StepId;
}

export interface CallStep extends StepCommon {
  kind: 'call';
  when: Timing;
  /**
   * Windows of the attempts, in order: one that does not reach the debtor is followed by the next, as long as the deadline
   * lasts. One attempt in the step's own window when left out.
   */
  attempts?: { window: ContactWindow }[];
  /** Counted from the first attempt; after this the ladder goes on without an outcome. */
  deadline: TaskDeadline;
  /** Where an outcome leads; those left out go on with `next`. */
  outcomes?: Partial<Record<CallOutcome, StepId>>;
  next: StepId;
}

export interface TaskOutcome {
  id: string;
  name: Localised;
  next: StepId;
}

export interface TaskStep extends StepCommon {
  kind: 'task';
  when: Timing;
  outcomes: TaskOutcome[];
  /** After this the ladder goes on with `next`; without it the task waits for a person. */
  deadline?: TaskDeadline & { next: StepId };
}

/** How the last notice fared, as far as is known: `arrived` is one that went out and did not come back. */
export const NOTICE_DELIVERIES = ['none', 'arrived', 'bounced', 'returned'] as const;
export type NoticeDelivery = (typeof NOTICE_DELIVERIES)[number];

/** One test over the fixed vocabulary. Bounds are inclusive below (`atLeast`) and exclusive above (`below`). */
export type Condition =
  | { field: 'debtorKind'; in: DebtorKind[] }
  | { field: 'country' | 'segment' | 'relation' | 'terms'; in: string[] }
  | { field: 'openCents' | 'daysOverdue' | 'brokenPromises'; atLeast?: number; below?: number }
  | { field: 'lastCall'; in: (CallOutcome | 'none')[] }
  | { field: 'lastNotice'; in: NoticeDelivery[] };

export interface DecideStep extends StepCommon {
  kind: 'decide';
  /** The first row of which all conditions hold decides. */
  rows: { all: Condition[]; next: StepId }[];
  otherwise: StepId;
}

/** Deliveries to the debtor stop until this invoice is paid, or go on again; the ERP is told. */
export interface DeliveriesStep extends StepCommon {
  kind: 'deliveries';
  when: Timing;
  action: 'hold' | 'resume';
  next: StepId;
}

export const CHARGES = ['collection-costs', 'interest'] as const;
export type Charge = (typeof CHARGES)[number];

/** From here on collection costs, or interest, are asked beside the principal, as far as the law allows (`charge.ts`). */
export interface ChargeStep extends StepCommon {
  kind: 'charge';
  when: Timing;
  charge: Charge;
  /** For interest: what was agreed, in hundredths of a percent per year. The statutory rate when left out. */
  contractualRate?: number;
  next: StepId;
}

/** A person releases what comes next, or sends the case elsewhere. */
export interface ApproveStep extends StepCommon {
  kind: 'approve';
  when: Timing;
  /** Where the case goes when it is approved. */
  next: StepId;
  /** Where it goes when it is not. */
  refused: StepId;
}

export const APPROVALS = ['approved', 'refused'] as const;

export interface HandoverStep extends StepCommon {
  kind: 'handover';
  when: Timing;
}

export interface EndStep extends StepCommon {
  kind: 'end';
}

export type Step =
  | SendStep
  | CallStep
  | TaskStep
  | DecideStep
  | ApproveStep
  | ChargeStep
  | DeliveriesStep
  | HandoverStep
  | EndStep;
export type TimedStep = Extract<Step, { when: Timing }>;

/** Words with merge fields `{{…}}` (see `texts.ts`). */
export interface Wording {
  subject: string;
  /** Paragraphs parted by an empty line. */
  body: string;
}

/** The text of a step. For calls and tasks it is the script; `subject` its title. */
export interface StepText extends Wording {
  /** The words of a notice that takes in several invoices of a debtor; without them each goes out on a day of its own. */
  several?: Wording;
}

export interface Ladder {
  id: string;
  version: number;
  name: Localised;
  description?: Localised;
  /** The creditor's office days, by difference from weekdays without legal holidays. */
  office: { worked: HolidayName[]; closed: CivilDate[] };
  contact: {
    window: ContactWindow;
    /** Least civil days between two written contacts. */
    gap: number;
  };
  /**
   * What happens to steps whose time passed while nobody could take them (a late registration, an outage, a hold):
   * `skip` leaves out a step when the next one is due as well, `respace` takes each, parted by the gap. Legal notices
   * are never skipped.
   */
  intake: { missed: 'skip' | 'respace' };
  /** A remainder up to this counts as paid, in cents. */
  toleranceCents: number;
  /**
   * Which balance closes the case: that of the books (the invoice less what was paid on it; by default), or that of the
   * law, with the costs and interest that were charged.
   */
  closes?: (typeof BALANCES)[number];
  /** What is left out is as in `DEFAULT_EVENTS`. */
  events?: Partial<EventHandling>;
  start: StepId;
  steps: Step[];
  /** Texts by language and step id, for `send`, `call`, `task` and `approve` steps. */
  texts: Record<Language, Record<StepId, StepText>>;
}

export const BALANCES = ['bookkeeping', 'legal'] as const;

/** What names one version of a ladder. */
export interface LadderRef {
  id: string;
  version: number;
}
