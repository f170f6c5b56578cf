/**
 * Brings a state to rest: closes what is settled, reopens what is not, and runs every step whose time has come, until
 * all that is left is to wait.
 */
import { balanceOn, isSettled, keptArrangement } from '../balance.ts';
import {
  APPROVALS,
  CALL_OUTCOMES,
  type CallStep,
  type Step,
  type StepId,
  type TaskStep,
  type TimedStep,
} from '../definition.ts';
import { demandOf } from '../demand.ts';
import { agencyFacts, keptCents, legalDay, paidCents } from '../facts.ts';
import { activePause, handoverPause } from '../pauses.ts';
import type { Reason, TimingReason } from '../reasons.ts';
import { deadlineInstant, schedule } from '../schedule.ts';
import type { Instant } from '../time/civil.ts';
import { correctionAt, noteCharges, noteCorrection, runCharge, waitForBankData } from './charges.ts';
import { newsOf } from './commands.ts';
import { decide } from './decide.ts';
import { letterLeftOut } from './delivery.ts';
import { settleLetter } from './letters.ts';
import { noteMatters } from './matters.ts';
import { afterDeadline, skipReason } from './missed.ts';
import { demandAnew, FROM_DATES, noteBrokenPromises, reenter, resumeTakenBack } from './reentry.ts';
import { type ClosedBecause, type Position, type StuckCause, sentFor } from './state.ts';
import { repairTask, Turn } from './turn.ts';

/** More turns than any ladder has steps: a loop beyond it is a defect, and is stopped rather than spun. */
const MAX_TURNS = 1_000;

export function settle(turn: Turn): void {
  for (let turns = 0; turns < MAX_TURNS; turns++) {
    if (!settleOnce(turn)) {
      turn.change({ wakeAt: earliest(wakeAt(turn), correctionAt(turn)) });
      return;
    }
  }
  throw new Error(`Invoice ${turn.facts.invoice.number} does not come to rest at step "${turn.state.position?.step}".`);
}

/** A person closed the case, whatever is open. */
const BY_PERSON: readonly (ClosedBecause | undefined)[] = ['ended', 'written_off'];

/** One turn; false when there is nothing left to do now. */
function settleOnce(turn: Turn): boolean {
  noteCharges(turn);
  const closing = closingReason(turn);
  notePause(turn);
  if (turn.state.handedOver) tellAgency(turn);
  noteMatters(turn);
  noteBrokenPromises(turn);
  noteDeliveries(turn);
  noteCorrection(turn);
  if (turn.state.phase === 'closed') {
    if (closing || BY_PERSON.includes(turn.state.closed?.because)) return false;
    reopen(turn);
    return true;
  }
  if (settleLetter(turn)) return true;
  // A contact on its way is decided by `deliver`, which reads the balance again; its outcome comes first.
  if (closing && turn.state.position?.mode !== 'sending') {
    close(turn, closing.because, closing.why);
    return true;
  }
  if (!turn.state.position) return false;
  if (resumeTakenBack(turn) || reenter(turn)) return true;
  switch (turn.state.position.mode) {
    case 'sending':
      return false;
    case 'stuck':
      return settleStuck(turn, turn.state.position);
    case 'asking':
      return settleAsking(turn, turn.state.position);
    case 'planned':
      return settlePlanned(turn, turn.state.position);
  }
}

// ---- Closing and opening again

function closingReason(turn: Turn): { because: ClosedBecause; why: Reason[] } | null {
  const { facts, compiled, open, state } = turn;
  const { currency } = facts.invoice;
  const writeOff = facts.writeOffs[0];
  // A closed case stays so by what was owed on the day on which it closed: interest over a trifle does not open it again.
  if (!isSettled(compiled.ladder, facts, state.charged, state.closed?.on ?? turn.today)) {
    if (!writeOff) return null;
    return { because: 'written_off', why: [{ code: 'written_off', by: writeOff.by, reason: writeOff.reason }] };
  }
  const why: Reason[] = [];
  const paid = paidCents(facts);
  if (paid > 0) {
    const kept = facts.payments.filter((payment) => keptCents(facts, payment) > 0);
    const lastPaymentOn = kept.map(legalDay).sort().at(-1) ?? null;
    why.push({ code: 'paid', paidCents: paid, currency, lastPaymentOn });
  }
  if (facts.creditNotes.length > 0) why.push({ code: 'credited', currency });
  const { overpaidCents, totalCents } = balanceOn(facts, state.charged, state.closed?.on ?? turn.today);
  const { toleranceCents, closes } = compiled.ladder;
  const kept = keptArrangement(facts);
  const left = closes === 'legal' ? totalCents : open;
  if (kept && left > toleranceCents) {
    const { arrangementId: arrangement } = kept;
    why.push({ code: 'settled_by_arrangement', arrangement, openCents: left, currency });
  } else if (open > 0) why.push({ code: 'within_tolerance', openCents: open, currency });
  if (overpaidCents > 0) why.push({ code: 'overpaid', overCents: overpaidCents, currency });
  if (why.length === 0) why.push({ code: 'nothing_open' });
  return { because: paid > 0 || facts.creditNotes.length === 0 ? 'paid' : 'credited', why };
}

/** Questions that follow from dates, or from what is open: a case that opens again is asked them anew, if they still stand. */
const WORKED_OUT: readonly StuckCause[] = [...FROM_DATES, 'left_open'];

function close(turn: Turn, because: ClosedBecause, why: Reason[]): void {
  setOpen(turn, false);
  const { position } = turn.state;
  // A closed case plans nothing; what it had planned is worked out anew if it opens again.
  const workedOut = position?.mode === 'stuck' && WORKED_OUT.includes(position.cause);
  if (position?.mode === 'planned' || workedOut) turn.plan(position.step);
  turn.change({ phase: 'closed', closed: { because, on: turn.today } });
  turn.record('closed', turn.state.position?.step ?? null, why);
}

function reopen(turn: Turn): void {
  turn.change({ phase: turn.state.handedOver ? 'handed_over' : 'climbing', closed: null });
  turn.record('reopened', turn.state.position?.step ?? null, [
    { code: 'open_again', openCents: turn.open, currency: turn.facts.invoice.currency },
  ]);
}

/** Takes the task of the present step off the list, or puts it back. */
function setOpen(turn: Turn, open: boolean): void {
  const { position } = turn.state;
  if ((position?.mode !== 'asking' && position?.mode !== 'stuck') || position.open === open) return;
  turn.change({ position: { ...position, open } });
  if (!open) {
    turn.commands.push({ type: 'end_task', taskId: position.taskId, end: 'withdrawn' });
    turn.record('task_withdrawn', position.step, []);
  } else if (position.mode === 'stuck') {
    turn.openTask(repairTask(position.taskId, turn.compiled.step(position.step), position.cause), []);
  } else {
    openStepTask(turn, position.step, position.taskId, position.until, []);
  }
}

// ---- Pauses and the agency

function notePause(turn: Turn): void {
  const { state, today } = turn;
  const pause = activePause(turn.pauseInput);
  // A hold that was released is told by its release.
  if (!pause && state.paused?.cause === 'held' && state.paused.until !== null && state.paused.until < today) {
    turn.record('hold_ended', null, [{ code: 'hold_ended' }]);
  }
  if (pause?.factId === state.paused?.factId && pause?.until === state.paused?.until) return;
  turn.change({ paused: pause && { cause: pause.cause, factId: pause.factId, until: pause.until } });
}

/** Deliveries are held while the ladder says so and the invoice is open: a payment frees them, its reversal holds them again. */
function noteDeliveries(turn: Turn, step: StepId | null = null, why: Reason[] = []): void {
  const { state, compiled, facts, today } = turn;
  const held = state.holdsDeliveries && !isSettled(compiled.ladder, facts, state.charged, state.closed?.on ?? today);
  if (held === state.deliveriesHeld) return;
  turn.change({ deliveriesHeld: held });
  turn.commands.push({ type: 'deliveries', action: held ? 'hold' : 'resume' });
  turn.record(held ? 'deliveries_held' : 'deliveries_resumed', step, why);
}

function tellAgency(turn: Turn): void {
  for (const fact of agencyFacts(turn.facts)) {
    if (turn.state.toldAgency.includes(fact.id)) continue;
    turn.intend('agency-update', newsOf(fact.id));
    turn.change({ toldAgency: [...turn.state.toldAgency, fact.id] });
  }
}

// ---- The step at which the token stands

/**
 * A question that follows from dates is asked only while it stands: a hold, or a fact that made the step possible again,
 * takes it back. So the order in which facts come in does not decide whether it is asked.
 */
function settleStuck(turn: Turn, position: Extract<Position, { mode: 'stuck' }>): boolean {
  const { compiled, state, facts, now } = turn;
  const step = compiled.step(position.step);
  const possible =
    position.cause === 'latest_missed' && 'when' in step && schedule({ compiled, state, facts, now }, step).met;
  // The books are open again: there is a principal to hand over.
  if (position.cause === 'left_open' && step.kind === 'handover' && turn.open > compiled.ladder.toleranceCents) {
    setOpen(turn, false);
    turn.plan(position.step);
    return true;
  }
  const over = position.cause === 'trial' && !stillWaits(turn, position);
  // Whether anything is left to hand over is asked when the handover comes, and so not during a pause.
  const fromDates = FROM_DATES.includes(position.cause) || (position.cause === 'left_open' && step.kind === 'handover');
  if (fromDates && (possible || over || pauseOf(turn, step) !== null)) {
    setOpen(turn, false);
    turn.plan(position.step);
    return true;
  }
  if (!position.open) setOpen(turn, true);
  return false;
}

/** Whether a contact that waits for its release would be put before a person now as well, by what is known now. */
function stillWaits(turn: Turn, { step, taskId }: Extract<Position, { mode: 'stuck' }>): boolean {
  const position: Position = { mode: 'planned', step, at: 0, why: [] };
  const anew = new Turn(turn.compiled.ladder, { ...turn.state, position }, turn.facts, turn.now);
  if (reenter(anew) || settlePlanned(anew, position)) return false;
  return anew.state.position?.mode === 'stuck' && anew.state.position.taskId === taskId;
}

/** What keeps a step waiting; a case is handed over only when no part of it is contested. */
function pauseOf(turn: Turn, step: Step) {
  return (step.kind === 'handover' ? handoverPause : activePause)(turn.pauseInput);
}

function settleAsking(turn: Turn, position: Extract<Position, { mode: 'asking' }>): boolean {
  const step = turn.compiled.step(position.step) as CallStep | TaskStep;
  const passed = position.until !== null && turn.now >= position.until;
  // A pause silences calls; tasks inside the house go on.
  const silenced = step.kind === 'call' && activePause(turn.pauseInput) !== null;
  if (silenced || !position.open) {
    // A task that comes back to the list has its time again, if that ran out while it was off.
    if (!silenced && passed)
      turn.change({
        position: { ...position, until: deadlineInstant(turn.compiled, step, turn.today, step.deadline!) },
      });
    setOpen(turn, !silenced);
    return false;
  }
  if (!passed) return false;
  turn.commands.push({ type: 'end_task', taskId: position.taskId, end: 'expired' });
  turn.record('task_expired', step.id, [{ code: 'task_expired', until: position.until! }]);
  turn.advanceTo(afterDeadline(step)!, turn.today);
  return true;
}

function settlePlanned(turn: Turn, position: Extract<Position, { mode: 'planned' }>): boolean {
  const { compiled, state, facts, now } = turn;
  const step = compiled.step(position.step);
  if (step.kind === 'decide') {
    decide(turn, step);
    return true;
  }
  if (step.kind === 'send' && state.changed?.behind.includes(step.id)) {
    const sentOn = sentFor(state, step.id).at(-1)?.sentOn ?? null;
    turn.record('step_skipped', step.id, [{ code: 'behind', sentOn }]);
    turn.plan(step.next);
    return true;
  }
  if (step.kind === 'end') {
    turn.stick(step.id, 'left_open', [{ code: 'left_open', openCents: turn.open, currency: facts.invoice.currency }]);
    return false;
  }
  if (step.kind === 'call' && state.attempt?.step === step.id && now >= state.attempt.until) {
    turn.record('task_expired', step.id, [{ code: 'task_expired', until: state.attempt.until }]);
    turn.advanceTo(step.outcomes?.not_reached ?? step.next, turn.today);
    return true;
  }
  const pause = pauseOf(turn, step);
  if (pause) {
    const held: TimingReason = { code: 'held', cause: pause.cause, until: pause.until, reason: pause.reason };
    const because = pause.bankData ? [pause.bankData, held] : [held];
    const wait = (at: Instant, why: TimingReason[]) =>
      turn.change({ position: { mode: 'planned', step: step.id, at, why: [...why, ...because] } });
    if (pause.until === null) {
      wait(NEVER, []);
    } else {
      const after = schedule({ compiled, state, facts, now: pause.endsAt }, step);
      wait(after.met ? after.at : pause.endsAt, after.why);
    }
    return false;
  }
  // Costs and interest alone are not handed over: a person says what becomes of them.
  if (step.kind === 'handover' && turn.open <= compiled.ladder.toleranceCents) {
    const { totalCents } = balanceOn(facts, state.charged, turn.today);
    turn.stick(step.id, 'left_open', [{ code: 'left_open', openCents: totalCents, currency: facts.invoice.currency }]);
    return false;
  }
  const planned = schedule({ compiled, state, facts, now }, step);
  const skip = skipReason(turn, step, planned);
  if (skip && 'next' in step) {
    turn.record('step_skipped', step.id, [...planned.why, skip]);
    // A step left out is no contact: what is counted from it is counted from the step before.
    turn.plan(step.next);
    return true;
  }
  if (!planned.met) {
    turn.stick(step.id, planned.cause, planned.why.length > 0 ? planned.why : [{ code: 'no_valid_notice' }]);
    return false;
  }
  if (now < planned.at) {
    turn.change({ position: { mode: 'planned', step: step.id, at: planned.at, why: planned.why } });
    return false;
  }
  if (waitForBankData(turn, step, planned.why)) return false;
  run(turn, step, planned.why);
  return turn.state.position?.mode === 'planned';
}

function run(turn: Turn, step: TimedStep, why: TimingReason[]): void {
  switch (step.kind) {
    case 'send': {
      const leftOut = letterLeftOut(turn.compiled.ladder, step, turn.state, turn.facts, turn.today);
      if (leftOut) {
        turn.record('step_skipped', step.id, [...why, leftOut]);
        return turn.plan(step.next);
      }
      if (waitsOnTrial(turn, step.id, why)) return;
      turn.record('notice_intended', step.id, why);
      const dispatchId = turn.intend(step.notice, step.id);
      return turn.change({ position: { mode: 'sending', step: step.id, dispatchId } });
    }
    case 'charge':
      return runCharge(turn, step, why);
    case 'handover':
      return handOver(turn, step.id, why);
    case 'deliveries':
      turn.change({ holdsDeliveries: step.action === 'hold' });
      noteDeliveries(turn, step.id, why);
      return turn.advanceTo(step.next, turn.today);
    case 'call':
    case 'approve':
    case 'task': {
      const { attempt } = turn.state;
      const again = attempt?.step === step.id ? attempt : null;
      const taskId = turn.taskId(again ? `${step.id}.attempt-${again.number}` : step.id);
      const until =
        again?.until ?? ('deadline' in step ? deadlineInstant(turn.compiled, step, turn.today, step.deadline!) : null);
      turn.change({ position: { mode: 'asking', step: step.id, taskId, until, open: true } });
      return openStepTask(turn, step.id, taskId, until, why);
    }
  }
}

function openStepTask(turn: Turn, stepId: StepId, id: string, until: Instant | null, why: Reason[]): void {
  const step = turn.compiled.step(stepId);
  const kind = step.kind === 'approve' ? 'approval' : step.kind === 'call' ? 'call' : 'task';
  turn.openTask({ id, kind, step: stepId, cause: null, outcomes: outcomesOf(step), until }, why);
}

/** The answers that the task of a step takes. */
export function outcomesOf(step: Step): string[] {
  if (step.kind === 'task') return step.outcomes.map((outcome) => outcome.id);
  return step.kind === 'approve' ? [...APPROVALS] : [...CALL_OUTCOMES];
}

/** Hands over what a valid notice demanded; a demand that lapsed is made again first (a new round). */
function handOver(turn: Turn, stepId: StepId, why: TimingReason[]): void {
  const demand = demandOf(turn.compiled, turn.state, turn.facts);
  if (demand.valid) {
    if (waitsOnTrial(turn, stepId, why)) return;
    const { step, sentOn, amountCents } = demand.notice;
    const { currency } = turn.facts.invoice;
    const { deadline } = demand;
    const basis: Reason = { code: 'demanded', step, sentOn, deadline, demandedCents: amountCents, currency };
    turn.record('notice_intended', stepId, [...why, basis]);
    const dispatchId = turn.intend('handover', stepId);
    turn.change({ position: { mode: 'sending', step: stepId, dispatchId } });
  } else if (demand.lapsed) {
    demandAnew(turn, demand.lapsed.step, demand.because);
  } else {
    turn.stick(stepId, 'no_valid_notice', [{ code: 'no_valid_notice' }]);
  }
}

/**
 * Asks a person to release a contact of a version that is on trial; false where none has to, or one did. What the contact
 * says, and whether it may still go, is judged once more after that.
 */
function waitsOnTrial(turn: Turn, step: StepId, why: TimingReason[]): boolean {
  const { version } = turn.compiled.ladder;
  const { released } = turn.state;
  if (!turn.facts.trials.includes(version)) return false;
  if (released?.version === version && released.dispatchId === turn.dispatchId(step)) return false;
  turn.stick(step, 'trial', [...why, { code: 'trial', version }]);
  return true;
}

// ---- Waiting

/** A planned step that only something that happens can bring nearer. */
const NEVER = Number.MAX_SAFE_INTEGER;

function earliest(a: Instant | null, b: Instant | null): Instant | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}

function wakeAt(turn: Turn): Instant | null {
  const { state } = turn;
  if (state.phase !== 'climbing') return null;
  const pause = activePause(turn.pauseInput);
  const pauseEnds = pause && pause.until !== null ? pause.endsAt : null;
  switch (state.position?.mode) {
    case 'planned':
      return pause ? pauseEnds : state.position.at === NEVER ? null : state.position.at;
    case 'asking':
      return pause && !state.position.open ? pauseEnds : state.position.until;
    case 'sending':
      return state.position.letter?.printed?.cutOffAt ?? null;
    default:
      return null;
  }
}
