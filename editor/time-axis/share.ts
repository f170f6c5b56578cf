/** What two values have in common, kept: a canvas draws anew only what is another object than before. */

/** The new value, in which every part that equals that of before is the very part of before. */
export function shared<T>(before: T, after: T): T {
  return sharedValue(before, after) as T;
}

function sharedValue(before: unknown, after: unknown): unknown {
  if (
    before === after ||
    typeof before !== 'object' ||
    typeof after !== 'object' ||
    before === null ||
    after === null
  ) {
    return after;
  }
  if (Array.isArray(after)) return Array.isArray(before) ? sharedList(before, after) : after;
  const old = before as Record<string, unknown>;
  const entries = Object.entries(after).map(([member, value]) => [member, sharedValue(old[member], value)] as const);
  const isSame =
    entries.length === Object.keys(old).length && entries.every(([member, value]) => old[member] === value);
  return isSame ? before : Object.fromEntries(entries);
}

/** Items with an id are those of before with the same; others are compared by their place. */
function sharedList(before: readonly unknown[], after: readonly unknown[]): unknown {
  const byId = new Map(before.flatMap((item) => (idOf(item) === undefined ? [] : [[idOf(item), item] as const])));
  const items = after.map((item, index) => {
    const id = idOf(item);
    return sharedValue(id === undefined ? before[index] : byId.get(id), item);
  });
  return items.length === before.length && items.every((item, index) => item === before[index]) ? before : items;
}

function idOf(item: unknown): unknown {
  return typeof item === 'object' && item !== null && 'id' in item ? item.id : undefined;
}
