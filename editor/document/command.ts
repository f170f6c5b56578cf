/**
 * Every edit that can be made to a ladder, as data: what the user asked, nothing that follows from it. `edit.ts` makes them.
 * Nothing is wired by hand: commands name steps and edges that are there, and leave no reference without a step.
 */
import type { Fix, Operation } from '../../ladder/check/fix.ts';
import type {
  CallStep,
  Charge,
  Condition,
  DeliveriesStep,
  Ladder,
  Language,
  Localised,
  NoticeKind,
  SendStep,
  Step,
  StepId,
  StepText,
  TaskDeadline,
  Timing,
} from '../../ladder/definition.ts';
import type { EdgeRef, Port } from '../../ladder/edges.ts';
import type { EventHandling } from '../../ladder/event-handling.ts';
import type { Patch } from './patch.ts';

/** What of a step is set as one value; null takes out what may be left out. */
export interface StepFields {
  name: Localised;
  note: string | null;
  when: Timing;
  notice: NoticeKind;
  channel: SendStep['channel'];
  termDays: number | null;
  attempts: NonNullable<CallStep['attempts']> | null;
  /** A call must have one. Of a task, a new deadline leads where its first outcome does. */
  deadline: TaskDeadline | null;
  charge: Charge;
  contractualRate: number | null;
  action: DeliveriesStep['action'];
}

/** What of the ladder as a whole is set as one value; null takes out what may be left out. */
export interface LadderFields {
  name: Localised;
  description: Localised | null;
  office: Ladder['office'];
  contact: Ladder['contact'];
  intake: Ladder['intake'];
  toleranceCents: number;
  closes: NonNullable<Ladder['closes']> | null;
}

export type SetField = {
  [F in keyof StepFields]: { type: 'set_field'; step: StepId; field: F; value: StepFields[F] };
}[keyof StepFields];

export type SetLadderField = {
  [F in keyof LadderFields]: { type: 'set_ladder_field'; field: F; value: LadderFields[F] };
}[keyof LadderFields];

/** The form of an event; null goes back to the default. */
export type SetEvent = {
  [E in keyof EventHandling]: { type: 'set_event'; event: E; form: EventHandling[E] | null };
}[keyof EventHandling];

/** What a new step is; all else has defaults. */
export type NewStep =
  | { kind: 'send'; notice: NoticeKind }
  | { kind: 'charge'; charge: Charge }
  | { kind: 'deliveries'; action: DeliveriesStep['action'] }
  | { kind: 'decide' }
  | { kind: 'call' | 'task' | 'approve' | 'handover' | 'end' };

/** Steps with their texts, as they are copied. */
export interface CopiedSteps {
  steps: Step[];
  texts: Ladder['texts'];
}

/**
 * What becomes of steps to which no way would lead any more: without it the edit is refused, and names them; with it they go
 * too.
 */
interface MayOrphan {
  orphans?: 'remove';
}

export type Command =
  | SetField
  | SetLadderField
  | SetEvent
  /** Days of a step, in the anchor and unit that it has. */
  | { type: 'set_days'; step: StepId; days: number }
  /** Timings of several steps at once; `step` is the one that was moved, the others stay or follow. */
  | { type: 'set_timings'; step: StepId; timings: { step: StepId; when: Timing }[] }
  | { type: 'rename_step'; step: StepId; language: Language; name: string }
  | { type: 'set_text'; step: StepId; language: Language; text: StepText }
  | { type: 'insert_step'; at: EdgeRef; step: NewStep; name?: Localised; when?: Timing }
  /** A choice on an edge: who meets the conditions takes a way of their own (by `first`, where given) and joins again. */
  | { type: 'add_branch'; at: EdgeRef; all: Condition[]; name?: Localised; first?: NewStep }
  | { type: 'move_step'; step: StepId; to: EdgeRef }
  /**
   * What led to the step leads where `stays` led: it must be said where the step leads to several. Steps of the other
   * branches that nothing else leads to go too. For a step that ends the ladder, `to` says which end takes its place.
   */
  | { type: 'delete_step'; step: StepId; stays?: Port; to?: StepId }
  /** Leads a way elsewhere. Null takes out the way of a call's outcome, which then goes on with the others. */
  | ({ type: 'lead_to'; edge: EdgeRef; to: StepId | null } & MayOrphan)
  | { type: 'add_outcome'; step: StepId; name: Localised; to?: StepId }
  | { type: 'rename_outcome'; step: StepId; outcome: string; language: Language; name: string }
  | ({ type: 'remove_outcome'; step: StepId; outcome: string } & MayOrphan)
  | { type: 'reorder_outcome'; step: StepId; outcome: string; place: number }
  /** A row leads where the choice leads otherwise, until a step is inserted on its edge or `to` says where. */
  | { type: 'add_row'; step: StepId; all: Condition[]; to?: StepId }
  | { type: 'set_conditions'; step: StepId; row: number; all: Condition[] }
  | ({ type: 'remove_row'; step: StepId; row: number } & MayOrphan)
  | { type: 'reorder_row'; step: StepId; row: number; place: number }
  | ({ type: 'paste_steps'; at: EdgeRef } & CopiedSteps)
  /** The whole document but its id and version. */
  | { type: 'replace'; ladder: Ladder; because: Replaced }
  | { type: 'apply_fix'; operations: Operation[]; label: Fix['label'] }
  /** Several edits as one. */
  | { type: 'together'; commands: Command[]; step?: StepId }
  /** The inverse of another command. */
  | { type: 'restore'; patch: Patch; label: Localised };

/** Why the whole document is replaced. */
export type Replaced = 'import' | 'template' | 'discard' | 'roll_back' | 'unsaved';
