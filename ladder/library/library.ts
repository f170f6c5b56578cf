import type { Ladder } from '../definition.ts';
import incassotraject from './incassotraject.json' with { type: 'json' };
import onderhandelen from './onderhandelen.json' with { type: 'json' };
import stappenplan from './stappenplan.json' with { type: 'json' };
import zevenStappen from './zeven-stappen.json' with { type: 'json' };

/** The ladders that come with the product. A test holds each of them against the schema and the checks. */
export function shippedLadders(): Ladder[] {
  return [zevenStappen, incassotraject, stappenplan, onderhandelen] as Ladder[];
}
