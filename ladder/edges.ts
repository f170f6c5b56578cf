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

/** One way out of a step. */
export interface Way extends Edge {
  from: StepId;
  /** Where the step names the target: the members that lead there, from the step itself. */
  path: readonly (string | number)[];
}

/**
 * The ways out of a step, in their order; the one that leads on when nobody chooses comes last for calls and choices. All
 * else that asks where a step can lead asks here.
 */
export function waysOut(step: Step): Way[] {
  const way = (port: Port, to: StepId, ...path: Way['path']): Way => ({ from: step.id, port, to, path });
  switch (step.kind) {
    case 'send':
    case 'charge':
    case 'deliveries':
      return [way('next', step.next, 'next')];
    case 'call':
      return [
        ...Object.entries(step.outcomes ?? {}).map(([id, to]) => way(`outcome:${id}`, to, 'outcomes', id)),
        way('next', step.next, 'next'),
      ];
    case 'task':
      return [
        ...step.outcomes.map(({ id, next }, index) => way(`outcome:${id}`, next, 'outcomes', index, 'next')),
        ...(step.deadline ? [way('deadline', step.deadline.next, 'deadline', 'next')] : []),
      ];
    case 'approve':
      return [way('next', step.next, 'next'), way('refused', step.refused, 'refused')];
    case 'decide':
      return [
        ...step.rows.map(({ next }, index) => way(`row:${index}`, next, 'rows', index, 'next')),
        way('otherwise', step.otherwise, 'otherwise'),
      ];
    case 'handover':
    case 'end':
      return [];
  }
}

/** The steps to which a step can lead. */
export const followers = (step: Step): StepId[] => waysOut(step).map(({ to }) => to);

/** The outcome by which a way leaves a call or task; null for other ways. */
export const outcomeOf = (port: Port): string | null => partOf(port, 'outcome:');

/** The place of the row by which a way leaves a choice, counted from 0; null for other ways. */
export function rowOf(port: Port): number | null {
  const row = partOf(port, 'row:');
  return row === null ? null : Number(row);
}

const partOf = (port: Port, prefix: string) => (port.startsWith(prefix) ? port.slice(prefix.length) : null);

/** Every edge of a ladder: the way in, then those of each step, in the order of the document. */
export function edgesOf(ladder: Ladder): Edge[] {
  return [
    { ...START, to: ladder.start },
    ...ladder.steps.flatMap((step) => waysOut(step).map(({ from, port, to }): Edge => ({ from, port, to }))),
  ];
}

/**
 * The way by which a case leaves a step when nobody does anything: `next`, `otherwise`, the deadline of a task (its first
 * outcome where it has none). Undefined for a step that ends the ladder.
 */
export function mainWay(ways: readonly Way[]): Way | undefined {
  const by = (port: Port) => ways.find((way) => way.port === port);
  return by('next') ?? by('otherwise') ?? by('deadline') ?? ways[0];
}

/** The port of the main way of a step; null for a step that ends the ladder. */
export const mainPort = (step: Step): Port | null => mainWay(waysOut(step))?.port ?? null;

/** Where the main way of a step leads; null for a step that ends the ladder. */
export const mainTarget = (step: Step): StepId | null => mainWay(waysOut(step))?.to ?? null;

/** A step with its ways led elsewhere; itself where they lead where they did. */
export function withWays(step: Step, lead: (to: StepId, port: Port) => StepId): Step {
  return waysOut(step).reduce((led, { port, to, path }) => {
    const target = lead(to, port);
    return target === to ? led : put(led, path, target);
  }, step);
}

/** A value with another target at a place in it; what does not lie on the way there is shared. */
function put<T>(value: T, [member, ...rest]: Way['path'], target: StepId): T {
  const inner = rest.length > 0 ? put((value as Record<string | number, unknown>)[member!], rest, target) : target;
  return (Array.isArray(value) ? value.with(Number(member), inner) : { ...value, [member!]: inner }) as T;
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
