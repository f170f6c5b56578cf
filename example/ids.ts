/** Ids that are the same each time that the book is played: the hours of a debtor's notices follow from their id. */
import { createHash } from 'node:crypto';

/** An id in the form that random ones have. */
export function idOf(...parts: string[]): string {
  const hex = createHash('sha256')
    .update(['example', ...parts].join('/'))
    .digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A number from 0 up to, and without, `below`. */
export function drawn(below: number, ...parts: string[]): number {
  return createHash('sha256').update(parts.join('/')).digest().readUInt32BE(0) % below;
}
