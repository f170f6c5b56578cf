/** Two versions of a ladder laid beside each other: which step is which, with the old one in the ids of the new. */
import { completeMapping, type GivenMapping } from '../change/mapping.ts';
import { withEntries } from '../check/fix.ts';
import type { Ladder, Language, Step, StepId, StepText } from '../definition.ts';
import { withNotices, withWays } from '../edges.ts';

export interface Versions {
  /** In the ids of the new version, where a step has a counterpart there. */
  from: Ladder;
  to: Ladder;
  old: ReadonlyMap<StepId, Step>;
  fresh: ReadonlyMap<StepId, Step>;
  /** Steps whose id changed: the old id by the new one. */
  renamed: ReadonlyMap<StepId, StepId>;
  /** Removed steps that became one with a step that has another counterpart: its id by theirs. */
  merged: ReadonlyMap<StepId, StepId>;
}

export function beside(from: Ladder, to: Ladder, given: GivenMapping): Versions {
  const mapping = completeMapping(from, to, given);
  const fresh = new Map(to.steps.map((step) => [step.id, step]));
  const renamed = new Map<StepId, StepId>();
  const merged = new Map<StepId, StepId>();
  const keptIds = new Set(from.steps.filter(({ id }) => fresh.has(id)).map(({ id }) => id));
  for (const { id } of from.steps) {
    const target = mapping.get(id);
    if (target === undefined || target === id || !fresh.has(target)) continue;
    if (keptIds.has(target) || renamed.has(target)) merged.set(id, target);
    else renamed.set(target, id);
  }
  const translated = renamed.size + merged.size === 0 ? from : inIdsOf(from, renamed);
  return {
    from: translated,
    to,
    old: new Map(translated.steps.map((step) => [step.id, step])),
    fresh,
    renamed,
    merged,
  };
}

function inIdsOf(from: Ladder, renamed: Versions['renamed']): Ladder {
  const ids = new Map([...renamed].map(([fresh, old]) => [old, fresh]));
  const id = (old: StepId) => ids.get(old) ?? old;
  const texts = (language: Language): Record<StepId, StepText> =>
    Object.fromEntries(Object.entries(from.texts[language]).map(([old, text]) => [id(old), text]));
  return {
    ...withEntries(from, id),
    steps: from.steps.map((step) => ({ ...withNotices(withWays(step, id), id), id: id(step.id) })),
    texts: { nl: texts('nl'), en: texts('en') },
  };
}
