/** Where an arrangement stands: plain data, small enough to be written into a workflow's history. */
import type { Channel } from '../definition.ts';
import type { Cents } from '../money.ts';
import type { CivilDate, Instant } from '../time/civil.ts';
import type { ArrangementPauseCause } from './events.ts';
import type { Instalment } from './instalments.ts';

export const ARRANGEMENT_NOTICES = ['agreement', 'confirmation', 'instalment-reminder', 'breach-notice'] as const;
/** What the debtor is written about an arrangement: the text to countersign first. */
export type ArrangementNotice = (typeof ARRANGEMENT_NOTICES)[number];

/**
 * `proposed`: the text to sign is to go out, or its signature is awaited; `signed`: the confirmation is still to go out;
 * `running`: it went out. The last four are ends.
 */
export type ArrangementPhase = 'proposed' | 'signed' | 'running' | 'kept' | 'declined' | 'broken' | 'replaced';

export const ENDS: readonly ArrangementPhase[] = ['kept', 'declined', 'broken', 'replaced'];

/** A notice, of an instalment (0 for one about the whole). */
export interface Contact {
  /** `arrangement:<id>:<what>:<n>:<round>`. */
  id: string;
  what: ArrangementNotice;
  n: number;
  /** Of the instalment; of a confirmation, the revision of the plan that it confirms. */
  turn: number;
  round: number;
}

/** The instalment that a contact is about: none for one about the whole arrangement. */
export function aboutInstalment({ what, n }: Pick<Contact, 'what' | 'n'>): number | null {
  return what === 'agreement' || what === 'confirmation' ? null : n;
}

/** What a notice said, and how it went. */
export interface Stated {
  /** The day on which it left, or may have left. */
  on: CivilDate;
  deadline: CivilDate | null;
  amountCents: Cents;
  channel: Channel;
}

/** A contact with which no more is done. */
export interface PastContact extends Contact, Stated {
  /**
   * `sent`; `bounced` or `returned`: sent, and not arrived; `left_out` by a person; `given_up`: not to be sent under this id.
   */
  end: 'sent' | 'bounced' | 'returned' | 'left_out' | 'given_up';
}

/** A notice on paper, in the house. */
export interface HouseLetter extends Contact {
  /** The batch with which it was printed, and what it states; null while it waits for that. */
  printed: { batchId: string; cutOffAt: Instant; on: CivilDate; amountCents: Cents } | null;
}

/** A person must say what became of a contact; it cannot have gone out before `since`. */
export interface ContactQuestion extends Contact {
  taskId: string;
  cause: 'refused' | 'in_doubt' | 'returned';
  /** False while the question does not matter: what it is about was paid, or the arrangement has ended. */
  open: boolean;
  since: CivilDate;
  /** How many contacts had their end when it was asked. */
  asked: number;
  /** What a notice in doubt, or one that came back, says. */
  stated: Stated | null;
}

/** A contact that could not be handed over yet. */
export interface ContactRetry extends Contact {
  at: Instant;
  tries: number;
  problem: string;
}

export interface ArrangementState {
  phase: ArrangementPhase;
  /** As planned, with the shortfalls to which a person gave a new day. Together always the plan's total. */
  instalments: Instalment[];
  /** How often a person changed the days of the plan: each change is confirmed in writing. */
  revision: number;
  /** Intended; its outcome is awaited from `deliver`. */
  sending: Contact | null;
  retry: ContactRetry | null;
  /** Letters that wait to be printed or posted. */
  letters: HouseLetter[];
  /** Printed letters that must not go out: they count all the same when they turn out to be posted. */
  pulled: Contact[];
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

/** True once a notice went out and did not come back, or a person saw to it. */
export function wasSent(
  { past }: Pick<ArrangementState, 'past'>,
  what: ArrangementNotice,
  of: Pick<Contact, 'n' | 'turn'> = { n: 0, turn: 0 },
): boolean {
  return past.some(
    (one) =>
      one.what === what && one.n === of.n && one.turn === of.turn && (one.end === 'sent' || one.end === 'left_out'),
  );
}

export function inHouse({ letters }: Pick<ArrangementState, 'letters'>, id: string): HouseLetter | null {
  return letters.find((letter) => letter.id === id) ?? null;
}

/** What moves a state on: there is always something, except at the end. */
export type ArrangementAwaits = 'instant' | 'delivery' | 'person' | 'event' | 'nothing';

export function arrangementAwaits(state: ArrangementState): ArrangementAwaits {
  if (isOver(state)) return 'nothing';
  if (state.wakeAt !== null) return 'instant';
  if (state.sending) return 'delivery';
  if (state.paused?.cause === 'debtor_protected') return 'event';
  const asked = state.choice || state.sideTasks.length > 0 || state.questions.some(({ open }) => open);
  // A letter waits for whoever prints and posts it.
  if (asked || state.letters.length > 0) return 'person';
  throw new Error('Nothing is awaited.');
}
