/** What a person does with the case itself: bring it forward, or leave out a step. */
import { isAhead } from '../compiled.ts';
import { LEGAL_NOTICES, type Step, type StepId } from '../definition.ts';
import type { Escalation, StepLeftOut } from '../events.ts';
import { arrived, type Position, waitsForRelease } from './state.ts';
import type { Turn } from './turn.ts';

/** True where the case stands at a step of which nothing is on its way or in question. */
function mayLeave(position: Position | null): position is Position {
  return position?.mode === 'planned' || position?.mode === 'asking' || waitsForRelease(position);
}

/** Brings the case to a later step at once. Its contact, and what it presupposes in law, are looked at as ever. */
export function escalate(turn: Turn, { id, step, by, reason }: Escalation): void {
  const { position } = turn.state;
  // A step at which the case stands can be brought forward as well, as long as it only waits for its day.
  const here = position?.mode === 'planned' && position.step === step;
  if (!mayLeave(position)) {
    return refuseActOfPerson(turn, id, 'escalated', `the case is not before step "${step}"`);
  }
  if (!here && !isAhead(turn.compiled, position.step, step)) {
    return refuseActOfPerson(turn, id, 'escalated', `the case is not before step "${step}"`);
  }
  const relied = skippedNotice(turn, position.step, step);
  if (relied !== null) {
    return refuseActOfPerson(turn, id, 'escalated', `step "${step}" relies on "${relied}", which has not gone out`);
  }
  withdrawAsked(turn);
  turn.record('escalated', step, [{ code: 'by_person', by, reason }]);
  if (here) turn.plan(step);
  else turn.advanceTo(step, turn.today);
  turn.change({ hastened: step });
}

/** A notice between two steps on which later ones rely in law, and that has not gone out; null when there is none. */
export function skippedNotice({ compiled, state, facts }: Turn, from: StepId, to: StepId): StepId | null {
  const sent = arrived(state).map(({ step }) => step);
  const between = compiled.ladder.steps.find(
    (step) =>
      step.kind === 'send' &&
      LEGAL_NOTICES.includes(step.notice) &&
      // Only a consumer gets, and needs, a fourteen-day letter.
      (step.notice !== 'fourteen-day-letter' || facts.debtor.kind === 'consumer') &&
      !sent.includes(step.id) &&
      (step.id === from || isAhead(compiled, from, step.id)) &&
      isAhead(compiled, step.id, to),
  );
  return between?.id ?? null;
}

/** Leaves out the step at which the case stands, unless a later one relies on it in law. */
export function leaveOut(turn: Turn, { id, step: stepId, by, reason }: StepLeftOut): void {
  const { position } = turn.state;
  const here = mayLeave(position) && position.step === stepId;
  const step = here ? turn.compiled.step(stepId) : null;
  const next = step && afterStep(step);
  if (!step || next === null) {
    return refuseActOfPerson(turn, id, 'stepLeftOut', `step "${stepId}" cannot be left out now`);
  }
  withdrawAsked(turn);
  turn.record('step_left_out', stepId, [{ code: 'by_person', by, reason }]);
  turn.change({ hastened: null });
  turn.plan(next);
}

/** Where the case goes on when a person leaves a step out; null where it may not. */
function afterStep(step: Step): StepId | null {
  if (step.kind === 'send') return LEGAL_NOTICES.includes(step.notice) ? null : step.next;
  if (step.kind === 'call' || step.kind === 'charge' || step.kind === 'deliveries') return step.next;
  return step.kind === 'task' ? (step.deadline?.next ?? null) : null;
}

/** Takes the task of the present step off the list. */
export function withdrawAsked(turn: Turn): void {
  const { position } = turn.state;
  if ((position?.mode !== 'asking' && position?.mode !== 'stuck') || !position.open) return;
  turn.commands.push({ type: 'end_task', taskId: position.taskId, end: 'withdrawn' });
  turn.record('task_withdrawn', position.step, []);
}

/** What a person wanted can no longer be done: that person hears of it. */
function refuseActOfPerson(turn: Turn, id: string, signal: string, problem: string): void {
  turn.openSideTask(turn.taskId(`unreadable.${id}`), 'unreadable_signal', [
    { code: 'signal_unreadable', signal, problem },
  ]);
}
