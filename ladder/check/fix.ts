/** A mend of a ladder, as data: so that an editor can show it, apply it and take it back. */
import type { Ladder, Localised, StepId } from '../definition.ts';
import { entriesOf, type Pointer, partsOf } from './places.ts';

/** As in JSON Patch (RFC 6902), with `add` only for members of objects. */
export type Operation =
  | { op: 'add' | 'replace'; path: Pointer; value: string | number | readonly number[] | object }
  | { op: 'remove'; path: Pointer };

export interface Fix {
  /** What it does, as on a button. */
  label: Localised;
  operations: Operation[];
}

/** The ladder with a fix applied; the one given stays as it was. Throws a RangeError where the fix belongs to another. */
export function applyFix(ladder: Ladder, { operations }: Pick<Fix, 'operations'>): Ladder {
  return operations.reduce<unknown>((document, operation) => {
    return changed(document, partsOf(operation.path), operation);
  }, ladder) as Ladder;
}

/** A ladder whose start and events lead elsewhere; itself where they lead where they did. */
export function withEntries(ladder: Ladder, lead: (to: StepId) => StepId): Ladder {
  const operations = entriesOf(ladder)
    .filter(({ target }) => lead(target) !== target)
    .map(({ target, at }) => ({ op: 'replace' as const, path: at, value: lead(target) }));
  return operations.length === 0 ? ladder : applyFix(ladder, { operations });
}

function changed(value: unknown, [member, ...rest]: string[], operation: Operation): unknown {
  const elsewhere = new RangeError(
    `This fix belongs to another ladder: there is nothing to change at ${operation.path}.`,
  );
  if (member === undefined || typeof value !== 'object' || value === null) throw elsewhere;
  const isThere = Object.hasOwn(value, member);
  if (Array.isArray(value)) {
    if (!isThere || !/^\d+$/.test(member)) throw elsewhere;
    const index = Number(member);
    if (rest.length > 0) return value.with(index, changed(value[index], rest, operation));
    return operation.op === 'remove' ? value.toSpliced(index, 1) : value.with(index, operation.value);
  }
  const members = value as Record<string, unknown>;
  if (rest.length > 0) return { ...members, [member]: changed(members[member], rest, operation) };
  if (operation.op !== 'add' && !isThere) throw elsewhere;
  if (operation.op !== 'remove') return { ...members, [member]: operation.value };
  const { [member]: _, ...others } = members;
  return others;
}
