/** Edits of the ways out of a step: where they lead, the answers of a task, the rows of a choice. */
import type { Ladder, TaskOutcome } from '../../ladder/definition.ts';
import type { Command } from './command.ts';
import { freshId } from './ids.ts';
import { EditRefused, REFUSALS } from './refusals.ts';
import { stepOf, stepOfKind, targetOf, withEdge, withStep } from './shape.ts';

type CommandOf<T extends Command['type']> = Extract<Command, { type: T }>;

export function leadTo(ladder: Ladder, { edge, to }: CommandOf<'lead_to'>): Ladder {
  if (to !== null) {
    targetOf(ladder, edge);
    return withEdge(ladder, edge, stepOf(ladder, to).id);
  }
  const step = edge.from === null ? null : stepOf(ladder, edge.from);
  if (step?.kind !== 'call' || !edge.port.startsWith('outcome:')) {
    throw new EditRefused(step ? REFUSALS.needed(step) : REFUSALS.unknownEdge());
  }
  const left = Object.entries(step.outcomes ?? {}).filter(([outcome]) => `outcome:${outcome}` !== edge.port);
  const { outcomes: _, ...rest } = step;
  return withStep(ladder, left.length === 0 ? rest : { ...step, outcomes: Object.fromEntries(left) });
}

export function addOutcome(ladder: Ladder, { step: id, name, to }: CommandOf<'add_outcome'>): Ladder {
  const step = stepOfKind(ladder, id, 'task');
  const next = to === undefined ? step.outcomes.at(-1)!.next : stepOf(ladder, to).id;
  const outcome = freshId(name.nl, (candidate) => step.outcomes.some((other) => other.id === candidate));
  return withStep(ladder, { ...step, outcomes: [...step.outcomes, { id: outcome, name, next }] });
}

export function renameOutcome(ladder: Ladder, command: CommandOf<'rename_outcome'>): Ladder {
  const { step, index } = outcomeOf(ladder, command);
  const outcome = step.outcomes[index]!;
  const renamed: TaskOutcome = { ...outcome, name: { ...outcome.name, [command.language]: command.name } };
  return withStep(ladder, { ...step, outcomes: step.outcomes.with(index, renamed) });
}

export function removeOutcome(ladder: Ladder, command: CommandOf<'remove_outcome'>): Ladder {
  const { step, index } = outcomeOf(ladder, command);
  if (step.outcomes.length === 1) throw new EditRefused(REFUSALS.lastOutcome(step));
  return withStep(ladder, { ...step, outcomes: step.outcomes.toSpliced(index, 1) });
}

export function reorderOutcome(ladder: Ladder, command: CommandOf<'reorder_outcome'>): Ladder {
  const { step, index } = outcomeOf(ladder, command);
  return withStep(ladder, { ...step, outcomes: reordered(step.outcomes, index, command.place) });
}

function outcomeOf(ladder: Ladder, { step: id, outcome }: { step: string; outcome: string }) {
  const step = stepOfKind(ladder, id, 'task');
  const index = step.outcomes.findIndex((candidate) => candidate.id === outcome);
  if (index < 0) throw new EditRefused(REFUSALS.noSuchRow(step));
  return { step, index };
}

export function addRow(ladder: Ladder, { step: id, all, to }: CommandOf<'add_row'>): Ladder {
  const step = stepOfKind(ladder, id, 'decide');
  const next = to === undefined ? step.otherwise : stepOf(ladder, to).id;
  return withStep(ladder, { ...step, rows: [...step.rows, { all, next }] });
}

export function setConditions(ladder: Ladder, command: CommandOf<'set_conditions'>): Ladder {
  const step = choiceOf(ladder, command);
  const row = { ...step.rows[command.row]!, all: command.all };
  return withStep(ladder, { ...step, rows: step.rows.with(command.row, row) });
}

export function removeRow(ladder: Ladder, command: CommandOf<'remove_row'>): Ladder {
  const step = choiceOf(ladder, command);
  if (step.rows.length === 1) throw new EditRefused(REFUSALS.lastRow(step));
  return withStep(ladder, { ...step, rows: step.rows.toSpliced(command.row, 1) });
}

export function reorderRow(ladder: Ladder, command: CommandOf<'reorder_row'>): Ladder {
  const step = choiceOf(ladder, command);
  return withStep(ladder, { ...step, rows: reordered(step.rows, command.row, command.place) });
}

function choiceOf(ladder: Ladder, { step: id, row }: { step: string; row: number }) {
  const step = stepOfKind(ladder, id, 'decide');
  if (!step.rows[row]) throw new EditRefused(REFUSALS.noSuchRow(step));
  return step;
}

/** A list with one item elsewhere; a place beyond the ends is the end. */
function reordered<T>(items: readonly T[], index: number, place: number): T[] {
  return items.toSpliced(index, 1).toSpliced(Math.max(0, Math.trunc(place)), 0, items[index]!);
}
