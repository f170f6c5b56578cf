type Members = Record<string, unknown>;

/** True for values that are the same as JSON: members in any order, those that are undefined as if they were not there. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, at) => same(item, b[at]));
  }
  return holdsAll(a as Members, b as Members) && holdsNoMore(b as Members, a as Members);
}

function holdsAll(a: Members, b: Members): boolean {
  for (const member of Object.keys(a)) {
    if (!same(a[member], Object.hasOwn(b, member) ? b[member] : undefined)) return false;
  }
  return true;
}

function holdsNoMore(b: Members, a: Members): boolean {
  for (const member of Object.keys(b)) {
    if (b[member] !== undefined && !Object.hasOwn(a, member)) return false;
  }
  return true;
}
