/**
 * The draft of a ladder: what is published, what stands there now, and what was done to come there. A plain value: each
 * function gives a new one.
 */

import type { GivenMapping } from '../../ladder/change/mapping.ts';
import { compare, type Difference, labelOfAll } from '../../ladder/compare/compare.ts';
import type { Ladder, Localised, StepId } from '../../ladder/definition.ts';
import type { Command } from './command.ts';
import { type Edited, edit, type Refused } from './edit.ts';
import { patchBetween, settled } from './patch.ts';

/** One edit, or several on one control that count as one. */
export interface Done {
  label: Localised;
  /** Takes the edit back, or makes it again: of what stands in `done` and `undone`. */
  inverse: Command;
  /** The control on which it was made; null where the next edit is always one of its own. */
  control: string | null;
}

export interface Draft {
  /** The published version on which the draft is built. */
  base: Ladder;
  present: Ladder;
  /** What can be undone, the last at the end. */
  done: readonly Done[];
  /** What can be made again, the last undone at the end. */
  undone: readonly Done[];
  /** Ids that no new step gets: of published versions, and of all that once stood in this draft. */
  taken: readonly StepId[];
}

/** What was undone longest ago is forgotten. */
const MAX_DONE = 500;

/**
 * A draft on a published version; `present` is what was saved of it, and `earlier` are the ids of steps of the versions
 * before.
 */
export function startDraft(base: Ladder, present: Ladder = base, earlier: readonly StepId[] = []): Draft {
  return { base, present, done: [], undone: [], taken: takenWith(earlier, base, present) };
}

/** The draft with an edit made; the same draft where nothing changed. Refused as `edit` refuses. */
export function make(draft: Draft, command: Command): { draft: Draft; edited: Edited } | Refused {
  const edited = edit(draft.present, command, new Set(draft.taken));
  if ('refused' in edited) return edited;
  const { ladder: present, label, inverse, added } = edited;
  if (present === draft.present) return { draft, edited };
  const one: Done = { label, inverse, control: controlOf(command) };
  const taken = added.length === 0 ? draft.taken : [...draft.taken, ...added];
  const last = draft.done.at(-1);
  if (draft.undone.length === 0 && last && last.control !== null && last.control === one.control) {
    return { draft: { ...draft, ...merged(draft, present, one, last), undone: [], taken }, edited };
  }
  return { draft: { ...draft, present, done: [...draft.done, one].slice(-MAX_DONE), undone: [], taken }, edited };
}

/** Two edits on one control as one; as neither where the second takes back the first. */
function merged({ done }: Draft, present: Ladder, second: Done, first: Done): Pick<Draft, 'present' | 'done'> {
  const before = after(after(present, second.inverse).ladder, first.inverse).ladder;
  const now = settled(before, present);
  const others = done.slice(0, -1);
  if (now === before) return { present: before, done: others };
  const label = labelOfAll(compare(before, now)) ?? second.label;
  const inverse: Command = { type: 'restore', patch: patchBetween(now, before), label };
  return { present: now, done: [...others, { label, inverse, control: first.control }] };
}

/** What comes next is an edit of its own, also on the same control: the user left it. */
export function settle(draft: Draft): Draft {
  const last = draft.done.at(-1);
  if (!last || last.control === null) return draft;
  return { ...draft, done: [...draft.done.slice(0, -1), { ...last, control: null }] };
}

/** The draft without its last edit; the same draft where there is none. */
export function undo(draft: Draft): Draft {
  const last = draft.done.at(-1);
  if (!last) return draft;
  const { ladder: present, inverse } = after(draft.present, last.inverse);
  const undone = [...draft.undone, { ...last, inverse, control: null }];
  return { ...draft, present, done: draft.done.slice(0, -1), undone };
}

/** The draft with what was undone last made again; the same draft where nothing was. */
export function redo(draft: Draft): Draft {
  const last = draft.undone.at(-1);
  if (!last) return draft;
  const { ladder: present, inverse } = after(draft.present, last.inverse);
  return { ...draft, present, done: [...draft.done, { ...last, inverse }], undone: draft.undone.slice(0, -1) };
}

/** What differs from the published version. `given` says which removed step goes on as which. */
export function changesSince({ base, present }: Draft, given: GivenMapping = {}): Difference[] {
  return compare(base, present, given);
}

/** An inverse always fits the document that it was made for; that it does not is a fault of the program. */
function after(ladder: Ladder, inverse: Command): Edited {
  const edited = edit(ladder, inverse);
  if ('refused' in edited) throw new Error(`An edit could not be taken back: ${edited.refused.en}`);
  return edited;
}

function takenWith(earlier: readonly StepId[], ...ladders: readonly Ladder[]): StepId[] {
  return [...new Set([...earlier, ...ladders.flatMap(({ steps }) => steps.map(({ id }) => id))])];
}

/**
 * The control on which a command is given. Typing in one field and dragging one step give many commands; choosing, adding
 * and deleting one each.
 */
function controlOf(command: Command): string | null {
  switch (command.type) {
    case 'set_field':
      return `${command.field}:${command.step}`;
    case 'set_days':
    case 'set_timings':
      return `when:${command.step}`;
    case 'set_text':
      return `text:${command.step}:${command.language}`;
    case 'rename_step':
      return `name:${command.step}:${command.language}`;
    case 'rename_outcome':
      return `name:${command.step}:${command.language}:${command.outcome}`;
    case 'set_conditions':
      return `row:${command.step}:${command.row}`;
    case 'set_ladder_field':
      return `ladder:${command.field}`;
    case 'set_event':
      return `event:${command.event}`;
    default:
      return null;
  }
}
