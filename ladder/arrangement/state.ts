/** Where an arrangement stands: plain data, small enough to be written into a workflow's history. */
import type { Cents } from '../money.ts';
import type { CivilDate, Instant } from '../time/civil.ts';
import type { ArrangementPauseCause } from './events.ts';
import type { Instalment } from './instalments.ts';

export const ARRANGEMENT_NOTICES = ['confirmation', 'instalment-reminder', 'breach-notice'] as const;
/** Service notices of an arrangement. */
export type ArrangementNotice = (typeof ARRANGEMENT_NOTICES)[number];

/** `signed`: the confirmation is still to go out; `running`: it went out. The last four are ends. */
export type ArrangementPhase = 'proposed' | 'signed' | 'running' | 'kept' | 'declined' | 'broken' | 'replaced';

export const ENDS: readonly ArrangementPhase[] = ['kept', 'declined', 'broken', 'replaced'];

/** A notice, of an instalment (0 for a confirmation). */
export interface Contact {
  /** `arrangement:<id>:<what>:<n>:<round>`. */
  id: string;
  what: ArrangementNotice;
  n: number;
  turn: number;
  round: number;
}

/** The instalment that a contact is about: none for a confirmation. */
export function aboutInstalment({ what, n }: Contact): number | null {
  return what === 'confirmation' ? null : n;
}

/** A contact with which no more is done. */
export interface PastContact extends Contact {
  /** `sent`, `left_out` by a person, or `given_up`: not to be sent under this id. */
  end: 'sent' | 'left_out' | 'given_up';
  on: CivilDate;
  deadline: CivilDate | null;
  amountCents: Cents;
}

/** A person must say what became of a contact; it cannot have gone out before `since`. */
export interface ContactQuestion extends Contact {
  taskId: string;
  cause: 'refused' | 'in_doubt';
  /** False while the question does not matter: what it is about was paid, or the arrangement has ended. */
  open: boolean;
  since: CivilDate;
  /** How many contacts had their end when it was asked. */
  asked: number;
  /** What a notice in doubt says. */
  stated: { on: CivilDate; deadline: CivilDate | null; amountCents: Cents } | null;
}

/** A contact that could not be handed over yet. */
export interface ContactRetry {
  id: string;
  at: Instant;
  tries: number;
  problem: string;
}

export interface ArrangementState {
  phase: ArrangementPhase;
  /** As planned, with the shortfalls to which a person gave a new day. Together always the plan's total. */
  instalments: Instalment[];
  /** Intended; its outcome is awaited from `deliver`. */
  sending: Contact | null;
  retry: ContactRetry | null;
  questions: ContactQuestion[];
  past: PastContact[];
  /** The person's choice after a breach: revive, renew or break. */
  choice: { taskId: string; noticeId: string } | null;
  /** Breach notices on which a person decided. */
  decided: string[];
  /** The breach notice on which a person broke the arrangement; kept when that is restored, until the next notice goes out. */
  brokenOn: string | null;
  /** A person let a late signature count. */
  acceptedLate: boolean;
  /** Tasks beside all this that wait for a person. */
  sideTasks: string[];
  doneTasks: string[];
  /** How often the invoices were told how the arrangement fares: makes the ids of what they are told. */
  told: number;
  paused: { cause: ArrangementPauseCause; factId: string; until: CivilDate | null } | null;
  /** When to look again without an event; null when only an event or a person moves this on. */
  wakeAt: Instant | null;
}

export function isOver({ phase }: Pick<ArrangementState, 'phase'>): boolean {
  return ENDS.includes(phase);
}

/** What moves a state on: there is always something, except at the end. */
export type ArrangementAwaits = 'instant' | 'delivery' | 'person' | 'event' | 'nothing';

export function arrangementAwaits(state: ArrangementState): ArrangementAwaits {
  if (isOver(state)) return 'nothing';
  if (state.wakeAt !== null) return 'instant';
  if (state.sending) return 'delivery';
  if (state.paused?.cause === 'debtor_protected') return 'event';
  if (state.choice || state.sideTasks.length > 0 || state.questions.some(({ open }) => open)) return 'person';
  throw new Error('Nothing is awaited.');
}
