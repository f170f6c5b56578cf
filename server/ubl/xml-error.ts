/** Thrown when bytes are not the well-formed, harmless XML that this product reads. The message is for people. */
export class XmlError extends Error {
  override readonly name = 'XmlError';
}

/** Text from a file, made fit to stand in a message: on one line, and cut when it is long. */
export function excerpt(text: string): string {
  const maxChars = 60;
  const line = text
    .slice(0, 4 * maxChars)
    .replace(/\s+/g, ' ')
    .trim();
  return line.length <= maxChars ? line : `${line.slice(0, maxChars)}…`;
}

/** The line, counted from 1, on which a position in a text stands. */
export function lineAt(text: string, position: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < position; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
