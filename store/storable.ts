/**
 * True when the database can keep every text in a value: PostgreSQL takes no U+0000, and its `jsonb` no half of a
 * surrogate pair.
 */
export function isStorable(value: unknown): boolean {
  const rest: unknown[] = [value];
  while (rest.length > 0) {
    const next = rest.pop();
    if (typeof next === 'string' && (next.includes('\0') || !next.isWellFormed())) return false;
    if (typeof next !== 'object' || next === null) continue;
    for (const [key, member] of Object.entries(next)) rest.push(key, member);
  }
  return true;
}
