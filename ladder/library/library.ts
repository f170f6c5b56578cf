import type { Ladder } from '../definition.ts';
import zevenStappen from './zeven-stappen.json' with { type: 'json' };

/** The ladders that come with the product. A test holds each of them against the schema and the checks. */
export function shippedLadders(): Ladder[] {
  return [zevenStappen as Ladder];
}
