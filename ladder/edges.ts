/** The ways of a ladder as edges: each has a name that stays while other things change. Canvas, table and diff use it. */
import type { Anchor, Ladder, Step, StepId } from './definition.ts';

/**
 * Where a way leaves a step: `next`, `outcome:promise` (of a call or task), `row:0` and `otherwise` (of a choice),
 * `deadline` (of a task), `refused` (of an approval). `start` is the way into the ladder.
 */
export type Port = 'start' | 'next' | 'otherwise' | 'deadline' | 'refused' | `outcome:${string}` | `row:${number}`;

/** Names an edge by its source and the port there. */
export interface EdgeRef {
  /** Null for `start`, which leaves no step. */
  from: StepId | null;
  port: Port;
}

export interface Edge extends EdgeRef {
  to: StepId;
}

export const START: EdgeRef = { from: null, port: 'start' };

/** A port and the step to which it leads. */
export type Way = readonly [port: Port, to: StepId];

/** The ways out of a step, in their order; the one that leads on when nobody chooses comes last for calls and choices. */
export function waysOut(step: Step): Way[] {
  switch (step.kind) {
    case 'send':
    case 'charge':
    case 'deliveries':
      return [['next', step.next]];
    case 'call':
      return [
        ...Object.entries(step.outcomes ?? {}).map(([outcome, to]): Way => [`outcome:${outcome}`, to]),
        ['next', step.next],
      ];
    case 'task':
      return [
        ...step.outcomes.map(({ id, next }): Way => [`outcome:${id}`, next]),
        ...(step.deadline ? [['deadline', step.deadline.next] as const] : []),
      ];
    case 'approve':
      return [
        ['next', step.next],
        ['refused', step.refused],
      ];
    case 'decide':
      return [...step.rows.map(({ next }, index): Way => [`row:${index}`, next]), ['otherwise', step.otherwise]];
    case 'handover':
    case 'end':
      return [];
  }
}

/** Every edge of a ladder: the way in, then those of each step, in the order of the document. */
export function edgesOf(ladder: Ladder): Edge[] {
  return [
    { ...START, to: ladder.start },
    ...ladder.steps.flatMap((step) => waysOut(step).map(([port, to]): Edge => ({ from: step.id, port, to }))),
  ];
}

/**
 * The port by which a case leaves a step when nobody does anything: `next`, `otherwise`, the deadline of a task (its first
 * outcome where it has none). Null for a step that ends the ladder.
 */
export function mainPort(step: Step): Port | null {
  switch (step.kind) {
    case 'decide':
      return 'otherwise';
    case 'task':
      return step.deadline ? 'deadline' : `outcome:${step.outcomes[0]!.id}`;
    case 'handover':
    case 'end':
      return null;
    default:
      return 'next';
  }
}

/** Where the main port of a step leads; null for a step that ends the ladder. */
export function mainTarget(step: Step): StepId | null {
  const main = mainPort(step);
  return main === null ? null : (waysOut(step).find(([port]) => port === main)?.[1] ?? null);
}

/** A step with its ways led elsewhere; itself where they lead where they did. */
export function withWays(step: Step, lead: (to: StepId, port: Port) => StepId): Step {
  if (waysOut(step).every(([port, to]) => lead(to, port) === to)) return step;
  switch (step.kind) {
    case 'send':
    case 'charge':
    case 'deliveries':
      return { ...step, next: lead(step.next, 'next') };
    case 'call': {
      const outcomes = Object.entries(step.outcomes ?? {}).map(([id, to]) => [id, lead(to, `outcome:${id}`)]);
      return {
        ...step,
        ...(step.outcomes && { outcomes: Object.fromEntries(outcomes) }),
        next: lead(step.next, 'next'),
      };
    }
    case 'task':
      return {
        ...step,
        outcomes: step.outcomes.map((outcome) => {
          const next = lead(outcome.next, `outcome:${outcome.id}`);
          return next === outcome.next ? outcome : { ...outcome, next };
        }),
        ...(step.deadline && { deadline: { ...step.deadline, next: lead(step.deadline.next, 'deadline') } }),
      };
    case 'approve':
      return { ...step, next: lead(step.next, 'next'), refused: lead(step.refused, 'refused') };
    case 'decide':
      return {
        ...step,
        rows: step.rows.map((row, index) => {
          const next = lead(row.next, `row:${index}`);
          return next === row.next ? row : { ...row, next };
        }),
        otherwise: lead(step.otherwise, 'otherwise'),
      };
    case 'handover':
    case 'end':
      return step;
  }
}

/** A step that counts from other notices: `ofStep` given anew; itself where nothing changes. */
export function withNotices(step: Step, notice: (ofStep: StepId) => StepId): Step {
  if (!('when' in step)) return step;
  const anew = <A extends Anchor>(anchor: A): A => {
    if (anchor.ofStep === undefined || notice(anchor.ofStep) === anchor.ofStep) return anchor;
    return { ...anchor, ofStep: notice(anchor.ofStep) };
  };
  const own = anew(step.when);
  const notBefore = own.notBefore && anew(own.notBefore);
  const when = notBefore === own.notBefore ? own : { ...own, ...(notBefore && { notBefore }) };
  return when === step.when ? step : { ...step, when };
}
