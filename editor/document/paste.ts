/** Copies of steps on an edge: under new ids, with their texts, and with the ways between them as they were. */
import { LANGUAGES, type Ladder, type Step, type StepId, type StepText } from '../../ladder/definition.ts';
import { type EdgeRef, followers, withNotices, withWays } from '../../ladder/edges.ts';
import { goesBefore, reanchored } from './anchors.ts';
import type { CopiedSteps } from './command.ts';
import type { IdFor } from './place.ts';
import { EditRefused, REFUSALS } from './refusals.ts';
import { targetOf, withEdge, withStepsAfter } from './shape.ts';

/** Some steps of a ladder with their texts, in its order. */
export function copySteps(ladder: Ladder, ids: readonly StepId[]): CopiedSteps {
  const steps = ladder.steps.filter(({ id }) => ids.includes(id));
  const texts = (of: Record<StepId, StepText>) =>
    Object.fromEntries(steps.filter(({ id }) => Object.hasOwn(of, id)).map(({ id }) => [id, of[id]!]));
  return { steps, texts: { nl: texts(ladder.texts.nl), en: texts(ladder.texts.en) } };
}

/**
 * Ways that led out of what was copied lead to the next group of copied steps that belong together, and from the last one to
 * where the edge led. A step that counted from a notice that does not go before it here counts from another.
 */
export function pasteSteps(ladder: Ladder, { at, steps, texts }: { at: EdgeRef } & CopiedSteps, idFor: IdFor): Ladder {
  if (steps.length === 0) throw new EditRefused(REFUSALS.nothingToPaste());
  const to = targetOf(ladder, at);
  const ids = new Map(steps.map(({ id, name }) => [id, idFor(name.nl)]));
  const groups = groupsOf(steps);
  const pasted = groups.flatMap((group, index) => {
    const onward = groups[index + 1];
    const next = onward ? ids.get(onward[0]!.id)! : to;
    const inside = new Set(group.map(({ id }) => id));
    return group.map((step): Step => {
      const led = withWays(step, (way) => (inside.has(way) ? ids.get(way)! : next));
      return { ...withNotices(led, (notice) => ids.get(notice) ?? notice), id: ids.get(step.id)! };
    });
  });
  const placed = withEdge(withStepsAfter(ladder, at.from, pasted), at, pasted[0]!.id);
  const withTexts: Ladder = { ...placed, texts: { ...placed.texts } };
  for (const language of LANGUAGES) {
    const copied = Object.entries(texts[language]).filter(([id]) => ids.has(id));
    const own = copied.map(([id, text]) => [ids.get(id)!, text] as const);
    withTexts.texts[language] = { ...placed.texts[language], ...Object.fromEntries(own) };
  }
  const fresh = new Set(ids.values());
  return reanchored(withTexts, (notice, step) => {
    if (!fresh.has(step.id)) return false;
    return !isNotice(withTexts, notice) || !goesBefore(withTexts, notice, step.id);
  });
}

const isNotice = (ladder: Ladder, id: StepId) => ladder.steps.some((step) => step.id === id && step.kind === 'send');

/**
 * The copied steps that belong together: the first of each group leads to all others in it. Where several lead into the
 * same steps they are groups of one, in their order: one way through them.
 */
function groupsOf(steps: readonly Step[]): Step[][] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const inside = (step: Step) => followers(step).filter((id) => byId.has(id));
  const led = new Set(steps.flatMap(inside));
  const roots = steps.filter(({ id }) => !led.has(id));
  const groups = roots.map((root) => {
    const found = new Set<StepId>();
    const queue = [root.id];
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      if (found.has(id)) continue;
      found.add(id);
      queue.push(...inside(byId.get(id)!));
    }
    return [root, ...steps.filter((step) => step !== root && found.has(step.id))];
  });
  const isApart = groups.reduce((sum, group) => sum + group.length, 0) === steps.length;
  return isApart ? groups : inOrder(steps, inside).map((step) => [step]);
}

/** Each step before those to which it leads. */
function inOrder(steps: readonly Step[], inside: (step: Step) => StepId[]): Step[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const ordered: Step[] = [];
  const seen = new Set<StepId>();
  const visit = (step: Step): void => {
    if (seen.has(step.id)) return;
    seen.add(step.id);
    for (const id of inside(step)) visit(byId.get(id)!);
    ordered.unshift(step);
  };
  for (const step of steps.toReversed()) visit(step);
  return ordered;
}
