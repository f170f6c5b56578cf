/** One transition under way: the new state in the making and the commands so far. */
import { type CompiledLadder, compile } from '../compiled.ts';
import { type Ladder, LEGAL_NOTICES, type Step, type StepId } from '../definition.ts';
import { type Facts, openCents } from '../facts.ts';
import type { PauseInput } from '../pauses.ts';
import type { Reason } from '../reasons.ts';
import { type CivilDate, type Instant, localDate } from '../time/civil.ts';
import type { Command, DispatchKind, Happening, TaskEnd, TaskIntent, TaskKind } from './commands.ts';
import type { InvoiceState, Position, SentNotice, StuckCause } from './state.ts';

export class Turn {
  readonly compiled: CompiledLadder;
  readonly facts: Facts;
  readonly now: Instant;
  readonly today: CivilDate;
  readonly commands: Command[] = [];
  /** A copy of the caller's, which stays as it was; its lists are replaced, never changed in place. */
  readonly state: InvoiceState;

  constructor(ladder: Ladder, state: InvoiceState, facts: Facts, now: Instant) {
    this.compiled = compile(ladder);
    this.state = { ...state };
    this.facts = facts;
    this.now = now;
    this.today = localDate(now);
  }

  change(changes: Partial<InvoiceState>): void {
    Object.assign(this.state, changes);
  }

  record(what: Happening, step: StepId | null, why: Reason[]): void {
    this.commands.push({ type: 'record', what, step, why });
  }

  get open(): number {
    return openCents(this.facts);
  }

  /** Moves the token: the step before ended on `on`, the next one waits to be planned. */
  advanceTo(step: StepId, on: CivilDate): void {
    const { changed } = this.state;
    this.change({ previousOn: on, retry: null, attempt: null, hastened: null });
    if (this.state.released) this.change({ released: null });
    if (changed) this.change({ changed: { ...changed, keeps: null, notBefore: null } });
    this.plan(step);
  }

  /** Puts the token before a step, to be planned in `settle`. */
  plan(step: StepId): void {
    this.change({ position: { mode: 'planned', step, at: 0, why: [] } });
  }

  /** The id that a step's contact has in a round. */
  dispatchId(step: StepId, round = this.state.round): string {
    return `${this.facts.invoice.id}:${step}:${round}`;
  }

  /**
   * True when a contact is that of a step in a round, by the name that the step has or had. A name that a step of the ladder has
   * is that one's, whichever step had it before.
   */
  isContactOf(dispatchId: string, step: StepId, round = this.state.round): boolean {
    const { steps } = this.compiled.ladder;
    const names = this.state.changed?.formerly[step] ?? [];
    const former = names.filter((name) => !steps.some(({ id }) => id === name));
    return [step, ...former].some((name) => this.dispatchId(name, round) === dispatchId);
  }

  /**
   * The notice that went out with a contact; else the one that went out in its stead, under another name of its step. One that
   * was merged into a step has left under other names than that.
   */
  noticeOf(dispatchId: string): SentNotice | undefined {
    const { notices } = this.state;
    const isNamed = (names: StepId[], round: number) =>
      names.some((name) => this.dispatchId(name, round) === dispatchId);
    return (
      notices.find(({ step, leftAs = step, round }) => isNamed([leftAs], round)) ??
      notices.find(({ mergedFrom, round }) => mergedFrom && isNamed(mergedFrom, round)) ??
      notices.find(({ mergedFrom, step, round }) => !mergedFrom && this.isContactOf(dispatchId, step, round))
    );
  }

  /** A notice that did not arrive comes again, also where a change of ladder has it behind the case. */
  comesAgain(step: StepId): void {
    const { changed } = this.state;
    if (changed) this.change({ changed: { ...changed, behind: changed.behind.filter((id) => id !== step) } });
  }

  /** Intends a contact, and returns its id. */
  intend(kind: DispatchKind, step: StepId): string {
    const id = this.dispatchId(step);
    this.commands.push({ type: 'intend', dispatch: { id, kind, step, round: this.state.round } });
    return id;
  }

  /** The id of the task of a step, or of a matter beside the ladder. */
  taskId(matter: string): string {
    return `${this.facts.invoice.id}:${matter}:${this.state.round}`;
  }

  openTask(task: TaskIntent, why: Reason[]): void {
    this.commands.push({ type: 'open_task', task, why });
    const what = task.cause !== null ? 'decision_asked' : task.step === null ? 'attention_asked' : 'task_opened';
    this.record(what, task.step, why);
  }

  /** Stops at a step until a person says how to go on. */
  stick(step: StepId, cause: StuckCause, why: Reason[], stated?: Extract<Position, { mode: 'stuck' }>['stated']): void {
    const taskId = this.taskId(`${step}.${cause}`);
    const askedWhetherSent = cause === 'refused' || cause === 'in_doubt';
    const since = askedWhetherSent ? (stated?.on ?? this.today) : undefined;
    this.change({
      position: { mode: 'stuck', step, taskId, cause, open: true, ...(since && { since }), ...(stated && { stated }) },
    });
    this.openTask(repairTask(taskId, this.compiled.step(step), cause), why);
  }

  /** Opens a task beside the ladder, once. */
  openSideTask(id: string, kind: TaskKind, why: Reason[], outcomes = ['done']): void {
    if (this.state.sideTasks.includes(id) || this.state.doneTasks.includes(id)) return;
    this.change({ sideTasks: [...this.state.sideTasks, id] });
    this.openTask({ id, kind, step: null, cause: null, outcomes, until: null }, why);
  }

  endSideTask(id: string, end: TaskEnd): void {
    this.change({ sideTasks: this.state.sideTasks.filter((task) => task !== id) });
    this.commands.push({ type: 'end_task', taskId: id, end });
  }

  /** What pauses are worked out from. */
  get pauseInput(): PauseInput {
    return { compiled: this.compiled, facts: this.facts, state: this.state, now: this.now };
  }
}

/** The answers to each question that the engine asks. */
const REPAIR_OUTCOMES_OF: Record<StuckCause, string[]> = {
  may_be_barred: ['proceed', 'write_off'],
  latest_missed: ['proceed', 'skip', 'write_off'],
  refused: ['send_again', 'went_out', 'skip', 'write_off'],
  in_doubt: ['went_out', 'send_again', 'skip', 'write_off'],
  no_valid_notice: ['write_off', 'done'],
  left_open: ['write_off', 'done'],
  trial: ['release', 'hold', 'skip'],
};

/**
 * The question that a step puts before a person. A step that nothing follows, and a notice on which
 * later steps rely in law, cannot be skipped.
 */
export function repairTask(id: string, step: Step, cause: StuckCause): TaskIntent {
  const relied = step.kind === 'send' && LEGAL_NOTICES.includes(step.notice);
  const skippable = 'next' in step && !relied;
  const outcomes = REPAIR_OUTCOMES_OF[cause].filter((outcome) => outcome !== 'skip' || skippable);
  return { id, kind: 'repair', step: step.id, cause, outcomes, until: null };
}
