/** Small helpers that both languages share. */
import type { Subject } from './words.ts';

/** Free text is cut off after so many characters: a sentence quotes a mail server, it does not print its log. */
const MAX_QUOTED_CHARACTERS = 300;

/** The name of a thing, within a sentence. */
export function named(name: string): string {
  return `‘${oneLine(name)}’`;
}

/** Somebody's own words, within a sentence. */
export function quoted(text: string): string {
  const characters = [...oneLine(text)];
  const cut = characters.length > MAX_QUOTED_CHARACTERS;
  const shown = cut ? `${characters.slice(0, MAX_QUOTED_CHARACTERS).join('').trimEnd()}…` : characters.join('');
  return `“${shown.replace(/\.$/, '')}”`;
}

/** Somebody's own words behind their introduction, or nothing where nobody wrote any. */
export function remark(before: string, text: string | undefined): string {
  return text === undefined || oneLine(text) === '' ? '' : `${before}${quoted(text)}`;
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** "a", "a and b", "a, b and c". */
export function list(items: readonly string[], and: string): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${and} ${items.at(-1)}`;
}

/** "Task opened: Call before the due date". */
export function titled(title: string, about: Subject | null): string {
  return about ? `${title}: ${about.name}` : title;
}

/** A task at a step that is no task itself can only be a question of the engine. */
export function isQuestion(about: Subject | null): boolean {
  return about !== null && about.kind !== null && about.kind !== 'call' && about.kind !== 'task';
}
