/**
 * Makes one edit of a ladder. The document stays well formed: it fits the schema, every reference leads to a step, no path
 * leads back, and no step falls out of reach. What cannot be done so is refused, with a sentence.
 */
import { applyFix } from '../../ladder/check/fix.ts';
import { duplicates } from '../../ladder/check/steps.ts';
import { problemOf } from '../../ladder/check/words.ts';
import { compare, type Difference, labelOfAll, same } from '../../ladder/compare/compare.ts';
import type { Ladder, Localised, StepId } from '../../ladder/definition.ts';
import { waysOut } from '../../ladder/edges.ts';
import { named } from '../../ladder/explain/text.ts';
import * as branches from './branches.ts';
import type { Command, Replaced } from './command.ts';
import * as fields from './fields.ts';
import { checkFit } from './fits.ts';
import { idsFor } from './ids.ts';
import { pasteSteps } from './paste.ts';
import { type Patch, patchBetween, patched, settled } from './patch.ts';
import * as place from './place.ts';
import { type Choices, EditRefused, REFUSALS } from './refusals.ts';
import { deleteStep, removeOrphans } from './remove.ts';
import { checkShape, noticesOf, orphaned } from './shape.ts';

export interface Edited {
  /** The same value where nothing changed; else every part that the edit did not touch is the same value. */
  ladder: Ladder;
  /** "Aanmaning: dag 30 → dag 25". */
  label: Localised;
  /** Gives back exactly the ladder that was given. */
  inverse: Command;
  differences: Difference[];
  /** Ids of the steps that came, in the order of the document. */
  added: StepId[];
}

export interface Refused {
  /** Why, and what to do. */
  refused: Localised;
  /** What the user may choose from, so that the edit can be made after all. */
  choices: Choices | null;
}

/** Makes an edit, or says why not. New steps get no id of the document, nor one of `taken`: of versions that went before. */
export function edit(ladder: Ladder, command: Command, taken: ReadonlySet<StepId> = new Set()): Edited | Refused {
  try {
    return edited(ladder, command, taken);
  } catch (error) {
    if (!(error instanceof EditRefused)) throw error;
    return { refused: error.sentence, choices: error.choices };
  }
}

function edited(ladder: Ladder, command: Command, taken: ReadonlySet<StepId>): Edited {
  const asked = made(ladder, command, taken);
  const after = settled(ladder, 'orphans' in command ? removeOrphans(ladder, asked) : asked);
  const patch = patchBetween(ladder, after);
  checkFit(ladder, after, patch);
  if (changesShape(ladder, patch)) {
    checkShape(after);
    if (refusesOrphans(command)) {
      const orphans = orphaned(ladder, after);
      const ids = orphans.map(({ id }) => id);
      if (ids.length > 0) throw new EditRefused(REFUSALS.orphans(orphans), { of: 'orphans', steps: ids });
    }
  }
  const differences = compare(ladder, after);
  const label = after === ladder ? UNCHANGED : labelFor(command, differences);
  const known = new Set(ladder.steps.map(({ id }) => id));
  return {
    ladder: after,
    label,
    inverse: { type: 'restore', patch: patchBetween(after, ladder), label },
    differences,
    added: patch.order === null ? [] : after.steps.filter(({ id }) => !known.has(id)).map(({ id }) => id),
  };
}

/** Where nothing leads or counts from elsewhere, the shape is what it was. */
function changesShape(before: Ladder, { members, steps, order }: Patch): boolean {
  if (order !== null || 'start' in members || 'events' in members) return true;
  return steps.some((step) => {
    const was = before.steps.find(({ id }) => id === step.id)!;
    return !same(waysOut(was), waysOut(step)) || !same(noticesOf(was), noticesOf(step));
  });
}

/** A whole document, and what was there before, may hold steps out of reach: `check` tells of them. */
function refusesOrphans({ type }: Command): boolean {
  return type !== 'replace' && type !== 'restore';
}

function made(ladder: Ladder, command: Command, taken: ReadonlySet<StepId>): Ladder {
  switch (command.type) {
    case 'set_field':
      return fields.setField(ladder, command);
    case 'set_days':
      return fields.setDays(ladder, command.step, command.days);
    case 'set_timings':
      return fields.setTimings(ladder, command.timings);
    case 'rename_step':
      return fields.renameStep(ladder, command);
    case 'set_text':
      return fields.setText(ladder, command);
    case 'set_ladder_field':
      return fields.setLadderField(ladder, command);
    case 'set_event':
      return fields.setEvent(ladder, command);
    case 'insert_step':
      return place.insertStep(ladder, command, idsFor(ladder, taken));
    case 'add_branch':
      return place.addBranch(ladder, command, idsFor(ladder, taken));
    case 'move_step':
      return place.moveStep(ladder, command);
    case 'paste_steps':
      return pasteSteps(ladder, command, idsFor(ladder, taken));
    case 'delete_step':
      return deleteStep(ladder, command);
    case 'lead_to':
      return branches.leadTo(ladder, command);
    case 'add_outcome':
      return branches.addOutcome(ladder, command);
    case 'rename_outcome':
      return branches.renameOutcome(ladder, command);
    case 'remove_outcome':
      return branches.removeOutcome(ladder, command);
    case 'reorder_outcome':
      return branches.reorderOutcome(ladder, command);
    case 'add_row':
      return branches.addRow(ladder, command);
    case 'set_conditions':
      return branches.setConditions(ladder, command);
    case 'remove_row':
      return branches.removeRow(ladder, command);
    case 'reorder_row':
      return branches.reorderRow(ladder, command);
    case 'replace':
      return replaced(ladder, command.ladder);
    case 'apply_fix':
      return fixed(ladder, command);
    case 'together':
      return together(ladder, command.commands, taken);
    case 'restore':
      return patched(ladder, command.patch);
  }
}

/** Another document under the id and version of this one. */
function replaced({ id, version }: Ladder, document: Ladder): Ladder {
  const [duplicate] = duplicates(document);
  if (duplicate) throw new EditRefused(REFUSALS.malformed(problemOf(duplicate).sentence));
  const { $schema: _, ...rest } = document as Ladder & { $schema?: string };
  return { ...rest, id, version };
}

function fixed(ladder: Ladder, { operations }: Extract<Command, { type: 'apply_fix' }>): Ladder {
  try {
    return applyFix(ladder, { operations });
  } catch (error) {
    if (error instanceof RangeError) throw new EditRefused(REFUSALS.otherDocument());
    throw error;
  }
}

/** One edit after the other; ids that one of them takes away are not given by the next. */
function together(ladder: Ladder, commands: readonly Command[], taken: ReadonlySet<StepId>): Ladder {
  const used = new Set(taken);
  return commands.reduce((result, command) => {
    for (const { id } of result.steps) used.add(id);
    return edited(result, command, used).ladder;
  }, ladder);
}

function labelFor(command: Command, differences: readonly Difference[]): Localised {
  if (command.type === 'restore' || command.type === 'apply_fix') return command.label;
  if (command.type === 'replace') return REPLACED[command.because](command.ladder);
  return (
    labelOfAll(differences, 'step' in command && typeof command.step === 'string' ? command.step : undefined) ??
    SAME_MEANING
  );
}

const UNCHANGED: Localised = { nl: 'Niets gewijzigd', en: 'Nothing changed' };
/** A default that is spelled out, or no longer. */
const SAME_MEANING: Localised = {
  nl: 'Anders opgeschreven, met dezelfde betekenis',
  en: 'Written otherwise, with the same meaning',
};

const REPLACED: Record<Replaced, (ladder: Ladder) => Localised> = {
  import: ({ name }) => ({ nl: `Ingelezen: ${named(name.nl)}`, en: `Imported: ${named(name.en)}` }),
  template: ({ name }) => ({
    nl: `Begonnen met sjabloon ${named(name.nl)}`,
    en: `Started from template ${named(name.en)}`,
  }),
  discard: () => ({ nl: 'Terug naar de gepubliceerde versie', en: 'Back to the published version' }),
  unsaved: () => ({ nl: 'Niet opgeslagen werk teruggezet', en: 'Unsaved work put back' }),
  roll_back: ({ version }) => ({ nl: `Terug naar versie ${version}`, en: `Back to version ${version}` }),
};
