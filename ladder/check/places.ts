/** Where something stands in a ladder document: JSON pointers (RFC 6901), and the members that name another step. */
import type { Anchor, ContactWindow, Ladder, Step, StepId } from '../definition.ts';
import { outcomeOf, waysOut } from '../edges.ts';

export type Pointer = string;

/** "/steps/3/when/latest" of its parts. */
export function pointerTo(...parts: readonly PropertyKey[]): Pointer {
  return parts.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The parts of a pointer; throws a RangeError for what is no pointer. */
export function partsOf(pointer: Pointer): string[] {
  if (pointer === '') return [];
  if (!pointer.startsWith('/')) throw new RangeError(`"${pointer}" is no JSON pointer: it must begin with "/".`);
  const parts = pointer.slice(1).split('/');
  return parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The value at a pointer, or undefined where there is none. */
export function valueAt(document: unknown, pointer: Pointer): unknown {
  let value = document;
  for (const part of partsOf(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}

/** A step with its place in the document. */
export interface Placed<S extends Step = Step> {
  step: S;
  at: Pointer;
}

export function placedSteps(ladder: Pick<Ladder, 'steps'>): Placed[] {
  return ladder.steps.map((step, index) => ({ step, at: pointerTo('steps', index) }));
}

/** A member that names another step. */
export interface Reference {
  target: StepId;
  at: Pointer;
  /** True where the document may go without it. */
  optional: boolean;
}

/** Where a step leads, each way with its place in the document. */
export function waysOf({ step, at }: Placed): Reference[] {
  return waysOut(step).map(({ port, to, path }) => ({
    target: to,
    at: `${at}${pointerTo(...path)}`,
    optional: step.kind === 'call' && outcomeOf(port) !== null,
  }));
}

/** Where a broken promise leads: only to a step that the case has ahead of it. */
export const BROKEN_PROMISE: Pointer = '/events/promise/broken';

/** The step that the ladder starts at, and those to which an event leads. */
export function entriesOf({ start, events }: Ladder): Reference[] {
  const entries: Reference[] = [{ target: start, at: '/start', optional: false }];
  for (const [event, member, target] of [
    ['promise', 'broken', events?.promise?.broken],
    ['dispute', 'reentry', events?.dispute?.reentry],
    ['arrangement', 'reentry', events?.arrangement?.reentry],
    ['reversal', 'reentry', events?.reversal?.reentry],
  ] as const) {
    if (target !== undefined) entries.push({ target, at: pointerTo('events', event, member), optional: true });
  }
  return entries;
}

/** The anchors of a step: of its day, and of what it must wait for. */
export function anchorsOf({ step, at }: Placed): { anchor: Anchor; at: Pointer }[] {
  if (!('when' in step)) return [];
  const own = { anchor: step.when, at: `${at}/when` };
  return step.when.notBefore ? [own, { anchor: step.when.notBefore, at: `${at}/when/notBefore` }] : [own];
}

/** The hours that a step states itself, with their places; none where it keeps to those of the ladder. */
export function ownWindowsOf({ step, at }: Placed): { window: ContactWindow; at: Pointer; attempt: number | null }[] {
  if (!('when' in step)) return [];
  if (step.kind === 'call' && step.attempts) {
    return step.attempts.map(({ window }, index) => ({
      window,
      at: `${at}/attempts/${index}/window`,
      attempt: index + 1,
    }));
  }
  return step.when.window ? [{ window: step.when.window, at: `${at}/when/window`, attempt: null }] : [];
}
