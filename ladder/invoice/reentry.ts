/** Where a case takes up its ladder when something undoes what went before: a broken promise or arrangement, a decision, a payment taken back. */
import { compile, isAhead } from '../compiled.ts';
import type { Ladder, StepId } from '../definition.ts';
import { demandOf, interruption } from '../demand.ts';
import type { Facts } from '../facts.ts';
import { brokenPromises, promiseUntil } from '../pauses.ts';
import type { DemandLapsed, Reason } from '../reasons.ts';
import { settledUntilTakenBack } from '../settled.ts';
import { skippedNotice, withdrawAsked } from './acts.ts';
import type { InvoiceState, Position, StuckCause } from './state.ts';
import type { Turn } from './turn.ts';

/** Questions that follow from dates and facts, not from something that happened once. */
export const FROM_DATES: readonly StuckCause[] = ['latest_missed', 'no_valid_notice', 'trial'];

/** Tells of each promise that was not kept, once, and brings the case where the ladder says. */
export function noteBrokenPromises(turn: Turn): void {
  if (turn.facts.promises.length === 0) return;
  const broken = brokenPromises(turn.pauseInput);
  const ids = broken.map(({ id }) => id);
  const fresh = broken.filter(({ id }) => !turn.state.toldBroken.includes(id));
  if (fresh.length > 0 || ids.length !== turn.state.toldBroken.length) turn.change({ toldBroken: ids });
  for (const promised of fresh) {
    const until = promiseUntil(turn.compiled, promised);
    turn.record('promise_broken', null, [{ code: 'promise_broken', on: promised.on, until }]);
  }
  const { broken: target } = turn.compiled.events.promise;
  if (fresh.length > 0 && target !== undefined && turn.state.phase === 'climbing') leadTo(turn, target);
}

/** Brings a case to a step that lies ahead, unless it would pass by a notice on which later steps rely in law. */
function leadTo(turn: Turn, target: StepId): void {
  const { position } = turn.state;
  if (position?.mode !== 'planned' && position?.mode !== 'asking') return;
  if (!isAhead(turn.compiled, position.step, target) || skippedNotice(turn, position.step, target) !== null) return;
  withdrawAsked(turn);
  turn.advanceTo(target, turn.today);
}

/**
 * After a decision on a dispute, or an arrangement that came to nothing, what a notice of default demanded before is
 * demanded anew, with a whole new term: at once, not only when the handover is due.
 */
export function reenter(turn: Turn): boolean {
  const { compiled, state, facts } = turn;
  if (turn.open <= compiled.ladder.toleranceCents) return false;
  const interrupted = interruption(facts);
  const { position } = state;
  if (!interrupted || interrupted.at <= (state.reenteredAt ?? 0) || position?.mode === 'asking' || !mayMove(position))
    return false;
  const demand = demandOf(compiled, state, facts);
  if (demand.valid || (demand.lapsed && interrupted.at <= demand.lapsed.sentAt)) return false;
  const { dispute, arrangement } = compiled.events;
  const { ended } = interrupted;
  // What the ladder says to one who broke an arrangement is not true of one who never signed it. One that was replaced was broken before.
  const breached = ended === 'arrangement_broken' || ended === 'arrangement_replaced';
  const named = interrupted.because === 'dispute_decided' ? dispute : breached ? arrangement : {};
  const { reentry }: { reentry?: StepId } = named;
  if (demand.lapsed) {
    turn.change({ reenteredAt: interrupted.at });
    withdrawAsked(turn);
    demandAnew(turn, demand.lapsed.step, demand.because, reentry);
    return true;
  }
  // Nothing was demanded yet: only a breach for which the ladder names a step brings the case there.
  if (ended !== 'arrangement_broken' || reentry === undefined || interrupted.at <= (state.breachedAt ?? 0))
    return false;
  turn.change({ breachedAt: interrupted.at });
  resumeAt(turn, reentry, 'arrangement_broken');
  return true;
}

/** A claim that was settled, and is open again since the bank took the payment back, goes on where its ladder says: once. */
export function resumeTakenBack(turn: Turn): boolean {
  const { compiled, state, facts } = turn;
  const { reentry } = compiled.events.reversal;
  const { toleranceCents } = compiled.ladder;
  if (reentry === undefined || turn.open <= toleranceCents || !mayMove(state.position)) return false;
  const since = settledUntilTakenBack(facts, toleranceCents);
  if (since === null || since <= (state.takenBackOf ?? '')) return false;
  turn.change({ takenBackOf: since });
  resumeAt(turn, reentry, 'taken_back');
  return true;
}

/** True where no contact is under way, and nothing is asked of a person that does not follow from dates. */
function mayMove(position: Position | null): boolean {
  if (position?.mode === 'stuck') return FROM_DATES.includes(position.cause);
  return position?.mode === 'planned' || position?.mode === 'asking';
}

/** Takes up the ladder at a step, in a new round; at a notice on the way there, where later steps rely on that in law. */
function resumeAt(turn: Turn, target: StepId, because: Extract<Reason, { code: 'reentered' }>['because']): void {
  const from = turn.state.position!.step;
  let step = target;
  for (let notice = skippedNotice(turn, from, step); notice !== null; notice = skippedNotice(turn, from, step)) {
    step = notice;
  }
  withdrawAsked(turn);
  goAgain(turn, step, { code: 'reentered', because });
}

/** Demands anew what a notice demanded that no longer stands: with that notice, or at the step that the ladder names. */
export function demandAnew(turn: Turn, lapsed: StepId, because: DemandLapsed, reentry = lapsed): void {
  goAgain(turn, reentry, { code: 'demand_lapsed', step: lapsed, because });
}

/** Brings the case to a step once more, in a new round. */
function goAgain(turn: Turn, step: StepId, why: Reason): void {
  turn.record('send_again', step, [why]);
  const { round, changed } = turn.state;
  // A demand made anew is followed by what follows it in the ladder, whatever went out before.
  turn.change({ round: round + 1, ...(changed && { changed: { ...changed, behind: [] } }) });
  turn.advanceTo(step, turn.today);
}

/**
 * What a case looked at under a version of its ladder that is changed: what happened under one that named no step for it does
 * not lead to the step that a later version names.
 */
export function lookedAt(from: Ladder, { takenBackOf, breachedAt }: InvoiceState, facts: Facts) {
  const { reversal, arrangement } = compile(from).events;
  const settled = settledUntilTakenBack(facts, from.toleranceCents);
  const interrupted = interruption(facts);
  const breach = interrupted?.ended === 'arrangement_broken' ? interrupted.at : null;
  return {
    takenBackOf: reversal.reentry === undefined ? (settled ?? takenBackOf) : takenBackOf,
    breachedAt: arrangement.reentry === undefined ? (breach ?? breachedAt) : breachedAt,
  };
}
