/** Where one invoice stands on its ladder: plain data, small enough to be written into a workflow's history. */
import type { Charged } from '../balance.ts';
import type { Anchor, CallOutcome, Channel, NoticeKind, StepId, Timing } from '../definition.ts';
import type { Jointly, PauseCause } from '../events.ts';
import type { Cents } from '../money.ts';
import type { TimingReason } from '../reasons.ts';
import type { CivilDate, Instant } from '../time/civil.ts';

/** Why the engine put a step before a person instead of going on. */
export type StuckCause =
  | 'may_be_barred'
  | 'latest_missed'
  | 'refused'
  | 'in_doubt'
  | 'no_valid_notice'
  | 'left_open'
  /** The ladder's version is on trial: a person looks at what would go out, and releases it. */
  | 'trial';

export type Position =
  /** Waits for its time. */
  | { mode: 'planned'; step: StepId; at: Instant; why: TimingReason[] }
  /** A contact is intended; its outcome is awaited from `deliver`, and for a letter from whoever prints and posts it. */
  | { mode: 'sending'; step: StepId; dispatchId: string; letter?: PaperLetter }
  /** A person has a call or a task; `open` is false while a hold or a closing has taken it off the list. */
  | { mode: 'asking'; step: StepId; taskId: string; until: Instant | null; open: boolean }
  /** A person must say how to go on; a contact cannot have gone out before `since`. */
  | {
      mode: 'stuck';
      step: StepId;
      taskId: string;
      cause: StuckCause;
      open: boolean;
      since?: CivilDate;
      stated?: Stated;
    };

interface Printed {
  batchId: string;
  cutOffAt: Instant;
  on: CivilDate;
  /** The due date that it tells; absent in letters of before that was kept. */
  dueOn?: CivilDate;
  amountCents: Cents;
  costsCents?: Cents;
  /** The costs include VAT, which the creditor cannot deduct. */
  costsVat?: true;
  interestCents?: Cents;
  jointly?: Jointly;
}

/** A letter in the house. */
export interface PaperLetter {
  /** The batch with which it was printed; null while it waits for that. */
  printed: Printed | null;
}

/** What a notice whose sending is in doubt says, for when it turns out to have gone out. */
export interface Stated {
  /** The day on which it may have left. */
  on: CivilDate;
  deadline: CivilDate | null;
  amountCents: Cents;
  costsCents?: Cents;
  /** The costs include VAT, which the creditor cannot deduct. */
  costsVat?: true;
  interestCents?: Cents;
  jointly?: Jointly;
}

/** A contact that could not be handed over yet. */
export interface Retry {
  step: StepId;
  at: Instant;
  /** How often it was tried. */
  tries: number;
  problem: string;
}

/** A further attempt at a call that reached nobody. */
export interface Attempt {
  step: StepId;
  /** Counted from 1. */
  number: number;
  at: Instant;
  /** When the call's time ends, whatever the attempt. */
  until: Instant;
}

/** A notice that went out. */
export interface SentNotice {
  step: StepId;
  kind: NoticeKind;
  round: number;
  sentOn: CivilDate;
  /** When it became known to have gone out. */
  sentAt: Instant;
  receivedOn: CivilDate;
  /** The final payment date that it stated. */
  deadline: CivilDate | null;
  /** The principal that it asked for. */
  amountCents: Cents;
  channel: Channel;
  /** It did not arrive: what relies on it has to wait for another. */
  undelivered?: Undelivered;
  /** The collection costs that it asked for beside that; those that a fourteen-day letter announced. */
  costsCents?: Cents;
  /** The costs include VAT, which the creditor cannot deduct. */
  costsVat?: true;
  /** The interest that it asked for beside that. */
  interestCents?: Cents;
  /** What a fourteen-day letter over several claims demanded of each. */
  jointly?: Jointly;
  /** The term that it gave, where its step may give another one now: the ladder was changed since. */
  termDays?: number;
  /** The name that its step had when it left, where that has another one now. */
  leftAs?: StepId;
  /**
   * It went out for another step, which a change of ladder merged into this one: it stands for this one's and is not it.
   * The names that the other step had.
   */
  mergedFrom?: StepId[];
}

/** What a change of ladder leaves with a running invoice (`change/change.ts`). */
export interface LadderChanged {
  /** Names that steps had before, under which their contacts left. */
  formerly: Record<StepId, StepId[]>;
  /** Notices that lay behind and that the new version has ahead: left out, until the claim is demanded anew. */
  behind: StepId[];
  /**
   * The timing of the step at which the case stood, from the version under which that was planned; and that of the steps that
   * can follow it, for which it is left out when it is late. Absent in a change that was taken before that was kept.
   */
  keeps: { step: StepId; when: Timing; version: number; followedBy?: Record<StepId, Anchor> } | null;
  /** The first day of the next step, where the change made too much due at once; past once a step has run. */
  notBefore: CivilDate | null;
}

export type Undelivered = 'bounced' | 'returned';

export type ClosedBecause = 'paid' | 'credited' | 'written_off' | 'ended';

export interface InvoiceState {
  phase: 'climbing' | 'handed_over' | 'closed';
  startedOn: CivilDate;
  /** Null only after handover; kept while closed, so that a reversal goes on from here. */
  position: Position | null;
  /** Set until the contact of a step that was put off has gone out. */
  retry: Retry | null;
  attempt: Attempt | null;
  /** Starts at 1; raised when a notice has to go out again. A step sends once a round. */
  round: number;
  /** The day on which the step before ended. */
  previousOn: CivilDate | null;
  notices: SentNotice[];
  /** The day of the last written contact. */
  lastContactOn: CivilDate | null;
  lastCall: CallOutcome | null;
  /** Steps that go by letter, because the mail did not arrive. */
  byLetter: StepId[];
  /** Steps whose `latest` a person waived. */
  waived: StepId[];
  /** Tasks beside the ladder that wait for a person: an overpayment, an unreadable signal. */
  sideTasks: string[];
  /** Side tasks that a person has dealt with. */
  doneTasks: string[];
  /** Facts of which the agency was told. */
  toldAgency: string[];
  /** The ladder holds deliveries for this invoice: as long as it is open they are held. */
  holdsDeliveries: boolean;
  /** Deliveries are held for it now. */
  deliveriesHeld: boolean;
  /** Costs and interest that the ladder charged; what is owed of them is worked out from the facts. */
  charged: Charged;
  handedOver: { on: CivilDate; amountCents: Cents } | null;
  closed: { because: ClosedBecause; on: CivilDate } | null;
  /** The pause that was in force at the last transition. */
  paused: { cause: PauseCause; factId: string; until: CivilDate | null } | null;
  /** Promises that were told to be broken. */
  toldBroken: string[];
  /** The step to which a person brought the case: it does not wait for its day. */
  hastened: StepId | null;
  /** The last decision on a dispute, or end of an arrangement, after which the case took up its ladder again. */
  reenteredAt: Instant | null;
  /** Since when the claim had been settled when a reversal opened it again, after which the case took up its ladder where that says. */
  takenBackOf: CivilDate | null;
  /** The last breach of an arrangement after which it did so before anything had been demanded. */
  breachedAt: Instant | null;
  /** Null when the ladder was never changed under this invoice. */
  changed: LadderChanged | null;
  /** The contact that a person released while the version of its ladder was on trial; absent where none ever was. */
  released?: Released | null;
  /** The id of a change of ladder that waits until a contact on its way, or a question about it, is resolved. */
  awaitsChange: string | null;
  /** When to look again without an event; null when only an event or a person moves this on. */
  wakeAt: Instant | null;
}

export interface Released {
  dispatchId: string;
  /** The version that was on trial: under another the contact may say something else. */
  version: number;
}

/** True where all that a contact waits for is a person's release: nothing of it is on its way. */
export function waitsForRelease(position: Position | null): boolean {
  return position?.mode === 'stuck' && position.cause === 'trial';
}

/** How often a step's contact could not be handed over; the tries of another step do not count. */
export function triesOf({ retry }: InvoiceState, step: StepId): number {
  return retry?.step === step ? retry.tries : 0;
}

/** The notices that arrived, as far as is known. */
export function arrived({ notices }: Pick<InvoiceState, 'notices'>): SentNotice[] {
  return notices.filter(({ undelivered }) => undelivered === undefined);
}

/** The notices that went out for a step itself, and not for one that was merged into it. */
export function sentFor({ notices }: Pick<InvoiceState, 'notices'>, step: StepId): SentNotice[] {
  return notices.filter((sent) => sent.step === step && !sent.mergedFrom);
}

/** What moves a state on: there is always something, except once closed. */
export type Awaited = 'instant' | 'delivery' | 'person' | 'event' | 'nothing';

export function awaited(state: InvoiceState): Awaited {
  if (state.phase === 'closed') return state.wakeAt === null ? 'nothing' : 'instant';
  if (state.wakeAt !== null) return 'instant';
  if (state.phase === 'handed_over') return 'event';
  switch (state.position?.mode) {
    // Without a time, a planned step waits for what ends its pause: a decision on a dispute, the end of an arrangement.
    case 'planned':
      return 'event';
    // A letter waits for whoever prints it.
    case 'sending':
      return state.position.letter ? 'person' : 'delivery';
    case 'asking':
    case 'stuck':
      return 'person';
    default:
      throw new Error('Nothing is awaited.');
  }
}
