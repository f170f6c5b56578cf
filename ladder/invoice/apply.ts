/** Takes one event into the state. Facts are known already; they are only written into the timeline. */

import { demandableCents } from '../contested.ts';
import {
  CALL_OUTCOMES,
  type CallOutcome,
  type CallStep,
  type SendStep,
  type Step,
  type StepId,
} from '../definition.ts';
import type { DeliveryEvent, InvoiceEvent, TaskCompleted } from '../events.ts';
import { factOf } from '../facts.ts';
import { receivedBy, termEnd } from '../law/terms.ts';
import type { Reason } from '../reasons.ts';
import { nextOpening } from '../schedule.ts';
import { type CivilDate, dayOf, type Instant, instantOf, localDate } from '../time/civil.ts';
import { escalate, leaveOut } from './acts.ts';
import { correctionStep, isCorrection } from './commands.ts';
import { channelOf, chargesIn } from './delivery.ts';
import { letterPrinted, letterVoided, noticePosted, writtenToOn } from './letters.ts';
import { matterKindOf } from './matters.ts';
import { type Position, type SentNotice, triesOf } from './state.ts';
import { tell } from './tell.ts';
import { repairTask, type Turn } from './turn.ts';
import { cameBack, wentOut } from './went-out.ts';

export function apply(turn: Turn, event: InvoiceEvent): void {
  const fact = factOf(event);
  if (fact) return tell(turn, fact);
  switch (event.type) {
    case 'escalation':
      return escalate(turn, event);
    case 'step_left_out':
      return leaveOut(turn, event);
    case 'ladder_changed': {
      const { from, to, choice, by } = event;
      return turn.record('ladder_changed', null, [{ code: 'ladder_changed', from, to, choice, by }]);
    }
    case 'malformed_signal':
      return turn.openSideTask(turn.taskId(`unreadable.${event.id}`), 'unreadable_signal', [
        { code: 'signal_unreadable', signal: event.signal, problem: event.problem },
      ]);
    case 'task_completed':
      return applyTask(turn, event);
    case 'letter_printed':
      return letterPrinted(turn, event);
    case 'notice_posted':
      return noticePosted(turn, event);
    case 'letter_voided':
      return letterVoided(turn, event);
    case 'notice_bounced':
    case 'notice_returned':
      return cameBack(turn, event);
    default:
      return applyDelivery(turn, event as DeliveryEvent);
  }
}

/** A task's answer. Answers to tasks that are no longer open change nothing: the question has gone. */
function applyTask(turn: Turn, event: TaskCompleted): void {
  const { state } = turn;
  if (state.sideTasks.includes(event.taskId)) {
    // A dispute ends with its decision, a concession with its credit note: facts, which an answer alone is not.
    const matter = matterKindOf(turn.facts, event.taskId);
    if (matter === 'dispute' || matter === 'credit_due') return unknownOutcome(turn, event);
    turn.change({
      sideTasks: state.sideTasks.filter((id) => id !== event.taskId),
      doneTasks: [...state.doneTasks, event.taskId],
    });
    return complete(turn, event, null);
  }
  const { position } = state;
  if (position?.mode !== 'asking' && position?.mode !== 'stuck') return;
  if (position.taskId !== event.taskId || !position.open) return;
  if (position.mode === 'stuck') return applyRepair(turn, event, position);

  const step = turn.compiled.step(position.step);
  const next = nextAfter(step, event.outcome);
  if (!next) return unknownOutcome(turn, event);
  complete(turn, event, step.id);
  if (step.kind === 'call') turn.change({ lastCall: event.outcome as CallOutcome });
  if (step.kind === 'call' && event.outcome === 'not_reached' && callsAgain(turn, step, position.until)) return;
  turn.advanceTo(next, answeredOn(turn, event));
}

/** Plans the next attempt of a call that reached nobody; false when there is none, or no time for it. */
function callsAgain(turn: Turn, step: CallStep, until: Instant | null): boolean {
  const { attempt } = turn.state;
  const number = (attempt?.step === step.id ? attempt.number : 1) + 1;
  if (until === null || number > (step.attempts?.length ?? 1)) return false;
  const at = nextOpening(turn.compiled.hours(step, number), turn.now);
  if (at >= until) return false;
  turn.change({ attempt: { step: step.id, number, at, until } });
  turn.plan(step.id);
  return true;
}

/** An answer that its task does not know, which only a bare signal can bring: a person looks at it. */
function unknownOutcome(
  turn: Turn,
  event: TaskCompleted,
  problem = `"${event.outcome}" is no outcome of task ${event.taskId}`,
): void {
  turn.openSideTask(turn.taskId(`unreadable.${event.id}`), 'unreadable_signal', [
    { code: 'signal_unreadable', signal: 'taskCompleted', problem },
  ]);
}

function nextAfter(step: Step, outcome: string): StepId | null {
  if (step.kind === 'approve') {
    return outcome === 'approved' ? step.next : outcome === 'refused' ? step.refused : null;
  }
  if (step.kind === 'task') return step.outcomes.find((candidate) => candidate.id === outcome)?.next ?? null;
  if (step.kind !== 'call' || !CALL_OUTCOMES.includes(outcome as CallOutcome)) return null;
  return step.outcomes?.[outcome as CallOutcome] ?? step.next;
}

function complete(turn: Turn, event: TaskCompleted, step: StepId | null): void {
  const { position } = turn.state;
  if (step !== null && (position?.mode === 'asking' || position?.mode === 'stuck')) {
    turn.change({ position: { ...position, open: false } });
  }
  turn.commands.push({ type: 'end_task', taskId: event.taskId, end: 'completed' });
  turn.record('task_completed', step, [
    { code: 'task_outcome', outcome: event.outcome, by: event.by, ...(event.note && { note: event.note }) },
  ]);
}

/** An answer from the future is an answer of today. */
function answeredOn(turn: Turn, event: TaskCompleted): CivilDate {
  const on = localDate(event.at);
  return on < turn.today ? on : turn.today;
}

function applyRepair(turn: Turn, event: TaskCompleted, position: Extract<Position, { mode: 'stuck' }>): void {
  const step = turn.compiled.step(position.step);
  if (!repairTask(position.taskId, step, position.cause).outcomes.includes(event.outcome)) {
    return unknownOutcome(turn, event);
  }
  switch (event.outcome) {
    case 'proceed':
      complete(turn, event, step.id);
      if (position.cause === 'latest_missed') turn.change({ waived: [...turn.state.waived, step.id] });
      return turn.plan(step.id);
    case 'release': {
      const { version } = turn.compiled.ladder;
      const dispatchId = turn.dispatchId(step.id);
      complete(turn, event, step.id);
      turn.commands.push({ type: 'release', dispatchId, version, by: event.by });
      turn.change({ released: { dispatchId, version } });
      return turn.plan(step.id);
    }
    case 'hold':
      return unknownOutcome(turn, event, 'a hold is a fact of its own, which "held" tells');
    case 'skip':
      complete(turn, event, step.id);
      if (noticeBack(turn, position)) turn.change({ round: turn.state.round + 1 });
      if (position.cause === 'in_doubt' && position.since !== undefined) writtenToOn(turn, position.since);
      return turn.advanceTo((step as SendStep | CallStep).next, answeredOn(turn, event));
    case 'send_again':
      complete(turn, event, step.id);
      // One that came back did leave.
      if (!noticeBack(turn, position)) {
        turn.commands.push({ type: 'settle_dispatch', dispatchId: turn.dispatchId(step.id), sentOn: null });
      }
      turn.record('send_again', step.id, []);
      turn.change({ round: turn.state.round + 1, retry: null });
      return turn.plan(step.id);
    case 'went_out': {
      // Of a mail that broke off, there is but the day of that: whoever says nothing else means it.
      const tried = position.cause === 'in_doubt' ? position.since : undefined;
      const day = event.on ?? tried;
      const on = day !== undefined && day < turn.today ? day : answeredOn(turn, event);
      if (position.since !== undefined && on < position.since)
        return unknownOutcome(turn, event, `it cannot have gone out on ${on}`);
      complete(turn, event, step.id);
      const back = noticeBack(turn, position);
      const dispatchId = back ? turn.dispatchId(back.leftAs ?? back.step, back.round) : turn.dispatchId(step.id);
      turn.commands.push({ type: 'settle_dispatch', dispatchId, sentOn: on });
      if (back) turn.change({ round: turn.state.round + 1 });
      const channel = step.kind === 'send' ? channelOf(step, turn.state, turn.facts) : 'email';
      const receivedOn = receivedBy(channel, on);
      const termDays = step.kind === 'send' ? step.termDays : undefined;
      const ends = termDays === undefined ? null : termEnd(receivedOn, termDays);
      const stated = position.stated?.deadline ?? null;
      return wentOut(turn, step, {
        on,
        channel,
        sentAt: on < turn.today ? instantOf(dayOf(on), 0) : turn.now,
        receivedOn,
        deadline: ends !== null && stated !== null && stated > ends ? stated : ends,
        amountCents: position.stated?.amountCents ?? Math.max(0, demandableCents(turn.facts)),
        ...chargesIn(position.stated),
      });
    }
    case 'write_off':
      complete(turn, event, step.id);
      turn.change({ phase: 'closed', closed: { because: 'written_off', on: turn.today } });
      return turn.record('closed', step.id, [{ code: 'written_off', by: event.by, reason: event.note ?? '' }]);
    case 'done':
      complete(turn, event, step.id);
      turn.change({ phase: 'closed', closed: { because: 'ended', on: turn.today } });
      return turn.record('closed', step.id, [
        { code: 'left_open', openCents: turn.open, currency: turn.facts.invoice.currency },
      ]);
  }
}

/**
 * The notice that came back, where that is what a person is asked about. Whatever the answer, what follows is of a new round: it
 * may have left in this one.
 */
function noticeBack(turn: Turn, { step, cause, stated }: Extract<Position, { mode: 'stuck' }>): SentNotice | undefined {
  if (cause !== 'refused' || stated === undefined) return undefined;
  return turn.state.notices.findLast((sent) => sent.step === step && sent.undelivered && sent.sentOn === stated.on);
}

function applyDelivery(turn: Turn, event: DeliveryEvent): void {
  const { position } = turn.state;
  if (position?.mode !== 'sending' || position.dispatchId !== event.dispatchId) return applyNews(turn, event);
  const step = turn.compiled.step(position.step);
  switch (event.type) {
    case 'notice_sent': {
      const { on, receivedOn, deadline, amountCents, at } = event;
      const terms = { on, receivedOn, deadline, amountCents, ...chargesIn(event) };
      return wentOut(turn, step, { ...terms, channel: 'email', sentAt: at });
    }
    case 'letter_queued':
      turn.record('letter_queued', step.id, []);
      return turn.change({ position: { ...position, letter: { printed: null } } });
    case 'notice_withdrawn':
      turn.record('notice_withdrawn', step.id, [{ code: 'withdrawn', because: event.because }]);
      return turn.plan(step.id);
    case 'notice_deferred': {
      const tries = triesOf(turn.state, step.id) + 1;
      const why: Reason[] = [{ code: 'problem', problem: event.problem }];
      turn.record('notice_deferred', step.id, why);
      if (tries >= MAX_TRIES) return turn.stick(step.id, 'refused', why);
      turn.change({ retry: { step: step.id, at: event.until, tries, problem: event.problem } });
      return turn.plan(step.id);
    }
    case 'notice_refused': {
      const why: Reason[] = [{ code: 'problem', problem: event.problem }];
      turn.record('notice_refused', step.id, why);
      return turn.stick(step.id, 'refused', why);
    }
    case 'notice_in_doubt': {
      const why: Reason[] = [{ code: 'problem', problem: event.problem }];
      turn.record('notice_in_doubt', step.id, why);
      const { on, deadline, amountCents } = event;
      return turn.stick(step.id, 'in_doubt', why, { on, deadline, amountCents, ...chargesIn(event) });
    }
  }
}

/** How often a contact that could not be handed over is tried before a person is asked: about six days. */
export const MAX_TRIES = 12;

/** How news to the agency, or a correction, fared: it moves nothing, but what did not arrive becomes a person's task. */
function applyNews(turn: Turn, event: DeliveryEvent): void {
  if (isCorrection(event.dispatchId)) return applyCorrection(turn, event);
  if (turn.state.handedOver === null || event.type === 'notice_withdrawn' || event.type === 'letter_queued') return;
  if (event.type === 'notice_sent') return turn.record('agency_told', null, []);
  turn.openSideTask(turn.taskId(`agency.${event.dispatchId}`), 'agency_not_told', [
    { code: 'problem', problem: event.problem },
  ]);
}

function applyCorrection(turn: Turn, event: DeliveryEvent): void {
  const { charged } = turn.state;
  const underWay = charged.correcting !== null && event.dispatchId.includes(`:${correctionStep(charged.corrections)}:`);
  if (event.type === 'letter_queued' || !underWay) return;
  turn.change({ charged: { ...charged, correcting: null } });
  if (event.type === 'notice_withdrawn') return;
  // One that cannot be sent is not tried again: a person tells it.
  turn.change({ charged: { ...charged, told: charged.correcting, correcting: null } });
  if (event.type === 'notice_sent') return turn.record('correction_sent', null, []);
  turn.openSideTask(turn.taskId(`correction.${event.dispatchId}`), 'correction_not_told', [
    { code: 'problem', problem: event.problem },
  ]);
}
