/** The problems of a document that is no ladder yet, as an editor may hold one: each with its place. */
import type { StepId } from '../definition.ts';
import type { Finding, Problem } from './findings.ts';
import { pointerTo, valueAt } from './places.ts';
import { problemOf } from './words.ts';

/** Where a document does not fit the schema: `readLadder` finds these. */
export interface Misfit {
  path: readonly PropertyKey[];
  message: string;
}

/** Members of a step that lead on to another: without one of them a way comes to a dead end. */
const LEADING: readonly PropertyKey[] = ['next', 'refused'];

/** Names what is missing on a way through the ladder; all else is a problem of the schema. */
export function malformed(document: unknown, misfits: readonly Misfit[]): Problem[] {
  return misfits.map((misfit) => problemOf(findingOf(document, misfit)));
}

function findingOf(document: unknown, { path, message }: Misfit): Finding {
  const pointer = pointerTo(...path);
  const step = stepAt(document, path);
  const member = path.at(-1);
  const isMissing = valueAt(document, pointer) === undefined;
  if (isMissing && path[0] === 'steps' && typeof member === 'string') {
    if (member === 'otherwise') return { rule: 'missing-otherwise', step, pointer };
    if (LEADING.includes(member)) return { rule: 'dead-end', step, pointer };
  }
  return { rule: 'schema', step, pointer, place: pointer || '/', problem: isMissing ? null : message };
}

/** The step in which a place of the document stands, when its id is readable. */
function stepAt(document: unknown, [part, key, name]: readonly PropertyKey[]): StepId | null {
  if (part === 'texts' && typeof name === 'string') return name;
  if (part !== 'steps' || typeof key !== 'number') return null;
  const id = valueAt(document, pointerTo('steps', key, 'id'));
  return typeof id === 'string' ? id : null;
}
