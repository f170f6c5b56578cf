/** A ladder as a file: what export writes, import reads. */
import { malformed } from '../../ladder/check/malformed.ts';
import type { Ladder, Language, Localised, StepId, StepText } from '../../ladder/definition.ts';
import { readLadder } from '../../ladder/schema.ts';

/** The document as JSON that reads well in a diff: texts in the order of the steps. */
export function asFile(ladder: Ladder): string {
  const ids = ladder.steps.map(({ id }) => id);
  const place = (id: StepId) => (ids.includes(id) ? ids.indexOf(id) : ids.length);
  const texts = (language: Language): Record<StepId, StepText> =>
    Object.fromEntries(Object.entries(ladder.texts[language]).toSorted(([a], [b]) => place(a) - place(b)));
  return `${JSON.stringify({ ...ladder, texts: { nl: texts('nl'), en: texts('en') } }, null, 2)}\n`;
}

/** The ladder in a file, or what is wrong with it: its first problem, and how many more there are. */
export function readFile(text: string): { ladder: Ladder } | { refused: Localised } {
  const document = parsed(text);
  if (document === undefined) return { refused: NO_JSON };
  const result = readLadder(document);
  if (result.ok) return { ladder: result.ladder };
  const [first, ...others] = malformed(document, result.problems);
  const { nl, en } = first!.sentence;
  if (others.length === 0) return { refused: { nl, en } };
  return { refused: { nl: `${nl} (En nog ${others.length}.)`, en: `${en} (And ${others.length} more.)` } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const NO_JSON: Localised = {
  nl: 'Dit bestand is geen JSON en dus geen aanmaanschema; kies een bestand dat hier is geëxporteerd.',
  en: 'This file is no JSON and so no ladder; choose a file that was exported here.',
};
