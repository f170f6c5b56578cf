/** How the checks of a draft come out. */
import type { Ladder } from '../../../ladder/definition.ts';
import { type CheckOutcome, runCheck } from '../../../ladder/saved-check/saved-check.ts';
import { readSavedCheck } from '../../../ladder/saved-check/schema.ts';

export interface CheckRow {
  id: string;
  name: string;
  /** As it is kept. */
  kept: object;
  /** Null where the draft cannot be run. */
  outcome: CheckOutcome | null;
}

const known = new WeakMap<Ladder, WeakMap<object, CheckOutcome>>();

/** Every check with its outcome; worked out once for each draft. `isSound`: the draft has no error. */
export function checkRows(ladder: Ladder, checks: readonly object[], isSound: boolean): CheckRow[] {
  let ofLadder = known.get(ladder);
  if (!ofLadder) {
    ofLadder = new WeakMap();
    known.set(ladder, ofLadder);
  }
  return checks.map((kept): CheckRow => {
    const read = readSavedCheck(kept);
    const { id, name } = kept as { id: string; name: string };
    if (!read.ok || !isSound) return { id, name, kept, outcome: null };
    const outcome = ofLadder.get(kept) ?? runCheck(ladder, read.check);
    ofLadder.set(kept, outcome);
    return { id, name, kept, outcome };
  });
}

/** A check that expects what comes of it now. */
export const withNewCourse = (kept: object, { course }: CheckOutcome): object => ({ ...kept, expected: course });

/** An id for a check of this name that no other has. */
export function checkId(name: string, taken: readonly string[]): string {
  const base =
    name
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60)
      .replace(/-+$/, '') || 'controle';
  if (!taken.includes(base)) return base;
  for (let count = 2; ; count++) if (!taken.includes(`${base}-${count}`)) return `${base}-${count}`;
}
