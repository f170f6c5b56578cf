/** Edits that take steps away: what led to them is led on, what counted from them counts from something else. */

import { applyFix, withEntries } from '../../ladder/check/fix.ts';
import { entriesOf } from '../../ladder/check/places.ts';
import type { Ladder, Step, StepId, StepText } from '../../ladder/definition.ts';
import { edgesOf, mainPort, waysOut, withWays } from '../../ladder/edges.ts';
import { reanchored } from './anchors.ts';
import type { Command } from './command.ts';
import { targetsOf } from './place.ts';
import { EditRefused, REFUSALS } from './refusals.ts';
import { isEnd, orphaned, stepOf } from './shape.ts';

export function deleteStep(ladder: Ladder, { step: id, stays, to }: Extract<Command, { type: 'delete_step' }>): Ladder {
  const step = stepOf(ladder, id);
  if (ladder.steps.length === 1) throw new EditRefused(REFUSALS.lastStep());
  const next = isEnd(step) ? endInstead(ladder, step, to) : wayThatStays(step, stays);
  const without = removed(ladder, [step], next);
  // What only its other branches led to goes with it.
  return removed(without, orphaned(ladder, without), next);
}

/** Takes out steps to which no way leads any more. */
export function removeOrphans(before: Ladder, after: Ladder): Ladder {
  const gone = orphaned(before, after);
  if (gone.length === 0) return after;
  const ids = new Set(gone.map(({ id }) => id));
  // A step that was out of reach already may lead there still.
  const isNamed = after.steps.some((step) => !ids.has(step.id) && targetsOf(step).some((to) => ids.has(to)));
  if (isNamed) throw new EditRefused(REFUSALS.orphans(gone));
  return removed(after, gone, null);
}

function wayThatStays(step: Step, stays: string | undefined): StepId {
  const targets = targetsOf(step);
  const chosen = waysOut(step).find(({ port }) => port === stays)?.to;
  if (chosen !== undefined) return chosen;
  if (targets.length === 1) return targets[0]!;
  const main = mainPort(step)!;
  const others = waysOut(step)
    .map(({ port }) => port)
    .filter((port) => port !== main);
  throw new EditRefused(REFUSALS.whichWayStays(step), { of: 'ports', ports: [main, ...others] });
}

/** Null where nothing leads to the end that is taken away. */
function endInstead(ladder: Ladder, step: Step, to: StepId | undefined): StepId | null {
  const isUsed = [...edgesOf(ladder).map((edge) => edge.to), ...entriesOf(ladder).map(({ target }) => target)].includes(
    step.id,
  );
  if (!isUsed) return null;
  if (to !== undefined && to !== step.id) return stepOf(ladder, to).id;
  const ends = ladder.steps.filter((other) => other !== step && isEnd(other)).map(({ id }) => id);
  if (ends.length === 0) throw new EditRefused(REFUSALS.noOtherEnd(step));
  throw new EditRefused(REFUSALS.whichEnd(step), { of: 'steps', steps: ends });
}

/** The ladder without some steps; what led to one of them leads to `next`, or is one of them. */
function removed(ladder: Ladder, steps: readonly Step[], next: StepId | null): Ladder {
  if (steps.length === 0) return ladder;
  const ids = new Set(steps.map(({ id }) => id));
  const lead = (to: StepId) => (next !== null && ids.has(to) ? next : to);
  const kept = ladder.steps.filter(({ id }) => !ids.has(id)).map((step) => withWays(step, lead));
  const withoutTexts = (texts: Record<StepId, StepText>) => {
    const entries = Object.entries(texts).filter(([id]) => !ids.has(id));
    return entries.length === Object.keys(texts).length ? texts : Object.fromEntries(entries);
  };
  const { nl, en } = ladder.texts;
  const rest: Ladder = {
    ...withoutEventsTo(withEntries(ladder, lead), ids),
    steps: kept,
    texts: { nl: withoutTexts(nl), en: withoutTexts(en) },
  };
  return reanchored(rest, (notice) => ids.has(notice));
}

/** Of steps to which nothing leads any more, an event may still have led there: it goes on with the ladder instead. */
function withoutEventsTo(ladder: Ladder, gone: ReadonlySet<StepId>): Ladder {
  const operations = entriesOf(ladder)
    .filter(({ target, optional }) => optional && gone.has(target))
    .map(({ at }) => ({ op: 'remove' as const, path: at }));
  return operations.length === 0 ? ladder : applyFix(ladder, { operations });
}
