/** Rules of what happens beside the steps: where events and answers bring a case. */
import { compile, isAhead } from '../compiled.ts';
import { type CallStep, type Ladder, LEGAL_NOTICES, type Step, type StepId, type TimedStep } from '../definition.ts';
import { followers } from '../edges.ts';
import { presupposesDelay } from '../schedule.ts';
import type { Finding } from './findings.ts';
import { demands } from './law.ts';
import { everyPathPasses, reachedFrom, stepsById } from './paths.ts';
import { BROKEN_PROMISE, type Placed } from './places.ts';

export function eventTargets(ladder: Ladder): Finding[] {
  return [...brokenPromise(ladder), ...REENTRIES.flatMap((event) => reentry(ladder, event))];
}

const REENTRIES = ['dispute', 'arrangement', 'reversal'] as const;

/**
 * A broken promise brings a case to a step ahead of it, and never past a legal notice that has not gone out: the engine
 * would leave it where it is, and the ladder would not do what it says.
 */
function brokenPromise(ladder: Ladder): Finding[] {
  const target = ladder.events?.promise?.broken;
  if (target === undefined) return [];
  const path = BROKEN_PROMISE;
  const reached = reachedFrom(ladder, [ladder.start]);
  if (target === ladder.start || !reached.has(target)) {
    const mend = { does: 'remove' as const, operations: [{ op: 'remove' as const, path }] };
    return [{ rule: 'event-leads-nowhere', step: null, pointer: path, target, mend }];
  }
  const compiled = compile(ladder);
  const passed = ladder.steps.filter(
    (step) =>
      step.kind === 'send' &&
      LEGAL_NOTICES.includes(step.notice) &&
      reached.has(step.id) &&
      isAhead(compiled, step.id, target),
  );
  const [first, ...others] = passed.filter(({ id }) => !passed.some((other) => isAhead(compiled, other.id, id)));
  if (!first) return [];
  const operations = [{ op: 'replace' as const, path, value: first.id }];
  return [
    {
      rule: 'event-passes-notice',
      step: null,
      pointer: path,
      event: 'promise',
      target,
      notice: first.id,
      ...(others.length === 0 && { mend: { does: 'lead-to' as const, step: first.id, operations } }),
    },
  ];
}

/** After a decision, an arrangement or a payment taken back, what was demanded is demanded anew, before anything is handed over. */
function reentry(ladder: Ladder, event: (typeof REENTRIES)[number]): Finding[] {
  const target = ladder.events?.[event]?.reentry;
  const notice = ladder.steps.find(demands);
  if (target === undefined || !notice) return [];
  const isPassed = ladder.steps.some(
    (step) => step.kind === 'handover' && !everyPathPasses(ladder, [target], step.id, demands),
  );
  if (!isPassed) return [];
  const path = `/events/${event}/reentry`;
  // Left out, it leads to the notice that lapsed.
  const mend = { does: 'remove' as const, operations: [{ op: 'remove' as const, path }] };
  return [{ rule: 'event-passes-notice', step: null, pointer: path, event, target, notice: notice.id, mend }];
}

/** A customer who disputes on the telephone, and gets the next notice all the same. */
export function disputedCall(ladder: Ladder, { step, at }: Placed): Finding[] {
  if (step.kind !== 'call') return [];
  const then = pressedNext(ladder, step.outcomes?.dispute ?? step.next);
  if (then === null) return [];
  return [{ rule: 'dispute-goes-on', step: step.id, pointer: placeOfDispute(step, at), outcome: 'dispute', then }];
}

function placeOfDispute({ outcomes }: CallStep, at: string): string {
  return outcomes ? `${at}/outcomes/dispute` : `${at}/outcomes`;
}

/** The first step on some path from one that presses the debtor before any person had a say; null when none does. */
function pressedNext(ladder: Ladder, from: StepId): StepId | null {
  const steps = stepsById(ladder);
  const queue = [from];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    const step = steps.get(id)!;
    if (asksPerson(step)) continue;
    if ('when' in step && presupposesDelay(step as TimedStep)) return id;
    queue.push(...followers(step));
  }
  return null;
}

const asksPerson = ({ kind }: Step) => kind === 'task' || kind === 'approve' || kind === 'call';

/** Deliveries that go on again and were never held. */
export function heldBefore(ladder: Ladder, { step, at }: Placed): Finding[] {
  if (step.kind !== 'deliveries' || step.action !== 'resume') return [];
  const compiled = compile(ladder);
  const holds = (other: Step) => other.kind === 'deliveries' && other.action === 'hold';
  if (ladder.steps.some((other) => holds(other) && isAhead(compiled, other.id, step.id))) return [];
  return [{ rule: 'resume-without-hold', step: step.id, pointer: at }];
}
