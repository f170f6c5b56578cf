/** What the rules of `check` find, as data. `nl.ts` and `en.ts` make sentences of it. */
import type { CallOutcome, DebtorKind, Language, Localised, StepId } from '../definition.ts';
import type { Fix, Operation } from './fix.ts';
import type { Pointer } from './places.ts';

/** What is found beside its place, by rule. */
export type Told =
  /** `problem` is null where the place is empty. */
  | { rule: 'schema'; place: string; problem: string | null }
  | { rule: 'missing-otherwise' }
  | { rule: 'dead-end' }
  | { rule: 'duplicate-step' }
  | { rule: 'duplicate-outcome'; outcome: string }
  | { rule: 'unknown-step'; target: StepId }
  | { rule: 'cycle' }
  | { rule: 'unreachable' }
  | { rule: 'missing-text' | 'unknown-text'; language: Language }
  | { rule: 'unknown-merge-field'; language: Language; field: string }
  | { rule: 'unanswered-merge-field' | 'letter-states-date'; language: Language }
  | { rule: 'anchor-without-notice'; notice: StepId | null }
  | { rule: 'anchor-not-before'; notice: StepId }
  | { rule: 'timing-impossible'; earliest: number; latest: number }
  | { rule: 'gap-shifts'; gap: number; days: number }
  | { rule: 'term-shifts'; days: number; earliest: number }
  | { rule: 'window-empty'; from: string; to: string; attempt: number | null }
  | { rule: 'window-shut'; attempt: number | null }
  | { rule: 'call-hours'; attempt: number | null }
  | { rule: 'notice-hours' }
  | { rule: 'office-closed' }
  | { rule: 'handover-without-notice' }
  | { rule: 'notice-without-term' }
  | { rule: 'term-too-short'; least: number }
  | { rule: 'costs-without-letter' }
  | { rule: 'notice-before-due'; latest: number }
  | { rule: 'event-passes-notice'; event: LeadingEvent; target: StepId; notice: StepId }
  | { rule: 'event-leads-nowhere'; target: StepId }
  | { rule: 'dispute-goes-on'; outcome: CallOutcome; then: StepId }
  | { rule: 'row-never-holds'; row: number }
  | { rule: 'kind-without-step'; kind: DebtorKind }
  | { rule: 'approval-without-effect' }
  | { rule: 'resume-without-hold' };

export type Rule = Told['rule'];
export type ToldBy<R extends Rule> = Extract<Told, { rule: R }>;

/** Events that lead to a step of the ladder's choice. */
export type LeadingEvent = 'promise' | 'dispute' | 'arrangement' | 'reversal';

/** What a fix does. */
export type Mend =
  | { does: 'remove' }
  | { does: 'rename'; to: string }
  | { does: 'count-from'; step: StepId }
  | { does: 'lead-to'; step: StepId }
  | { does: 'set-days' | 'set-term'; days: number }
  | { does: 'set-hours'; from: string; to: string };

export type Finding = Told & {
  /** The step that is meant; null for the ladder as a whole. */
  step: StepId | null;
  /** The very place in the document; for a member that is missing, where it should stand. */
  pointer: Pointer;
  /** The one mend that is beyond doubt, where there is one. */
  mend?: Mend & { operations: Operation[] };
};

/** An error keeps a ladder from being published; a warning asks whether it is meant so. */
export type Severity = 'error' | 'warning';

export const SEVERITY: Record<Rule, Severity> = {
  schema: 'error',
  'missing-otherwise': 'error',
  'dead-end': 'error',
  'duplicate-step': 'error',
  'duplicate-outcome': 'error',
  'unknown-step': 'error',
  cycle: 'error',
  unreachable: 'error',
  'missing-text': 'error',
  'unknown-text': 'error',
  'unknown-merge-field': 'error',
  'unanswered-merge-field': 'error',
  'letter-states-date': 'error',
  'anchor-without-notice': 'error',
  'anchor-not-before': 'error',
  'timing-impossible': 'error',
  'gap-shifts': 'warning',
  'term-shifts': 'warning',
  'window-empty': 'error',
  'window-shut': 'error',
  'call-hours': 'error',
  'notice-hours': 'warning',
  'office-closed': 'error',
  'handover-without-notice': 'error',
  'notice-without-term': 'error',
  'term-too-short': 'error',
  'costs-without-letter': 'warning',
  'notice-before-due': 'error',
  'event-passes-notice': 'error',
  'event-leads-nowhere': 'error',
  'dispute-goes-on': 'warning',
  'row-never-holds': 'error',
  'kind-without-step': 'warning',
  'approval-without-effect': 'warning',
  'resume-without-hold': 'warning',
};

export interface Problem {
  rule: Rule;
  severity: Severity;
  step: StepId | null;
  /** RFC 6901: the very place; for a member that is missing, where it should stand. */
  pointer: Pointer;
  /** What is wrong and how to mend it. */
  sentence: Localised;
  fix?: Fix;
}
