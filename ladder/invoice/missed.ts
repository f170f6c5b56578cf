/** Steps whose time passed, and that are left out for it (`design.md` §3, Intake). */

import type { CompiledLadder } from '../compiled.ts';
import { type Anchor, LEGAL_NOTICES, type Step, type StepId, type TimedStep } from '../definition.ts';
import { followers } from '../edges.ts';
import type { Reason } from '../reasons.ts';
import { anchorDay, anchorOf, type Schedule, timingOf } from '../schedule.ts';
import { rollToOpen } from '../time/calendar.ts';
import { dateOf, dayOf } from '../time/civil.ts';
import { branchOf } from './decide.ts';
import type { Turn } from './turn.ts';

/** Why a step is left out, as it is planned; null where it is not. */
export function skipReason(turn: Turn, step: TimedStep, planned: Schedule): Reason | null {
  if (isLegal(step)) return null;
  const { latest } = timingOf(turn.state, step);
  if (latest !== undefined) {
    const { calendar } = turn.compiled.hours(step);
    const last = rollToOpen(calendar, dayOf(turn.facts.invoice.dueOn) + latest, -1);
    if (dayOf(turn.state.startedOn) > last) return { code: 'registered_after_latest', day: latest, last: dateOf(last) };
  }
  if (planned.met && !planned.late) return null;
  const next = nextTimed(turn, step);
  if (next === null) return null;
  const { keeps } = turn.state.changed ?? {};
  // What a change of ladder left as it was planned is left out for what followed it there, and not for what is new.
  const anchor = keeps?.step === step.id ? keeps.followedBy?.[next.id] : dueBeside(turn.compiled, next);
  if (!anchor) return null;
  const { compiled, state, facts, now } = turn;
  const nextDay = anchorDay({ compiled, state, facts, now }, anchor);
  if (!nextDay || nextDay.day > dayOf(turn.today)) return null;
  return { code: 'missed', next: next.id, nextOn: dateOf(nextDay.day) };
}

/**
 * The steps that can follow next after one, as they are timed, where the one is left out when they are due as well. `behind`:
 * notices that are passed by.
 */
export function followedBy(
  compiled: CompiledLadder,
  from: TimedStep,
  behind: readonly StepId[],
): Record<StepId, Anchor> {
  const found: Record<StepId, Anchor> = {};
  const seen = new Set<StepId>();
  const first = afterDeadline(from);
  const queue = first === null ? [] : [first];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const step = compiled.step(id);
    if (step.kind === 'decide') queue.push(...followers(step));
    else if (isPassedBy(step, behind)) queue.push(step.next);
    else if (step.kind !== 'end') {
      const anchor = dueBeside(compiled, step);
      if (anchor) found[id] = anchor;
    }
  }
  return found;
}

/** The day from which a late step before this one is left out; null where it still happens. */
function dueBeside({ ladder }: CompiledLadder, { when }: TimedStep): Anchor | null {
  if (ladder.intake.missed !== 'skip') return null;
  return when.after === 'due' || when.after === 'invoice' ? anchorOf(when) : null;
}

/** A step that a later one relies on in law, or that writes to nobody: it is never left out for being late. */
function isLegal(step: TimedStep): boolean {
  return (
    step.kind === 'handover' || step.kind === 'charge' || (step.kind === 'send' && LEGAL_NOTICES.includes(step.notice))
  );
}

/** The timed step that follows when nobody answers and nothing happens; a charge, which nobody notices, is no such step. */
function nextTimed(turn: Turn, from: TimedStep): TimedStep | null {
  let id = afterDeadline(from);
  while (id !== null) {
    const step = turn.compiled.step(id);
    if (step.kind === 'end') return null;
    if (step.kind === 'decide') id = branchOf(turn, step);
    else if (isPassedBy(step, turn.state.changed?.behind ?? [])) id = step.next;
    else return step;
  }
  return null;
}

function isPassedBy(step: Step, behind: readonly StepId[]): step is Step & { next: StepId } {
  return step.kind === 'charge' || (step.kind === 'send' && behind.includes(step.id));
}

/** Where a step leads when nobody answers. */
export function afterDeadline(step: TimedStep): StepId | null {
  if (step.kind === 'task') return step.deadline?.next ?? null;
  return step.kind === 'handover' || step.kind === 'approve' ? null : step.next;
}
