/**
 * Exchanges the ladder under a running invoice (`design.md` §6.8): everything in its state that names a step comes to name
 * a step of the new version. What went out counts as gone out, what lies behind stays behind, and no notice on which later
 * steps rely in law is passed by. The next transition, on the new version, works out what follows.
 */

import { same } from '../compare/same.ts';
import { type CompiledLadder, compile, isAhead } from '../compiled.ts';
import type { Ladder, Step, StepId, TimedStep, Timing } from '../definition.ts';
import { followers } from '../edges.ts';
import type { Facts } from '../facts.ts';
import type { Command } from '../invoice/commands.ts';
import { followedBy } from '../invoice/missed.ts';
import { lookedAt } from '../invoice/reentry.ts';
import { arrived, type InvoiceState, type LadderChanged, type Position, type SentNotice } from '../invoice/state.ts';
import { type Transition, transition } from '../invoice/transition.ts';
import type { ChangeRefusal } from '../reasons.ts';
import { timingOf } from '../schedule.ts';
import type { CivilDate, Instant } from '../time/civil.ts';
import type { LadderChange } from './event.ts';
import { becameOf, isLegalNotice, mayStandFor, type StepMapping } from './mapping.ts';
import { behind, formerly, nameOfAnother, noticeName, renamed } from './notices.ts';

/** A change of the ladder, as it concerns one invoice. */
export interface Change {
  from: Ladder;
  to: Ladder;
  /** Made whole by `completeMapping`. */
  mapping: StepMapping;
  choice: LadderChange['choice'];
  /** The first day of what the change would make due at once; null where it is not spread. */
  notBefore: CivilDate | null;
}

export type Changed =
  | { what: 'changed'; state: InvoiceState; commands: Command[] }
  /** A contact is on its way, or whether it went out is asked: the change is taken when that is resolved. */
  | { what: 'waits' }
  | { what: 'refused'; because: ChangeRefusal; step: StepId | null };

const refused = (because: ChangeRefusal, step: StepId | null = null): Changed => ({ what: 'refused', because, step });

/** True when no contact of the invoice is on its way or in question. */
export function isAtRest({ position }: InvoiceState): boolean {
  if (position === null || position.mode === 'planned' || position.mode === 'asking') return true;
  return position.mode === 'stuck' && position.cause !== 'in_doubt' && position.cause !== 'refused';
}

/** The state of an invoice after a change, before time runs on under the new version. The state given stays as it is. */
export function changed(change: Change, state: InvoiceState, facts: Facts): Changed {
  const { position } = state;
  if (state.phase !== 'climbing' || !position) return refused(state.phase === 'closed' ? 'closed' : 'handed_over');
  if (!isAtRest(state)) return { what: 'waits' };
  const [from, to] = [compile(change.from), compile(change.to)];
  for (const step of change.from.steps) {
    const stands = step.id === position.step;
    if (!stands && !state.notices.some((sent) => sent.step === step.id)) continue;
    const target = change.mapping.get(step.id);
    if (target === undefined) return refused('unmapped', step.id);
    if (!mayStandFor(step, to.step(target))) return refused('kind_differs', step.id);
  }

  const reused = nameOfAnother(change, state);
  if (reused !== null) return refused('kind_differs', reused);

  const [here, there] = [from.step(position.step), to.step(change.mapping.get(position.step)!)];
  const notices = renamed(change, state);
  const passedBy = noticePassedBy(change, position.step, there.id, arrived({ notices }), facts);
  if (passedBy !== null) return refused('notice_passed_by', passedBy);
  const anchored = anchorPassedBy(to, there.id, arrived({ notices }));
  if (anchored !== null) return refused('anchor_passed_by', anchored);

  const goesOn = becameOf(change, here) !== null;
  const moved = here.id !== there.id || !goesOn;
  const placed = place(change, state, facts, here, there);
  const commands = placed.position.mode === 'planned' || moved ? withdrawn(position) : [];
  const { attempt, retry, hastened } = state;
  return {
    what: 'changed',
    commands,
    state: {
      ...state,
      notices,
      position: placed.position,
      retry: goesOn && retry ? { ...retry, step: there.id } : null,
      attempt: goesOn && attempt ? attemptUnder(there, attempt) : null,
      hastened: goesOn && hastened === here.id ? there.id : null,
      ...(state.released && { released: null }),
      waived: state.waived.map((id) => change.mapping.get(id) ?? id),
      byLetter: state.byLetter.map((id) => noticeName(change, id)),
      changed: {
        formerly: formerly(change, state),
        keeps: placed.keeps,
        behind: behind(change, state, notices, there.id),
        notBefore: change.notBefore,
      },
      awaitsChange: null,
      ...lookedAt(change.from, state, facts),
    },
  };
}

/** Takes a change into an invoice and lets time run up to `now` under the new version. */
export function takeChange(
  change: Change,
  event: LadderChange,
  state: InvoiceState,
  facts: Facts,
  now: Instant,
): (Transition & { what: 'changed' }) | Exclude<Changed, { what: 'changed' }> {
  const result = changed(change, state, facts);
  if (result.what !== 'changed') return result;
  const after = transition(change.to, result.state, [event], facts, now);
  return { what: 'changed', state: after.state, commands: [...result.commands, ...after.commands] };
}

// ---- Where it stands

/** Where the invoice stands in the new version, and the timing that it keeps there. */
function place(
  change: Change,
  state: InvoiceState,
  facts: Facts,
  here: Step,
  there: Step,
): { position: Position; keeps: LadderChanged['keeps'] } {
  const position = state.position!;
  const planned: Position = { mode: 'planned', step: there.id, at: 0, why: [] };
  const goesOn = becameOf(change, here) !== null;
  const keeps = goesOn && change.choice === 'next_step' ? keptTiming(change, state, here, there) : null;
  if (here.id === there.id && goesOn && position.mode === 'asking' && sameAnswers(here, there)) {
    const until = 'deadline' in there && there.deadline ? position.until : null;
    return { position: { ...position, until }, keeps };
  }
  if (position.mode !== 'stuck' || position.cause === 'trial') return { position: planned, keeps };
  switch (position.cause) {
    case 'may_be_barred': {
      if (here.id === there.id) return { position, keeps };
      const taskId = `${facts.invoice.id}:${there.id}.${position.cause}:${state.round}`;
      return { position: { ...position, step: there.id, taskId, open: false }, keeps };
    }
    case 'latest_missed': {
      // The same question is not answered by leaving the step out, which its own ladder may do with what comes too late.
      const asksTheSame = 'when' in here && 'when' in there && same(timingOf(state, here), there.when);
      return { position: here.id === there.id && (keeps || asksTheSame) ? position : planned, keeps };
    }
    case 'no_valid_notice':
      return { position: here.id === there.id && keeps ? position : planned, keeps };
    case 'left_open':
      return { position: here.id === there.id && goesOn ? position : planned, keeps: null };
    default:
      throw new Error(`A change does not come to an invoice that is stuck because of "${position.cause}".`);
  }
}

/** The timing under which a step was planned, with the gap that its ladder gave it and its anchors under their new names. */
function keptTiming(change: Change, state: InvoiceState, here: Step, there: Step): LadderChanged['keeps'] {
  if (!('when' in here)) return null;
  const when = timingOf(state, here);
  const { keeps, behind = [] } = state.changed ?? {};
  const gap = when.gap ?? (here.kind === 'send' ? change.from.contact.gap : 0);
  const version = keeps?.step === here.id ? keeps.version : change.from.version;
  const anchor = <A extends { ofStep?: StepId }>(one: A): A => {
    const target = one.ofStep === undefined ? undefined : noticeName(change, one.ofStep);
    return target === undefined ? one : { ...one, ofStep: target };
  };
  const kept: Timing = { ...anchor(when), gap, ...(when.notBefore && { notBefore: anchor(when.notBefore) }) };
  const before = (keeps?.step === here.id && keeps.followedBy) || followedBy(compile(change.from), here, behind);
  const followed = Object.entries(before).flatMap(([id, anchored]) => {
    const step = change.from.steps.find((one) => one.id === id);
    const target = step && becameOf(change, step);
    return target ? [[target.id, anchored]] : [];
  });
  return { step: there.id, when: kept, version, followedBy: Object.fromEntries(followed) };
}

/** Tasks of the same kind whose answers are the same. */
function sameAnswers(a: Step, b: Step): boolean {
  if (a.kind !== 'task' || b.kind !== 'task') return true;
  const ids = (step: typeof a) => JSON.stringify(step.outcomes.map(({ id }) => id).toSorted());
  return ids(a) === ids(b);
}

/** An attempt that the new version no longer makes has its time behind it. */
function attemptUnder(there: Step, attempt: NonNullable<InvoiceState['attempt']>): InvoiceState['attempt'] {
  const most = there.kind === 'call' ? (there.attempts?.length ?? 1) : 1;
  return { ...attempt, step: there.id, ...(attempt.number > most && { until: 0 }) };
}

function withdrawn(position: Position): Command[] {
  if ((position.mode !== 'asking' && position.mode !== 'stuck') || !position.open) return [];
  return [
    { type: 'end_task', taskId: position.taskId, end: 'withdrawn' },
    { type: 'record', what: 'task_withdrawn', step: position.step, why: [] },
  ];
}

// ---- What the law and the new version presuppose

/** A notice of the new version that the law asks for before a step, and that has not gone out; null when there is none. */
function noticePassedBy(
  change: Change,
  here: StepId,
  there: StepId,
  notices: readonly SentNotice[],
  facts: Facts,
): StepId | null {
  const [from, to] = [compile(change.from), compile(change.to)];
  const missing = change.to.steps.filter(
    (step) => isLegalNotice(step) && !notices.some((sent) => sent.step === step.id),
  );
  const isLetter = (step: Step) => step.kind === 'send' && step.notice === 'fourteen-day-letter';
  // Only a consumer gets, and needs, a fourteen-day letter; one that the old version had passed by as well is no matter of the change.
  const wasPassed = (id: StepId) =>
    change.from.steps.some((step) => change.mapping.get(step.id) === id && isAhead(from, step.id, here));
  const letter = missing.find((step) => isLetter(step) && isAhead(to, step.id, there) && !wasPassed(step.id));
  if (letter && facts.debtor.kind === 'consumer') return letter.id;
  return onEveryWay(
    to,
    there,
    missing.filter((step) => !isLetter(step)).map(({ id }) => id),
  );
}

/** One of the steps without which no way leads from the start to a place; null when some way passes none of them. */
function onEveryWay(to: CompiledLadder, place: StepId, steps: readonly StepId[]): StepId | null {
  const seen = new Set<StepId>();
  const queue = [to.ladder.start];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (id === place) return null;
    if (seen.has(id) || steps.includes(id)) continue;
    seen.add(id);
    queue.push(...followers(to.step(id)));
  }
  return steps.find((id) => isAhead(to, id, place)) ?? null;
}

/** A notice from which the step of an invoice, or one ahead of it, counts, and that neither went out nor is ahead. */
function anchorPassedBy(to: CompiledLadder, place: StepId, notices: readonly SentNotice[]): StepId | null {
  const ahead = to.ladder.steps.filter((step) => step.id === place || isAhead(to, place, step.id));
  const comes = (id: StepId) => ahead.some((step) => step.id === id) || notices.some((sent) => sent.step === id);
  for (const { when } of ahead.filter((step): step is TimedStep => 'when' in step)) {
    for (const anchor of [when, when.notBefore]) {
      if (anchor?.ofStep !== undefined && !comes(anchor.ofStep)) return anchor.ofStep;
    }
  }
  return null;
}
