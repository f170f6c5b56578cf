/** For tests: the files in test/fixtures/ubl, whole or edited. */
import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../../test/fixtures/ubl/', import.meta.url);

export function fixtureNames(folder = ''): string[] {
  const names = readdirSync(new URL(folder, FOLDER)).filter((name) => name.endsWith('.xml'));
  return names.map((name) => folder + name).sort();
}

export function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(name, FOLDER)));
}

/** A UTF-8 fixture in which each first text is replaced everywhere by the second; it must be there. */
export function edited(name: string, ...edits: readonly (readonly [string, string])[]): Uint8Array {
  let text = new TextDecoder().decode(fixture(name));
  for (const [from, to] of edits) {
    if (!text.includes(from)) throw new Error(`${name} does not hold ${from}`);
    text = text.replaceAll(from, to);
  }
  return new TextEncoder().encode(text);
}
