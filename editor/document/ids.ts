/** Ids of new steps and answers: readable, made of the Dutch name, and never one that was used before. */
import type { Ladder, StepId } from '../../ladder/definition.ts';

/** Ids have 60 characters at most (`ladder/schema.ts`). */
const MAX_ID_CHARS = 60;

/** "Bellen: wat is er?" → "bellen-wat-is-er". */
export function slug(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();
  const id = plain.replace(/[^a-z0-9]+/g, '-').slice(0, MAX_ID_CHARS);
  return id.replace(/^-+|-+$/g, '') || 'stap';
}

/** The slug of a name, with a number behind it where it is taken. */
export function freshId(name: string, isTaken: (id: string) => boolean): string {
  const base = slug(name);
  let id = base;
  for (let number = 2; isTaken(id); number++) {
    const end = `-${number}`;
    id = `${base.slice(0, MAX_ID_CHARS - end.length)}${end}`;
  }
  return id;
}

/** Gives new steps ids that neither the document nor `taken` knows, nor one that it gave before. */
export function idsFor(ladder: Ladder, taken: ReadonlySet<StepId>): (name: string) => StepId {
  const used = new Set([
    ...ladder.steps.map(({ id }) => id),
    ...Object.keys(ladder.texts.nl),
    ...Object.keys(ladder.texts.en),
  ]);
  return (name) => {
    // What every object has is no good key of texts.
    const id = freshId(
      name,
      (candidate) => used.has(candidate) || taken.has(candidate) || candidate in Object.prototype,
    );
    used.add(id);
    return id;
  };
}
