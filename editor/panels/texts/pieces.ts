/** A text with merge fields as pieces: words, and fields that stand as one chip each. Stored as plain text with `{{…}}`. */

export type Piece = { is: 'words'; text: string } | { is: 'field'; name: string };

const FIELD = /\{\{([^{}\n]*)\}\}/g;

/** The pieces of a text; together they say the same text again. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(FIELD)) {
    if (match.index > from) pieces.push({ is: 'words', text: text.slice(from, match.index) });
    pieces.push({ is: 'field', name: match[1]!.trim() });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ is: 'words', text: text.slice(from) });
  return pieces;
}

export const fieldText = (name: string): string => `{{${name}}}`;

/**
 * What is put into a text for a field between what stands before and after it. A block stands alone in its paragraph: an
 * empty line parts it from its neighbours.
 */
export function insertion(name: string, before: string, after: string): string {
  if (!name.startsWith('block.')) return fieldText(name);
  const lead = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n';
  const tail = after === '' || after.startsWith('\n\n') ? '' : after.startsWith('\n') ? '\n' : '\n\n';
  return `${lead}${fieldText(name)}${tail}`;
}
