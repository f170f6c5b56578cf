/** Rules of the shape: ids, references, cycles, and what can be reached. */
import type { Ladder, Step, StepId } from '../definition.ts';
import type { Finding } from './findings.ts';
import { reachedFrom, stepsById } from './paths.ts';
import { anchorsOf, BROKEN_PROMISE, entriesOf, type Placed, placedSteps, type Reference, waysOf } from './places.ts';

/** Ids that stand twice: nothing that refers to them means anything. */
export function duplicates(ladder: Pick<Ladder, 'steps'>): Finding[] {
  const seen = new Set<StepId>();
  return placedSteps(ladder).flatMap((placed): Finding[] => {
    const { id } = placed.step;
    if (!seen.has(id)) {
      seen.add(id);
      return duplicateOutcomes(placed);
    }
    return [{ rule: 'duplicate-step', step: id, pointer: `${placed.at}/id` }];
  });
}

function duplicateOutcomes({ step, at }: Placed): Finding[] {
  if (step.kind !== 'task') return [];
  const ids = step.outcomes.map(({ id }) => id);
  const index = ids.findIndex((id, place) => ids.indexOf(id) !== place);
  if (index < 0) return [];
  const outcome = ids[index]!;
  const pointer = `${at}/outcomes/${index}/id`;
  const to = freeId(outcome, ids);
  const mend = { does: 'rename', to, operations: [{ op: 'replace', path: pointer, value: to }] } as const;
  return [
    { rule: 'duplicate-outcome', step: step.id, pointer, outcome, mend: { ...mend, operations: [...mend.operations] } },
  ];
}

/** Ids have 60 characters at most. */
const MAX_ID_CHARS = 60;

function freeId(taken: string, ids: readonly string[]): string {
  for (let number = 2; ; number++) {
    const end = `-${number}`;
    const id = `${taken.slice(0, MAX_ID_CHARS - end.length)}${end}`;
    if (!ids.includes(id)) return id;
  }
}

/** References to steps that there are not. */
export function unknownSteps(ladder: Ladder): Finding[] {
  const known = stepsById(ladder);
  const named: { step: StepId | null; reference: Reference }[] = [
    ...entriesOf(ladder).map((reference) => ({ step: null, reference })),
    ...placedSteps(ladder).flatMap((placed) =>
      [...waysOf(placed), ...anchorReferences(placed)].map((reference) => ({ step: placed.step.id, reference })),
    ),
  ];
  return named
    .filter(({ reference }) => !known.has(reference.target))
    .map(({ step, reference: { target, at: pointer, optional } }) => ({
      rule: 'unknown-step',
      step,
      pointer,
      target,
      ...(optional && { mend: { does: 'remove', operations: [{ op: 'remove', path: pointer }] } }),
    }));
}

function anchorReferences(placed: Placed): Reference[] {
  return anchorsOf(placed).flatMap(({ anchor: { ofStep }, at }) =>
    ofStep === undefined ? [] : [{ target: ofStep, at: `${at}/ofStep`, optional: false }],
  );
}

export function cycles(ladder: Ladder): Finding[] {
  const places = new Map(placedSteps(ladder).map((placed) => [placed.step.id, placed]));
  const done = new Set<StepId>();
  const onPath = new Set<StepId>();
  const visit = (id: StepId): Finding[] => {
    onPath.add(id);
    const found = waysOf(places.get(id)!).flatMap(({ target, at }): Finding[] => {
      if (onPath.has(target)) return [{ rule: 'cycle', step: target, pointer: at }];
      return done.has(target) ? [] : visit(target);
    });
    onPath.delete(id);
    done.add(id);
    return found;
  };
  return ladder.steps.flatMap(({ id }) => (done.has(id) ? [] : visit(id)));
}

/** The steps to which a way leads. A broken promise only brings a case to a step ahead of it, so it opens none; re-entries do. */
export function reachable(ladder: Ladder): Set<StepId> {
  const entries = entriesOf(ladder).filter(({ at }) => at !== BROKEN_PROMISE);
  return reachedFrom(
    ladder,
    entries.map(({ target }) => target),
  );
}

export function reachability(ladder: Ladder): Finding[] {
  const reached = reachable(ladder);
  return placedSteps(ladder)
    .filter(({ step }: { step: Step }) => !reached.has(step.id))
    .map(({ step, at }) => ({ rule: 'unreachable', step: step.id, pointer: at }));
}
