/** The id of a new ladder, read off its name. */

const MAX_CHARS = 60;

/** Lower case, digits and dashes; with a number behind it where the id is taken. */
export function idFor(name: string, taken: readonly string[]): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_CHARS)
    .replace(/^-+|-+$/g, '');
  const base = /^[a-z]/.test(plain) ? plain : `ladder-${plain}`.replace(/-$/, '');
  let id = base;
  for (let number = 2; taken.includes(id); number++) id = `${base}-${number}`;
  return id;
}
