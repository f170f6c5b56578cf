/** Copied steps as text, for the clipboard of the system: from one ladder, window or installation to another. */
import { duplicates } from '../../ladder/check/steps.ts';
import type { Ladder, Localised, Step, StepId } from '../../ladder/definition.ts';
import { MAX_STEPS, partProblems } from '../../ladder/schema.ts';
import type { CopiedSteps } from './command.ts';
import { copySteps } from './paste.ts';

/** By this the text is known for what it is. */
const MARK = 'incassoladder/steps';
/** What a text may hold; more was never copied here. */
const MAX_CHARACTERS = 10_000_000;

/** The text of some steps of a ladder. */
export function copied(ladder: Ladder, ids: readonly StepId[]): string {
  return JSON.stringify({ clipboard: MARK, version: 1, ...copySteps(ladder, ids) });
}

/** The steps in a text that `copied` made, or why it holds none. */
export function readCopied(text: string): CopiedSteps | { refused: Localised } {
  const content = parsed(text);
  if (content === null || content.clipboard !== MARK) return { refused: REFUSED.other };
  if (content.version !== 1) return { refused: REFUSED.newer };
  const { steps, texts } = content;
  if (!Array.isArray(steps) || steps.length === 0 || steps.length > MAX_STEPS) return { refused: REFUSED.damaged };
  if (steps.some((step) => partProblems('step', step).length > 0)) return { refused: REFUSED.damaged };
  if (partProblems('texts', texts).length > 0) return { refused: REFUSED.damaged };
  const copy: CopiedSteps = { steps: steps as Step[], texts: texts as Ladder['texts'] };
  return duplicates(copy).length === 0 ? copy : { refused: REFUSED.damaged };
}

function parsed(text: string): Record<string, unknown> | null {
  if (text.length > MAX_CHARACTERS) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

const REFUSED = {
  other: {
    nl: 'Op het klembord staan geen stappen van een aanmaanschema; kopieer eerst een of meer stappen.',
    en: 'There are no steps of a ladder on the clipboard; copy one or more steps first.',
  },
  newer: {
    nl: 'De stappen op het klembord komen uit een nieuwere versie van dit programma; werk dit programma bij, of kopieer ze hier.',
    en: 'The steps on the clipboard come from a newer version of this program; update this one, or copy them here.',
  },
  damaged: {
    nl: 'De stappen op het klembord zijn beschadigd of onvolledig; kopieer ze opnieuw.',
    en: 'The steps on the clipboard are damaged or incomplete; copy them again.',
  },
} as const satisfies Record<string, Localised>;
