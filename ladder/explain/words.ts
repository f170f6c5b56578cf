/**
 * What a language must be able to say. `nl.ts` and `en.ts` both have this shape, so that the compiler finds what one of
 * them lacks, and every reason and happening that is added asks for its words.
 */
import type {
  Anchor,
  APPROVALS,
  CallOutcome,
  Condition,
  DebtorKind,
  LadderRef,
  NoticeKind,
  Step,
  StepId,
} from '../definition.ts';
import type { DisputeDecision, PauseCause, RepairOutcome } from '../events.ts';
import type { Happening } from '../invoice/commands.ts';
import type { StuckCause } from '../invoice/state.ts';
import type { Reason } from '../reasons.ts';
import type { ClosedBecause } from '../time/calendar.ts';
import type { CivilDate } from '../time/civil.ts';

export type ReasonOf<Code extends Reason['code']> = Extract<Reason, { code: Code }>;

/** Looks up what the ladder calls things; each name comes quoted, ready to stand in a sentence. */
export interface Names {
  step(id: StepId): string;
  ladder(ref: LadderRef): string;
  outcome(id: string): string;
}

/** What a happening is about: a step by its own name. */
export interface Subject {
  name: string;
  /** Null for a step that the ladder no longer has. */
  kind: Step['kind'] | null;
}

export interface Words {
  /** A clause each: small first letter, no full stop, so that clauses join into one sentence. */
  reasons: { [Code in Reason['code']]: (reason: ReasonOf<Code>, names: Names) => string };
  /** Headlines of the timeline. */
  happenings: { [What in Happening]: (about: Subject | null) => string };
  /** Titles of the tasks by which the engine asks how to go on. */
  questions: Record<StuckCause, string>;
  callOutcomes: Record<CallOutcome, string>;
  repairOutcomes: Record<RepairOutcome, string>;
  disputeDecisions: Record<DisputeDecision['decision'], string>;
  approvals: Record<(typeof APPROVALS)[number], string>;
  /** What a case waits for, after "waiting for". */
  pauses: Record<PauseCause, string>;
  /** Why a day is not worked. */
  closed: Record<ClosedBecause, string>;
  noticeKinds: Record<NoticeKind, string>;
  debtorKinds: Record<DebtorKind, string>;
  /** "debiteur is consument": a condition as a clause. */
  condition: (test: Condition) => string;
  /** "5 werkdagen na de vervaldatum". */
  anchor: (anchor: Anchor, names: Pick<Names, 'step'>) => string;
  /** "5 werkdagen". */
  days: (count: number, unit: Anchor['unit']) => string;
  /** "3 maart 2026". */
  date: (on: CivilDate) => string;
  /** Introduces an anchor where it begins a sentence. */
  planned: (clause: string) => string;
  and: string;
  but: string;
}
