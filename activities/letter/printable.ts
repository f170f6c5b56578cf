/** What the font cannot show is found before a page is made: nothing is printed as empty boxes. */
import { LetterError } from './content.ts';
import { lacking } from './font.ts';

const MAX_EXCERPT_CHARS = 60;
const MAX_NAMED_CHARS = 5;

/**
 * The same value with each text as it is printed: letters and their accents composed (NFC), without invisible format
 * characters. Throws a LetterError that names the text and the characters that the font lacks. A person then writes the
 * name in Latin, Greek or Cyrillic letters; a guess by a machine has no place on a formal notice.
 */
export function printable<T>(value: T): T {
  if (typeof value === 'string') return printableText(value) as T;
  if (Array.isArray(value)) return value.map(printable) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, printable(member)])) as T;
}

function printableText(text: string): string {
  const composed = text.normalize('NFC').replace(/\p{Cf}|\p{Variation_Selector}/gu, '');
  const missing = lacking(composed);
  if (missing.length === 0) return composed;
  const chars = Array.from(composed);
  const excerpt = chars.length > MAX_EXCERPT_CHARS ? `${chars.slice(0, MAX_EXCERPT_CHARS).join('')}…` : composed;
  const named = missing.slice(0, MAX_NAMED_CHARS).map((char) => `${char} (U+${codeOf(char)})`);
  const more = missing.length > MAX_NAMED_CHARS ? ' and more' : '';
  throw new LetterError(
    `"${excerpt}" cannot be printed: the font of letters lacks ${named.join(', ')}${more}. Write it in Latin letters.`,
  );
}

const codeOf = (char: string) => char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
