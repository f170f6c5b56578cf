/** Text of others as one line of a notice. */

/** Longer values are cut off, counted in code points. */
const MAX_VALUE_CHARS = 200;
/** Holds together what must stay on one line; plain text gets ordinary spaces once it is wrapped. */
export const NO_BREAK = '\u00a0';

/** A value on one line: control and format characters removed, white space folded, cut off when too long. */
export function clean(value: string | null): string | null {
  const folded = (value ?? '')
    .slice(0, MAX_VALUE_CHARS * 10)
    .replace(/[\p{Cf}\p{Cs}\p{Co}]/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return folded === '' ? null : cut(folded, MAX_VALUE_CHARS);
}

/** Spaces that hold together stay; every other white space or control character becomes one space. */
export function onOneLine(text: string): string {
  return text.replace(/(?:(?!\u00a0)[\s\p{Cc}])+/gu, ' ').trim();
}

export function cut(text: string, most: number): string {
  const chars = Array.from(text);
  return chars.length <= most ? text : `${chars.slice(0, most - 1).join('')}…`;
}

export const unbroken = (value: string | null) => value?.replaceAll(' ', NO_BREAK) ?? null;
