/** Ladder documents that come in by the API, and versions that are there: what does not pass `check` goes no further. */
import { errorsOf } from '../ladder/check/check.ts';
import { malformed } from '../ladder/check/malformed.ts';
import { asTold } from '../ladder/check/words.ts';
import type { Ladder } from '../ladder/definition.ts';
import { readLadder } from '../ladder/schema.ts';
import type { Db } from '../store/database.ts';
import { findLadder } from '../store/ladders.ts';
import { ApiError, notFound } from './errors.ts';

/** Reads a document. Throws a refusal that names every problem; `at` is where the document stands in the body. */
export function soundDocument(document: unknown, at: string | null = null): Ladder {
  const result = readLadder(document);
  if (result.ok) return sound(result.ladder);
  const [first] = result.problems;
  const path = first!.path.join('.');
  throw new ApiError(
    'invalid_request',
    'ladder_malformed',
    `${path || 'The document'}: ${first!.message}.`,
    [at, path].filter(Boolean).join('.') || null,
    malformed(document, result.problems).map(asTold),
  );
}

/** A version that is there. Throws where there is none. */
export async function versionOf(db: Db, id: string, version: number): Promise<Ladder> {
  const ladder = await findLadder(db, { id, version }, db);
  if (!ladder) throw notFound('ladder', `${id} version ${version}`);
  return ladder;
}

/** The ladder itself. Throws where `check` finds errors in it. */
export function sound(ladder: Ladder): Ladder {
  const errors = errorsOf(ladder);
  const [first] = errors;
  if (!first) return ladder;
  throw new ApiError('invalid_request', `ladder_${first.rule}`, first.sentence.en, first.step, errors.map(asTold));
}
