/** True for values that are the same as JSON: members in any order, those that are undefined as if they were not there. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, at) => same(item, b[at]));
  }
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const members = new Set([...Object.keys(left), ...Object.keys(right)]);
  const own = (value: Record<string, unknown>, member: string) =>
    Object.hasOwn(value, member) ? value[member] : undefined;
  return [...members].every((member) => same(own(left, member), own(right, member)));
}
