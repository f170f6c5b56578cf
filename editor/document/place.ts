/** Edits that put steps on an edge, or move them to another. */
import type { Ladder, Step, StepId, StepText } from '../../ladder/definition.ts';
import { type EdgeRef, edgesOf, followers, mainTarget, withWays } from '../../ladder/edges.ts';
import type { Command } from './command.ts';
import { nameFor, newChoice, newStep } from './defaults/steps.ts';
import { defaultText, nameOfChoice } from './defaults/texts.ts';
import { EditRefused, REFUSALS } from './refusals.ts';
import { isEnd, stepOf, targetOf, withEdge, withStep, withStepsAfter } from './shape.ts';

type CommandOf<T extends Command['type']> = Extract<Command, { type: T }>;
/** Makes an id that was never used, of a Dutch name. */
export type IdFor = (name: string) => StepId;

export function insertStep(ladder: Ladder, { at, step, name, when }: CommandOf<'insert_step'>, idFor: IdFor): Ladder {
  const to = targetOf(ladder, at);
  const called = nameFor(step, name);
  const id = idFor(called.nl);
  const from = at.from === null ? null : stepOf(ladder, at.from);
  const added = newStep(id, step, { name: called, ...(when && { when }) }, { ladder, from, to });
  return withText(withEdge(withStepsAfter(ladder, at.from, [added]), at, id), id, defaultText(step));
}

export function addBranch(ladder: Ladder, { at, all, name, first }: CommandOf<'add_branch'>, idFor: IdFor): Ladder {
  const to = targetOf(ladder, at);
  const called = name ?? nameOfChoice(all);
  const id = idFor(called.nl);
  const chosen = withEdge(withStepsAfter(ladder, at.from, [newChoice(id, called, all, to)]), at, id);
  if (!first) return chosen;
  return insertStep(chosen, { type: 'insert_step', at: { from: id, port: 'row:0' }, step: first }, idFor);
}

export function withText(ladder: Ladder, id: StepId, text: Record<'nl' | 'en', StepText> | null): Ladder {
  if (!text) return ladder;
  const { nl, en } = ladder.texts;
  return { ...ladder, texts: { nl: { ...nl, [id]: text.nl }, en: { ...en, [id]: text.en } } };
}

/** What led to the step leads on; the ways that led on with its main one go along, the others stay as they are. */
export function moveStep(ladder: Ladder, { step: id, to }: CommandOf<'move_step'>): Ladder {
  const step = stepOf(ladder, id);
  if (isEnd(step)) throw new EditRefused(REFUSALS.endStays(step));
  if (to.from === id || edgesOf(ladder).some((edge) => isSameEdge(edge, to) && edge.to === id)) {
    throw new EditRefused(REFUSALS.standsThere(step));
  }
  const next = mainTarget(step)!;
  const closed = ledPast(ladder, id, next);
  const target = targetOf(closed, to);
  if (target === id) throw new EditRefused(REFUSALS.standsThere(step));
  const moved = withWays(step, (way) => (way === next ? target : way));
  const placed = withEdge(withStep(closed, moved), to, id);
  const rest = placed.steps.filter((other) => other.id !== id);
  const index = rest.findIndex((other) => other.id === to.from);
  return { ...placed, steps: rest.toSpliced(index + 1, 0, moved) };
}

/** The ladder with every edge into a step led to another. Events that lead there do so still. */
export function ledPast(ladder: Ladder, id: StepId, next: StepId): Ladder {
  const lead = (way: StepId) => (way === id ? next : way);
  const steps = ladder.steps.map((step): Step => (step.id === id ? step : withWays(step, lead)));
  return { ...ladder, start: lead(ladder.start), steps };
}

export const isSameEdge = (a: EdgeRef, b: EdgeRef): boolean => a.from === b.from && a.port === b.port;

/** The targets of a step, each once. */
export const targetsOf = (step: Step): StepId[] => [...new Set(followers(step))];
