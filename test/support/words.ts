/** The words on the screens of the editor, found by what stands in the source. */
import { readFileSync } from 'node:fs';
import type { Language } from '../../ladder/definition.ts';

/** Says a message in a language, with its values filled in. Throws for a message that no screen says. */
export type Say = (message: string, values?: Record<string, string | number>) => string;

const ENTRY = /^msgid (".*")\nmsgstr (".*")$/gm;

/** All messages of the editor with what they are in a language. */
export function catalogue(language: Language): ReadonlyMap<string, string> {
  const text = readFileSync(new URL(`../../editor/locales/${language}.po`, import.meta.url), 'utf8');
  return new Map([...text.matchAll(ENTRY)].map(([, id, said]) => [JSON.parse(id!), JSON.parse(said!)]));
}

export function wordsIn(language: Language): Say {
  const messages = catalogue(language);
  return (message, values = {}) => {
    const said = messages.get(message);
    if (said === undefined) throw new Error(`No screen says “${message}”: look for it in editor/locales.`);
    return said.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
  };
}
