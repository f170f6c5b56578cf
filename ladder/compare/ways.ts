/** Where ways lead elsewhere. A way round an added, removed or moved step is told with that step, not beside it. */
import type { DecideStep, Ladder, Step, StepId } from '../definition.ts';
import { edgesOf, mainTarget, type Port, waysOut } from '../edges.ts';
import type { Changed, Facet, WayLabel } from './facets.ts';
import { pairedRows } from './rows.ts';
import type { Versions } from './versions.ts';

export interface Moved {
  step: StepId;
  /** Where it came before and comes now: the ways into it. */
  was: Place[];
  is: Place[];
}

/** A way into a step, told by the step that it leaves; null for the start of the ladder. */
export interface Place {
  from: Step | null;
  label: WayLabel;
}

/** A way of a step of both versions; `step` is null for the way into the ladder. */
interface WayPair {
  step: Step | null;
  label: WayLabel;
  port: Port;
  was: StepId | null;
  is: StepId | null;
}

export interface Ways {
  moved: Moved[];
  /** By step; null for the start of the ladder. */
  changed: Map<StepId | null, Changed[]>;
}

/** The ways that differ, once everything that moved as a whole is told as moved. */
export function changedWays(versions: Versions): Ways {
  const pairs = wayPairs(versions);
  const passed = new Set<StepId>();
  let left = unexplained(versions, pairs, passed);
  while (left.length > 1) {
    const best = bestMove(versions, pairs, passed, left);
    if (!best) break;
    passed.add(best.step);
    left = best.left;
  }
  const changed = new Map<StepId | null, Changed[]>();
  for (const { step, label, port, was, is } of left) {
    const facet = (to: StepId | null): Facet | null => (to === null ? null : { facet: 'way', port, label, to });
    const id = step?.id ?? null;
    changed.set(id, [...(changed.get(id) ?? []), { was: facet(was), is: facet(is) }]);
  }
  const moved = [...passed].map((step) => ({
    step,
    was: placesOf(versions.from, step),
    is: placesOf(versions.to, step),
  }));
  return { moved, changed };
}

/** The ways into a step. */
export function placesOf(ladder: Ladder, id: StepId): Place[] {
  return edgesOf(ladder)
    .filter(({ to }) => to === id)
    .map(({ from, port }) => {
      const step = from === null ? null : ladder.steps.find((candidate) => candidate.id === from)!;
      return { from: step, label: labelOf(step, port) };
    });
}

/** The step whose move explains most: it and what leads round it; null where moving a single step explains too little. */
function bestMove(
  versions: Versions,
  pairs: readonly WayPair[],
  passed: ReadonlySet<StepId>,
  left: readonly WayPair[],
) {
  const named = left.flatMap(({ step, was, is }) => [step?.id ?? null, was, is]);
  const candidates = new Set(named.filter((id): id is StepId => id !== null && !passed.has(id)));
  let best: { step: StepId; left: WayPair[] } | null = null;
  for (const step of candidates) {
    if (!isPassable(versions, step)) continue;
    const rest = unexplained(versions, pairs, new Set([...passed, step]));
    if (left.length - rest.length >= 2 && rest.length < (best?.left.length ?? left.length)) best = { step, left: rest };
  }
  return best;
}

function isPassable({ old, fresh }: Versions, id: StepId): boolean {
  const [was, is] = [old.get(id), fresh.get(id)];
  return was !== undefined && is !== undefined && mainTarget(was) !== null && mainTarget(is) !== null;
}

function unexplained(versions: Versions, pairs: readonly WayPair[], passed: ReadonlySet<StepId>): WayPair[] {
  const { old, fresh } = versions;
  // What only one version has is passed by, on the way that is taken when nobody does anything; and so is what moved.
  const was = onward(old, (id) => !fresh.has(id) || passed.has(id));
  const is = onward(fresh, (id) => !old.has(id) || passed.has(id));
  return pairs.filter((pair) => {
    if (pair.was === pair.is) return false;
    if (pair.step && passed.has(pair.step.id)) {
      // What leads on from a step that moved leads on from its new place.
      const [before, now] = [old.get(pair.step.id)!, fresh.get(pair.step.id)!];
      if (pair.was === mainTarget(before) && pair.is === mainTarget(now)) return false;
    }
    if (pair.was === null) return old.has(pair.is!);
    if (pair.is === null) return fresh.has(pair.was);
    return was(pair.was) !== is(pair.is);
  });
}

/** Follows main ways until a step that is not passed by; null at the end of the ladder. */
function onward(steps: ReadonlyMap<StepId, Step>, isPassed: (id: StepId) => boolean) {
  return (from: StepId): StepId | null => {
    let id: StepId | null = from;
    for (let turns = 0; id !== null && isPassed(id) && turns <= steps.size; turns++) {
      const step = steps.get(id);
      id = step ? mainTarget(step) : null;
    }
    return id;
  };
}

function wayPairs({ from, to, old, fresh }: Versions): WayPair[] {
  const start: WayPair = { step: null, label: { when: 'start' }, port: 'start', was: from.start, is: to.start };
  return [
    start,
    ...[...fresh.values()].flatMap((step) => {
      const before = old.get(step.id);
      return !before || before === step || before.kind !== step.kind ? [] : pairsOf(before, step);
    }),
  ];
}

function pairsOf(before: Step, step: Step): WayPair[] {
  if (before.kind === 'decide' && step.kind === 'decide') return decidePairs(before, step);
  const targets = (of: Step) => new Map(waysOut(of).map(({ port, to }) => [port, to]));
  const [was, is] = [targets(before), targets(step)];
  const ports = new Set([...is.keys(), ...was.keys()]);
  return [...ports]
    .filter((port) => step.kind === 'call' || (was.has(port) && is.has(port)))
    .map((port) => ({
      step,
      label: labelOf(is.has(port) ? step : before, port),
      port,
      was: was.get(port) ?? null,
      is: is.get(port) ?? null,
    }));
}

/** Rows are laid beside each other by what they ask. */
function decidePairs(before: DecideStep, step: DecideStep): WayPair[] {
  const rows = pairedRows(before.rows, step.rows).pairs.map(([was, is]): WayPair => {
    const port: Port = `row:${is}`;
    return { step, label: labelOf(step, port), port, was: before.rows[was]!.next, is: step.rows[is]!.next };
  });
  const label: WayLabel = { when: 'otherwise' };
  return [...rows, { step, label, port: 'otherwise', was: before.otherwise, is: step.otherwise }];
}

/** When a way is taken, of the step that it leaves. */
export function labelOf(step: Step | null, port: Port): WayLabel {
  if (step === null) return { when: 'start' };
  const [name, of] = port.split(/:(.*)/s);
  switch (step.kind) {
    case 'call':
      return of === undefined ? { when: step.outcomes ? 'no-outcome' : 'next' } : { when: 'called', outcome: of };
    case 'task': {
      const outcome = step.outcomes.find(({ id }) => id === of);
      return outcome ? { when: 'answered', name: outcome.name } : { when: 'no-answer' };
    }
    case 'approve':
      return { when: name === 'refused' ? 'refused' : 'approved' };
    case 'decide': {
      const row = step.rows[Number(of)];
      return row ? { when: 'row', number: Number(of) + 1, all: row.all } : { when: 'otherwise' };
    }
    default:
      return { when: 'next' };
  }
}
